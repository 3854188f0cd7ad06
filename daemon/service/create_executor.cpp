// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/create_executor.h"

#include "daemon/service/backup_making.h"
#include "daemon/service/job_parameters.h"
#include "daemon/service/kept_indexes.h"
#include "daemon/service/panel_reports.h"
#include "daemon/service/previous_backup.h"
#include "daemon/service/quiet_hold.h"
#include "daemon/service/restore_setup.h"
#include "daemon/service/sentences.h"
#include "shared/base/log.h"

#include <algorithm>

namespace alula {

namespace {

// A smaller one tells more of the answering times than of the line.
constexpr std::uint64_t kTellingUpload = 64_MiB;

} // namespace

// Nothing of it is Publishing: the object appears when the panel is told, and a crash before that begins it again.
Result<CreateSummary> CreateExecutor::upload(const Volume& volume, const CreateOptions& options, std::vector<ReportedPart>& parts,
                                             JobContext& context) {
    if (m_uploads == nullptr) {
        return fail(ErrorCode::Unsupported,
                    "a backup into the panel's object store needs the panel: set panel.remote again, or let "
                    "the panel make another one");
    }
    ALULA_TRY(m_node.store.ready());
    UploadSettings settings;
    settings.spoolDirectory = m_node.settings.backupDirectory; // where there is room for archives
    settings.parallel = m_node.settings.s3.parallel;
    settings.stall = m_node.settings.s3.stall;
    ALULA_TRY(recall(settings));
    for (;;) {
        PresignedUpload target(*m_uploads, settings, context.progress);
        const CreateDeps deps{volume, target, m_node.clock, m_node.load};
        auto summary = createArchive(deps, options, {}, context.progress, context.stop);
        const UploadResult& result = target.result();
        remember(result);
        if (result.archiveFirst) context.log.info("The archive was made before the upload began: this node's line is slow.");
        if (result.noRoomForArchiveFirst) {
            context.log.info("This node's line is slow, and there is no room to make the archive before the upload: it may not "
                             "be through before the panel's urls expire.");
        }
        if (!summary && result.expired && !result.archiveFirst) {
            context.log.info(summary.error().toString() + " The backup is begun again, this time made whole before the upload.");
            settings.archiveFirst = true;
            settings.panelPartSize = result.panelPartSize;
            continue;
        }
        for (const UploadedPart& part : result.parts) parts.push_back({part.etag, part.number});
        return summary;
    }
}

Result<void> CreateExecutor::recall(UploadSettings& settings) const {
    auto& remembered = m_node.catalog.remembered();
    ALULA_ASSIGN(const auto rate, remembered.find(kUploadRate));
    ALULA_ASSIGN(const auto partSize, remembered.find(kPanelPartSize));
    settings.lastRate = rate.value_or(0);
    settings.panelPartSize = partSize.value_or(0);
    return {};
}

// Also of one that failed: what the panel said it said.
void CreateExecutor::remember(const UploadResult& result) const {
    auto& remembered = m_node.catalog.remembered();
    Result<void> kept;
    if (result.panelPartSize != 0) kept = remembered.keep(kPanelPartSize, result.panelPartSize);
    if (kept && result.bytes >= kTellingUpload) {
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(result.sending).count();
        const std::uint64_t rate = result.bytes * 1000 / static_cast<std::uint64_t>(std::max<std::int64_t>(1, ms));
        kept = remembered.keep(kUploadRate, std::max<std::uint64_t>(1, rate));
    }
    if (!kept) log::warning("What was learned of the upload cannot be kept: {}", kept.error().toString());
}

Result<CreateExecutor::Made> CreateExecutor::make(const BackupId& id, const std::string& ignore, JobContext& context) {
    const auto begun = m_node.clock.steady();
    Made made;
    Backup& row = made.row;
    ALULA_ASSIGN(row, rowOf(m_node, id));
    ALULA_TRY(refuseUnsettled(m_node, row.server, context.job.id));
    ALULA_ASSIGN(const Server server, m_servers.known(row.server));
    ALULA_ASSIGN(const Volume volume, Volume::open(m_node.files, m_node.volumePath(row.server)));
    std::vector<Warning> ignoreWarnings;
    ALULA_ASSIGN(row.ignoreText, effectiveIgnoreText(volume, ignore, ignoreWarnings));
    CreateOptions options = createOptions(m_node, row, server.volumeId);
    const PreviousBackup previous = previousBackup(m_node, row.server, server.volumeId, context.log);
    options.previous = previous.archive;
    options.onPreviousTrouble = [&](const Error& error) { tellOfPrevious(m_node, previous.id, error, context.log); };
    auto quiet = m_quiet != nullptr ? QuietHold::begin(*m_quiet, server, context) : nullptr;
    auto summary =
        row.adapter == "s3" ? upload(volume, options, made.parts, context) : keepHere(m_node, volume, options, row, context);
    quiet.reset();
    if (!summary) return fail(std::move(summary).error());
    for (const auto& warning : ignoreWarnings) context.log.warning(sentence(warning), warning.path);
    complete(m_node, row, *summary, begun, context.log);
    return made;
}

JobOutcome CreateExecutor::run(JobContext& context) {
    const Job job = context.job;
    const auto parameters = createParameters(job.parameters);
    if (!parameters) return {parameters.error(), false, recordFailure(job)};
    auto done = make(job.backup, parameters->ignore, context);
    if (!done) return {std::move(done).error(), false, recordFailure(job)};
    return {std::nullopt, false, [this, job, made = *std::move(done)]() -> Result<void> {
                ALULA_TRY(keepMade(m_node, made.row));
                return reportBackupMade(m_node, job, made.row, made.parts);
            }};
}

Result<void> CreateExecutor::makeBefore(const BackupId& backup, JobContext& context) {
    ALULA_ASSIGN(const Backup row, rowOf(m_node, backup));
    // Made already: the daemon was stopped between the two parts, and the job began again.
    if (row.state == BackupState::Completed) return {};
    auto made = make(backup, {}, context);
    if (!made) return fail(std::move(made).error().withContext("backing up before the restore"));
    return keepMade(m_node, made->row);
}

Result<void> CreateExecutor::dropUnfinished(const BackupId& backup) {
    ALULA_ASSIGN(const auto row, m_node.catalog.backups().find(backup));
    if (!row || row->state == BackupState::Completed) return {};
    return m_node.catalog.backups().remove(backup);
}

std::function<Result<void>()> CreateExecutor::recordFailure(const Job& job) const {
    return [this, job]() -> Result<void> {
        KeptIndexes(m_node).remove(job.backup);
        ALULA_TRY(dropRow(m_node, job.backup));
        return reportBackupFailed(m_node, job);
    };
}

std::function<Result<void>()> CreateExecutor::recordNotRun(const Job& job, const Error&) { return recordFailure(job); }

} // namespace alula
