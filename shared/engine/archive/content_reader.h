// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/engine/archive/archive_types.h"
#include "shared/engine/archive/plan.h"
#include "shared/engine/volume/page_cache_keeper.h"
#include "shared/engine/volume/volume.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// What was wrong with a file while part of it was read. The backup goes on.
struct ReadIncident {
    std::uint32_t node = 0;
    std::uint32_t flags = 0; // EntryFlag
    WarningKind kind = WarningKind::Changed;
    std::string detail;
    bool someRead = false; // of what was asked for
};

// Reads contents of planned files, always as many bytes as were planned: what is missing is zeros, and told as an incident.
// One thread. Holds open the last file, while more of it is to come, and some that follow.
class ContentReader {
public:
    // `ahead`: of the files that follow, so many are held open.
    ContentReader(const Volume& volume, const VolumeTree& tree, LoadControl& load, PageCacheKeeper& cache, std::size_t ahead)
        : m_volume(volume), m_tree(tree), m_load(load), m_cache(cache), m_most(ahead) {}
    ~ContentReader();
    ContentReader(const ContentReader&) = delete;
    ContentReader& operator=(const ContentReader&) = delete;

    // Files that are read next, whole, in this order: some of them are on their way from the disk while one is read. With nothing in the
    // page cache that is the difference between waiting for each and waiting for the last. While work is held or gives way, none are:
    // what the server loads meanwhile would be taken for what was asked for here.
    void follow(std::vector<std::uint32_t> nodes);

    // Fills `into` with the node's contents from `offset` on. An error is one of the whole backup (cancelled, no descriptors
    // left), never one of the file.
    Result<std::optional<ReadIncident>> read(std::uint32_t node, const std::string& path, std::uint64_t offset,
                                             MutableByteSpan into, std::stop_token stop);

private:
    struct Outcome { // of the bytes alone
        bool complete = true;
        std::uint64_t read = 0;
        std::optional<Error> error;
    };
    struct Opened {
        std::uint32_t node = 0;
        UniqueFd file;
        std::shared_ptr<const CachedBefore> cachedBefore;
    };
    Result<Opened> open(std::uint32_t node, const std::string& path) const;
    void ask(const Opened& opened, std::uint64_t offset, std::uint64_t length) const;
    void openAhead();
    Result<std::optional<Error>> openNode(std::uint32_t node, const std::string& path);
    void close();
    void close(Opened& opened);
    Result<Outcome> readPlain(std::uint64_t offset, MutableByteSpan into, std::stop_token stop);
    Result<Outcome> readSparse(std::uint64_t offset, MutableByteSpan into, std::stop_token stop);
    std::optional<ReadIncident> judge(std::uint32_t node, const Outcome& outcome) const;

    const Volume& m_volume;
    const VolumeTree& m_tree;
    LoadControl& m_load;
    PageCacheKeeper& m_cache; // of all readers of the backup
    const std::size_t m_most; // files in m_ahead
    Opened m_now;             // without a file: none
    std::vector<std::uint32_t> m_following;
    std::size_t m_nextAhead = 0; // of m_following: the first that was not opened yet
    std::deque<Opened> m_ahead;  // of m_following, in its order; one that could not be opened is left out
};

// How many each of so many readers may hold: 16, or less where all of them together would take more than a quarter of the handles
// that the process may have.
std::size_t filesAhead(unsigned readers);

} // namespace alula
