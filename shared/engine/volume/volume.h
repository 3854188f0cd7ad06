// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/base/progress.h"
#include "shared/engine/volume/entry.h"
#include "shared/engine/volume/file_system.h"
#include "shared/engine/volume/ignore.h"
#include "shared/engine/volume/tree.h"

#include <limits>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// Names that Alula itself puts into a volume (".alula-<job>", DESIGN: staging). Left out of every walk, backup and restore.
inline constexpr std::string_view kOwnPrefix = ".alula-";

// One server's files, held by a handle on the root directory. Everything below is reached with
// RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS: no name in it can lead outside.
// Symlinks above the root are the admin's and are followed. Movable; const methods from any thread.
class Volume {
public:
    static Result<Volume> open(FileSystem files, const std::string& path);

    const std::string& path() const { return m_path; } // as it was given, for messages
    int handle() const { return m_root.get(); }
    FileSystem files() const { return m_files; }

    // An entry of the volume for reading (O_RDONLY | O_NONBLOCK | O_NOATIME where allowed); path as in EntryInfo, of any length.
    // InvalidInput: not such a path. The caller looks at the type: it may be a FIFO by now.
    Result<UniqueFd> openFile(const std::string& path) const;
    Result<UniqueFd> openDirectory(const std::string& path) const; // "" is the root
    Result<FileStat> stat(const std::string& path) const;

private:
    Volume(FileSystem files, std::string path, UniqueFd root);
    FileSystem m_files;
    std::string m_path;
    UniqueFd m_root;
};

inline constexpr std::uint64_t kMaxTargetBytes = 64_MiB;

struct WalkOptions {
    IgnoreRules ignore;
    bool crossFileSystems = false; // else other mounts inside the volume are left out, with a warning
    bool readAttributes = true;    // user.* and POSIX ACLs
    // Longer paths are left out with a warning: no archive reader could restore them, and stock Wings would give up on the whole
    // archive.
    std::size_t maxPathBytes = kMaxPathBytes;
    // What a server's user can make large at no cost is bounded: beyond it files and symlinks are left out with a warning.
    std::uint64_t maxContentBytes = std::numeric_limits<std::uint64_t>::max(); // of all files, holes and every hard link counted
    std::uint64_t maxTargetBytes = kMaxTargetBytes;                            // of all symlinks' targets
    unsigned workers = 1; // threads, the caller's among them; the result is the same for any number
};

struct Walked {
    VolumeTree tree;
    std::vector<Warning>
        warnings; // sockets, FIFOs, devices, unreadable directories, other file systems …: at most 10,000, then their number
};

// Reads the whole tree's metadata: no file is opened but for its attributes. A directory that cannot be read is a warning;
// only an unreadable root is an error. An ignored directory is not entered (as git does: nothing inside can be kept again).
Result<Walked> walk(const Volume& volume, const WalkOptions& options, LoadControl& load, ProgressSink& progress,
                    std::stop_token stop);

// The ignore text in force: `given` if it has any, else the volume's .pelicanignore, else .pteroignore
// (a regular file ≤ 32 KiB, never through a symlink), else "". Unreadable or too large: "" and a warning.
Result<std::string> effectiveIgnoreText(const Volume& volume, const std::string& given, std::vector<Warning>& warnings);

} // namespace alula
