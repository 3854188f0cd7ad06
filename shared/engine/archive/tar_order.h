// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/depth_first.h"

#include <optional>
#include <string>
#include <unordered_map>

namespace alula {

// One entry of the tar stream, as the index says it must be.
struct TarEntry {
    ArchiveEntry entry;
    std::string headers;
    std::uint64_t contents = 0; // bytes in the stream, before padding
    bool isLink = false;        // a hard-link entry to an earlier file
    bool agrees = true;         // with what it links to: place, size and CRC-64 are the same
};

// Walks an index in the order of the tar stream (format.h): depth first, leaving out what the stream leaves out.
// Memory: a page of entries a level, and a path a link group. One thread.
class TarOrder {
public:
    explicit TarOrder(const IndexReader& index);
    Result<std::optional<TarEntry>> next();             // none: that was all
    std::uint64_t visited() const { return m_visited; } // entries of the index seen, the root too
    std::uint64_t files() const { return m_files; }
    std::uint64_t directories() const { return m_directories; } // without the root
    std::uint64_t symlinks() const { return m_symlinks; }

private:
    Result<std::optional<ArchiveEntry>> nextEntry();
    void count(const ArchiveEntry& entry);

    DepthFirst m_entries;
    const TarEntries m_kind;
    struct Leader { // the first file of a link group
        std::string path;
        std::uint64_t streamOffset, size, crc64;
    };
    void resolveLink(TarEntry& out, std::string& target);
    std::unordered_map<std::uint32_t, Leader> m_leaders;
    bool m_started = false;
    std::uint64_t m_visited = 0, m_files = 0, m_directories = 0, m_symlinks = 0;
};

} // namespace alula
