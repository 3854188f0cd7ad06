// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/file_system.h"

#include <array>
#include <fcntl.h>
#include <linux/magic.h>
#include <string>
#include <sys/vfs.h>
#include <unistd.h>
#include <vector>

// The page cache as a test wants it, and as it is.
namespace alula::test {

inline UniqueFd openToRead(const std::string& path) {
    return std::move(*systemFiles().names.open(AT_FDCWD, path, O_RDONLY, 0, 0));
}

// What lies in memory alone has no other place than the cache.
inline bool hasDisk(const std::string& directory) {
    struct statfs status{};
    if (::statfs(directory.c_str(), &status) != 0) return false;
    return status.f_type != TMPFS_MAGIC && status.f_type != RAMFS_MAGIC && status.f_type != OVERLAYFS_SUPER_MAGIC;
}

inline std::vector<bool> pagesInCache(const std::string& path) {
    const auto fd = openToRead(path);
    const auto status = systemFiles().names.stat(fd.get(), {});
    return *systemFiles().cache.inCache(fd.get(), 0, status->size);
}

// Nothing came in. Some may have gone: a machine that is short of memory takes pages by itself.
inline bool isAsBefore(const std::vector<bool>& before, const std::vector<bool>& after) {
    std::size_t there = 0, gone = 0;
    for (std::size_t page = 0; page < before.size(); ++page) {
        if (after[page] && !before[page]) return false;
        if (before[page]) ++there;
        if (before[page] && !after[page]) ++gone;
    }
    return gone * 4 <= there;
}

inline void dropFromCache(const std::string& path) {
    const auto fd = openToRead(path);
    ::fsync(fd.get()); // dirty pages stay
    ::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_DONTNEED);
}

// These alone: without reading ahead.
inline void bringIntoCache(const std::string& path, const std::vector<std::uint64_t>& pages) {
    const auto fd = openToRead(path);
    ::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_RANDOM);
    std::array<char, 1> byte{};
    for (const std::uint64_t page : pages) (void)::pread(fd.get(), byte.data(), 1, static_cast<off_t>(page * pageSize()));
}

} // namespace alula::test
