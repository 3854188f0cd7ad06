// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/restore/restore_warnings.h"
#include "shared/engine/restore/selection.h"
#include "shared/engine/restore/staging.h"
#include "shared/engine/restore/swap_plan.h"
#include "shared/engine/volume/volume.h"

#include <cstdint>
#include <optional>
#include <stop_token>

namespace alula {

struct SwapWish {
    bool truncate = false;            // what is not in the new tree goes
    std::int64_t rootMtimeBefore = 0; // of the volume's root, before staging touched it
    std::optional<std::int64_t> rootMtimeAfter;
};

// Compares the built tree with the live one and says by which renames the one becomes the other. Nothing is changed.
// With truncate: the names in the root. Else: every path at which the new tree has something other than a directory that is
// one live too. Unsupported, naming it, when something is mounted where a rename would take it along.
Result<SwapPlan> planSwap(const Volume& volume, const Staging& staging, const SwapWish& wish, RestoreWarnings& warnings,
                          std::stop_token stop);

// Takes the plan of a finished restore back from what is live now. Conflict, naming the path, when that cannot be done;
// NotFound when a replaced thing is gone.
Result<SwapPlan> planUndo(const Volume& volume, const Staging& staging, const SwapPlan& done, std::stop_token stop);

// Unsupported, naming it, when `path` (a directory of the volume) is a mount point or has one (a file also) below it.
Result<void> refuseMounts(const Volume& volume, const std::string& path, std::stop_token stop);
// The same for what is live where the chosen entries go: found before a server is stopped for it.
Result<void> refuseMountsInTheWay(const Volume& volume, const Archive& archive, const Selection& selection, std::stop_token stop);

} // namespace alula
