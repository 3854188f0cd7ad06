// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/base/progress.h"
#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/previous_archive.h"
#include "shared/engine/store/store.h"
#include "shared/engine/volume/volume.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

struct CreateOptions {
    ServerId server;
    BackupId backup;
    std::string ignoreText; // already effective (effectiveIgnoreText)
    Compression compression = Compression::BestSpeed;
    TarEntries tarEntries = TarEntries::Full;
    std::uint64_t volumeId = 0;
    unsigned workers = 2;
    bool crossFileSystems = false;
    std::shared_ptr<const PreviousArchive> previous = {}; // newest sound archive of the same server, for reuse; may be null
    // The volume is synced before it is walked, so that a later backup can tell by the times of its files what was not written to.
    bool mayBeReused = true;
    // Of the running kernel, another one after each start of the machine (boot.h). 0, or another than the previous archive's: every file
    // is read.
    std::uint64_t boot = 0;
    // Is told the first thing that was wrong with the previous archive, also when the backup fails; what it should have given was made
    // of the volume's files. Corrupt: that archive is damaged. May be empty.
    std::function<void(const Error&)> onPreviousTrouble = {};
    // Is given the logical index (index.h) when it is complete, before it is published; its error ends the backup. May be empty.
    std::function<Result<void>(ByteSpan index)> keepIndex = {};
};

struct CreateSummary {
    std::uint64_t size = 0; // of the archive file
    Sha1Digest sha1{};
    std::uint64_t contentBytes = 0; // sum of file sizes
    std::uint64_t newBytes = 0;     // archive bytes that were not copied from an older archive
    std::uint64_t readBytes = 0;    // contents that were read from the volume, holes counted
    std::uint64_t files = 0, directories = 0, symlinks = 0;
    std::vector<Warning> warnings;
};

struct CreateDeps {
    const Volume& volume;
    ArchiveTarget& store;
    Clock& clock;
    LoadControl& load;
};

// Walks, plans, packs and publishes one backup. `ready` runs when the archive is durable and not yet visible
// (ArchiveSink::publish). Cancelled or failed: nothing is left in the store. Threads: options.workers of its own, all ended on
// return.
Result<CreateSummary> createArchive(const CreateDeps& deps, const CreateOptions& options,
                                    const std::function<Result<void>(const CreateSummary&)>& ready, ProgressSink& progress,
                                    std::stop_token stop);

} // namespace alula
