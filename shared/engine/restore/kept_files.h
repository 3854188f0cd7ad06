// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/restore/restore_warnings.h"
#include "shared/engine/restore/selection.h"

#include <optional>
#include <stop_token>
#include <string>

namespace alula {

// What a backup could not read is in no archive: the live file, if there is one, may be the only copy. With truncate it would go
// with the old tree, so it is kept.

// Gives each such file (or symlink) a further name in the new tree: a hard link, for what a backup could not read cannot be
// copied either. Times of the new tree's directories stay. Conflict, naming the file, when that cannot be done.
Result<void> keepUnreadable(const Volume& volume, int newTree, const Archive& archive, const Selection& selection,
                            RestoreWarnings& warnings, std::stop_token stop);

// The first one's path; none where nothing has to be kept.
Result<std::optional<std::string>> firstUnreadable(const Volume& volume, const Archive& archive, const Selection& selection,
                                                   std::stop_token stop);

} // namespace alula
