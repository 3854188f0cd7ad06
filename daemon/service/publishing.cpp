// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/publishing.h"

#include "daemon/service/job_parameters.h"
#include "daemon/service/panel_reports.h"
#include "shared/base/log.h"

#include <algorithm>
#include <optional>

namespace alula {

namespace {

Result<std::optional<Job>> makingJob(const Node& node, const BackupId& backup) {
    ALULA_ASSIGN(const auto jobs, node.catalog.jobs().list({.backup = backup}));
    const auto making = std::ranges::find_if(jobs, [](const Job& job) { return makesBackup(job.kind) && !isFinal(job.state); });
    return making == jobs.end() ? std::nullopt : std::optional(*making);
}

} // namespace

Result<Published> settlePublished(const Node& node, Backup row) {
    const auto source = node.store.open(row.server, row.id);
    if (!source && source.error().code() != ErrorCode::NotFound) {
        log::error("whether backup {} was complete cannot be found out yet: {}", row.id.toString(), source.error().toString());
        return Published::Unknown;
    }
    if (!source || (*source)->size() != row.size) return Published::NotThere;
    if (const auto durable = node.store.makeNamesDurable(row.server); !durable) {
        log::error("backup {} is whole, but its name cannot be made durable yet: {}", row.id.toString(),
                   durable.error().toString());
        return Published::Unknown;
    }
    ALULA_ASSIGN(auto job, makingJob(node, row.id));
    row.state = BackupState::Completed;
    row.completed = node.clock.now();
    if (job) {
        job->warnings = row.warnings;
        job->state = job->warnings > 0 ? JobState::CompletedWithWarnings : JobState::Completed;
        job->ended = node.clock.now();
    }
    const auto written = node.catalog.transaction([&]() -> Result<void> {
        ALULA_TRY(node.catalog.backups().update(row));
        if (!job) return {};
        ALULA_TRY(reportBackupMade(node, *job, row));
        return node.catalog.jobs().update(*job);
    });
    if (!written) return std::unexpected(written.error());
    log::info("backup {} was whole when the daemon was ended; it is complete", row.id.toString());
    if (job) Q_EMIT node.events.jobChanged(*job);
    Q_EMIT node.events.backupChanged(row.id);
    return Published::Whole;
}

Result<void> settleLeft(const Node& node, const std::function<bool(const JobId&)>& isAlive) {
    ALULA_ASSIGN(const auto rows, node.catalog.backups().list({.states = {BackupState::Publishing}, .limit = -1}));
    for (const Backup& row : rows) {
        ALULA_ASSIGN(const auto job, makingJob(node, row.id));
        if (!job || isAlive(job->id)) continue;
        ALULA_ASSIGN(const auto found, settlePublished(node, row));
        if (found == Published::NotThere)
            log::warning("backup {} was not complete when the daemon was ended; the next start makes it again",
                         row.id.toString());
    }
    return {};
}

} // namespace alula
