// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/compressor.h"

#include "shared/engine/archive/format.h"
#include "shared/engine/archive/noise.h"

#include <algorithm>
#include <cstring>
#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

namespace alula {
namespace {

constexpr std::size_t kStoredPart = 65'535; // RFC 1951 3.2.4
constexpr std::size_t kStoredHead = 5;
constexpr std::size_t kSampleBytes = 8 * 1024;
constexpr std::size_t kSamples = 4;
constexpr std::size_t kSampledFrom = 2 * kSamples * kSampleBytes; // smaller blocks are their own sample
constexpr std::uint32_t kFastLevel = 1;                           // of ISA-L: ADR 31
constexpr int kZeroLevel = 12;                                    // of libdeflate: made once a process

int libdeflateLevel(Compression level) { return level == Compression::BestCompression ? 12 : 6; }

// 97 % or less of what it was.
bool isSmaller(std::size_t packed, std::size_t plain) { return packed * 100 <= plain * 97; }

using Libdeflate = std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;

Libdeflate makeLibdeflate(int level) { return {libdeflate_alloc_compressor(level), libdeflate_free_compressor}; }

// Fills storedSize() of `to`.
void store(ByteSpan bytes, std::uint8_t* to, bool endsStream) {
    std::size_t done = 0;
    do {
        const std::size_t part = std::min(bytes.size() - done, kStoredPart);
        *to++ = endsStream && done + part == bytes.size() ? 1 : 0;
        *to++ = static_cast<std::uint8_t>(part);
        *to++ = static_cast<std::uint8_t>(part >> 8);
        *to++ = static_cast<std::uint8_t>(~part);
        *to++ = static_cast<std::uint8_t>(~part >> 8);
        if (part != 0) std::memcpy(to, bytes.data() + done, part);
        to += part;
        done += part;
    } while (done < bytes.size());
}

ByteBuffer makeZeroBlock() {
    const std::vector<std::uint8_t> zeros(format::kBlockSize, 0);
    const Libdeflate compressor = makeLibdeflate(kZeroLevel);
    ByteBuffer out;
    if (!compressor) {
        storeDeflate(zeros, out);
        return out;
    }
    out.resize(libdeflate_deflate_compress_bound(compressor.get(), zeros.size()));
    out.resize(libdeflate_deflate_compress(compressor.get(), zeros.data(), zeros.size(), out.data(), out.size()));
    return out;
}

// Deflate data of format::kBlockSize zeros.
const ByteBuffer& zeroBlock() {
    static const ByteBuffer block = makeZeroBlock();
    return block;
}

} // namespace

struct Compressor::Libraries {
    isal_zstream stream{};
    std::vector<std::uint8_t> levelBuffer;
    Libdeflate dense{nullptr, libdeflate_free_compressor};
};

Compressor::Compressor(Compression level) : m_level(level), m_libraries(std::make_unique<Libraries>()) {}
Compressor::~Compressor() = default;

Result<std::unique_ptr<Compressor>> Compressor::make(Compression level) {
    std::unique_ptr<Compressor> made(new Compressor(level));
    if (level == Compression::None) return made;
    made->m_libraries->levelBuffer.resize(ISAL_DEF_LVL1_EXTRA_LARGE);
    if (level == Compression::BestSpeed) return made;
    made->m_libraries->dense.reset(libdeflate_alloc_compressor(libdeflateLevel(level)));
    if (!made->m_libraries->dense) return fail(ErrorCode::Internal, "libdeflate has no memory for a compressor");
    return made;
}

// The size of the deflate data, 0 when it did not fit. All but the last part of a block ends on a whole byte.
std::size_t Compressor::fast(ByteSpan in, MutableByteSpan out, bool last) {
    isal_zstream& stream = m_libraries->stream;
    isal_deflate_stateless_init(&stream);
    stream.end_of_stream = last ? 1 : 0;
    stream.flush = last ? NO_FLUSH : FULL_FLUSH;
    stream.gzip_flag = IGZIP_DEFLATE;
    stream.level = kFastLevel;
    stream.level_buf = m_libraries->levelBuffer.data();
    stream.level_buf_size = static_cast<std::uint32_t>(m_libraries->levelBuffer.size());
    stream.next_in = const_cast<std::uint8_t*>(in.data()); // the C interface lacks const
    stream.avail_in = static_cast<std::uint32_t>(in.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<std::uint32_t>(out.size());
    return isal_deflate_stateless(&stream) == COMP_OK ? stream.total_out : 0;
}

// The size of the deflate data, 0 when it did not fit.
std::size_t Compressor::fastAround(ByteSpan block, std::span<const Noise> noise, MutableByteSpan room) {
    std::size_t used = 0, done = 0;
    const auto compress = [&](std::size_t end) {
        if (done == end) return true;
        const std::size_t size = fast(block.subspan(done, end - done), room.subspan(used), end == block.size());
        done = end;
        used += size;
        return size != 0;
    };
    for (const Noise& part : noise) {
        if (!compress(part.begin)) return 0;
        const ByteSpan bytes = block.subspan(part.begin, part.end - part.begin);
        if (storedSize(bytes.size()) > room.size() - used) return 0;
        store(bytes, room.data() + used, part.end == block.size());
        used += storedSize(bytes.size());
        done = part.end;
    }
    return compress(block.size()) ? used : 0;
}

std::size_t Compressor::pack(ByteSpan block, std::span<const Noise> noise, MutableByteSpan room) {
    if (m_level == Compression::BestSpeed) return noise.empty() ? fast(block, room, true) : fastAround(block, noise, room);
    return libdeflate_deflate_compress(m_libraries->dense.get(), block.data(), block.size(), room.data(), room.size());
}

bool Compressor::samplesShrink(ByteSpan block) {
    m_sample.resize(2 * kSampleBytes);
    std::size_t packed = 0;
    for (std::size_t i = 0; i < kSamples; ++i) {
        const std::size_t middle = block.size() * (2 * i + 1) / (2 * kSamples);
        const std::size_t size = fast(block.subspan(middle - kSampleBytes / 2, kSampleBytes), m_sample, true);
        packed += size == 0 ? kSampleBytes : size;
    }
    return isSmaller(packed, kSamples * kSampleBytes);
}

// Compressing samples takes as long as 32 KiB of the block: only what seems to be noise is worth it.
bool Compressor::shrinks(ByteSpan block) { return block.size() < kSampledFrom || !looksLikeNoise(block) || samplesShrink(block); }

Result<void> Compressor::deflate(ByteSpan block, std::span<const Noise> noise, ByteBuffer& out) {
    if (block.size() > format::kBlockSize) return fail(ErrorCode::Internal, "a block of more than 1 MiB was to be compressed");
    if (block.size() == format::kBlockSize && allZeros(block)) {
        out.insert(out.end(), zeroBlock().begin(), zeroBlock().end());
        return {};
    }
    if (m_level == Compression::None || !shrinks(block)) {
        storeDeflate(block, out);
        return {};
    }
    // Room for as much as storing takes: what needs more is stored.
    const std::size_t before = out.size();
    out.resize(before + storedSize(block.size()) + 64);
    const std::size_t size = pack(block, noise, MutableByteSpan(out).subspan(before));
    const bool good = size != 0 && isSmaller(size, block.size());
    out.resize(good ? before + size : before);
    if (!good) storeDeflate(block, out);
    return {};
}

std::size_t storedSize(std::size_t bytes) {
    const std::size_t parts = std::max<std::size_t>(1, (bytes + kStoredPart - 1) / kStoredPart);
    return bytes + parts * kStoredHead;
}

void storeDeflate(ByteSpan block, ByteBuffer& out) {
    const std::size_t before = out.size();
    out.resize(before + storedSize(block.size()));
    store(block, out.data() + before, true);
}

bool allZeros(ByteSpan bytes) {
    // Comparing the bytes with themselves one further along says that all are like the first; memcmp does it a vector at a time.
    return bytes.empty() || (bytes[0] == 0 && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

} // namespace alula
