// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/archive_access.h"
#include "daemon/service/name_keeper.h"
#include "daemon/service/node.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

class NameQuery;

struct NameSearchRequest {
    std::string query;
    std::optional<ServerId> server;
    std::optional<BackupId> backup; // names of this one only, as it has them
    std::string cursor;             // of a NameHit; "": from the beginning
    std::size_t limit = 200;
};

// A path of a server, once.
struct NameHit {
    ServerId server;
    ArchiveEntry entry; // as `newest` has it
    BackupId newest;    // the newest backup that has it, or the one that was asked for
    Timestamp created;  // of that backup
    std::uint64_t backups = 0;
    std::optional<Timestamp> goneSince; // when the first backup was made that lacks it, with all that came after
    std::string cursor;                 // to go on after this one; bytes
};
struct NameSearchPage {
    std::vector<NameHit> hits;
    std::uint64_t searched = 0, leftOut = 0; // backups
    bool more = false;
};

// Finds files by their names in the backups of this node. Names equal to the last word come first, then those in newer backups.
// What a page needs of memory is one server's table and its hits, however many names match. Any thread; one search at a time works,
// a few wait.
class NameSearch {
public:
    // What has no names yet is waited for so long at most: somebody looks at a screen. Then it is told as left out.
    NameSearch(const Node& node, ArchiveAccess& archives, NameKeeper& names,
               std::chrono::milliseconds patience = std::chrono::seconds(5))
        : m_node(node), m_archives(archives), m_names(names), m_patience(patience) {}
    // InvalidInput: the query, or the cursor; NotFound: no such backup; Busy: too many searches wait;
    // Conflict: other backups can be searched than on the page before.
    Result<NameSearchPage> search(const NameSearchRequest& request, std::stop_token stop);

private:
    struct Scope;
    Result<Scope> scopeOf(const NameSearchRequest& request) const;
    Result<NameSearchPage> find(const NameSearchRequest& request, const NameQuery& query, std::stop_token stop);
    // Adds what only the index tells. False: an index could not be read, and the search has to be made again without it.
    Result<bool> complete(std::vector<NameHit>& hits, const std::vector<Backup>& backups, std::stop_token stop);

    const Node& m_node;
    ArchiveAccess& m_archives;
    NameKeeper& m_names;
    const std::chrono::milliseconds m_patience;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    bool m_working = false; // guarded by m_mutex
    int m_waiting = 0;      // guarded by m_mutex
};

} // namespace alula
