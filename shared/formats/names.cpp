// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/formats/names.h"

#include "shared/base/bytes.h"

#include <array>

namespace alula {

namespace {
// Length of the sequence that a first byte announces; 0: it is none (RFC 3629).
std::size_t sequenceLength(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return 2;
    if (first >= 0xE0 && first < 0xF0) return 3;
    if (first >= 0xF0 && first < 0xF5) return 4;
    return 0;
}
} // namespace

std::string textName(std::string_view bytes) {
    if (isUtf8(bytes)) return std::string(bytes);
    static constexpr std::array kHex = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};
    std::string out;
    while (!bytes.empty()) {
        const auto first = static_cast<unsigned char>(bytes.front());
        const std::size_t length = sequenceLength(first);
        if (length > 0 && length <= bytes.size() && isUtf8(bytes.substr(0, length))) {
            out += bytes.substr(0, length);
            bytes.remove_prefix(length);
            continue;
        }
        out += '%';
        out += kHex.at(first >> 4U);
        out += kHex.at(first & 0xFU);
        bytes.remove_prefix(1);
    }
    return out;
}

} // namespace alula
