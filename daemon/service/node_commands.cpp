// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/node_commands.h"

#include "daemon/service/adoption.h"
#include "daemon/service/backup_marks.h"
#include "daemon/service/deletion.h"
#include "daemon/service/job_parameters.h"
#include "daemon/service/restore_setup.h"
#include "shared/base/log.h"

#include <algorithm>

namespace alula {

using namespace std::chrono_literals;

namespace {

// A cancelled job ends within a second; more is only for a machine that is very busy.
constexpr auto kCancelTakes = 20s;
constexpr auto kBeginTakes = 13s; // until the object store has answered, where nobody says less

// Only the panel can say where in its bucket a backup goes.
Result<void> refuseAdapter(const CreateRequest& request, bool hasPanel) {
    if (request.adapter == "wings") return {};
    if (request.adapter != "s3") return fail(ErrorCode::InvalidInput, "The backup adapter must be wings or s3.");
    if (request.origin.kind != "panel")
        return fail(ErrorCode::InvalidInput, "Only the panel can begin a backup into its object store: use the wings adapter.");
    if (!hasPanel) {
        return fail(ErrorCode::InvalidInput,
                    "The backup adapter s3 needs the panel, which names the place to upload to, and this "
                    "node has none: set panel.remote, or use the wings adapter.");
    }
    return {};
}

Backup newRow(const BackupId& id, const ServerId& server, const std::string& origin, Timestamp now) {
    Backup row;
    row.id = id;
    row.server = server;
    row.origin = origin;
    row.created = now;
    return row;
}

} // namespace

Job NodeCommands::newJob(JobKind kind, const ServerId& server, const BackupId& backup, const JobOrigin& origin) {
    Job job;
    job.id = JobId(newUuid(m_node.random));
    job.kind = kind;
    job.server = server;
    job.backup = backup;
    job.origin = origin;
    return job;
}

Result<void> NodeCommands::refuseTaken(const ServerId& server, const BackupId& backup) {
    const auto taken = [] { return fail(ErrorCode::AlreadyExists, "A backup with this identifier exists or is being made."); };
    ALULA_ASSIGN(const auto row, m_node.catalog.backups().find(backup));
    if (row) return taken();
    // An archive of that name that the catalog does not know is somebody's backup all the same.
    const auto source = m_node.store.open(server, backup);
    if (source) return taken();
    return source.error().code() == ErrorCode::NotFound ? Result<void>{} : fail(source.error());
}

Result<void> NodeCommands::requireServer(const ServerId& server) {
    ALULA_TRY(m_servers.find(server));
    return {};
}

Result<JobId> NodeCommands::create(const CreateRequest& request) {
    ALULA_TRY(refuseAdapter(request, m_node.hasPanel()));
    ALULA_TRY(checkNote(request.note));
    ALULA_TRY(m_servers.find(request.server));
    ALULA_TRY(refuseTaken(request.server, request.backup));
    Job job = newJob(JobKind::Create, request.server, request.backup, request.origin);
    job.parameters = toJson(CreateParameters{request.ignore});
    Backup row = newRow(request.backup, request.server, request.origin.kind, m_node.clock.now());
    row.note = request.note;
    row.adapter = request.adapter;
    // Two requests at the same time: the second insert is the one that fails, with AlreadyExists.
    return m_scheduler.enqueue(std::move(job), [this, row] { return m_node.catalog.backups().insert(row); });
}

Result<void> NodeCommands::refuseRestoring(const Job& job) {
    ALULA_ASSIGN(const auto jobs, m_node.catalog.jobs().unfinished());
    const auto restoring = [&](const Job& other) {
        return other.server == job.server && other.id != job.id &&
               (other.kind == JobKind::Restore || other.kind == JobKind::Undo);
    };
    if (std::ranges::any_of(jobs, restoring)) {
        return fail(ErrorCode::Conflict, "A restore of this server is running or waiting; try again when it has ended.");
    }
    return {};
}

Result<Backup> NodeCommands::usable(const BackupId& backup) {
    ALULA_ASSIGN(auto row, m_node.catalog.backups().find(backup));
    if (!row) return fail(ErrorCode::NotFound, kNoSuchBackup);
    if (row->state != BackupState::Completed) return fail(ErrorCode::Conflict, std::string(whyUnusable(*row)));
    return *std::move(row);
}

Result<Backup> NodeCommands::restorable(const BackupId& backup) {
    ALULA_ASSIGN(auto row, usable(backup));
    ALULA_TRY(m_archives.requireContents(row));
    if (row.adapter == "s3") return row; // whether the object is there is the job's to find out: asking may take long
    const auto source = m_node.store.open(row.server, backup);
    if (source) return row;
    return source.error().code() == ErrorCode::NotFound ? fail(ErrorCode::NotFound, kNoSuchBackup) : fail(source.error());
}

// As with Wings, the panel's url is all that says what is restored: the backup may have been made by another node. It is asked for
// before the panel has its answer, and fetched at once.
Result<JobId> NodeCommands::restoreDownload(const RestoreRequest& request) {
    Job job = newJob(JobKind::Restore, request.server, request.backup, request.origin);
    RestoreParameters parameters;
    parameters.truncate = request.truncate;
    parameters.stop = request.stop.value_or(true);
    parameters.download = true;
    job.parameters = toJson(parameters);
    ALULA_TRY(refuseRestoring(job)); // before anybody is asked for anything
    const auto answerBy = request.answerBy.value_or(m_node.clock.steady() + kBeginTakes);
    ALULA_TRY(m_downloads.begin(job.id, request.downloadUrl, answerBy));
    auto queued = m_scheduler.enqueue(job, [this, job, answerBy]() -> Result<void> {
        // A restore that the panel has given up must not begin all the same.
        if (m_node.clock.steady() >= answerBy) return fail(ErrorCode::Busy, std::string(kTooLate));
        return refuseRestoring(job);
    });
    if (!queued) m_downloads.drop(job.id);
    return queued;
}

Result<JobId> NodeCommands::restore(const RestoreRequest& request) {
    ALULA_TRY(m_servers.find(request.server));
    if (!request.downloadUrl.empty()) return restoreDownload(request);
    if (request.origin.kind == "panel") ALULA_TRY(findOrAdopt(m_node, request.server, request.backup));
    ALULA_ASSIGN(const Backup row, restorable(request.backup));
    // The panel names the server of the backup; only the console may restore one server's backup into another.
    if (request.origin.kind == "panel" && row.server != request.server) return fail(ErrorCode::NotFound, kNoSuchBackup);
    ALULA_TRY(checkSelection(request));

    Job job = newJob(JobKind::Restore, request.server, request.backup, request.origin);
    const RestoreParameters parameters{
        request.truncate, request.include, request.exclude, request.into, request.stop.value_or(true), request.backupFirst};
    job.parameters = toJson(parameters);
    Backup before = newRow(parameters.backupFirst, request.server, request.origin.kind, m_node.clock.now());
    before.note = "before the restore of " + request.backup.toString();
    const auto queued = m_scheduler.enqueue(job, [this, job, before]() -> Result<void> {
        ALULA_TRY(refuseRestoring(job));
        ALULA_TRY(usable(job.backup)); // it may just have been deleted
        return before.id.isNull() ? Result<void>{} : m_node.catalog.backups().insert(before);
    });
    if (queued && !before.id.isNull()) Q_EMIT m_node.events.backupChanged(before.id);
    return queued;
}

Result<JobId> NodeCommands::undo(const JobId& restoreJob, const JobOrigin& origin) {
    ALULA_ASSIGN(const auto job, m_node.catalog.jobs().find(restoreJob));
    if (!job || job->kind != JobKind::Restore) return fail(ErrorCode::NotFound, "there is no restore " + restoreJob.toString());
    if (!job->undoable) return fail(ErrorCode::Conflict, "this restore cannot be undone: what it replaced is no longer kept");
    Job undo = newJob(JobKind::Undo, job->server, job->backup, origin);
    undo.parameters = toJson(UndoParameters{restoreJob});
    // Looked at again inside the transaction: what was replaced may be about to be deleted (ReplacedKeeper).
    return m_scheduler.enqueue(undo, [this, undo, restoreJob]() -> Result<void> {
        ALULA_TRY(refuseRestoring(undo));
        ALULA_ASSIGN(const auto now, m_node.catalog.jobs().find(restoreJob));
        if (now && now->undoable) return {};
        return fail(ErrorCode::Conflict, "this restore cannot be undone: what it replaced is no longer kept");
    });
}

Result<JobId> NodeCommands::verify(const BackupId& backup, const JobOrigin& origin) {
    ALULA_ASSIGN(const Backup row, restorable(backup));
    return m_scheduler.enqueue(newJob(JobKind::Verify, row.server, backup, origin));
}

Result<JobId> NodeCommands::remove(const DeletePlan& plan, const JobOrigin& origin) {
    if (plan.backups.empty())
        return fail(ErrorCode::Conflict, "There is nothing to delete: every backup of these is pinned, or there is none.");
    const BackupId only = plan.backups.size() == 1 ? plan.backups.front() : BackupId();
    Job job = newJob(JobKind::Delete, plan.servers.size() == 1 ? plan.servers.front() : ServerId(), only, origin);
    job.parameters = toJson(DeleteParameters{plan.backups});
    return m_scheduler.enqueue(std::move(job));
}

Result<void> NodeCommands::cancelMaking(const BackupId& backup) {
    ALULA_ASSIGN(const auto jobs, m_node.catalog.jobs().unfinished());
    for (const Job& job : jobs) {
        if (!makesBackup(job.kind) || job.backup != backup) continue;
        const auto asked = m_scheduler.cancel(job.id);
        if (!asked && asked.error().code() != ErrorCode::Conflict) return asked;
        if (!m_scheduler.waitUntilEnded(job.id, kCancelTakes)) {
            return fail(ErrorCode::Busy, "the backup is being made and has not stopped yet; try again");
        }
    }
    return {};
}

Result<bool> NodeCommands::keepPinned(const BackupId& backup) {
    bool kept = false;
    const auto marked = m_node.catalog.transaction([&]() -> Result<void> {
        ALULA_ASSIGN(auto row, m_node.catalog.backups().find(backup));
        if (!row || !row->pinned) return {};
        kept = true;
        row->deletedInPanel = true;
        return m_node.catalog.backups().update(*row);
    });
    if (!marked) return std::unexpected(marked.error());
    if (kept) {
        log::info("backup {} was deleted in the panel and is kept: it is pinned", backup.toString());
        Q_EMIT m_node.events.backupChanged(backup);
    }
    return kept;
}

Result<void> NodeCommands::removeRow(const Backup& row) {
    if (row.state != BackupState::Completed && !row.pinned) ALULA_TRY(cancelMaking(row.id));
    // As it is now: it may have been pinned, or finished, in the last moment.
    for (;;) {
        ALULA_ASSIGN(const Deleted deleted, deleteBackup(m_node, m_archives, row.id));
        if (deleted == Deleted::Gone) return {};
        ALULA_ASSIGN(const bool kept, keepPinned(row.id));
        if (kept) return {};
    }
}

Result<void> NodeCommands::removeForPanel(const ServerId& server, const BackupId& backup) {
    ALULA_TRY(m_servers.find(server));
    ALULA_ASSIGN(const auto row, findOrAdopt(m_node, server, backup));
    // One that was deleted in the panel already is kept for the node's admin only.
    if (!row || row->deletedInPanel) return fail(ErrorCode::NotFound, kNoSuchBackup);
    return removeRow(*row);
}

Result<void> NodeCommands::removeAllForPanel(const ServerId& server) {
    ALULA_TRY(m_servers.find(server));
    ALULA_ASSIGN(const auto rows, m_node.catalog.backups().list({.server = server, .limit = -1}));
    bool failed = false;
    for (const Backup& row : rows) {
        const auto removed = removeRow(row);
        if (removed) continue;
        failed = true;
        log::error("backup {} of server {} was not deleted: {}", row.id.toString(), server.toString(),
                   removed.error().toString());
    }
    return failed ? fail(ErrorCode::Internal, "Failed to delete backups.") : Result<void>{};
}

Result<void> NodeCommands::cancel(const JobId& job) { return m_scheduler.cancel(job); }

} // namespace alula
