// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/restore/directory_cache.h"

#include <atomic>
#include <functional>
#include <stop_token>
#include <string>

namespace alula {

// The files that a restore will replace, as a beginning for those that take their place: where a file system lets two files share space,
// what is still as the archive has it is neither written nor takes room a second time. Nothing is believed of a live file, and it does
// not matter whether somebody writes to it, or renames directories: what is compared with the archive's bytes is the new file, which
// nobody else can reach. Any thread.
class LiveFiles {
public:
    // `root`, the volume's, stays the caller's and open.
    LiveFiles(FileSystem files, int root) : m_files(files), m_directories(files.names, root) {}

    // Makes the new, empty file share the space of the live one of this path, `size` bytes of it; behind a live file that is shorter there
    // are zeros. False: there is none, or it cannot be; then the new file is as it was.
    Result<bool> cloneInto(int file, const std::string& path, std::uint64_t size, const std::stop_token& stop);

    bool wereUsed() const { return m_used; }

private:
    UniqueFd open(const std::string& path);
    Result<void> clone(int live, int file, std::uint64_t size, const std::stop_token& stop);

    FileSystem m_files;
    DirectoryCache m_directories;
    std::atomic<bool> m_used{false};
    std::atomic<bool> m_sharesNothing{false}; // the file system said so
};

// Calls `changed` for each part of `bytes` that does not stand in the file at `offset`: parts of 16 KiB, those that lie together as one.
// What cannot be read does not stand there: a bad sector of the live file is not to be the new one's.
Result<void> forEachChange(FileCalls& files, int file, std::uint64_t offset, ByteSpan bytes,
                           const std::function<Result<void>(std::uint64_t offset, ByteSpan part)>& changed);

} // namespace alula
