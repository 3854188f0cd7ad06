// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/progress.h"
#include "shared/engine/archive/archive.h"
#include "shared/formats/export_writer.h"

#include <stop_token>
#include <string>
#include <vector>

namespace alula {

struct ExportOptions {
    ArchiveFormat format = ArchiveFormat::Zip;
    std::vector<std::string> include = {}, exclude = {}; // paths; as for a restore
    unsigned workers = 2;                                // threads that unpack; the writer may have as many that compress
    LoadControl* load = nullptr;                         // may be null: no limits
};

struct ExportSummary {
    std::uint64_t files = 0, directories = 0, symlinks = 0;
    std::uint64_t bytes = 0;   // of contents
    std::uint64_t written = 0; // of the export
    // What the format cannot hold (NotApplied): one a kind, with the number of entries in the detail and the first one's path.
    // Then what the backup itself does not have, each by its path.
    std::vector<Warning> warnings;
};

// Writes the chosen entries of a backup to `output`: depth first for Alula's own archives; for foreign ones files in the archive's
// order, then links, then directories from the inside out. Every byte is checked against its crc. NotFound for an included path
// that is not there, InvalidInput for one that is none, Unsupported for a format that is only read; then nothing was written.
// `output` and the progress are used by one thread at a time, not always the caller's.
Result<ExportSummary> exportBackup(const Archive& archive, const ExportOptions& options, const ByteOutput& output,
                                   ProgressSink& progress, std::stop_token stop);

} // namespace alula
