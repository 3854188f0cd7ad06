// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/job.h"
#include "daemon/service/archive_access.h"
#include "daemon/service/kept_indexes.h"
#include "daemon/service/node.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace alula {

// Reads archives that others have made once, so that they can be browsed at once when somebody wants to: one after the other, at
// idle priority, held while a job runs. One that turns out to be damaged is marked so, and not read again. One thread of its own.
class ForeignIndexer {
public:
    ForeignIndexer(const Node& node, ArchiveAccess& archives) : m_node(node), m_archives(archives), m_load(node.clock) {}
    void start();                    // the thread, which the destructor ends
    void stop();                     // also within an archive
    void wake();                     // there may be new ones; any thread, returns at once
    void jobChanged(const Job& job); // any thread, returns at once
    // Reads those that nobody has read yet; how many. For tests and for the thread.
    Result<std::size_t> round(std::stop_token stop);

private:
    bool isWanted(const Backup& row) const;
    Result<void> read(const Backup& row, std::stop_token stop);
    Result<void> record(const Backup& row, const Result<ArchiveHeader>& seen);

    const Node& m_node;
    ArchiveAccess& m_archives;
    LoadControl m_load; // its own: held while jobs run
    // Of whoever runs a round: with that size they gave no index, and are tried again after the next start.
    std::map<BackupId, std::uint64_t> m_failed;
    std::mutex m_mutex;
    // Guarded by m_mutex.
    std::set<JobId> m_jobs;
    bool m_woken = true;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: it uses the others
};

} // namespace alula
