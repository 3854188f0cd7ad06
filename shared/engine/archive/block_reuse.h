// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/buffer.h"
#include "shared/base/load.h"
#include "shared/engine/archive/plan.h"
#include "shared/engine/archive/previous_archive.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace alula {

// What one backup takes over from an older archive, and what went wrong with that one meanwhile. Any thread.
class BlockReuse {
public:
    enum class Times : std::uint8_t {
        Believed, // a file whose times are the same has the same contents
        Doubted,  // every file is read and compared
    };
    // `previous` may be null: nothing is taken over. Members are padded to multiples of `unit`, unless that is 0.
    BlockReuse(std::shared_ptr<const PreviousArchive> previous, Times times, std::size_t unit, LoadControl& load)
        : m_previous(std::move(previous)), m_times(times), m_unit(unit), m_load(load) {}
    ~BlockReuse();
    BlockReuse(const BlockReuse&) = delete;
    BlockReuse& operator=(const BlockReuse&) = delete;

    // The older archive's block of that fingerprint, if it has one that can stand in this plan. It has the same headers, and contents
    // that were the same if nothing was written without being seen in size, mtime and inode.
    const ArchiveBlock* find(const PlannedBlock& planned, const Fingerprint& fingerprint, std::size_t pieces) const;
    // Whether that the block's files have these times now says that nothing was written to them since.
    bool isUnchanged(const ArchiveBlock& old, std::uint64_t times) const;
    // Makes `member` the block's member as it goes into the new file; its deflate data and trailer are the old ones, and have their
    // hash. False: the older archive is damaged there, or cannot be read; the block has to be built.
    Result<bool> copy(const ArchiveBlock& old, ByteBuffer& member, std::stop_token stop);
    // True: the copied member is the old one to its last byte, and lies so that the two can share their space.
    bool isShareable(const ArchiveBlock& old) const;
    ByteSource& source() const { return m_previous->source(); } // where find() found something

    // The first thing that was wrong with the older archive. Corrupt: it is damaged.
    std::optional<Error> trouble() const;

private:
    void keepCacheClean(std::uint64_t end);
    void note(Error error);

    const std::shared_ptr<const PreviousArchive> m_previous;
    const Times m_times;
    const std::size_t m_unit;
    LoadControl& m_load;
    std::atomic<bool> m_unreadable{false};     // a disk that fails takes its time to say so: it is not asked again
    std::atomic<std::uint64_t> m_forgotten{0}; // the older archive's pages have left the cache up to here
    mutable std::mutex m_mutex;
    std::optional<Error> m_trouble; // guarded by m_mutex
};

} // namespace alula
