// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <sys/types.h>

namespace alula::test {

// One thing of a tree as it lies on disk, read with plain system calls: nothing of the engine that is under test.
struct SnapshotEntry {
    char type = '?'; // as ls: - d l p s b c
    mode_t mode = 0; // with set-id and sticky bits
    uid_t uid = 0;
    gid_t gid = 0;
    std::uint64_t size = 0; // regular files
    std::int64_t mtimeNs = 0;
    std::string target;                            // symlinks
    std::string sha1;                              // of the contents, hex; regular files
    std::string linkGroup;                         // first path of its hard-link group within the tree, empty when alone
    bool sparse = false;                           // fewer blocks than its size needs
    std::uint64_t inode = 0;                       // never compared, for tests that care
    std::map<std::string, std::string> attributes; // user.* and POSIX ACLs
};

// Path relative to the root → entry; the root itself is "". Ordered by bytes of the whole path.
using Snapshot = std::map<std::string, SnapshotEntry>;

// Throws std::runtime_error. Atimes are left alone where the system allows it.
Snapshot snapshot(const std::string& root);

struct CompareOptions {
    bool modes = true;
    bool owners = true;
    bool times = true;
    bool directoryTimes = true; // of all directories but the root
    bool rootTime = false;      // staging and swaps touch it
    bool seconds = false;       // compare times in whole seconds only (tar without pax times)
    bool attributes = true;
    bool linkGroups = true;
    bool sparse = false;
    bool directories = true; // false: only files and symlinks count (archives without directory entries)
};

// Empty when equal, else one line a difference ("- a/b", "+ c", "~ d: mode 0644 → 0600"), the first 40 of them.
std::string compare(const Snapshot& expected, const Snapshot& actual, const CompareOptions& options = {});

} // namespace alula::test
