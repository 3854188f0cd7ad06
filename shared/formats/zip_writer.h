// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/formats/export_writer.h"

namespace alula {

// zip through QuaZip, as a stream: sizes and crc follow the contents (data descriptor), zip64 where a file or the whole needs it.
// Modes, symlinks (as Info-ZIP has them), owners and times in whole seconds are kept.
std::unique_ptr<ExportWriter> makeZipWriter(ByteOutput output);

} // namespace alula
