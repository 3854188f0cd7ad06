// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/entry.h"

#include <cstdint>
#include <string>

namespace alula {

// All header blocks of one entry of the tar stream: ustar with raw name bytes, before it a pax header for the values that do not
// fit (long path or link target, ≥ 8 GiB, ids ≥ 2^21, times before 1970 or after 2242). Directories get their trailing slash
// here. `linkTarget`: of a symlink. `hardLinkTarget`: not empty makes it a hard-link entry without contents. verify() builds
// these again from the index: a change of what they look like is a new format version.
std::string tarHeaders(const std::string& path, const EntryInfo& info, const std::string& linkTarget,
                       const std::string& hardLinkTarget);

// Contents and their zero padding: the next multiple of 512. Sizes come from lstat or a checked index: below 2^63.
inline std::uint64_t paddedSize(std::uint64_t size) { return (size + 511) & ~std::uint64_t{511}; }

} // namespace alula
