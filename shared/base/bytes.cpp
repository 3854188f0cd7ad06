// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/bytes.h"

namespace alula {

std::string hex(ByteSpan bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const auto b : bytes) {
        text += kDigits[b >> 4];
        text += kDigits[b & 15];
    }
    return text;
}

namespace {
// Length of the well-formed sequence at the front (Unicode 15, table 3-7), 0 if there is none.
std::size_t sequenceLength(ByteSpan s) {
    const auto tail = [&](std::size_t i, std::uint8_t low = 0x80, std::uint8_t high = 0xbf) {
        return i < s.size() && s[i] >= low && s[i] <= high;
    };
    const std::uint8_t c = s[0];
    if (c < 0x80) return 1;
    if (c >= 0xc2 && c <= 0xdf) return tail(1) ? 2 : 0;
    if (c >= 0xe0 && c <= 0xef) {
        const std::uint8_t low = c == 0xe0 ? 0xa0 : 0x80;
        const std::uint8_t high = c == 0xed ? 0x9f : 0xbf;
        return tail(1, low, high) && tail(2) ? 3 : 0;
    }
    if (c >= 0xf0 && c <= 0xf4) {
        const std::uint8_t low = c == 0xf0 ? 0x90 : 0x80;
        const std::uint8_t high = c == 0xf4 ? 0x8f : 0xbf;
        return tail(1, low, high) && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}
} // namespace

bool isUtf8(std::string_view text) {
    ByteSpan rest = asBytes(text);
    while (!rest.empty()) {
        const auto n = sequenceLength(rest);
        if (n == 0) return false;
        rest = rest.subspan(n);
    }
    return true;
}

} // namespace alula
