// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/create_executor.h"

#include "daemon/service/job_parameters.h"
#include "daemon/service/panel_reports.h"
#include "daemon/service/restore_setup.h"
#include "daemon/service/sentences.h"
#include "shared/base/log.h"
#include "shared/engine/archive/writer.h"

namespace alula {

namespace {

Compression compressionOf(const std::string& setting) {
    if (setting == "none") return Compression::None;
    if (setting == "good") return Compression::Good;
    if (setting == "best_compression") return Compression::BestCompression;
    return Compression::BestSpeed;
}

// "wings" where stock Wings must be able to restore what we write (FORMAT: tar stream).
TarEntries entriesOf(const Settings& settings) {
    const bool hasWings = !settings.wingsConfig.empty() || !settings.wings.url.empty();
    if (settings.archive.entries == "auto") return hasWings ? TarEntries::Wings : TarEntries::Full;
    return settings.archive.entries == "wings" ? TarEntries::Wings : TarEntries::Full;
}

Result<Backup> rowOf(const Node& node, const BackupId& id) {
    ALULA_ASSIGN(auto row, node.catalog.backups().find(id));
    if (!row) return fail(ErrorCode::Internal, "the backup's row is gone from the catalog");
    return *std::move(row);
}

// What people wrote onto the row meanwhile (pin, note) stays.
Result<void> keepMade(const Node& node, const Backup& made) {
    return node.catalog.transaction([&]() -> Result<void> {
        ALULA_ASSIGN(const Backup row, rowOf(node, made.id));
        Backup next = made;
        next.pinned = row.pinned;
        next.note = row.note;
        next.deletedInPanel = row.deletedInPanel;
        return node.catalog.backups().update(next);
    });
}

void fill(Backup& row, const CreateSummary& summary) {
    row.size = summary.size;
    row.sha1 = hex(summary.sha1);
    row.contentBytes = summary.contentBytes;
    row.newBytes = summary.newBytes;
    row.files = summary.files;
    row.warnings = summary.warnings.size();
}

} // namespace

Result<Backup> CreateExecutor::make(const BackupId& id, const std::string& ignore, JobContext& context) {
    const Timestamp begun = m_node.clock.now();
    ALULA_ASSIGN(Backup row, rowOf(m_node, id));
    ALULA_TRY(refuseUnsettled(m_node, row.server, context.job.id));
    ALULA_ASSIGN(const Server server, m_servers.known(row.server));
    ALULA_ASSIGN(const Volume volume, Volume::open(m_node.files, m_node.volumePath(row.server)));
    std::vector<Warning> ignoreWarnings;
    ALULA_ASSIGN(row.ignoreText, effectiveIgnoreText(volume, ignore, ignoreWarnings));

    CreateOptions options;
    options.server = row.server;
    options.backup = id;
    options.ignoreText = row.ignoreText;
    options.compression = compressionOf(m_node.settings.archive.compression);
    options.tarEntries = entriesOf(m_node.settings);
    options.volumeId = server.volumeId;
    options.workers = m_node.workers();
    options.crossFileSystems = m_node.settings.archive.crossFileSystems;
    const CreateDeps deps{volume, m_node.store, m_node.clock, m_node.load};
    const auto publishing = [&](const CreateSummary& summary) -> Result<void> {
        fill(row, summary);
        row.state = BackupState::Publishing;
        return keepMade(m_node, row);
    };
    ALULA_ASSIGN(const CreateSummary summary, createArchive(deps, options, publishing, context.progress, context.stop));

    fill(row, summary);
    row.state = BackupState::Completed;
    row.completed = m_node.clock.now();
    row.durationMs =
        static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(row.completed - begun).count());
    for (const auto& warning : ignoreWarnings) context.log.warning(sentence(warning), warning.path);
    for (const auto& warning : summary.warnings) context.log.warning(sentence(warning), warning.path);
    context.log.info(sentence(summary));
    return row;
}

JobOutcome CreateExecutor::run(JobContext& context) {
    const Job job = context.job;
    const auto parameters = createParameters(job.parameters);
    if (!parameters) return {parameters.error(), false, recordFailure(job)};
    auto made = make(job.backup, parameters->ignore, context);
    if (!made) return {std::move(made).error(), false, recordFailure(job)};
    return {std::nullopt, false, [this, job, row = *std::move(made)]() -> Result<void> {
                ALULA_TRY(keepMade(m_node, row));
                return reportBackupMade(m_node, job, row);
            }};
}

Result<void> CreateExecutor::makeBefore(const BackupId& backup, JobContext& context) {
    ALULA_ASSIGN(const Backup row, rowOf(m_node, backup));
    // Made already: the daemon was stopped between the two parts, and the job began again.
    if (row.state == BackupState::Completed) return {};
    auto made = make(backup, {}, context);
    if (!made) return fail(std::move(made).error().withContext("backing up before the restore"));
    return keepMade(m_node, *made);
}

Result<void> CreateExecutor::dropUnfinished(const BackupId& backup) {
    ALULA_ASSIGN(const auto row, m_node.catalog.backups().find(backup));
    if (!row || row->state == BackupState::Completed) return {};
    return m_node.catalog.backups().remove(backup);
}

// A failed create leaves no archive, so it leaves no row either: the job tells of it.
std::function<Result<void>()> CreateExecutor::recordFailure(const Job& job) const {
    return [this, job]() -> Result<void> {
        if (const auto removed = m_node.catalog.backups().remove(job.backup);
            !removed && removed.error().code() != ErrorCode::NotFound) {
            return removed;
        }
        return reportBackupFailed(m_node, job);
    };
}

std::function<Result<void>()> CreateExecutor::recordNotRun(const Job& job, const Error&) { return recordFailure(job); }

} // namespace alula
