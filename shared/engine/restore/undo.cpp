// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"
#include "shared/engine/restore/caught.h"
#include "shared/engine/restore/restore.h"
#include "shared/engine/restore/room.h"
#include "shared/engine/restore/staging.h"
#include "shared/engine/restore/swap_planner.h"
#include "shared/engine/restore/swap_transaction.h"

namespace alula {

namespace {

Result<RestoreSummary> undo(const RestoreDeps& deps, const UndoOptions& options, ProgressSink& progress, std::stop_token stop) {
    ALULA_ASSIGN(const SwapPlan done, decodeSwapPlan(options.plan));
    if (done.undo || done.staging != stagingName(options.restore)) {
        return fail(ErrorCode::InvalidInput, "this journal entry is not that of the restore to be undone");
    }
    progress.begin(Phase::Checking, 0, 0);
    ALULA_TRY(roomAvailable(deps)); // that there is any, not how much: nothing is written but names
    ALULA_ASSIGN(auto staging, Staging::reopen(deps, done));
    ALULA_TRY(planUndo(deps.volume, staging, done, stop)); // would it work at all? before a server is stopped for it
    if (options.stopServer) {
        progress.begin(Phase::Stopping, 0, 0);
        ALULA_TRY(deps.gate.stopServer(stop));
    }
    ALULA_ASSIGN(const SwapPlan plan, planUndo(deps.volume, staging, done, stop));
    SwapTransaction transaction(deps, options.job, options.stopServer);
    ALULA_TRY(transaction.run(staging, plan, progress, stop));
    if (auto closed = closeCommitted(deps, options.job, plan, staging); !closed) {
        log::warning("after an undo: {}", closed.error().toString());
    }
    RestoreSummary summary;
    summary.files = plan.steps.size();
    return summary;
}

} // namespace

Result<RestoreSummary> undoRestore(const RestoreDeps& deps, const UndoOptions& options, ProgressSink& progress,
                                   std::stop_token stop) {
    return caught("undoing a restore", [&] { return undo(deps, options, progress, stop); });
}

} // namespace alula
