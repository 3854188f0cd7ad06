// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive_types.h"
#include "shared/engine/restore/restore_warnings.h"
#include "shared/engine/volume/file_system.h"

#include <atomic>
#include <string>
#include <vector>

namespace alula {

struct Owner {
    uid_t uid = 0;
    gid_t gid = 0;
};

struct Metadata {
    std::uint32_t mode = 0; // set-id bits are dropped
    std::int64_t mtimeNs = 0;
    Owner owner;
    std::vector<ExtendedAttribute> attributes; // other than user.* and POSIX ACLs: left out with a warning
};

// Gives restored things their owner, mode, time and attributes. What the system does not permit is a warning (the owner one
// for all), every other failure an error. Any thread.
class MetadataWriter {
public:
    MetadataWriter(FileSystem files, RestoreWarnings& warnings) : m_files(files), m_warnings(warnings) {}

    Result<void> apply(int fd, const std::string& path, const Metadata& metadata);
    // The same for a file that was just made: what it has from its making is not set again (each would be one more change of its
    // inode to be journaled).
    Result<void> applyToNew(int fd, const std::string& path, const Metadata& metadata);
    Result<void> applyToSymlink(int parent, const std::string& path, const Metadata& metadata);

private:
    Result<void> setOwner(int directory, const std::string& name, const std::string& path, Owner owner);
    Result<void> setAttributes(int fd, const std::string& path, const std::vector<ExtendedAttribute>& attributes);
    Result<void> orWarn(Result<void> done, const std::string& path, const char* what);

    FileSystem m_files;
    RestoreWarnings& m_warnings;
    std::atomic<bool> m_ownerRefused{false};
};

} // namespace alula
