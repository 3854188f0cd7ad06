// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/formats/export_writer.h"

namespace alula {

// tar in the pax format by libarchive, plain or compressed (docs/adr/0012): everything a backup has but holes is kept.
Result<std::unique_ptr<ExportWriter>> makeTarWriter(ArchiveFormat format, ByteOutput output, const ExportWriterOptions& options);

} // namespace alula
