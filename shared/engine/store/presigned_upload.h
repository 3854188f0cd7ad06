// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/progress.h"
#include "shared/engine/store/part_upload.h"
#include "shared/engine/store/store.h"

#include <chrono>
#include <cstdint>
#include <vector>

namespace alula {

// What became of one archive on its way to an object store.
struct UploadResult {
    std::vector<UploadedPart> parts; // complete after publish(), in ascending order; for the panel
    std::uint64_t bytes = 0;
    std::chrono::nanoseconds sending{}; // time in which at least one part was being sent
    bool archiveFirst = false;          // made whole in the spool before the urls were asked for
    bool noRoomForArchiveFirst = false; // the line is slow, and yet it was uploaded while being made
    std::uint64_t panelPartSize = 0;    // as it was told; 0: it was not
    bool expired = false;               // failed because the urls died; begun again with archiveFirst it may get through
};

// An S3 object by presigned urls of the panel: an archive is cut into parts while it is written, each kept in an unlinked spool file
// until the store has it. The object appears when the panel completes the upload with the parts reported to it; abandoned, it never
// does, and the panel aborts it. What is left to send when the archive is complete is told as Phase::Uploading. An upload that would take longer than half the urls' life is made whole in the spool first. One
// archive, one thread (the writer's), and threads of its own that end with the sink. Deps, progress and this outlive the sink.
class PresignedUpload final : public ArchiveTarget {
public:
    PresignedUpload(const UploadDeps& deps, UploadSettings settings, ProgressSink& progress)
        : m_deps(deps), m_settings(std::move(settings)), m_progress(progress) {}
    Result<std::unique_ptr<ArchiveSink>> create(const ServerId& server, const BackupId& backup) override;
    const UploadResult& result() const { return m_result; }

private:
    const UploadDeps m_deps;
    const UploadSettings m_settings;
    ProgressSink& m_progress;
    UploadResult m_result;
};

} // namespace alula
