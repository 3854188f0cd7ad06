// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/restore/restore.h"
#include "shared/engine/restore/selection.h"

#include <stop_token>

namespace alula {

// What a restore does to the files (and symlinks) that are live now.
struct LiveComparison {
    std::uint64_t replaced = 0, removed = 0, kept = 0;
    std::uint64_t unchanged = 0; // of the replaced ones
    // Sizes, as a disk limit counts them; a file with several names counts once, and is gone when all of them are.
    std::uint64_t liveBytes = 0;  // of all of them
    std::uint64_t goneBytes = 0;  // of those replaced or removed
    std::uint64_t freedBytes = 0; // that deleting those gives back to the file system: holes hold nothing
    std::vector<std::string> named;
    std::uint64_t removedDigest = 0;
};

struct ComparisonOptions {
    bool truncate = false;
    NamedFiles named;
    unsigned workers = 1; // of the walk
};
// Walks the volume; memory: 88 bytes and the name for each of its entries, and the paths that are named.
Result<LiveComparison> compareWithLive(const RestoreDeps& deps, const Archive& archive, const Selection& selection,
                                       const ComparisonOptions& options, ProgressSink& progress, std::stop_token stop);

} // namespace alula
