// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/exchange_commands.h"

#include "daemon/service/backup_marks.h"
#include "daemon/service/job_parameters.h"
#include "daemon/service/restore_setup.h"
#include "shared/engine/archive/archive_format.h"

namespace alula {

namespace {

Error noSuchFormat(const std::string& format, bool exported) {
    return {ErrorCode::InvalidInput, "There is no format '" + format + "'. One of these: " + formatNames(exported) + "."};
}

Result<void> checkPaths(const ExportRequest& request) {
    RestoreRequest paths;
    paths.include = request.include;
    paths.exclude = request.exclude;
    return checkSelection(paths);
}

} // namespace

Result<StreamedJob> ExchangeCommands::enqueue(Job job, uid_t user, const std::function<Result<void>()>& alongside) {
    job.id = JobId(newUuid(m_node.random));
    // First: the job may begin at once.
    ALULA_ASSIGN(auto token, m_streams.announce(job.id, user));
    const auto queued = m_scheduler.enqueue(job, alongside);
    if (!queued) {
        m_streams.drop(job.id);
        return fail(queued.error());
    }
    return StreamedJob{*queued, std::move(token), job.backup};
}

Result<StreamedJob> ExchangeCommands::exportBackup(const ExportRequest& request) {
    const auto format = archiveFormatFromName(request.format);
    if (!format) return fail(noSuchFormat(request.format, true));
    if (!canExport(*format)) {
        return fail(ErrorCode::Unsupported, request.format + " is only read. Export to one of these: " + formatNames(true) + ".");
    }
    ALULA_TRY(checkPaths(request));
    ALULA_ASSIGN(const auto row, m_node.catalog.backups().find(request.backup));
    if (!row) return fail(ErrorCode::NotFound, kNoSuchBackup);
    if (const auto why = whyUnusable(*row); !why.empty()) return fail(ErrorCode::Conflict, std::string(why));
    ALULA_TRY(m_archives.requireContents(*row));
    Job job;
    job.kind = JobKind::Export;
    job.server = row->server;
    job.backup = row->id;
    job.origin = request.origin;
    job.parameters = toJson(ExportParameters{request.include, request.exclude, request.format});
    return enqueue(std::move(job), request.user, {});
}

Result<StreamedJob> ExchangeCommands::importBackup(const ImportRequest& request) {
    if (!request.format.empty() && !archiveFormatFromName(request.format)) return fail(noSuchFormat(request.format, false));
    if (request.size == 0) return fail(ErrorCode::InvalidInput, "An empty file is no archive: there is nothing to import.");
    ALULA_TRY(checkNote(request.note));
    ALULA_TRY(m_servers.find(request.server));
    Job job;
    job.kind = JobKind::Import;
    job.server = request.server;
    job.backup = BackupId(newUuid(m_node.random));
    job.origin = request.origin;
    job.parameters = toJson(ImportParameters{request.format, request.size});
    Backup row;
    row.id = job.backup;
    row.server = request.server;
    row.origin = "imported";
    row.created = m_node.clock.now();
    row.note = request.note;
    return enqueue(std::move(job), request.user, [this, row] { return m_node.catalog.backups().insert(row); });
}

} // namespace alula
