// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"
#include "shared/engine/restore/restore.h"
#include "shared/engine/restore/staging.h"
#include "shared/engine/restore/swap_executor.h"
#include "shared/engine/restore/swap_transaction.h"

namespace alula {

namespace {

// Staging goes last, after everything was put back: without it there is nothing to do, unless something new is still live.
Result<void> checkNothingNewIsLive(const RestoreDeps& deps, const SwapPlan& plan) {
    auto& names = deps.volume.files().names;
    DirectoryCache live(names, deps.volume.handle());
    for (const auto& step : plan.steps) {
        if (step.newInode == 0) continue;
        const auto parent = live.open(parentOf(step.path));
        if (!parent) continue;
        const auto stat = names.stat((*parent)->get(), std::string(nameOf(step.path)));
        if (stat && stat->inode == step.newInode) {
            return fail(Error(ErrorCode::Corrupt,
                              "a restore was cut short and cannot be taken back: the folder with the replaced files is gone")
                            .withPath(step.path));
        }
    }
    return {};
}

Result<Recovered> recoverWithoutStaging(const RestoreDeps& deps, const JobId& job, const SwapPlan& plan, bool committed) {
    if (!committed) ALULA_TRY(checkNothingNewIsLive(deps, plan));
    ALULA_TRY(dropReplaced(deps, *jobOfStaging(plan.staging), {}));
    ALULA_TRY(deps.journal.forget(job));
    return committed ? Recovered::RolledForward : Recovered::RolledBack;
}

} // namespace

Result<Recovered> recoverRestore(const RestoreDeps& deps, const JobId& job, const std::string& encoded, bool committed) {
    ALULA_ASSIGN(const SwapPlan plan, decodeSwapPlan(encoded));
    if (plan.settled && !committed) {
        ALULA_TRY(deps.journal.markCommitted(job));
        committed = true;
    }
    auto staging = Staging::reopen(deps, plan);
    if (!staging) {
        if (staging.error().code() != ErrorCode::NotFound) return fail(staging.error());
        return recoverWithoutStaging(deps, job, plan, committed);
    }
    SwapExecutor executor(deps.volume, *staging, plan);
    ALULA_TRY(executor.settle(committed));
    ALULA_TRY(deps.volume.files().files.syncFileSystem(deps.volume.handle()));
    if (committed) {
        ALULA_TRY(closeCommitted(deps, job, plan, *staging));
        return Recovered::RolledForward;
    }
    ALULA_TRY(closeRolledBack(deps, job, plan, *staging));
    log::info("a restore that was cut short was taken back");
    return Recovered::RolledBack;
}

} // namespace alula
