// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <bit>
#include <concepts>
#include <cstring>
#include <string>

namespace alula {

template <std::unsigned_integral T>
void appendLittle(std::string& out, T value) {
    if constexpr (std::endian::native == std::endian::big) value = std::byteswap(value);
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    out.append(raw, sizeof(T));
}

// The caller has checked that the bytes are there.
template <std::unsigned_integral T>
T readLittle(ByteSpan bytes, std::size_t offset) {
    T value;
    std::memcpy(&value, bytes.subspan(offset, sizeof(T)).data(), sizeof(T));
    if constexpr (std::endian::native == std::endian::big) value = std::byteswap(value);
    return value;
}

} // namespace alula
