// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/caught.h"
#include "shared/engine/restore/live_comparison.h"
#include "shared/engine/restore/restore.h"
#include "shared/engine/restore/room.h"
#include "shared/engine/restore/tree_builder.h"

namespace alula {

namespace {

Result<RestorePreview> preview(const RestoreDeps& deps, const Archive& archive, const RestoreOptions& options,
                               ProgressSink& progress, std::stop_token stop) {
    ALULA_ASSIGN(const auto selection, Selection::make(options));
    ALULA_TRY(checkIncluded(archive, selection));
    ALULA_TRY(checkInto(deps.volume, selection));
    ALULA_ASSIGN(const auto size, measureTree(archive, selection, nullptr, stop));
    ALULA_ASSIGN(auto live,
                 compareWithLive(deps, archive, selection, {options.truncate, options.named, options.workers}, progress, stop));
    RestorePreview found;
    found.files = size.files;
    found.directories = size.directories;
    found.symlinks = size.symlinks;
    found.bytes = size.bytes;
    found.replaced = live.replaced;
    found.removed = live.removed;
    found.kept = live.kept;
    found.unchanged = live.unchanged;
    found.roomNeeded = size.onDisk();
    ALULA_ASSIGN(found.roomAvailable, roomAvailable(deps));
    found.named = std::move(live.named);
    found.removedDigest = live.removedDigest;
    return found;
}

} // namespace

Result<RestorePreview> previewRestore(const RestoreDeps& deps, const Archive& archive, const RestoreOptions& options,
                                      ProgressSink& progress, std::stop_token stop) {
    return caught("looking at a restore", [&] { return preview(deps, archive, options, progress, stop); });
}

} // namespace alula
