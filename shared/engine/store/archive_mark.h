// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/file_system.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace alula {

// A file in the archive directory that says which one it is: 16 hex digits. An empty mount point has none, so that it can be told
// from the disk that should be mounted there (docs/adr/0022).
inline constexpr std::string_view kMarkName = ".alula-archives";

struct ArchiveMark {
    bool exists = false;
    std::optional<std::uint64_t> id{}; // none though it exists: an admin made an empty one, or a crash cut it short
};

Result<ArchiveMark> readMark(FileSystem files, int directory);
Result<void> writeMark(FileSystem files, int directory, std::uint64_t id); // durable when it returns

} // namespace alula
