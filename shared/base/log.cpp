// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"

#include "shared/base/bytes.h"

namespace alula::log {
namespace {

// Length of the character of valid UTF-8 at the beginning when it controls a terminal or how a line looks, else 0: C1 controls
// (ESC [ in one character), line and paragraph separators, and those that turn the direction of writing.
std::size_t controlAt(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto isIn = [](unsigned char b, unsigned char from, unsigned char to) { return b >= from && b <= to; };
    if (byte(0) == 0xc2 && byte(1) < 0xa0) return 2;  // U+0080 – U+009F
    if (byte(0) == 0xd8 && byte(1) == 0x9c) return 2; // U+061C
    if (byte(0) != 0xe2) return 0;
    const bool marks = byte(1) == 0x80 && (isIn(byte(2), 0x8e, 0x8f) || isIn(byte(2), 0xa8, 0xae)); // U+200E, F; U+2028 – 202E
    const bool isolates = byte(1) == 0x81 && isIn(byte(2), 0xa6, 0xa9);                             // U+2066 – U+2069
    return marks || isolates ? 3 : 0;
}

} // namespace

std::string printable(std::string_view bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    const bool utf8 = isUtf8(bytes);
    std::string out;
    out.reserve(bytes.size());
    std::size_t hidden = 0; // bytes still to come of a character that is not shown
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto b = static_cast<unsigned char>(bytes[i]);
        if (utf8 && b >= 0xc0) hidden = controlAt(bytes.substr(i));
        if (b < 0x20 || b == 0x7f || (b >= 0x80 && !utf8) || hidden > 0) {
            out += "\\x";
            out += kDigits[b >> 4];
            out += kDigits[b & 15];
        } else {
            out += bytes[i];
        }
        if (hidden > 0) --hidden;
    }
    return out;
}

} // namespace alula::log
