// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/deletion.h"

#include "daemon/service/job_parameters.h"
#include "shared/base/log.h"

#include <algorithm>
#include <set>

namespace alula {

namespace {

// Restored from, or still being made: by a job of its own, or as the first part of a restore.
Result<bool> isUsedByJob(const Node& node, const BackupId& backup) {
    ALULA_ASSIGN(const auto jobs, node.catalog.jobs().unfinished());
    return std::ranges::any_of(jobs, [&](const Job& job) {
        if (makesBackup(job.kind)) return job.backup == backup;
        if (job.kind != JobKind::Restore) return false;
        const auto parameters = restoreParameters(job.parameters);
        return job.backup == backup || (parameters && parameters->backupFirst == backup);
    });
}

struct Claim {
    std::optional<Backup> before; // none: there is nothing to delete
    bool pinned = false;
};

Result<Claim> claimForDeletion(const Node& node, const BackupId& backup) {
    Claim claim;
    const auto written = node.catalog.transaction([&]() -> Result<void> {
        ALULA_ASSIGN(const auto row, node.catalog.backups().find(backup));
        claim.pinned = row && row->pinned;
        if (!row || row->pinned) return {};
        ALULA_ASSIGN(const bool inUse, isUsedByJob(node, backup));
        if (inUse) {
            return fail(ErrorCode::Conflict, "This backup is being made or restored from; try again when that job has ended.");
        }
        claim.before = row;
        Backup deleting = *row;
        deleting.state = BackupState::Deleting;
        return node.catalog.backups().update(deleting);
    });
    if (!written) return std::unexpected(written.error());
    return claim;
}

Result<LostGood> lostGood(const Node& node, const ServerId& server, BackupTable::Where where, const std::set<BackupId>& going) {
    ALULA_ASSIGN(const auto good, node.catalog.backups().good(server, where));
    LostGood lost;
    lost.server = server;
    if (!good.empty()) lost.newest = good.front().created;
    const auto stays = std::ranges::find_if(good, [&](const auto& backup) { return !going.contains(backup.id); });
    if (stays != good.end()) lost.older = stays->created;
    return lost;
}

Result<DeletePlan> planOf(const Node& node, const std::vector<Backup>& rows) {
    DeletePlan plan;
    std::set<BackupId> going;
    std::set<ServerId> servers;
    for (const Backup& row : rows) {
        if (row.pinned) {
            plan.pinned.push_back(row.id);
            continue;
        }
        if (going.insert(row.id).second) {
            plan.backups.push_back(row.id);
            plan.bytes += row.missing || row.adapter == "s3" ? 0 : row.size; // the panel's bucket is not this node's disk
            servers.insert(row.server);
        }
    }
    plan.servers.assign(servers.begin(), servers.end());
    for (const ServerId& server : servers) {
        ALULA_ASSIGN(const auto newest, node.catalog.backups().newestGood(server));
        ALULA_ASSIGN(const auto here, node.catalog.backups().newestGood(server, BackupTable::Where::Here));
        const bool losesNewest = newest && going.contains(newest->id);
        // Without keys of its own the node cannot know whether what lies in the panel's bucket is still there.
        const bool losesWhatIsSure = !node.settings.s3Read.given() && here && going.contains(here->id);
        if (!losesNewest && !losesWhatIsSure) continue;
        ALULA_ASSIGN(auto lost,
                     lostGood(node, server, losesNewest ? BackupTable::Where::Anywhere : BackupTable::Where::Here, going));
        plan.lostGood.push_back(std::move(lost));
    }
    return plan;
}

} // namespace

Result<DeletePlan> planDelete(const Node& node, const std::vector<BackupId>& backups, Gone gone) {
    std::vector<Backup> rows;
    std::optional<Error> missing;
    for (const BackupId& id : backups) {
        ALULA_ASSIGN(const auto row, node.catalog.backups().find(id));
        if (row) rows.push_back(*row);
        else if (!missing) missing = Error(ErrorCode::NotFound, kNoSuchBackup).withContext("backup " + id.toString());
    }
    if (missing && (gone == Gone::Refused || rows.empty())) return fail(*missing);
    return planOf(node, rows);
}

Result<DeletePlan> planDeleteAll(const Node& node, const ServerId& server) {
    ALULA_ASSIGN(const auto rows, node.catalog.backups().list({.server = server, .limit = -1}));
    return planOf(node, rows);
}

Result<void> finishDeletion(const Node& node, ArchiveAccess& archives, const Backup& row) {
    // An object in the panel's bucket is the panel's to delete.
    if (row.adapter != "s3") {
        const auto removed = node.store.remove(row.server, row.id);
        if (!removed && removed.error().code() != ErrorCode::NotFound) return removed;
    }
    archives.forget(row.id);
    const auto forgotten = node.catalog.transaction([&]() -> Result<void> {
        ALULA_TRY(node.catalog.outbox().removeGivenUp(row.id)); // nobody can tell the panel of it any more
        return node.catalog.backups().remove(row.id);
    });
    if (!forgotten) return forgotten;
    Q_EMIT node.events.backupChanged(row.id);
    return {};
}

Result<Deleted> deleteBackup(const Node& node, ArchiveAccess& archives, const BackupId& backup) {
    ALULA_ASSIGN(const Claim claim, claimForDeletion(node, backup));
    if (claim.pinned) return Deleted::Pinned;
    if (!claim.before) return Deleted::Gone;
    if (const auto finished = finishDeletion(node, archives, *claim.before); !finished) {
        if (const auto back = node.catalog.backups().update(*claim.before); !back) {
            log::error("backup {} is left half deleted, the next start goes on: {}", backup.toString(), back.error().toString());
        }
        return std::unexpected(finished.error());
    }
    return Deleted::Gone;
}

JobOutcome DeleteExecutor::run(JobContext& context) {
    const auto parameters = deleteParameters(context.job.parameters);
    if (!parameters) return {parameters.error(), false, {}};
    context.progress.begin(Phase::Deleting, parameters->backups.size(), 0);
    std::optional<Error> last;
    for (const BackupId& id : parameters->backups) {
        if (context.stop.stop_requested()) return {cancelled(), false, {}};
        if (const auto deleted = deleteBackup(m_node, m_archives, id); !deleted) {
            last = deleted.error();
            context.log.error("backup " + id.toString() + " was not deleted: " + last->toString());
        } else if (*deleted == Deleted::Pinned) {
            context.log.info("backup " + id.toString() + " was pinned since this was planned, and is kept");
        } else {
            context.log.info("deleted backup " + id.toString());
        }
        context.progress.filesDone += 1;
    }
    return {last, false, {}};
}

std::function<Result<void>()> DeleteExecutor::recordNotRun(const Job&, const Error&) { return {}; }

} // namespace alula
