// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/swap_transaction.h"

#include "shared/base/log.h"
#include "shared/engine/restore/caught.h"

namespace alula {

namespace {

// A leftover of this kind costs room, not data, and is found again at the next start.
void removeOrWarn(Staging& staging) {
    if (auto removed = staging.remove({}); !removed) {
        log::warning("{} could not be deleted: {}", staging.name(), removed.error().toString());
    }
}

} // namespace

Result<void> SwapTransaction::ensureStopped(std::stop_token stop) {
    if (!m_askGate) return {};
    ALULA_ASSIGN(const bool stopped, m_deps.gate.isStopped());
    if (stopped) return {};
    log::warning("the server was started during its restore; it is stopped again");
    ALULA_TRY(m_deps.gate.stopServer(stop));
    ALULA_ASSIGN(const bool stoppedNow, m_deps.gate.isStopped());
    if (stoppedNow) return {};
    return fail(ErrorCode::Busy, "somebody keeps starting the server while it is being restored; nothing was changed");
}

Result<void> SwapTransaction::swap(SwapExecutor& executor, const SwapPlan& plan, ProgressSink& progress, std::stop_token stop) {
    const int root = m_deps.volume.handle();
    auto& files = m_deps.volume.files().files;
    ALULA_TRY(executor.run(progress, stop));
    ALULA_TRY(files.syncFileSystem(root));
    ALULA_TRY(ensureStopped(stop));
    if (stop.stop_requested()) return fail(cancelled());
    // Two entries that say the opposite must not stand side by side once this one is committed.
    if (plan.undo) ALULA_TRY(m_deps.journal.forget(*jobOfStaging(plan.staging)));
    return m_deps.journal.markCommitted(m_job);
}

Error SwapTransaction::takeBack(SwapExecutor& executor, Staging& staging, const SwapPlan& plan, Error why) {
    auto back = caught("taking a swap back", [&] { return executor.settle(false); });
    if (back) back = m_deps.volume.files().files.syncFileSystem(m_deps.volume.handle());
    if (back) {
        // The volume is right again; what is left of the journal is closed at the next start.
        auto closed = caught("closing a swap that was taken back", [&] { return closeRolledBack(m_deps, m_job, plan, staging); });
        if (!closed) log::warning("{}", closed.error().toString());
        return why;
    }
    log::error("a swap could not be taken back: {}", back.error().toString());
    return Error(back.error().code(),
                 "the restore failed and could not be taken back: the volume may be between its old and its new "
                 "state until Alula is started again, which takes it back; nothing is lost")
        .withPath(back.error().path())
        .withErrno(back.error().errnum())
        .withCause(std::move(why));
}

Result<void> SwapTransaction::run(Staging& staging, const SwapPlan& plan, ProgressSink& progress, std::stop_token stop) {
    progress.begin(Phase::Swapping, plan.steps.size(), 0);
    SwapExecutor executor(m_deps.volume, staging, plan);
    // Where nothing is renamed yet, what was saved of the plan has to go all the same.
    auto done = caught("swapping", [&]() -> Result<void> {
        ALULA_TRY(prepare(plan, stop));
        return swap(executor, plan, progress, stop);
    });
    if (!done) return fail(takeBack(executor, staging, plan, done.error()));
    return {};
}

// Writing everything out may take minutes, in which somebody can start the server: it is asked for after that.
Result<void> SwapTransaction::prepare(const SwapPlan& plan, std::stop_token stop) {
    ALULA_TRY(checkJournalable(plan));
    ALULA_TRY(m_deps.volume.files().files.syncFileSystem(m_deps.volume.handle()));
    ALULA_TRY(ensureStopped(std::move(stop)));
    return m_deps.journal.save(m_job, encode(plan));
}

Result<void> closeRolledBack(const RestoreDeps& deps, const JobId& job, const SwapPlan& plan, Staging& staging) {
    if (plan.undo) {
        const JobId restore = *jobOfStaging(plan.staging);
        SwapPlan again = inverse(plan);
        again.settled = true; // a crash between the next two calls would have it rolled back
        ALULA_TRY(deps.journal.save(restore, encode(again)));
        ALULA_TRY(deps.journal.markCommitted(restore));
    } else {
        SwapPlan over;
        over.staging = plan.staging;
        over.stagingInside = plan.stagingInside;
        over.stagingInode = plan.stagingInode;
        over.rolledBack = true;
        ALULA_TRY(deps.journal.save(job, encode(over)));
        removeOrWarn(staging);
    }
    return deps.journal.forget(job);
}

Result<void> closeCommitted(const RestoreDeps& deps, const JobId& job, const SwapPlan& plan, Staging& staging) {
    if (!plan.undo) return {};
    removeOrWarn(staging);
    return deps.journal.forget(job);
}

} // namespace alula
