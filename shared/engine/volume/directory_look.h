// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/attribute_reader.h"
#include "shared/engine/volume/name_list.h"
#include "shared/engine/volume/volume.h"

#include <fcntl.h>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// A directory of the volume that is open. Looks that run ahead below it hold it as well; the last to let go closes it.
struct OpenDirectory {
    UniqueFd handle;
    std::string path; // from the volume's root
    std::shared_ptr<const NameList> names;
};

// What the kernel says of one name.
struct EntryLook {
    Result<FileStat> stat{};
    bool ignored = false;
    Result<std::vector<ExtendedAttribute>> attributes{}; // of a regular file that is not left out
};

// What it says of a directory. Each part may have an error of its own, which concerns that directory only.
struct DirectoryLook {
    Result<FileStat> stat{}; // of the handle; of the name where it could not be opened
    Result<std::shared_ptr<OpenDirectory>> opened{};
    // The rest is asked only of what is no other mount.
    Result<std::vector<ExtendedAttribute>> attributes{};
    Result<void> listed{};
    std::vector<EntryLook> entries{}; // the first ones
};

inline constexpr int kDirectoryFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK;

// Errors that are ours, not the entry's: going on would make a hollow backup out of every directory.
bool isOurs(const Error& error);

// Asks the kernel about directories and what is in them, and decides nothing. But for lookAtRoot(), which comes first: any thread.
// Every function fails with errors that are ours, and Cancelled, only. What is given lives longer.
class DirectoryLooker {
public:
    DirectoryLooker(const Volume& volume, const WalkOptions& options, LoadControl& load);

    Result<DirectoryLook> lookAtRoot(std::stop_token stop);
    // At the parent's name of that number. Busy: it has more than mostNames.
    Result<DirectoryLook> look(const OpenDirectory& parent, std::size_t name, std::size_t mostNames, std::stop_token stop) const;
    // At least one entry from that number on, at most up to windowAfter() it.
    Result<std::vector<EntryLook>> lookAtEntries(const OpenDirectory& directory, std::size_t from, std::stop_token stop) const;
    // Entries are looked at in windows, so that of a directory with a million of them only a few lie in memory.
    std::size_t windowAfter(std::size_t entry) const { return entry - entry % m_window + m_window; }

    bool isOtherMount(const FileStat& stat) const;

private:
    Result<void> lookInside(DirectoryLook& look, std::size_t mostNames, std::stop_token stop) const;
    Result<std::shared_ptr<const NameList>> list(const OpenDirectory& directory, std::size_t mostNames) const;
    Result<EntryLook> lookAtEntry(const OpenDirectory& directory, const std::string& name) const;

    const Volume& m_volume;
    NameCalls& m_names;
    const WalkOptions& m_options;
    LoadControl& m_load;
    const AttributeReader m_attributes;
    const std::size_t m_window;
    FileStat m_root;
};

} // namespace alula
