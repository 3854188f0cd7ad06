// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/buffer.h"
#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/engine/archive/archive_types.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace alula {

// Raw deflate (RFC 1951) of one block. The result depends on nothing but the input and the level: not on what was compressed
// before. One per worker thread: it holds the library's buffers (up to 1.3 MiB).
class Compressor {
public:
    static Result<std::unique_ptr<Compressor>> make(Compression level);
    ~Compressor();
    Compressor(const Compressor&) = delete;
    Compressor& operator=(const Compressor&) = delete;

    // Part of a block that is not worth compressing (noise.h).
    struct Noise {
        std::size_t begin = 0, end = 0;
    };
    // Appends to `out`. A block whose samples do not shrink by 3 % is stored. A block of zeros gets constant bytes at every
    // level. `noise`, in order and without overlap, is stored and the rest compressed (BestSpeed; the others look for themselves): that
    // is quicker, and smaller too, as bytes of all values do not spoil the codes of the others.
    Result<void> deflate(ByteSpan block, std::span<const Noise> noise, ByteBuffer& out);

private:
    struct Libraries;
    explicit Compressor(Compression level);
    bool shrinks(ByteSpan block);
    bool samplesShrink(ByteSpan block);
    std::size_t pack(ByteSpan block, std::span<const Noise> noise, MutableByteSpan room);
    std::size_t fast(ByteSpan in, MutableByteSpan out, bool last);
    std::size_t fastAround(ByteSpan block, std::span<const Noise> noise, MutableByteSpan room);

    const Compression m_level;
    std::unique_ptr<Libraries> m_libraries;
    std::vector<std::uint8_t> m_sample;
};

// Appends deflate data that only stores: 5 bytes for every 65,535.
void storeDeflate(ByteSpan block, ByteBuffer& out);
std::size_t storedSize(std::size_t bytes);

bool allZeros(ByteSpan bytes);

} // namespace alula
