// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/archive_access.h"
#include "daemon/service/name_keeper.h"
#include "daemon/service/node.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// Backups one after the other in which a path is the same, or is not.
struct PathVersion {
    BackupId first{}, last{};
    Timestamp firstCreated{}, lastCreated{};
    std::uint64_t backups = 0;
    std::optional<ArchiveEntry> entry{}; // as the newest of them has it; none: they lack it
};
struct LivePath {
    bool present = false;
    std::uint64_t size = 0;
    std::int64_t mtimeNs = 0;
    // As in the newest backup: files by size and time (in seconds where one has no finer ones), links by their target. Of a folder
    // nobody knows without going through it: false.
    bool asNewest = false;
};
struct PathHistory {
    std::vector<PathVersion> versions; // oldest first, from the first backup that has it
    std::optional<LivePath> live;      // none: the volume cannot be looked at
    std::uint64_t leftOut = 0;         // backups whose index cannot be read
};

// Two are the same version when type, size and CRC-64 are; of what has no sound checksum (it could not be read whole) when type, size
// and time are. Links by their targets, folders by how many files and bytes are below them.
bool isSameVersion(const ArchiveEntry& a, const ArchiveEntry& b);

// One path over all backups of a server, from their indexes. Any thread.
class PathVersions {
public:
    PathVersions(const Node& node, ArchiveAccess& archives, NameKeeper& names)
        : m_node(node), m_archives(archives), m_names(names) {}
    // InvalidInput: not the path of a file or folder.
    Result<PathHistory> of(const ServerId& server, const std::string& path, std::stop_token stop);

private:
    std::optional<LivePath> liveOf(const ServerId& server, const std::string& path,
                                   const std::optional<ArchiveEntry>& newest) const;

    const Node& m_node;
    ArchiveAccess& m_archives;
    NameKeeper& m_names;
};

} // namespace alula
