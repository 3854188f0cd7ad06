// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/base/result.h"
#include "shared/engine/volume/file_system.h"

#include <stop_token>
#include <string>

namespace alula {

// Deletes `name` below `directory` with everything in it, whatever its depth. Follows no symlink and enters no other mount
// (Unsupported, with the rest deleted). Goes on after an error and reports the first. A name that is not there is fine.
// Deep parts of the tree are moved up while they are deleted, so that few handles are needed.
Result<void> removeTree(FileSystem files, int directory, const std::string& name, std::stop_token stop);

} // namespace alula
