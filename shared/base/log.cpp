// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"

#include "shared/base/bytes.h"

namespace alula::log {

std::string printable(std::string_view bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    const bool utf8 = isUtf8(bytes);
    std::string out;
    out.reserve(bytes.size());
    for (const char c : bytes) {
        const auto b = static_cast<unsigned char>(c);
        if (b < 0x20 || b == 0x7f || (b >= 0x80 && !utf8)) {
            out += "\\x";
            out += kDigits[b >> 4];
            out += kDigits[b & 15];
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace alula::log
