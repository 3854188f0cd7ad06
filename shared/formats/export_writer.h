// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/engine/archive/archive_format.h"
#include "shared/engine/archive/archive_types.h"

#include <functional>
#include <memory>
#include <string>

namespace alula {

// Where the bytes of an export go, in order. It may block; its error (Cancelled too) ends the export and is what the writer answers.
using ByteOutput = std::function<Result<void>(ByteSpan)>;

// Writes an archive of one format to a place that cannot be gone back in. One file at a time: beginFile, write…, endFile; exactly
// info.size bytes. Memory is bounded whatever the files' size; zip and 7z keep some 100 bytes an entry for their table of contents.
// After an error the writer is of no more use. Calls may come from several threads, never at once.
class ExportWriter {
public:
    virtual ~ExportWriter() = default;
    virtual Result<void> addDirectory(const ArchiveEntry& entry) = 0;
    virtual Result<void> addSymlink(const ArchiveEntry& entry) = 0;
    // A further name of the file `first`, written before. Unsupported where the format has none: write a copy.
    virtual Result<void> addHardLink(const ArchiveEntry& entry, const std::string& first) = 0;
    virtual Result<void> beginFile(const ArchiveEntry& entry) = 0;
    virtual Result<void> write(ByteSpan bytes) = 0;
    virtual Result<void> endFile() = 0;
    virtual Result<void> finish() = 0; // all bytes are out when it returns; without it what came out is no whole archive
};

struct ExportWriterOptions {
    unsigned workers = 2; // threads that compress, where the format allows several
};

// Unsupported for a format that is only read. 7z keeps its packed contents in an unlinked file in $TMPDIR until finish().
Result<std::unique_ptr<ExportWriter>> makeExportWriter(ArchiveFormat format, ByteOutput output,
                                                       const ExportWriterOptions& options = {});

} // namespace alula
