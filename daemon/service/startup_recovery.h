// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/scheduler.h"
#include "daemon/model/job.h"
#include "daemon/service/archive_access.h"
#include "daemon/service/archive_reconciler.h"
#include "daemon/service/node.h"

#include <map>
#include <set>

namespace alula {

// What a crash left behind, brought to one of its two right ends before anything new begins: swaps by their journal, archives by
// their catalog state, temporaries by deleting them. Called once, on one thread, before the scheduler starts.
class StartupRecovery {
public:
    StartupRecovery(const Node& node, ArchiveAccess& archives, ArchiveReconciler& reconciler)
        : m_node(node), m_archives(archives), m_reconciler(reconciler) {}
    // Stopped: what is left of the looking through is left to the next start.
    Result<void> run(std::stop_token stop = {});

    // For Scheduler::start, after run(): a create that was cut short is begun again once; one whose archive cannot be looked at
    // is left for the next start; everything else has its end recorded.
    Fate fateOf(const Job& job) const;

private:
    Result<void> settleSwaps();
    Result<void> settleSwap(const JournalEntry& entry);
    Result<void> endCommitted(Job job);
    void removeStaging();
    Result<std::set<JobId>> keptStaging() const;
    Result<void> holdStopped(const ServerId& server, ServerGate& gate);
    Result<void> settleBackups();
    Result<void> settlePublishing(Backup row);
    Result<void> reconcile(std::stop_token stop);
    Result<void> endJob(Job job, const std::function<Result<void>(const Job&)>& alongside);

    const Node& m_node;
    ArchiveAccess& m_archives;
    ArchiveReconciler& m_reconciler;
    std::map<JobId, std::string> m_endings; // of restores that were cut short: what became of the volume
    std::set<BackupId> m_unsettled;         // publishing, and nobody knows whether it was done
};

} // namespace alula
