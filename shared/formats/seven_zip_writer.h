// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/formats/export_writer.h"

namespace alula {

// 7z by libarchive (docs/adr/0012). The format's first bytes say where its table of contents lies, so the packed contents wait in
// an unlinked file in $TMPDIR until the end.
Result<std::unique_ptr<ExportWriter>> makeSevenZipWriter(ByteOutput output, const ExportWriterOptions& options);

} // namespace alula
