// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/base/progress.h"
#include "shared/engine/archive/archive_format.h"
#include "shared/engine/store/store.h"
#include "shared/engine/volume/volume.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace alula {

struct UnpackOptions {
    LoadControl& load;
    std::optional<ArchiveFormat> expected; // what the caller says it is; none: any that is recognised
    std::uint64_t reserve = 0;             // bytes that stay free on the staging folder's file system
};

struct UnpackSummary {
    ArchiveFormat format = ArchiveFormat::Tar; // that it was
    std::uint64_t files = 0, directories = 0, symlinks = 0;
    std::uint64_t bytes = 0; // of contents
    std::vector<Warning> warnings;
};

// Unpacks an archive that some other program made into `staging`: an empty, private folder on the file system that is to hold it,
// from which createArchive() then makes a backup. The archive is read once whole before anything is written: every path goes through
// the gate of a restore, and what it unpacks to has to fit, with the reserve. Modes, owners and times are kept as far as
// the format has them. On any error, Cancelled too, the folder is empty again.
// InvalidInput: no archive of a known format, or another one than expected. Corrupt: damaged, cut or hostile, with the entry's
// path. Unsupported: encrypted, or in parts. NoSpace: it would not fit.
Result<UnpackSummary> unpackForeign(std::shared_ptr<ByteSource> source, const Volume& staging, const UnpackOptions& options,
                                    ProgressSink& progress, std::stop_token stop);

} // namespace alula
