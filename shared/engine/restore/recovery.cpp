// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"
#include "shared/engine/restore/caught.h"
#include "shared/engine/restore/restore.h"
#include "shared/engine/restore/staging.h"
#include "shared/engine/restore/swap_executor.h"
#include "shared/engine/restore/swap_transaction.h"

#include <format>

namespace alula {

namespace {

// Where an admin finds the folder, or would.
std::string stagingPath(const RestoreDeps& deps, const SwapPlan& plan) {
    return joinPath(plan.stagingInside ? deps.volume.path() : deps.dataDirectory, plan.staging);
}

std::unexpected<Error> anotherFolder(const RestoreDeps& deps, const SwapPlan& plan) {
    return fail(
        Error(ErrorCode::Corrupt,
              "a restore was cut short, and the folder with what it replaced cannot be told from another one (its inode number "
              "has changed, as after a copy of the disk, or parts of it are missing); nothing was deleted: move what the volume "
              "lacks out of the folders new and old in it by hand, empty it, and start Alula again")
            .withPath(stagingPath(deps, plan)));
}

std::unexpected<Error> folderIsGone(const RestoreDeps& deps, const SwapPlan& plan, const std::string& path) {
    return fail(
        Error(
            ErrorCode::Corrupt,
            std::format("a restore was cut short and cannot be taken back: the folder {} with what it replaced is gone; bring it "
                        "back, with the data directory's setting if that was changed, or put the volume in order (by another "
                        "restore, say) and make an empty folder of that name, then start Alula again",
                        log::printable(stagingPath(deps, plan))))
            .withPath(path));
}

Result<std::uint64_t> liveInode(NameCalls& names, DirectoryCache& live, const std::string& path) {
    const auto parent = live.open(parentOf(path));
    if (!parent) return isNoDirectory(parent.error()) ? Result<std::uint64_t>(0) : fail(parent.error());
    const auto stat = names.stat((*parent)->get(), std::string(nameOf(path)));
    if (stat) return stat->inode;
    return stat.error().code() == ErrorCode::NotFound ? Result<std::uint64_t>(0) : fail(stat.error());
}

// Staging gone, and not by us: fine only when nothing new is live and nothing old is missing. Inodes that tell neither are of
// another disk, unless at least one old thing is known by its number.
Result<void> checkOldTreeStands(const RestoreDeps& deps, const SwapPlan& plan) {
    auto& names = deps.volume.files().names;
    DirectoryCache live(names, deps.volume.handle());
    const std::string* unknown = nullptr;
    bool knowsOne = false;
    for (const auto& step : plan.steps) {
        ALULA_ASSIGN(const auto inode, liveInode(names, live, step.path));
        const bool missing = step.oldInode != 0 && inode == 0;
        if (missing || (inode != 0 && inode == step.newInode)) return folderIsGone(deps, plan, step.path);
        if (inode == step.oldInode) knowsOne = knowsOne || inode != 0;
        else if (unknown == nullptr) unknown = &step.path;
    }
    if (unknown != nullptr && !knowsOne) return folderIsGone(deps, plan, *unknown);
    return {};
}

Result<void> forgetBoth(const RestoreDeps& deps, const JobId& job, const SwapPlan& plan) {
    ALULA_TRY(deps.journal.forget(*jobOfStaging(plan.staging)));
    return deps.journal.forget(job);
}

// Nothing that holds anything is deleted by its name here: it may be the only copy of what was live.
Result<Recovered> rollBackWithoutStaging(const RestoreDeps& deps, const JobId& job, const SwapPlan& plan) {
    ALULA_ASSIGN(const auto name, lookAtStagingName(deps, plan));
    if (name == StagingName::Taken) return anotherFolder(deps, plan);
    if (name == StagingName::Free) ALULA_TRY(checkOldTreeStands(deps, plan));
    if (name == StagingName::Empty) {
        ALULA_ASSIGN(const auto parent, openStagingParent(deps, plan.stagingInside));
        ALULA_TRY(deps.volume.files().names.remove(parent.get(), plan.staging, true));
    }
    ALULA_TRY(forgetBoth(deps, job, plan));
    return Recovered::RolledBack;
}

Result<Recovered> finishWithoutStaging(const RestoreDeps& deps, const JobId& job, const SwapPlan& plan) {
    ALULA_ASSIGN(const auto name, lookAtStagingName(deps, plan));
    // It cannot be undone by itself, but an admin may still want something out of the folder until its time is over.
    if (name == StagingName::Taken && !plan.undo) return Recovered::RolledForward;
    ALULA_TRY(dropReplaced(deps, *jobOfStaging(plan.staging), {}));
    ALULA_TRY(deps.journal.forget(job));
    return Recovered::RolledForward;
}

Result<Recovered> settle(const RestoreDeps& deps, const JobId& job, const SwapPlan& plan, Staging& staging, bool committed) {
    SwapExecutor executor(deps.volume, staging, plan);
    ALULA_TRY(executor.settle(committed));
    ALULA_TRY(deps.volume.files().files.syncFileSystem(deps.volume.handle()));
    if (committed) {
        ALULA_TRY(closeCommitted(deps, job, plan, staging));
        return Recovered::RolledForward;
    }
    ALULA_TRY(closeRolledBack(deps, job, plan, staging));
    log::info("a restore that was cut short was taken back");
    return Recovered::RolledBack;
}

Result<Recovered> recover(const RestoreDeps& deps, const JobId& job, const std::string& encoded, bool committed) {
    ALULA_ASSIGN(const SwapPlan plan, decodeSwapPlan(encoded));
    if (plan.rolledBack && !committed) {
        ALULA_TRY(dropReplaced(deps, *jobOfStaging(plan.staging), {}));
        ALULA_TRY(deps.journal.forget(job));
        return Recovered::RolledBack;
    }
    if (plan.settled && !committed) {
        ALULA_TRY(deps.journal.markCommitted(job));
        committed = true;
    }
    auto staging = Staging::reopen(deps, plan);
    if (staging) return settle(deps, job, plan, *staging, committed);
    if (staging.error().code() != ErrorCode::NotFound) return fail(staging.error());
    return committed ? finishWithoutStaging(deps, job, plan) : rollBackWithoutStaging(deps, job, plan);
}

} // namespace

Result<Recovered> recoverRestore(const RestoreDeps& deps, const JobId& job, const std::string& encoded, bool committed) {
    return caught("bringing a restore to an end", [&] { return recover(deps, job, encoded, committed); });
}

} // namespace alula
