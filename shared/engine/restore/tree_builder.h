// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/restore/holes.h"
#include "shared/engine/restore/selection.h"
#include "shared/engine/restore/tree_writer.h"

#include <stop_token>
#include <unordered_set>

namespace alula {

// What a restore will write, counted before it begins.
class TreeSize {
public:
    // `holes`: bytes of it that need no room.
    void add(const ArchiveEntry& entry, std::uint64_t holes = 0);

    std::uint64_t files = 0, directories = 0, symlinks = 0; // names
    std::uint64_t contents = 0;                             // files that are unpacked: of a hard-link group only the first
    std::uint64_t bytes = 0;                                // of these
    std::uint64_t onDisk() const;                           // with what a file system adds

private:
    std::unordered_set<std::uint32_t> m_groups;
    std::uint64_t m_rounded = 0;
};

// Sums saturate: sizes come from the archive.
Result<TreeSize> measureTree(const Archive& archive, const Selection& selection, RestoreWarnings* warnings, std::stop_token stop);

// Reads the contents of everything chosen, and lets them go: every byte is there, and right. A source that keeps what was read
// (RemoteSource) has them at hand from then on.
Result<void> readChosen(const Archive& archive, const Selection& selection, const ReadOptions& options, ProgressSink& progress,
                        std::stop_token stop);

// Writes everything chosen. Of a hard-link group the first chosen file is unpacked, the others are linked to it.
Result<void> buildTree(const Archive& archive, const Selection& selection, TreeWriter& writer, const ReadOptions& options,
                       ProgressSink& progress, std::stop_token stop);

} // namespace alula
