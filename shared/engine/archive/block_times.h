// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/plan.h"

#include <cstdint>
#include <limits>

namespace alula {

// Times from which on it is not known what a file's ctime says: younger ones may stay while the contents change.
inline constexpr std::int64_t kNothingSettled = std::numeric_limits<std::int64_t>::min();

// The end of what a plan may believe that is made after a sync begun at that time. A store through mmap reaches a file's times when its page is next written
// back (up to 34 s later on ext4), and a time stamp is as coarse as the file system's clock.
std::int64_t settledBefore(Timestamp syncTime);

// Whether on file systems of that type (SpaceInfo::type) a store through mmap into a clean page moves the file's ctime, and syncfs cleans
// the pages. Not so on tmpfs; not known of FUSE and network file systems.
bool tellsOfWrites(std::uint32_t fileSystemType);

// What ArchiveBlock::times says: the same in two archives, not 0, and of the same fingerprint, the files in it were not written to
// in between. Wings changes it by its chown of the whole volume at every start of a server, which the fingerprint does not see.
std::uint64_t blockTimes(const ArchivePlan& plan, const PlannedBlock& block, std::int64_t settledBefore);

} // namespace alula
