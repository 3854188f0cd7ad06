// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace alula {

enum class EntryType : std::uint8_t { File = 0, Directory = 1, Symlink = 2 };

struct ExtendedAttribute {
    std::string name; // user.*, system.posix_acl_access, system.posix_acl_default
    std::string value;
    friend bool operator==(const ExtendedAttribute&, const ExtendedAttribute&) = default;
};

// One thing of a server's volume, as it is kept in archives and told to clients. Paths are bytes, relative to the volume's
// root, without leading or trailing slash; the root itself is the empty path.
struct EntryInfo {
    EntryType type = EntryType::File;
    std::uint32_t mode = 0; // permission bits and sticky; never set-id bits
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    std::uint64_t size = 0; // files only
    std::int64_t mtimeNs = 0;
    std::int64_t ctimeNs = 0;
    std::uint64_t inode = 0;
    friend bool operator==(const EntryInfo&, const EntryInfo&) = default;
};

// Something that went wrong with one path while the rest went on. It makes a job completed_with_warnings.
enum class WarningKind : std::uint8_t {
    Vanished,
    Shrank,
    Grew,
    Changed,
    Unreadable,
    SkippedType,
    OtherFileSystem,
    Replaced,
    NotApplied,
    Damaged
};
struct Warning {
    WarningKind kind;
    std::string path;
    std::string detail; // a sentence for a log, may be empty
};
std::string_view name(WarningKind kind); // "vanished" …

// Limits of a path in a volume: of one name (NAME_MAX), and of the whole (PATH_MAX: what one system call takes, with its NUL).
inline constexpr std::size_t kMaxNameBytes = 255;
inline constexpr std::size_t kMaxPathBytes = 4095;

// a/b/c before a/b.c: names compared component by component in bytes, so that a directory's content lies together.
int comparePaths(std::string_view a, std::string_view b);

// "a/b" + "c"; with an empty parent just the name.
std::string joinPath(std::string_view parent, std::string_view name);
// The part before the last slash ("" for a top-level name) and the part behind it.
std::string_view parentOf(std::string_view path);
std::string_view nameOf(std::string_view path);
// True when every component is a plain name: no "", ".", "..", NUL, none longer than kMaxNameBytes, the whole not longer than
// kMaxPathBytes.
bool isSafeRelativePath(std::string_view path);

} // namespace alula
