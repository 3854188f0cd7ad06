// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/live_comparison.h"
#include "shared/engine/restore/restore.h"
#include "shared/engine/restore/room.h"
#include "shared/engine/restore/tree_builder.h"

namespace alula {

Result<RestorePreview> previewRestore(const RestoreDeps& deps, const Archive& archive, const RestoreOptions& options,
                                      ProgressSink& progress, std::stop_token stop) {
    ALULA_ASSIGN(const auto selection, Selection::make(options));
    ALULA_TRY(checkIncluded(archive, selection));
    ALULA_TRY(checkInto(deps.volume, selection));
    ALULA_ASSIGN(const auto size, measureTree(archive, selection, nullptr, stop));
    ALULA_ASSIGN(auto live, compareWithLive(deps, archive, selection, options.truncate, progress, stop));
    RestorePreview preview;
    preview.files = size.files;
    preview.directories = size.directories;
    preview.symlinks = size.symlinks;
    preview.bytes = size.bytes;
    preview.replaced = live.replaced;
    preview.removed = live.removed;
    preview.kept = live.kept;
    preview.roomNeeded = size.onDisk();
    ALULA_ASSIGN(preview.roomAvailable, roomAvailable(deps));
    preview.removedPaths = std::move(live.removedPaths);
    return preview;
}

} // namespace alula
