// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/formats/import_backup.h"

#include "shared/base/log.h"
#include "shared/engine/archive/foreign_archive.h"
#include "shared/engine/archive/foreign_format.h"
#include "shared/engine/restore/caught.h"
#include "shared/engine/restore/remove_tree.h"
#include "shared/engine/restore/tree_builder.h"

#include <algorithm>
#include <format>
#include <iterator>

namespace alula {
namespace {

Result<void> empty(const Volume& folder) {
    ALULA_ASSIGN(const auto entries, folder.files().names.list(folder.handle()));
    for (const auto& entry : entries) ALULA_TRY(removeTree(folder.files(), folder.handle(), entry.name, {}));
    return {};
}

Result<ArchiveFormat> formatOf(ByteSource& source, std::optional<ArchiveFormat> expected) {
    ALULA_ASSIGN(const ArchiveFormat found, detectFormat(source));
    if (expected && found != *expected)
        return fail(ErrorCode::InvalidInput,
                    std::format("the file is a {}, not a {} as was said; leave the format out, or say the right one", name(found),
                                name(*expected)));
    return found;
}

Result<std::uint64_t> roomFor(const Volume& staging, std::uint64_t reserve) {
    ALULA_ASSIGN(const auto space, staging.files().files.space(staging.handle()));
    return space.available - std::min(reserve, space.available);
}

std::unexpected<Error> noRoom(std::uint64_t needed, std::uint64_t room) {
    constexpr double kMiB = 1024.0 * 1024.0;
    return fail(ErrorCode::NoSpace,
                std::format("there is no room to unpack the archive: it needs {:.1f} MiB, and beside what has to stay free there "
                            "are {:.1f} MiB",
                            static_cast<double>(needed) / kMiB, static_cast<double>(room) / kMiB));
}

// One call of unpackForeign(). One thread.
class Unpacking {
public:
    Unpacking(const Volume& staging, const UnpackOptions& options, ProgressSink& progress, std::stop_token stop)
        : m_staging(staging), m_options(options), m_progress(progress), m_stop(std::move(stop)) {}

    Result<UnpackSummary> run(std::shared_ptr<ByteSource> source) {
        ALULA_ASSIGN(m_summary.format, formatOf(*source, m_options.expected));
        ALULA_ASSIGN(m_room, roomFor(m_staging, m_options.reserve));
        ALULA_ASSIGN(const auto archive, open(std::move(source)));
        ALULA_TRY(write(*archive));
        auto more = m_warnings.take();
        std::ranges::move(more, std::back_inserter(m_summary.warnings));
        return std::move(m_summary);
    }

private:
    Result<std::unique_ptr<Archive>> open(std::shared_ptr<ByteSource> source) {
        ALULA_ASSIGN(const bool ours, hasAlulaFooter(*source));
        if (ours) return openAlulaArchive(std::move(source));
        const ForeignScanOptions how{.load = &m_options.load, .mostContents = m_room};
        ALULA_ASSIGN(auto scan, scanForeignArchive({*source, m_summary.format}, how, m_progress, m_stop));
        m_summary.warnings = std::move(scan.warnings);
        return openForeignArchive(std::move(source), m_summary.format, memorySource(std::move(scan.index), "index"));
    }

    Result<void> write(const Archive& archive) {
        ALULA_ASSIGN(const auto everything, Selection::make({}));
        ALULA_ASSIGN(const auto size, measureTree(archive, everything, &m_warnings, m_stop));
        if (size.onDisk() > m_room) return noRoom(size.onDisk(), m_room);
        m_summary.files = size.files;
        m_summary.directories = size.directories;
        m_summary.symlinks = size.symlinks;
        m_summary.bytes = size.bytes;
        m_progress.begin(Phase::Unpacking, size.contents, size.bytes);
        TreeWriterOptions how;
        how.keepOwners = true;
        TreeWriter writer({m_staging.files(), m_options.load, m_progress, m_warnings, m_stop}, m_staging.handle(), how);
        ALULA_TRY(buildTree(archive, everything, writer, {.load = &m_options.load}, m_progress, m_stop));
        return setRootTime(archive);
    }

    // The folder's owner and mode stay what keeps it private.
    Result<void> setRootTime(const Archive& archive) {
        ALULA_ASSIGN(const auto root, archive.index().find(""));
        if (!root) return {};
        return m_staging.files().attributes.setModifiedTime(m_staging.handle(), "", root->info.mtimeNs);
    }

    const Volume& m_staging;
    const UnpackOptions& m_options;
    ProgressSink& m_progress;
    const std::stop_token m_stop;
    UnpackSummary m_summary;
    RestoreWarnings m_warnings;
    std::uint64_t m_room = 0;
};

} // namespace

Result<UnpackSummary> unpackForeign(std::shared_ptr<ByteSource> source, const Volume& staging, const UnpackOptions& options,
                                    ProgressSink& progress, std::stop_token stop) {
    auto done =
        caught("unpacking an archive", [&] { return Unpacking(staging, options, progress, stop).run(std::move(source)); });
    if (done) return done;
    if (auto emptied = caught("tidying up", [&] { return empty(staging); }); !emptied)
        log::warning("{}", emptied.error().toString());
    return done;
}

} // namespace alula
