// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/engine/volume/volume.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

namespace alula {

// The CRC-64 of a file of a volume, read within the load's limits; holes are not read. None: it is no regular file of `size`
// bytes (any more), or cannot be read. An error is never the file's own: cancelled, no descriptors left.
Result<std::optional<std::uint64_t>> volumeChecksum(const Volume& volume, const std::string& path, std::uint64_t size,
                                                    LoadControl& load, std::stop_token stop);

} // namespace alula
