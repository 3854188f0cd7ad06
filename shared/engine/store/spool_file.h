// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"
#include "shared/engine/volume/file_system.h"

#include <string>

namespace alula {

// Room that a spool leaves to others on its file system.
inline constexpr std::uint64_t kSpoolReserve = 256_MiB;
// A spool looks after it whenever it has grown by so much.
inline constexpr std::uint64_t kCheckSpoolEvery = 64_MiB;

// A file without a name in that directory, to be read and written: gone with its handle, also after a crash.
Result<UniqueFd> openSpoolFile(FileSystem files, const std::string& directory);

// What may be written to the file system of that handle: all but kSpoolReserve.
Result<std::uint64_t> spoolRoom(FileSystem files, int spool);

// NoSpace when `bytes` more would leave less than kSpoolReserve.
Result<void> checkSpoolRoom(FileSystem files, int spool, std::uint64_t bytes);

} // namespace alula
