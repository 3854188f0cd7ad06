// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/archive_access.h"
#include "daemon/service/node.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

enum class BrowsedChange : std::uint8_t { Added, Removed, Changed, Same };

struct BrowsedEntry {
    ArchiveEntry entry;
    std::optional<BrowsedChange> change; // with `against`
};
struct BrowsedPage {
    std::vector<BrowsedEntry> entries;
    std::string next; // cursor; "": that was all
};
struct BrowseRequest {
    BackupId backup;
    std::string path;
    std::string sort = "name"; // name, size, mtime; "-" in front: descending
    std::optional<BackupId> against;
    std::string cursor;
    std::size_t limit = 500;
};

// What lies in a backup, a directory at a time. Any thread.
class BackupBrowser {
public:
    BackupBrowser(const Node& node, ArchiveAccess& archives) : m_node(node), m_archives(archives) {}
    Result<Backup> get(const BackupId& backup); // NotFound
    // NotFound: no such backup or directory. By name a page reads a page; any other order, and `against`, read the directory
    // whole.
    Result<BrowsedPage> entries(const BrowseRequest& request, std::stop_token stop);

private:
    Result<std::shared_ptr<Archive>> open(const BackupId& backup, std::stop_token stop);
    Result<std::vector<BrowsedEntry>> wholeDirectory(const BrowseRequest& request, const IndexReader& index,
                                                     std::stop_token stop);

    const Node& m_node;
    ArchiveAccess& m_archives;
};

} // namespace alula
