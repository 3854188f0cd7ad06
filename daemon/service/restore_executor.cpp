// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/restore_executor.h"

#include "daemon/service/panel_reports.h"
#include "daemon/service/remote_objects.h"
#include "daemon/service/restore_setup.h"
#include "daemon/service/sentences.h"

namespace alula {

namespace {

// Whether the object may be had with keys of our own where the url did not give it. What this node lacks, it lacks either way.
bool worthKeys(const Error& error) {
    return error.code() == ErrorCode::Network || error.code() == ErrorCode::TimedOut || error.code() == ErrorCode::Refused;
}

} // namespace

// What the url gave. After a restart it is gone, and so is the url, which was never written down; with keys of our own the object
// can be had all the same.
Result<std::shared_ptr<Archive>> RestoreExecutor::downloaded(JobContext& context) {
    const Job& job = context.job;
    const auto spool = m_downloads.take(job.id);
    auto source =
        spool ? spool->wait(context.progress, context.stop)
              : fail(ErrorCode::Refused, "alulad was ended before the backup was restored, and the download link of this restore "
                                         "is not kept; start the restore again in the panel");
    if (source) {
        noteObject(m_node, job.backup, true);
        return m_archives.openSource(*source, job.server, job.backup, context.progress, context.stop);
    }
    if (!worthKeys(source.error()) || !m_node.settings.s3Read.given()) return fail(std::move(source).error());
    context.log.info("the download link is of no use (" + source.error().toString() + "), so the object is read with s3.read");
    return m_archives.openObject(job.server, job.backup, context.progress, context.stop);
}

Result<RestoreExecutor::Wanted> RestoreExecutor::archiveOf(JobContext& context, const RestoreParameters& parameters) {
    // As with Wings, what the panel gives a url for need not be known here.
    if (parameters.download) {
        ALULA_ASSIGN(auto archive, downloaded(context));
        return Wanted{std::move(archive), true};
    }
    ALULA_ASSIGN(const auto backup, m_node.catalog.backups().find(context.job.backup));
    if (!backup) return fail(ErrorCode::NotFound, kNoSuchBackup);
    ALULA_ASSIGN(auto archive, m_archives.openFresh(*backup, context.progress, context.stop));
    return Wanted{std::move(archive), backup->adapter == "s3"};
}

Result<RestoreSummary> RestoreExecutor::restore(JobContext& context) {
    const Job& job = context.job;
    ALULA_ASSIGN(const auto parameters, restoreParameters(job.parameters));
    ALULA_ASSIGN(const Server server, m_servers.known(job.server));
    ALULA_TRY(refuseUnsettled(m_node, job.server, job.id));
    ALULA_ASSIGN(const auto wanted, archiveOf(context, parameters));
    if (!parameters.backupFirst.isNull()) ALULA_TRY(m_create.makeBefore(parameters.backupFirst, context));
    ALULA_ASSIGN(const auto setup, RestoreSetup::open(m_node, job.server));
    RestoreOptions options = restoreOptions(m_node, job.id, parameters, server.diskLimit);
    options.readFirst = wanted.fromElsewhere; // found bad, it must not have cost the server its players
    ALULA_ASSIGN(auto summary, restoreArchive(setup->deps(), *wanted.archive, options, context.progress, context.stop));
    for (const auto& warning : summary.warnings) context.log.warning(sentence(warning), warning.path);
    context.log.info(sentence(summary));
    return summary;
}

JobOutcome RestoreExecutor::run(JobContext& context) {
    const Job job = context.job;
    auto summary = restore(context);
    if (!summary) return {summary.error(), false, recordNotRun(job, summary.error())};
    return {std::nullopt, summary->undoable, [this, job] { return reportRestore(m_node, job, true); }};
}

std::function<Result<void>()> RestoreExecutor::recordNotRun(const Job& job, const Error&) {
    m_downloads.drop(job.id);
    return [this, job]() -> Result<void> {
        const auto parameters = restoreParameters(job.parameters);
        if (parameters && !parameters->backupFirst.isNull()) ALULA_TRY(m_create.dropUnfinished(parameters->backupFirst));
        return reportRestore(m_node, job, false);
    };
}

JobOutcome UndoExecutor::run(JobContext& context) {
    const auto undo = [&]() -> Result<RestoreSummary> {
        ALULA_ASSIGN(const auto parameters, undoParameters(context.job.parameters));
        ALULA_ASSIGN(const auto entry, m_node.catalog.journal().find(parameters.restoreJob));
        if (!entry || !entry->committed) {
            return fail(ErrorCode::NotFound, "what that restore replaced is no longer kept, so it cannot be undone");
        }
        ALULA_TRY(refuseUnsettled(m_node, context.job.server, context.job.id));
        ALULA_ASSIGN(const auto setup, RestoreSetup::open(m_node, context.job.server));
        const UndoOptions options{context.job.id, parameters.restoreJob, entry->plan, true};
        return undoRestore(setup->deps(), options, context.progress, context.stop);
    };
    auto summary = undo();
    if (!summary) return {std::move(summary).error(), false, {}};
    for (const auto& warning : summary->warnings) context.log.warning(sentence(warning), warning.path);
    context.log.info("the volume is as it was before the restore");
    return {std::nullopt, false, [this, job = context.job]() -> Result<void> {
                ALULA_ASSIGN(const auto parameters, undoParameters(job.parameters));
                ALULA_ASSIGN(auto restoreJob, m_node.catalog.jobs().find(parameters.restoreJob));
                if (!restoreJob) return {};
                restoreJob->undoable = false;
                ALULA_TRY(m_node.catalog.jobs().update(*restoreJob));
                Q_EMIT m_node.events.jobChanged(*restoreJob);
                return {};
            }};
}

std::function<Result<void>()> UndoExecutor::recordNotRun(const Job&, const Error&) { return {}; }

} // namespace alula
