// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/entry_stream.h"

#include <cstdint>
#include <limits>

namespace alula {

struct ForeignScanOptions {
    ServerId server = {};
    BackupId backup = {};
    LoadControl* load = nullptr;                                            // may be null
    std::uint64_t mostContents = std::numeric_limits<std::uint64_t>::max(); // bytes, without holes: NoSpace beyond
};

// scanForeignArchive() and openForeignArchive() of archive.h, for a file of any format. Unsupported, with the entry's path, for
// what is encrypted.
Result<ForeignScan> scanForeignArchive(const ForeignFile& file, const ForeignScanOptions& options, ProgressSink& progress,
                                       std::stop_token stop);
Result<std::unique_ptr<Archive>> openForeignArchive(std::shared_ptr<ByteSource> source, ArchiveFormat format,
                                                    std::shared_ptr<ByteSource> index);

} // namespace alula
