// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive_types.h"
#include "shared/engine/archive/plan.h"

#include <cstdint>
#include <string>
#include <vector>

namespace alula {

// The most bytes that the archive of this plan can have: every block stored instead of deflated, and an index of which zstd saves
// nothing, with every warning that reading may still bring; without the padding of a sink that can share (shareUnit). For whoever must
// set room aside before the first byte is written.
std::uint64_t archiveSizeBound(const ArchivePlan& plan, const std::string& ignoreText, const std::vector<Warning>& warnings);

} // namespace alula
