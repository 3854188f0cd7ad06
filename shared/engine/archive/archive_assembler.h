// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/base/progress.h"
#include "shared/engine/archive/archive_types.h"
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/index.h"
#include "shared/engine/store/store.h"

#include <array>
#include <functional>
#include <stop_token>
#include <string>

namespace alula {

// The one that orders, hashes and writes: appends members to an archive file, keeps its SHA-1 and its index. Any thread, one call at a
// time; writeBlock() or shareBlock() beside them.
class ArchiveAssembler {
public:
    ArchiveAssembler(ArchiveSink& sink, LoadControl& load, ProgressSink& progress, std::uint64_t expectedEntries)
        : m_sink(sink), m_load(load), m_progress(progress), m_index(expectedEntries) {}

    // The next data member's record, whose offset is filled in here. Then the member has to be hashed, before the next one is, and to
    // be written before finish().
    void placeBlock(ArchiveBlock& record);
    // Fills in the record's SHA-1. `older`: a block of an older archive, the same one for all blocks, that this member is to its last byte, or null.
    // As long as all of the file is that, what the older archive knows of its SHA-1 is taken over too.
    Result<void> hashBlock(ByteSpan member, const ArchiveBlock* older, ArchiveBlock& record);
    Result<void> writeBlock(ByteSpan member, const ArchiveBlock& record, std::stop_token stop); // any thread
    // In place of writeBlock(), for a member that lies at `offset` of an older archive. False: it has to be written.
    Result<bool> shareBlock(ByteSource& older, std::uint64_t offset, const ArchiveBlock& record); // any thread
    IndexWriter& index() { return m_index; }
    // Index members and footer. Nothing can be added after. `keepIndex`, if there is one, sees the logical index first.
    Result<void> finish(const ArchiveHeader& header, const std::function<Result<void>(ByteSpan)>& keepIndex,
                        std::stop_token stop);

    std::uint64_t size() const { return m_size; }
    Sha1Digest sha1() { return m_sha1.finish(); } // once

private:
    Result<void> append(ByteSpan bytes, std::stop_token stop);
    Result<void> write(ByteSpan bytes, std::uint64_t offset, std::stop_token stop);

    ArchiveSink& m_sink;
    LoadControl& m_load;
    ProgressSink& m_progress;
    IndexWriter m_index;
    Sha1 m_sha1;
    std::uint64_t m_size = 0;
    bool m_likeOlder = true; // every byte that was hashed lies at the same place of the older archive
};

} // namespace alula
