// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive_format.h"
#include "shared/engine/store/store.h"

namespace alula {

// By its first bytes, never by its name. InvalidInput when it is none that can be read; a compressed file is taken for a tar.
Result<ArchiveFormat> detectFormat(ByteSource& source);

} // namespace alula
