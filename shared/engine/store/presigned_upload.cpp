// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/presigned_upload.h"

#include "shared/engine/store/part_sender.h"
#include "shared/engine/store/spool_file.h"

#include <algorithm>
#include <fcntl.h>
#include <limits>
#include <optional>

namespace alula {
namespace {

// Half of the 60 minutes that the panel's urls live: the other half is for a line that has become slower.
constexpr std::uint64_t kSafeSeconds = 30 * 60;
constexpr std::uint64_t kNoParts = std::numeric_limits<std::uint64_t>::max();

class PresignedSink final : public ArchiveSink {
public:
    PresignedSink(const UploadDeps& deps, const UploadSettings& settings, const BackupId& backup, ProgressSink& progress,
                  UploadResult& result)
        : m_deps(deps), m_settings(settings), m_backup(backup), m_progress(progress), m_result(result) {}
    ~PresignedSink() override { keepResult(); }

    // The spool cannot be written to: not worth a walk.
    Result<void> begin() {
        ALULA_ASSIGN(m_file, makeFile());
        return {};
    }

    Result<void> expect(std::uint64_t atMost, std::stop_token stop) override;
    bool pacesItself() const override { return true; }
    Result<void> write(ByteSpan bytes, std::uint64_t offset) override;
    Result<void> publish(const std::function<Result<void>()>& ready) override;

private:
    Result<void> decideOrder();
    Result<UploadPlan> askForUrls(std::uint64_t size);
    Result<void> setRoomAside(const UploadPlan& plan);
    Result<std::uint64_t> roomInSpool() { return spoolRoom(m_deps.files, m_file->get()); }
    Result<std::shared_ptr<UniqueFd>> makeFile();
    Result<void> fill(ByteSpan bytes);
    Result<void> growBy(std::uint64_t bytes);
    Result<void> handOver();
    Result<void> sendWhole();
    void keepResult();

    const UploadDeps& m_deps;
    const UploadSettings& m_settings;
    const BackupId m_backup;
    ProgressSink& m_progress;
    UploadResult& m_result;
    std::stop_token m_stop;
    std::uint64_t m_atMost = 0;
    std::uint64_t m_partSize = kNoParts;
    std::uint64_t m_written = 0;
    std::uint64_t m_filled = 0; // of m_file
    std::uint64_t m_grown = 0;  // the spool's size: a file that is used again takes no more room
    bool m_fileGrows = true;
    unsigned m_filesLeft = 0; // that may still be made
    std::shared_ptr<UniqueFd> m_file;
    std::unique_ptr<PartSender> m_sender;
};

std::string bytesText(std::uint64_t bytes) { return std::to_string(bytes) + " bytes"; }

Result<void> PresignedSink::expect(std::uint64_t atMost, std::stop_token stop) {
    m_atMost = atMost;
    m_stop = std::move(stop);
    ALULA_TRY(decideOrder());
    if (m_result.archiveFirst) return {};
    ALULA_ASSIGN(auto plan, askForUrls(atMost));
    ALULA_TRY(setRoomAside(plan));
    m_partSize = plan.partSize;
    m_sender = std::make_unique<PartSender>(m_deps, m_settings, m_backup, atMost, std::move(plan), m_stop);
    return {};
}

Result<void> PresignedSink::decideOrder() {
    const bool slow = m_settings.lastRate != 0 && m_atMost / m_settings.lastRate >= kSafeSeconds;
    if (!slow && !m_settings.archiveFirst) return {};
    ALULA_ASSIGN(const auto available, roomInSpool());
    m_result.archiveFirst = m_atMost <= available;
    if (m_result.archiveFirst) return {};
    if (m_settings.archiveFirst) {
        return fail(
            Error(ErrorCode::NoSpace, "The upload's urls died before it was complete, so the archive has to be made before "
                                      "they are asked for; for that " +
                                          bytesText(m_atMost) + " are needed in the backup directory, and " +
                                          bytesText(available) + " are free. Make room there.")
                .withPath(m_settings.spoolDirectory));
    }
    m_result.noRoomForArchiveFirst = true; // it may get through all the same: half of the urls' life is a margin
    return {};
}

Result<UploadPlan> PresignedSink::askForUrls(std::uint64_t size) {
    auto plan = askForPlan(m_deps.urls, {m_backup, size, m_settings.panelPartSize, m_settings.parallel}, m_stop);
    if (!plan) return fail(std::move(plan).error().withContext("asking the panel for upload urls"));
    m_result.panelPartSize = plan->panelPartSize;
    return plan;
}

Result<void> PresignedSink::setRoomAside(const UploadPlan& plan) {
    ALULA_ASSIGN(const auto available, roomInSpool());
    const std::uint64_t one = std::min(plan.partSize, m_atMost);
    if (available < one) {
        return fail(Error(ErrorCode::NoSpace, "A part of the upload has up to " + bytesText(one) + ", and " +
                                                  bytesText(available) +
                                                  " are free in the backup directory. Make room there, or "
                                                  "set a smaller part size in the panel.")
                        .withPath(m_settings.spoolDirectory));
    }
    const std::uint64_t files = std::min<std::uint64_t>(std::max(m_settings.parallel, 1u), available / one);
    m_filesLeft = static_cast<unsigned>(files) - 1; // the first is there
    return {};
}

Result<std::shared_ptr<UniqueFd>> PresignedSink::makeFile() {
    auto file = openSpoolFile(m_deps.files, m_settings.spoolDirectory);
    if (!file) return fail(std::move(file).error().withPath(m_settings.spoolDirectory));
    return std::make_shared<UniqueFd>(*std::move(file));
}

Result<void> PresignedSink::write(ByteSpan bytes, std::uint64_t offset) {
    if (offset != m_written) return fail(ErrorCode::Internal, "an upload was written out of order");
    while (!bytes.empty()) {
        if (m_sender) ALULA_TRY(m_sender->check());
        const auto now = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), m_partSize - m_filled));
        ALULA_TRY(fill(bytes.first(now)));
        if (m_filled == m_partSize) ALULA_TRY(handOver());
        bytes = bytes.subspan(now);
    }
    return {};
}

Result<void> PresignedSink::fill(ByteSpan bytes) {
    if (!m_file) {
        m_fileGrows = m_filesLeft > 0;
        if (m_fileGrows) --m_filesLeft;
        ALULA_ASSIGN(m_file, m_fileGrows ? makeFile() : m_sender->reclaim());
    }
    ALULA_TRY(growBy(m_fileGrows ? bytes.size() : 0));
    auto written = writeFully(m_deps.files.files, m_file->get(), bytes, m_filled);
    if (!written) return fail(std::move(written).error().withPath(m_settings.spoolDirectory).withContext("writing to the spool"));
    m_filled += bytes.size();
    m_written += bytes.size();
    return {};
}

// What was free at the beginning may have been taken by others since.
Result<void> PresignedSink::growBy(std::uint64_t bytes) {
    const bool look = m_grown / kCheckSpoolEvery != (m_grown + bytes) / kCheckSpoolEvery;
    m_grown += bytes;
    if (!look) return {};
    auto room = checkSpoolRoom(m_deps.files, m_file->get(), bytes);
    if (!room) return fail(std::move(room).error().withPath(m_settings.spoolDirectory));
    return {};
}

Result<void> PresignedSink::handOver() {
    ALULA_TRY(m_sender->submit({std::exchange(m_file, nullptr), 0, m_filled}));
    m_filled = 0;
    return {};
}

// Made first: its size is known to the byte now.
Result<void> PresignedSink::sendWhole() {
    ALULA_ASSIGN(auto plan, askForUrls(m_written));
    m_sender = std::make_unique<PartSender>(m_deps, m_settings, m_backup, m_written, std::move(plan), m_stop);
    for (std::uint64_t at = 0; at < m_written; at += m_sender->partSize())
        ALULA_TRY(m_sender->submit({m_file, at, std::min(m_sender->partSize(), m_written - at)}));
    return {};
}

Result<void> PresignedSink::publish(const std::function<Result<void>()>& ready) {
    m_progress.begin(Phase::Uploading, 0, m_written);
    if (m_result.archiveFirst) ALULA_TRY(sendWhole());
    else if (m_filled > 0) ALULA_TRY(handOver());
    ALULA_ASSIGN(auto parts, m_sender->finish(m_progress));
    if (ready) ALULA_TRY(ready());
    m_result.parts = std::move(parts);
    m_result.bytes = m_written;
    return {};
}

void PresignedSink::keepResult() {
    if (!m_sender) return;
    m_result.expired = m_sender->expired();
    m_result.sending = m_sender->sending();
}

} // namespace

Result<std::unique_ptr<ArchiveSink>> PresignedUpload::create(const ServerId&, const BackupId& backup) {
    m_result = {};
    auto sink = std::make_unique<PresignedSink>(m_deps, m_settings, backup, m_progress, m_result);
    ALULA_TRY(sink->begin());
    return sink;
}

} // namespace alula
