// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace alula::test {

// Files without a name below a directory that this process holds open: room that nobody sees.
inline int unlinkedFilesIn(const std::string& directory) {
    int count = 0;
    for (const auto& fd : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code gone; // the iterator's own
        const std::string target = std::filesystem::read_symlink(fd, gone).string();
        if (target.starts_with(directory + "/") && target.ends_with(" (deleted)")) ++count;
    }
    return count;
}

} // namespace alula::test
