// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/block_decoder.h"

#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/format.h"
#include "shared/engine/archive/member.h"

#include <libdeflate.h>
#include <new>

namespace alula {

struct BlockDecoder::Inflater {
    libdeflate_decompressor* handle = libdeflate_alloc_decompressor();
    Inflater() {
        if (!handle) throw std::bad_alloc();
    }
    ~Inflater() { libdeflate_free_decompressor(handle); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
};

BlockDecoder::BlockDecoder(ByteSource& source, LoadControl* load)
    : m_source(source), m_load(load), m_inflater(std::make_unique<Inflater>()) {}
BlockDecoder::~BlockDecoder() = default;

Result<ByteSpan> BlockDecoder::decode(const ArchiveBlock& block, std::stop_token stop) {
    const auto damaged = [&](const char* what) {
        return fail(ErrorCode::Corrupt,
                    "The block at byte " + std::to_string(block.offset) + " of the archive is damaged: " + what);
    };
    if (stop.stop_requested()) return fail(cancelled());
    if (m_load) {
        ALULA_TRY(m_load->checkpoint(stop));
        ALULA_TRY(m_load->read.take(block.length, stop));
    }
    if (block.length > format::kMaxMember || block.streamLength > format::kBlockSize) return damaged("its length is impossible.");
    m_member.resize(block.length);
    ALULA_ASSIGN(const std::size_t n, m_source.read(m_member, block.offset));
    m_source.forget(block.offset, n);
    if (n != m_member.size()) return damaged("the archive ends inside it.");
    const auto member = parseMember(m_member);
    if (!member) return damaged(member.error().message().c_str());
    m_deflateAndTrailer = member->deflateAndTrailer;
    if (!member->header.isData() || member->size != block.streamLength) return damaged("it is another one than the index says.");

    m_stream.resize(block.streamLength);
    std::size_t used = 0;
    std::size_t made = 0;
    const auto result = libdeflate_deflate_decompress_ex(m_inflater->handle, member->deflate.data(), member->deflate.size(),
                                                         m_stream.data(), m_stream.size(), &used, &made);
    if (result != LIBDEFLATE_SUCCESS || used != member->deflate.size() || made != m_stream.size())
        return damaged("it cannot be unpacked.");
    if (crc32(m_stream) != member->crc32) return damaged("its contents do not have their checksum.");
    return ByteSpan(m_stream);
}

std::uint64_t BlockDecoder::storedHash() const { return xxh3(m_deflateAndTrailer); }

} // namespace alula
