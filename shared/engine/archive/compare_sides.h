// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/engine/archive/comparison.h"
#include "shared/engine/archive/index.h"
#include "shared/engine/volume/volume.h"

#include <cstddef>
#include <stop_token>
#include <string>

namespace alula {

// Both make a Comparison of at most `mostBytes`. A directory's time is no difference: every name that comes to it or goes changes
// it, and those are told themselves.

// What became of one archive's entries in another, at and below `path`: from the indexes alone.
Result<Comparison> compareArchives(const IndexReader& from, const IndexReader& to, const std::string& path, std::size_t mostBytes,
                                   std::stop_token stop);

struct VolumeComparing {
    const Volume& volume;
    bool contents = false; // files of equal size are read; what cannot be read counts as different
    LoadControl& walking;  // that the look at names, sizes and times keeps to
    LoadControl& reading;  // that reading contents keeps to
    std::size_t mostBytes = 0;
    unsigned workers = 1; // of that look
    std::string path{};   // what is not at or below it is not told, and no contents of it are read; "": all
};
// What became of an archive's entries in a volume. Its own ignore rules hold: what the backup left out is not told as added; and
// what cannot be looked into is not told as removed. Owners do not count, for a restore gives everything to the owner of the volume;
// nor do attributes, which would have to be read of every file. Memory: 96 bytes and the name for each entry of the volume,
// besides the result.
Result<Comparison> compareWithVolume(const IndexReader& from, const VolumeComparing& with, std::stop_token stop);

} // namespace alula
