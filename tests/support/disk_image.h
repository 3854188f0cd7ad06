// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <sys/types.h>

namespace alula::test {

// A tree in memory as a file system holds it: things (inodes) apart from their names, so that a name may be there without its
// bytes, and bytes without a name. Regular files, directories and symlinks. One thread.
class DiskImage {
public:
    using Id = std::uint64_t; // of a thing; unlike an inode number never given twice
    struct Thing {
        mode_t mode = 0; // with its type
        uid_t uid = 0;
        gid_t gid = 0;
        std::optional<std::int64_t> mtimeNs;           // none: as it falls
        std::string bytes;                             // a file's contents, a symlink's target
        std::map<std::string, std::string> attributes; // user.*
        std::map<std::string, Id> names;               // of a directory
        std::uint64_t inode = 0;                       // its number where it was read
    };
    static constexpr Id kRoot = 1;

    // Both throw std::runtime_error.
    static DiskImage read(const std::string& directory);
    // Empties the directory and makes in it what has a name. Tells the inode numbers that things have there.
    std::map<Id, std::uint64_t> write(const std::string& directory) const;

    // Two images in which the same things have the same names and contents say the same.
    std::string fingerprint() const;

    std::map<Id, Thing> things;
};

} // namespace alula::test
