// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <sys/types.h>
#include <vector>

namespace alula {

// A file of the tree that some process can write to at this moment, or that tells that it lives there.
struct OpenFile {
    enum class Use : std::uint8_t {
        Writes,  // open for writing, or mapped shared and writable
        Runs,    // its program
        LivesIn, // its working directory or its root: a game server in a container has the volume as the first
    };
    pid_t pid = 0;
    std::string process; // its name (comm)
    std::string path;    // as that process sees it; in a container that is not the node's path
    Use use = Use::Writes;
    bool beside = false; // below ProcScanOptions::beside
    friend bool operator==(const OpenFile&, const OpenFile&) = default;
};

struct OpenFiles {
    std::vector<OpenFile> files; // the first maxFiles
    std::size_t unreadable = 0;  // processes that may not be looked into: without root the answer is not whole
};

struct ProcScanOptions {
    std::size_t maxFiles = 20;
    bool self = false;    // also this process
    std::string beside{}; // also below directories beside this one whose names begin so; "": none
};

// Looks through /proc for files below `directory` held open for writing (fd and fdinfo flags) or mapped shared and writable
// (maps), for programs that run from it (exe) and processes that live in it (cwd, root), also where they see the directory through
// another mount. No file is opened or looked up outside /proc, so a dead network mount hangs nothing. Errors: Io …, Cancelled.
Result<OpenFiles> findInUse(const std::string& directory, const ProcScanOptions& options, std::stop_token stop);

} // namespace alula
