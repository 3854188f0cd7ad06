// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/engine/archive/archive_types.h"
#include "shared/engine/store/store.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace alula {

// Reads a block's member, checks it, and gives its slice of the tar stream. One a thread: it owns the buffers.
class BlockDecoder {
public:
    BlockDecoder(ByteSource& source, LoadControl* load); // load may be null
    ~BlockDecoder();
    BlockDecoder(const BlockDecoder&) = delete;
    BlockDecoder& operator=(const BlockDecoder&) = delete;

    // Framing, lengths and crc32 are checked. Corrupt says what is wrong; other errors are the source's. The bytes are
    // good until the next call.
    Result<ByteSpan> decode(const ArchiveBlock& block, std::stop_token stop);
    // Of the block last decoded, as it lies in the file.
    ByteSpan member() const { return m_member; }
    // XXH3-64 of the deflate data and trailer of the block last decoded, to be compared with ArchiveBlock::hash.
    std::uint64_t storedHash() const;

private:
    struct Inflater;
    ByteSource& m_source;
    LoadControl* m_load;
    std::unique_ptr<Inflater> m_inflater;
    std::vector<std::uint8_t> m_member, m_stream;
    ByteSpan m_deflateAndTrailer;
};

} // namespace alula
