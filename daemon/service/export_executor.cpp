// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/export_executor.h"

#include "daemon/service/job_parameters.h"
#include "daemon/service/sentences.h"

namespace alula {

Result<ExportSummary> ExportExecutor::send(ClientStream& client, JobContext& context, const std::stop_token& stop) {
    ALULA_ASSIGN(auto parameters, exportParameters(context.job.parameters));
    const auto format = archiveFormatFromName(parameters.format);
    if (!format) return fail(ErrorCode::Corrupt, "the catalog holds an export of no format");
    ALULA_ASSIGN(const auto row, m_node.catalog.backups().find(context.job.backup));
    if (!row) return fail(ErrorCode::NotFound, kNoSuchBackup);
    ALULA_ASSIGN(const auto archive, m_archives.openFresh(*row, context.progress, stop));
    ExportOptions options;
    options.format = *format;
    options.include = std::move(parameters.include);
    options.exclude = std::move(parameters.exclude);
    options.workers = m_node.workers();
    options.temporaryDirectory = m_node.settings.backupDirectory; // where there is room for an archive
    options.load = &m_node.load;
    return exportBackup(*archive, options, [&](ByteSpan bytes) { return client.write(bytes, stop); }, context.progress, stop);
}

JobOutcome ExportExecutor::run(JobContext& context) {
    const auto client = m_streams.wait(context.job.id, context.stop);
    if (!client) return {client.error(), false, {}};
    const HangUpWatch watch(**client, context.stop);
    const auto sent = send(**client, context, watch.stop());
    if (!sent) {
        const bool hungUp = sent.error().code() == ErrorCode::Cancelled && !context.stop.stop_requested();
        if (hungUp) return {Error(ErrorCode::Network, "the client has hung up before it had all of the export"), false, {}};
        return {sent.error(), false, {}};
    }
    for (const Warning& warning : sent->warnings) {
        // What a format cannot hold is a sentence of its own.
        const bool whole = warning.kind == WarningKind::NotApplied && !warning.detail.empty();
        context.log.warning(whole ? warning.detail : sentence(warning), warning.path);
    }
    context.log.info(sentence(*sent));
    return {};
}

std::function<Result<void>()> ExportExecutor::recordNotRun(const Job& job, const Error&) {
    m_streams.drop(job.id);
    return {};
}

} // namespace alula
