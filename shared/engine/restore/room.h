// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/restore/live_comparison.h"
#include "shared/engine/restore/tree_builder.h"

#include <stop_token>

namespace alula {

enum class Room : std::uint8_t { ForBoth, InPlaceOnly };

// Whether the new tree fits beside the old one on the volume's file system, and within the server's disk limit. NoSpace, with
// what is needed and what there is, when it does not; InPlaceOnly when options allow that and it then fits.
Result<Room> checkRoom(const RestoreDeps& deps, const Archive& archive, const Selection& selection, const RestoreOptions& options,
                       const TreeSize& size, ProgressSink& progress, std::stop_token stop);

// Bytes free for the new tree.
Result<std::uint64_t> roomAvailable(const RestoreDeps& deps);

} // namespace alula
