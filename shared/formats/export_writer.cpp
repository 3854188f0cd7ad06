// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/formats/export_writer.h"

#include "shared/formats/seven_zip_writer.h"
#include "shared/formats/tar_writer.h"
#include "shared/formats/zip_writer.h"

namespace alula {

Result<std::unique_ptr<ExportWriter>> makeExportWriter(ArchiveFormat format, ByteOutput output,
                                                       const ExportWriterOptions& options) {
    if (!canExport(format))
        return fail(ErrorCode::Unsupported, std::string(name(format)) + " is only read; export to " + formatNames(true));
    try {
        if (format == ArchiveFormat::Zip) return makeZipWriter(std::move(output));
        if (format == ArchiveFormat::SevenZip) return makeSevenZipWriter(std::move(output), options);
        return makeTarWriter(format, std::move(output), options);
    } catch (const std::exception& e) {
        return fail(ErrorCode::Internal, std::string("the archive cannot be begun: ") + e.what());
    }
}

} // namespace alula
