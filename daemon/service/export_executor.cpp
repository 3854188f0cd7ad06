// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/export_executor.h"

#include "daemon/service/job_parameters.h"
#include "daemon/service/sentences.h"
#include "shared/engine/archive/checksum.h"

#include <vector>

namespace alula {

namespace {

constexpr std::size_t kAtOnce = 1 << 20;

// Whether its archive is what a tar.gz of everything would be. One for stock Wings has its directories and links in the index only.
bool isWholeTarGz(const Backup& row, const Archive& archive, const ExportParameters& wanted) {
    return wanted.format == name(ArchiveFormat::TarGz) && wanted.include.empty() && wanted.exclude.empty() &&
           row.adapter == "wings" && archive.index().header().tarEntries == TarEntries::Full;
}

// The archive as it is: with its index, and with the checksum that the panel knows.
Result<ExportSummary> copyWhole(const Node& node, const Backup& row, const Archive& archive, ClientStream& client,
                                ProgressSink& progress, const std::stop_token& stop) {
    ALULA_ASSIGN(const auto source, node.store.open(row.server, row.id));
    const ArchiveHeader& header = archive.index().header();
    ExportSummary summary{header.files, header.directories, header.symlinks, header.contentBytes, source->size(), {}};
    progress.begin(Phase::Reading, 0, source->size());
    std::vector<std::uint8_t> buffer(kAtOnce);
    Sha1 sum;
    for (std::uint64_t at = 0; at < source->size();) {
        ALULA_TRY(node.load.checkpoint(stop));
        ALULA_ASSIGN(const std::size_t got, source->read(buffer, at));
        if (got == 0) return fail(ErrorCode::Corrupt, "the archive has become shorter while it was read");
        const ByteSpan bytes = ByteSpan(buffer).first(got);
        ALULA_TRY(node.load.read.take(got, stop));
        sum.update(bytes);
        ALULA_TRY(client.write(bytes, stop));
        source->forget(at, got);
        at += got;
        progress.bytesDone = progress.bytesWritten = at;
    }
    if (!row.sha1.empty() && hex(sum.finish()) != row.sha1)
        return fail(ErrorCode::Corrupt, "the archive is damaged: its checksum is another one than when it was made");
    return summary;
}

} // namespace

Result<ExportSummary> ExportExecutor::send(ClientStream& client, JobContext& context, const std::stop_token& stop) {
    ALULA_ASSIGN(auto parameters, exportParameters(context.job.parameters));
    const auto format = archiveFormatFromName(parameters.format);
    if (!format) return fail(ErrorCode::Corrupt, "the catalog holds an export of no format");
    ALULA_ASSIGN(const auto row, m_node.catalog.backups().find(context.job.backup));
    if (!row) return fail(ErrorCode::NotFound, kNoSuchBackup);
    ALULA_ASSIGN(const auto archive, m_archives.openFresh(*row, context.progress, stop));
    if (isWholeTarGz(*row, *archive, parameters)) return copyWhole(m_node, *row, *archive, client, context.progress, stop);
    ExportOptions options;
    options.format = *format;
    options.include = std::move(parameters.include);
    options.exclude = std::move(parameters.exclude);
    options.workers = m_node.workers();
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
