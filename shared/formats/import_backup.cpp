// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/formats/import_backup.h"

#include "shared/base/log.h"
#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/foreign_format.h"
#include "shared/engine/restore/caught.h"
#include "shared/engine/restore/remove_tree.h"
#include "shared/engine/restore/tree_builder.h"

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

Result<void> checkFits(std::uint64_t needed, const Volume& staging, std::uint64_t reserve) {
    ALULA_ASSIGN(const auto space, staging.files().files.space(staging.handle()));
    const auto wanted = checkedAdd(needed, reserve);
    if (wanted && *wanted <= space.available) return {};
    constexpr double kMiB = 1024.0 * 1024.0;
    return fail(
        ErrorCode::NoSpace,
        std::format("there is no room to unpack the archive: it needs {:.1f} MiB, {:.1f} MiB are free, of which {:.1f} MiB "
                    "have to stay free",
                    static_cast<double>(needed) / kMiB, static_cast<double>(space.available) / kMiB,
                    static_cast<double>(reserve) / kMiB));
}

Result<UnpackSummary> unpack(std::shared_ptr<ByteSource> source, const Volume& staging, const UnpackOptions& options,
                             ProgressSink& progress, const std::stop_token& stop) {
    UnpackSummary summary;
    ALULA_ASSIGN(summary.format, formatOf(*source, options.expected));
    if (summary.format != ArchiveFormat::TarGz)
        return fail(ErrorCode::Unsupported, std::format("{} cannot be read yet", name(summary.format)));
    ALULA_ASSIGN(auto scan, scanForeignArchive(*source, {}, {}, &options.load, progress, stop));
    ALULA_ASSIGN(const auto archive, openForeignArchive(source, memorySource(std::move(scan.index), "index")));
    ALULA_ASSIGN(const auto everything, Selection::make({}));
    RestoreWarnings warnings;
    ALULA_ASSIGN(const auto size, measureTree(*archive, everything, &warnings, stop));
    ALULA_TRY(checkFits(size.onDisk(), staging, options.reserve));
    progress.begin(Phase::Unpacking, size.contents, size.bytes);
    TreeWriterOptions how;
    TreeWriter writer({staging.files(), options.load, progress, warnings, stop}, staging.handle(), how);
    ALULA_TRY(buildTree(*archive, everything, writer, {.load = &options.load}, progress, stop));
    summary.files = size.files;
    summary.directories = size.directories;
    summary.symlinks = size.symlinks;
    summary.bytes = size.bytes;
    summary.warnings = std::move(scan.warnings);
    std::ranges::move(warnings.take(), std::back_inserter(summary.warnings));
    return summary;
}

} // namespace

Result<UnpackSummary> unpackForeign(std::shared_ptr<ByteSource> source, const Volume& staging, const UnpackOptions& options,
                                    ProgressSink& progress, std::stop_token stop) {
    auto done = caught("unpacking an archive", [&] { return unpack(std::move(source), staging, options, progress, stop); });
    if (done) return done;
    if (auto emptied = caught("tidying up", [&] { return empty(staging); }); !emptied)
        log::warning("{}", emptied.error().toString());
    return done;
}

} // namespace alula
