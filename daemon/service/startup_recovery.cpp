// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/startup_recovery.h"

#include "daemon/catalog/set_aside.h"
#include "daemon/service/deletion.h"
#include "daemon/service/import_staging.h"
#include "daemon/service/job_parameters.h"
#include "daemon/service/kept_indexes.h"
#include "daemon/service/panel_reports.h"
#include "daemon/service/publishing.h"
#include "daemon/service/restore_setup.h"
#include "daemon/service/server_gates.h"
#include "daemon/service/stream_broker.h"
#include "shared/base/log.h"
#include "shared/engine/restore/swap_plan.h"

#include <algorithm>
#include <fcntl.h>
#include <map>
#include <optional>

namespace alula {

namespace {
constexpr int kMostAttempts = 2; // a job that brings the daemon down must not do so for ever
}

Fate StartupRecovery::fateOf(const Job& job) const {
    if (const auto ending = m_endings.find(job.id); ending != m_endings.end()) return {AfterCrash::End, ending->second};
    if (job.kind == JobKind::Restore && m_node.settings.restore.whenNoRoom == "in_place") {
        return {AfterCrash::End, "the daemon was ended while this restore ran. If it was restoring in place for want of room "
                                 "(restore.when_no_room), the server's files are incomplete: restore again"};
    }
    if (makesBackup(job.kind) && m_unsettled.contains(job.backup)) return AfterCrash::Leave;
    if (job.kind == JobKind::Export || job.kind == JobKind::Import) return {AfterCrash::End, kStreamLost};
    if (job.kind != JobKind::Create) return AfterCrash::End;
    return job.attempts < kMostAttempts ? AfterCrash::BeginAgain : AfterCrash::End;
}

Result<void> StartupRecovery::run(std::stop_token stop) {
    ALULA_TRY(settleSwaps());
    // A catalog that was lost knew of swaps: their folders may hold the only copy of a server's files. An admin decides.
    if (setAsideCatalogs(m_node.catalogPath()).empty()) removeStaging();
    else log::warning("staging folders of restores stay while a damaged catalog lies in {}", m_node.settings.stateDirectory);
    ALULA_TRY(settleBackups());
    // A disk that is away must not keep the whole node from its backups: what it holds is tidied up at another start.
    const auto leftovers = m_node.store.removeLeftovers();
    if (!leftovers) log::error("temporary archives of a crash may be left: {}", leftovers.error().toString());
    else if (*leftovers > 0) log::info("removed {} temporary archives of a crash", *leftovers);
    return reconcile(std::move(stop));
}

Result<void> StartupRecovery::endJob(Job job, const std::function<Result<void>(const Job&)>& alongside) {
    job.state = job.warnings > 0 ? JobState::CompletedWithWarnings : JobState::Completed;
    job.ended = m_node.clock.now();
    return m_node.catalog.transaction([&]() -> Result<void> {
        ALULA_TRY(alongside(job));
        return m_node.catalog.jobs().update(job);
    });
}

Result<void> StartupRecovery::settleSwaps() {
    ALULA_ASSIGN(const auto entries, m_node.catalog.journal().all());
    for (const JournalEntry& entry : entries) {
        // One volume that cannot be settled (its disk is away) must not keep the node's other servers from their backups.
        if (const auto settled = settleSwap(entry); !settled) {
            log::error("the restore {} of server {} cannot be brought to an end: {}", entry.job.toString(),
                       entry.server.toString(), settled.error().toString());
            m_endings[entry.job] = "the daemon was ended while this restore ran, and it could not be brought to its end yet: " +
                                   settled.error().toString();
            // Committed is complete, whatever tidying up has to wait: its job must not be told as failed.
            ALULA_ASSIGN(const auto job, m_node.catalog.jobs().find(entry.job));
            if (entry.committed && job && !isFinal(job->state)) ALULA_TRY(endCommitted(*job));
        }
    }
    return {};
}

Result<void> StartupRecovery::settleSwap(const JournalEntry& entry) {
    ALULA_ASSIGN(const auto job, m_node.catalog.jobs().find(entry.job));
    const bool cutShort = job && !isFinal(job->state);
    if (entry.committed && !cutShort) return {}; // kept for undo
    ALULA_ASSIGN(const auto setup, RestoreSetup::open(m_node, entry.server));
    ALULA_TRY(holdStopped(entry.server, setup->deps().gate));
    ALULA_ASSIGN(const auto recovered, recoverRestore(setup->deps(), entry.job, entry.plan, entry.committed));
    if (recovered == Recovered::RolledBack) {
        log::warning("server {}: a restore was cut short; its files are as they were before", entry.server.toString());
        m_endings[entry.job] = "the daemon was ended while this restore ran; the server's files are as they were before it";
        return {}; // the scheduler ends the job as failed, and with that tells the panel
    }
    log::warning("server {}: a restore was cut short after its last step; it is complete", entry.server.toString());
    return cutShort ? endCommitted(*job) : Result<void>{};
}

Result<void> StartupRecovery::endCommitted(Job job) {
    job.undoable = job.kind == JobKind::Restore;
    return endJob(job, [this](const Job& ended) -> Result<void> {
        if (ended.kind == JobKind::Restore) return reportRestore(m_node, ended, true);
        ALULA_ASSIGN(const auto parameters, undoParameters(ended.parameters));
        ALULA_ASSIGN(auto restored, m_node.catalog.jobs().find(parameters.restoreJob));
        if (!restored) return {};
        restored->undoable = false;
        return m_node.catalog.jobs().update(*restored);
    });
}

// Whose staging folders the journal still speaks of: an undo works in the folder of its restore.
Result<std::set<JobId>> StartupRecovery::keptStaging() const {
    ALULA_ASSIGN(const auto entries, m_node.catalog.journal().all());
    std::set<JobId> kept;
    for (const JournalEntry& entry : entries) {
        kept.insert(entry.job);
        ALULA_ASSIGN(const JobId staging, stagingJob(entry.plan)); // in doubt all stay
        kept.insert(staging);
    }
    return kept;
}

// A crash while a new tree was built leaves a staging folder that no journal entry knows.
void StartupRecovery::removeStaging() {
    const auto kept = keptStaging();
    if (!kept) {
        log::warning("staging folders of a crash may be left: {}", kept.error().toString());
        return;
    }
    const auto data = m_node.files.names.open(AT_FDCWD, m_node.settings.dataDirectory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0);
    const auto names =
        data ? m_node.files.names.list(data->get()) : Result<std::vector<DirectoryEntry>>(std::unexpected(data.error()));
    if (!names) {
        log::warning("the directory of the volumes cannot be looked through for leftovers: {}", names.error().toString());
        return;
    }
    const auto isKnown = [&](const JobId& job) { return kept->contains(job); };
    for (const auto& name : *names) {
        removeImportStaging(m_node, data->get(), name.name);
        const auto server = ServerId::parse(name.name);
        if (!server) continue;
        const auto setup = RestoreSetup::open(m_node, *server);
        if (!setup) continue; // a file, or not readable
        const auto removed = removeStagingLeftovers((*setup)->deps(), isKnown);
        if (!removed) log::warning("leftovers of server {} stay: {}", name.name, removed.error().toString());
        else if (*removed > 0) log::info("removed {} staging folders of a crash", *removed);
    }
}

// Wings may not be there yet (the unit is ordered before it): then nobody but a process with open files can be in the way.
Result<void> StartupRecovery::holdStopped(const ServerId& server, ServerGate& gate) {
    const auto stopped = gate.stopServer({});
    if (stopped) return {};
    log::warning("server {} cannot be stopped: {}", server.toString(), stopped.error().toString());
    return gateByOpenFiles(m_node.volumePath(server), false)->stopServer({});
}

Result<void> StartupRecovery::settleBackups() {
    ALULA_ASSIGN(const auto rows,
                 m_node.catalog.backups().list({.states = {BackupState::Publishing, BackupState::Deleting}, .limit = -1}));
    for (const Backup& row : rows) {
        if (row.state == BackupState::Publishing) ALULA_TRY(settlePublishing(row));
        if (row.state != BackupState::Deleting) continue;
        if (const auto deleted = finishDeletion(m_node, m_archives, row); !deleted) {
            log::error("backup {} is still half deleted: {}", row.id.toString(), deleted.error().toString());
        }
    }
    return {};
}

Result<void> StartupRecovery::settlePublishing(Backup row) {
    ALULA_ASSIGN(const Published found, settlePublished(m_node, row));
    if (found == Published::Unknown) m_unsettled.insert(row.id);
    if (found != Published::NotThere) return {};
    row.state = BackupState::Making;
    // Its job begins again, or takes the row away when it is ended (also where it was the first part of a restore).
    return m_node.catalog.backups().update(row);
}

Result<void> StartupRecovery::reconcile(std::stop_token stop) {
    if (const auto done = m_reconciler.run(ArchiveReconciler::When::Start, std::move(stop)); !done) {
        log::error("the archive directory cannot be read, so nothing is known to be missing or new: {}", done.error().toString());
        return {};
    }
    return KeptIndexes(m_node).removeLeftovers();
}

} // namespace alula
