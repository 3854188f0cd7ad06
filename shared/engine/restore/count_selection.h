// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/index.h"
#include "shared/engine/restore/selection.h"

#include <cstdint>
#include <stop_token>

namespace alula {

struct SelectionCount {
    std::uint64_t files = 0, directories = 0, symlinks = 0;
    std::uint64_t bytes = 0; // of the files
};

// How much of an archive a selection takes, the root not counted: as many entries as a restore would look at (what it leaves out
// because the backup could not read it is counted here). Each rule costs a look into the index, since directories know what is
// below them; only symlinks are gone through one by one, where the archive has some. NotFound as checkIncluded().
Result<SelectionCount> countSelection(const IndexReader& index, const Selection& selection, std::stop_token stop);

} // namespace alula
