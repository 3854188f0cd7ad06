// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/directory_look.h"

#include "shared/engine/volume/beneath.h"

#include <algorithm>
#include <cerrno>
#include <limits>

namespace alula {

namespace {
constexpr std::size_t kEntriesOfWindow = 256;
// Ends a window early: a server's user may hang 256 KiB on every file.
constexpr std::size_t kMostAttributesOfWindow = 64_KiB;
constexpr std::size_t kEntriesPerCheckpoint = 64;
} // namespace

bool isOurs(const Error& error) { return error.errnum() == EMFILE || error.errnum() == ENFILE || error.errnum() == ENOMEM; }

// One thread looks at each entry when its turn has come, not before.
DirectoryLooker::DirectoryLooker(const Volume& volume, const WalkOptions& options, LoadControl& load)
    : m_volume(volume), m_names(volume.files().names), m_options(options), m_load(load), m_attributes(volume.files().attributes),
      m_window(options.workers > 1 ? kEntriesOfWindow : 1) {}

bool DirectoryLooker::isOtherMount(const FileStat& stat) const {
    if (m_options.crossFileSystems) return false;
    // Devices are compared for directories only: overlayfs shows files with the device of their layer.
    return stat.mountId != m_root.mountId || (stat.isDirectory() && stat.device != m_root.device);
}

Result<DirectoryLook> DirectoryLooker::lookAtRoot(std::stop_token stop) {
    auto root = std::make_shared<OpenDirectory>();
    ALULA_ASSIGN(root->handle, m_volume.openDirectory({}));
    ALULA_ASSIGN(m_root, m_names.stat(root->handle.get(), {}));
    DirectoryLook look{.stat = m_root, .opened = std::move(root)};
    ALULA_TRY(lookInside(look, std::numeric_limits<std::size_t>::max(), std::move(stop)));
    return look;
}

Result<DirectoryLook> DirectoryLooker::look(const OpenDirectory& parent, std::size_t name, std::size_t mostNames,
                                            std::stop_token stop) const {
    ALULA_TRY(m_load.checkpoint(stop));
    auto directory = std::make_shared<OpenDirectory>();
    const std::string called((*parent.names)[name]);
    directory->path = joinPath(parent.path, called);
    auto opened = m_names.open(parent.handle.get(), called, kDirectoryFlags, 0, kBeneath);
    DirectoryLook look{.stat = opened ? m_names.stat(opened->get(), {}) : m_names.stat(parent.handle.get(), called)};
    if (!look.stat) {
        if (isOurs(look.stat.error())) return fail(look.stat.error());
        return look;
    }
    if (!opened) {
        if (isOurs(opened.error())) return fail(std::move(opened).error());
        look.opened = fail(std::move(opened).error());
        return look;
    }
    directory->handle = *std::move(opened);
    look.opened = std::move(directory);
    if (!isOtherMount(*look.stat)) ALULA_TRY(lookInside(look, mostNames, std::move(stop)));
    return look;
}

Result<void> DirectoryLooker::lookInside(DirectoryLook& look, std::size_t mostNames, std::stop_token stop) const {
    OpenDirectory& directory = **look.opened;
    if (m_options.readAttributes) look.attributes = m_attributes.read(directory.handle.get(), {});
    auto names = list(directory, mostNames);
    if (!names) {
        if (isOurs(names.error()) || names.error().code() == ErrorCode::Busy) return fail(std::move(names).error());
        look.listed = fail(std::move(names).error());
        return {};
    }
    directory.names = *std::move(names);
    ALULA_ASSIGN(look.entries, lookAtEntries(directory, 0, std::move(stop)));
    return {};
}

Result<std::shared_ptr<const NameList>> DirectoryLooker::list(const OpenDirectory& directory, std::size_t mostNames) const {
    auto names = std::make_shared<NameList>();
    ALULA_TRY(m_names.visit(directory.handle.get(), [&](const DirectoryEntry& entry) {
        if (!directory.path.empty() || !entry.name.starts_with(kOwnPrefix)) names->add(entry.name);
        return names->size() <= mostNames;
    }));
    if (names->size() > mostNames) return fail(ErrorCode::Busy, "a directory with too many entries to be looked at ahead");
    names->sort();
    return names;
}

Result<std::vector<EntryLook>> DirectoryLooker::lookAtEntries(const OpenDirectory& directory, std::size_t from,
                                                              std::stop_token stop) const {
    const NameList& names = *directory.names;
    const std::size_t end = std::min(names.size(), windowAfter(from));
    std::vector<EntryLook> entries;
    entries.reserve(end - from);
    std::size_t attributeBytes = 0;
    for (std::size_t i = from; i < end && attributeBytes < kMostAttributesOfWindow; ++i) {
        if ((i - from) % kEntriesPerCheckpoint == 0) ALULA_TRY(m_load.checkpoint(stop));
        if (stop.stop_requested()) return fail(cancelled());
        const std::string name(names[i]);
        ALULA_ASSIGN(auto entry, lookAtEntry(directory, name));
        if (entry.attributes) attributeBytes += AttributeReader::bytesOf(*entry.attributes);
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<EntryLook> DirectoryLooker::lookAtEntry(const OpenDirectory& directory, const std::string& name) const {
    EntryLook look{.stat = m_names.stat(directory.handle.get(), name)};
    if (!look.stat) {
        if (isOurs(look.stat.error())) return fail(look.stat.error());
        return look;
    }
    const IgnoreRules& rules = m_options.ignore;
    look.ignored =
        !rules.empty() && rules.match(joinPath(directory.path, name), look.stat->isDirectory()) == IgnoreRules::Match::Ignored;
    if (m_options.readAttributes && look.stat->isRegular() && !look.ignored && !isOtherMount(*look.stat))
        look.attributes = m_attributes.read(directory.handle.get(), name);
    return look;
}

} // namespace alula
