// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/engine_run.h"
#include "shared/engine/archive/archive.h"

#include <memory>
#include <string>
#include <vector>

namespace alula::cli {

struct ArchiveFile {
    std::unique_ptr<Archive> archive;
    bool foreign = false;          // not written by Alula
    std::vector<Warning> warnings; // what a foreign one holds that cannot be kept
};

// Any Alula archive or plain tar.gz; the latter is read through once for its index.
Result<ArchiveFile> openArchiveFile(const std::string& path, EngineRun& run);

QString warningText(const Warning& warning);
std::string typeName(EntryType type); // as the protocol has it
// "world/" and "./world" mean the entry "world".
std::string entryPath(const std::string& typed);

} // namespace alula::cli
