// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/remove_tree.h"

#include "shared/engine/restore/directory_cache.h"

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <format>
#include <optional>
#include <sys/stat.h>
#include <utility>
#include <vector>

namespace alula {

namespace {

constexpr std::size_t kDeepest = 32; // directories held open at a time

class TreeRemoval {
public:
    TreeRemoval(FileSystem files, std::stop_token stop) : m_files(files), m_stop(std::move(stop)) {}
    Result<void> run(int directory, const std::string& name);

private:
    struct Level {
        UniqueFd handle;
        std::string name; // in the level above
        std::vector<std::string> directories;
    };
    void enter(int parent, const std::string& name);
    Result<UniqueFd> openLocked(int parent, const std::string& name);
    void removeContents(Level& level);
    void removeName(int parent, const std::string& name, bool isDirectory);
    void moveUp(int parent, const std::string& name);
    void note(Error error);

    FileSystem m_files;
    const std::stop_token m_stop;
    std::vector<Level> m_levels;
    std::uint64_t m_mount = 0;
    std::uint64_t m_moved = 0;
    std::optional<Error> m_first;
};

void TreeRemoval::note(Error error) {
    if (!m_first) m_first = std::move(error);
}

void TreeRemoval::removeName(int parent, const std::string& name, bool isDirectory) {
    auto removed = m_files.names.remove(parent, name, isDirectory);
    if (!removed && removed.error().errnum() == EACCES) {
        // A directory without the owner's write bit: in the way only of who is not root.
        if (m_files.attributes.setMode(parent, 0700)) removed = m_files.names.remove(parent, name, isDirectory);
    }
    if (!removed && removed.error().code() != ErrorCode::NotFound) note(removed.error());
}

// A directory without the owner's read or search bit, or inside one: in the way only of who is not root.
Result<UniqueFd> TreeRemoval::openLocked(int parent, const std::string& name) {
    if (!m_levels.empty()) ALULA_TRY(m_files.attributes.setMode(parent, 0700));
    ALULA_ASSIGN(const auto handle, openBeneath(m_files.names, parent, name, O_PATH | O_DIRECTORY));
    ALULA_TRY(m_files.attributes.setMode(handle.get(), 0700));
    return openBeneath(m_files.names, parent, name, O_RDONLY | O_DIRECTORY);
}

void TreeRemoval::enter(int parent, const std::string& name) {
    auto handle = openBeneath(m_files.names, parent, name, O_RDONLY | O_DIRECTORY);
    if (!handle && handle.error().errnum() == EACCES) handle = openLocked(parent, name);
    if (!handle) {
        if (handle.error().code() != ErrorCode::NotFound) note(handle.error());
        return;
    }
    const auto stat = m_files.names.stat(handle->get(), "");
    if (!stat) return note(stat.error());
    if (m_levels.empty()) m_mount = stat->mountId;
    if (stat->mountId != m_mount) {
        return note(Error(ErrorCode::Unsupported, "something is mounted inside a folder that is to be deleted; it was left alone")
                        .withPath(name));
    }
    m_levels.push_back({*std::move(handle), name, {}});
    removeContents(m_levels.back());
}

void TreeRemoval::removeContents(Level& level) {
    auto entries = m_files.names.list(level.handle.get());
    if (!entries && entries.error().errnum() == EACCES && m_files.attributes.setMode(level.handle.get(), 0700)) {
        entries = m_files.names.list(level.handle.get()); // a readable directory without the search bit
    }
    if (!entries) return note(entries.error());
    for (auto& entry : *entries) {
        if (m_stop.stop_requested()) return;
        bool isDirectory = entry.type == DT_DIR;
        if (entry.type == DT_UNKNOWN) {
            const auto stat = m_files.names.stat(level.handle.get(), entry.name);
            isDirectory = stat && stat->isDirectory();
        }
        if (isDirectory) level.directories.push_back(std::move(entry.name));
        else removeName(level.handle.get(), entry.name, false);
    }
}

void TreeRemoval::moveUp(int parent, const std::string& name) {
    Level& top = m_levels.front();
    for (;;) {
        std::string free = std::format("deep-{}", m_moved++);
        auto moved = m_files.names.rename(parent, name, top.handle.get(), free, RENAME_NOREPLACE);
        if (moved) return top.directories.push_back(std::move(free));
        if (moved.error().code() != ErrorCode::AlreadyExists) return note(moved.error());
    }
}

Result<void> TreeRemoval::run(int directory, const std::string& name) {
    const auto stat = m_files.names.stat(directory, name);
    if (!stat && stat.error().code() == ErrorCode::NotFound) return {};
    if (!stat) return fail(stat.error());
    if (!stat->isDirectory()) return m_files.names.remove(directory, name, false);

    enter(directory, name);
    while (!m_levels.empty()) {
        if (m_stop.stop_requested()) return fail(cancelled());
        Level& level = m_levels.back();
        if (!level.directories.empty()) {
            const std::string next = std::move(level.directories.back());
            level.directories.pop_back();
            if (m_levels.size() < kDeepest) enter(level.handle.get(), next);
            else moveUp(level.handle.get(), next);
            continue;
        }
        const std::string finished = std::move(level.name);
        m_levels.pop_back();
        removeName(m_levels.empty() ? directory : m_levels.back().handle.get(), finished, true);
    }
    if (m_first) return fail(*m_first);
    return {};
}

} // namespace

Result<void> removeTree(FileSystem files, int directory, const std::string& name, std::stop_token stop) {
    return TreeRemoval(files, std::move(stop)).run(directory, name);
}

} // namespace alula
