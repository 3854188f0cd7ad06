// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/file_system.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace alula {

// Which pages of a file lay in the page cache before we read it.
struct CachedBefore {
    std::uint64_t size = 0;  // of the file
    bool none = false;       // most files of a server
    bool mayBeCold = true;   // some of it has to be read from the disk, or nobody can tell
    std::vector<bool> pages; // a bit a page; what lies behind them was there. Empty: all were, or nobody can tell
};

// Has reading leave the page cache as it was: pages that the server uses stay, those that reading brought in go. For that it looks before
// the first read: POSIX_FADV_DONTNEED drops what others have read as well. Any thread.
class PageCacheKeeper {
public:
    explicit PageCacheKeeper(FileSystem files) : m_files(files) {}

    // Of a file about to be read. All who read one file at a time share one look, since the kernel reads ahead for the next of
    // them: `file` is any number of theirs for it.
    std::shared_ptr<const CachedBefore> look(std::uint64_t file, int fd, std::uint64_t size);
    // After each range that was read, about in their order: drops what lies well behind it.
    void wasRead(const CachedBefore& before, int fd, std::uint64_t offset, std::uint64_t length) const;
    // Whoever has looked calls this before closing the file; the last of them drops all that is left.
    void closing(std::uint64_t file, std::shared_ptr<const CachedBefore> before, int fd);

private:
    CachedBefore lookAt(int fd, std::uint64_t size) const;
    void drop(const CachedBefore& before, int fd, std::uint64_t from, std::uint64_t to) const;

    const FileSystem m_files;
    std::mutex m_mutex;
    std::map<std::uint64_t, std::weak_ptr<const CachedBefore>> m_looks; // guarded by m_mutex: of large files that are being read
};

} // namespace alula
