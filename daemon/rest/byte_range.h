// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace alula {

// What of a thing of `size` bytes a Range header asks for (RFC 9110 §14.1.2).
struct ByteRange {
    enum class Kind : std::uint8_t {
        Whole,         // none asked for; several, malformed or of another unit, which may be ignored (§14.2)
        Part,          // offset and length, within the size
        Unsatisfiable, // 416
    };
    Kind kind = Kind::Whole;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

ByteRange byteRangeOf(std::string_view header, std::uint64_t size);

} // namespace alula
