// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <cstddef>
#include <stop_token>
#include <string>
#include <sys/types.h>
#include <vector>

namespace alula {

// A file of the tree that some process can write to at this moment.
struct OpenFile {
    pid_t pid = 0;
    std::string process; // its name (comm)
    std::string path;    // as that process sees it; in a container that is not the node's path
};

struct OpenFiles {
    std::vector<OpenFile> files; // the first maxFiles
    std::size_t unreadable = 0;  // processes that may not be looked into: without root the answer is not whole
};

struct ProcScanOptions {
    std::size_t maxFiles = 20;
    bool self = false; // also this process
};

// Looks through /proc for files below `directory` held open for writing (fd and fdinfo flags) or mapped shared and writable
// (maps), also by processes that see the directory through another mount. Errors: Io …, Cancelled.
Result<OpenFiles> findOpenForWriting(const std::string& directory, const ProcScanOptions& options, std::stop_token stop);

} // namespace alula
