// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/import_executor.h"

#include "daemon/service/backup_making.h"
#include "daemon/service/import_staging.h"
#include "daemon/service/job_parameters.h"
#include "daemon/service/sentences.h"
#include "shared/engine/store/file_source.h"
#include "shared/engine/store/spool_file.h"
#include "shared/formats/import_backup.h"

#include <algorithm>
#include <vector>

namespace alula {

namespace {

constexpr std::size_t kReadAtOnce = 256 * 1024;
constexpr std::uint64_t kCheckRoomEvery = 64_MiB;

// Whether all was sent: a client that died half-way ends its sending just as one that is done.
Result<void> checkWhole(const ClientStream& client, std::uint64_t received, std::optional<std::uint64_t> size) {
    if (size && received < *size) {
        return fail(ErrorCode::Network,
                    "the client announced " + std::to_string(*size) + " bytes and broke off after " + std::to_string(received));
    }
    if (!size && !client.isThere()) {
        return fail(ErrorCode::Network,
                    "the client hung up after " + std::to_string(received) + " bytes without saying that these were all");
    }
    if (received == 0) return fail(ErrorCode::InvalidInput, "the client sent nothing: there is nothing to import");
    return {};
}

} // namespace

Result<std::shared_ptr<ByteSource>> ImportExecutor::receive(ClientStream& client, std::optional<std::uint64_t> size,
                                                            JobContext& context) {
    ALULA_TRY(m_node.store.ready());
    // Where there is room for archives.
    ALULA_ASSIGN(auto spool, openSpoolFile(m_node.files, m_node.settings.backupDirectory));
    ALULA_TRY(checkSpoolRoom(m_node.files, spool.get(), size.value_or(0)));
    context.progress.begin(Phase::Reading, 0, size.value_or(0));
    std::vector<std::uint8_t> buffer(kReadAtOnce);
    std::uint64_t received = 0;
    while (!size || received < *size) {
        ALULA_TRY(m_node.load.checkpoint(context.stop));
        const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(kReadAtOnce, size ? *size - received : kReadAtOnce));
        ALULA_ASSIGN(const std::size_t got, client.read(MutableByteSpan(buffer).first(most), context.stop));
        if (got == 0) break;
        if (received / kCheckRoomEvery != (received + got) / kCheckRoomEvery)
            ALULA_TRY(checkSpoolRoom(m_node.files, spool.get(), kCheckRoomEvery));
        ALULA_TRY(m_node.load.write.take(got, context.stop));
        ALULA_TRY(writeFully(m_node.files.files, spool.get(), ByteSpan(buffer).first(got), received));
        received += got;
        context.progress.bytesDone = received;
    }
    ALULA_TRY(checkWhole(client, received, size));
    ALULA_ASSIGN(auto source, FileSource::make(m_node.files, std::move(spool), "the archive that was sent"));
    return std::static_pointer_cast<ByteSource>(std::move(source));
}

Result<Backup> ImportExecutor::make(JobContext& context) {
    const auto begun = m_node.clock.steady();
    ALULA_ASSIGN(const auto parameters, importParameters(context.job.parameters));
    ALULA_ASSIGN(const auto client, m_streams.wait(context.job.id, context.stop));
    ALULA_ASSIGN(auto source, receive(*client, parameters.size, context));
    ALULA_ASSIGN(const auto staging, ImportStaging::make(m_node, context.job.id));
    const UnpackOptions unpacking{m_node.load, archiveFormatFromName(parameters.format), kSpoolReserve};
    ALULA_ASSIGN(const UnpackSummary unpacked,
                 unpackForeign(std::move(source), staging->volume(), unpacking, context.progress, context.stop));
    for (const Warning& warning : unpacked.warnings) context.log.warning(sentence(warning), warning.path);
    context.log.info(sentence(unpacked));
    ALULA_ASSIGN(Backup row, rowOf(m_node, context.job.backup));
    // No volume of any server: nothing of it is shared with other backups.
    CreateOptions options = createOptions(m_node, row, 0);
    options.mayBeReused = false;
    ALULA_ASSIGN(const CreateSummary summary, keepHere(m_node, staging->volume(), options, row, context));
    complete(m_node, row, summary, begun, context.log);
    row.warnings += unpacked.warnings.size();
    return row;
}

JobOutcome ImportExecutor::run(JobContext& context) {
    auto made = make(context);
    if (!made) return {std::move(made).error(), false, recordFailure(context.job)};
    return {std::nullopt, false, [this, row = *std::move(made)] { return keepMade(m_node, row); }};
}

std::function<Result<void>()> ImportExecutor::recordFailure(const Job& job) const {
    return [this, backup = job.backup] { return dropRow(m_node, backup); };
}

std::function<Result<void>()> ImportExecutor::recordNotRun(const Job& job, const Error&) {
    m_streams.drop(job.id);
    return recordFailure(job);
}

} // namespace alula
