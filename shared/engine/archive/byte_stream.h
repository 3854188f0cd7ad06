// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/load.h"
#include "shared/base/result.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>

namespace alula {

// How a file of anybody's is read.
struct StreamOptions {
    LoadControl* load = nullptr; // may be null
    std::stop_token stop = {};
    std::size_t inputChunk = 256_KiB;
};

// The bytes of a tar, out of whatever they are packed in. One thread.
class ByteStream {
public:
    virtual ~ByteStream() = default;
    // The next bytes, good until the next call; empty: that was all, and all of the file was checked. Corrupt: damaged or cut.
    virtual Result<ByteSpan> next() = 0;
    virtual std::uint64_t consumed() const = 0;      // bytes of the file read
    virtual std::uint64_t produced() const = 0;      // unpacked
    virtual std::uint64_t trailingZeros() const = 0; // at the end of what was produced so far
};

// Zeros at the end of a stream, which are `before` and then these bytes.
std::uint64_t trailingZeros(std::uint64_t before, ByteSpan bytes);

} // namespace alula
