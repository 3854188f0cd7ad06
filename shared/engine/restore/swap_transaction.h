// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/restore/restore.h"
#include "shared/engine/restore/staging.h"
#include "shared/engine/restore/swap_executor.h"

#include <stop_token>

namespace alula {

// A swap with its journal: whole, or taken back. One thread.
class SwapTransaction {
public:
    // askGate: the server has to be stopped right before the renames and right after; one that runs is stopped once more.
    SwapTransaction(const RestoreDeps& deps, const JobId& job, bool askGate) : m_deps(deps), m_job(job), m_askGate(askGate) {}

    // Syncs what was built, journals the plan, renames, syncs, commits. On an error (Busy: the server runs again) everything is taken back and, if that
    // worked, closed (closeRolledBack). If it did not, journal and staging are left as they are, for recovery.
    Result<void> run(Staging& staging, const SwapPlan& plan, ProgressSink& progress, std::stop_token stop);

private:
    Result<void> ensureStopped(std::stop_token stop);
    Result<void> prepare(const SwapPlan& plan, std::stop_token stop);
    Result<void> swap(SwapExecutor& executor, const SwapPlan& plan, ProgressSink& progress, std::stop_token stop);
    Error takeBack(SwapExecutor& executor, Staging& staging, const SwapPlan& plan, Error why);

    const RestoreDeps& m_deps;
    const JobId m_job;
    const bool m_askGate;
};

// When the old tree stands again, durably: staging and the journal entry go; a crash between the two is no riddle, for the entry
// says so first. After an undo staging stays, and its restore's entry is
// made again, committed.
Result<void> closeRolledBack(const RestoreDeps& deps, const JobId& job, const SwapPlan& plan, Staging& staging);

// When the new tree stands: nothing to do, the restore can be undone. After an undo staging and the journal entry go.
Result<void> closeCommitted(const RestoreDeps& deps, const JobId& job, const SwapPlan& plan, Staging& staging);

} // namespace alula
