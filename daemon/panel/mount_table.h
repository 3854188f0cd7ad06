// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace alula {

// Where a file lies on its file system, whatever mount it is seen through: a game server in a container sees
// "/home/container/world" what the node calls "<data>/<server>/world".
struct FsPath {
    std::string device;                           // "259:2" as mountinfo tells it, the same in every mount namespace
    std::string path;                             // from the root of that file system
    bool isWithin(const FsPath& directory) const; // it, or below it
};

// A /proc/<pid>/mountinfo (proc_pid_mountinfo(5)).
class MountTable {
public:
    static MountTable parse(std::string_view mountinfo); // lines that are not understood are left out
    bool has(std::uint64_t mountId) const { return m_mounts.contains(mountId); }
    // `path` as seen through that mount; none when the mount is not here or the path not on it.
    std::optional<FsPath> locate(std::uint64_t mountId, std::string_view path) const;
    // The same where only the path is known: the mount with the longest mount point, of these the topmost.
    std::optional<FsPath> locate(std::string_view path) const;

private:
    struct Mount {
        std::string device, root, point;
    };
    std::map<std::uint64_t, Mount> m_mounts;
};

} // namespace alula
