// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/live_comparison.h"

#include <optional>

namespace alula {

namespace {

constexpr std::size_t kMaxNamed = 1000;

enum class Fate : std::uint8_t { Replaced, Removed, Kept };

class Comparison {
public:
    Comparison(const VolumeTree& tree, const Archive& archive, const Selection& selection, bool truncate)
        : m_tree(tree), m_archive(archive), m_selection(selection), m_truncate(truncate), m_gone(tree.size(), false) {}
    Result<void> judge(std::size_t node);
    LiveComparison result;

private:
    Result<std::optional<ArchiveEntry>> incoming(const std::string& path) const;
    Result<Fate> fateOf(const std::string& path) const;
    void count(std::size_t node, std::string path, Fate fate);

    const VolumeTree& m_tree;
    const Archive& m_archive;
    const Selection& m_selection;
    const bool m_truncate;
    std::vector<bool> m_gone; // directories that a file takes the place of, and all in them
};

// What comes to a live path, if anything.
Result<std::optional<ArchiveEntry>> Comparison::incoming(const std::string& path) const {
    std::string inArchive = path;
    if (const auto& into = m_selection.into(); !into.empty()) {
        if (!path.starts_with(into + "/")) return std::optional<ArchiveEntry>();
        inArchive = path.substr(into.size() + 1);
    }
    ALULA_ASSIGN(auto entry, m_archive.index().find(inArchive));
    if (entry && ((entry->flags & kEntryUnreadable) != 0 || !m_selection.takes(inArchive, entry->info.type))) entry.reset();
    return entry;
}

Result<Fate> Comparison::fateOf(const std::string& path) const {
    ALULA_ASSIGN(const auto entry, incoming(path));
    if (entry) return entry->info.type == EntryType::Directory ? Fate::Removed : Fate::Replaced;
    return m_truncate ? Fate::Removed : Fate::Kept;
}

void Comparison::count(std::size_t node, std::string path, Fate fate) {
    const std::uint64_t size = m_tree.node(node).size;
    result.liveBytes += size;
    if (fate == Fate::Kept) {
        ++result.kept;
        return;
    }
    result.goneBytes += size;
    if (fate == Fate::Replaced) {
        ++result.replaced;
        return;
    }
    ++result.removed;
    if (result.removedPaths.size() < kMaxNamed) result.removedPaths.push_back(std::move(path));
}

Result<void> Comparison::judge(std::size_t node) {
    std::string path = m_tree.path(node);
    if (m_gone[m_tree.node(node).parent]) {
        m_gone[node] = true;
        if (m_tree.node(node).type != EntryType::Directory) count(node, std::move(path), Fate::Removed);
        return {};
    }
    if (m_tree.node(node).type == EntryType::Directory) {
        ALULA_ASSIGN(const auto entry, incoming(path));
        m_gone[node] = entry && entry->info.type != EntryType::Directory;
        return {};
    }
    ALULA_ASSIGN(const Fate fate, fateOf(path));
    count(node, std::move(path), fate);
    return {};
}

} // namespace

Result<LiveComparison> compareWithLive(const RestoreDeps& deps, const Archive& archive, const Selection& selection, bool truncate,
                                       ProgressSink& progress, std::stop_token stop) {
    WalkOptions options;
    options.readAttributes = false;
    ALULA_ASSIGN(const auto walked, walk(deps.volume, options, deps.load, progress, stop));
    Comparison comparison(walked.tree, archive, selection, truncate);
    for (std::size_t i = 1; i < walked.tree.size(); ++i) { // 0 is the root
        if (stop.stop_requested()) return fail(cancelled());
        ALULA_TRY(comparison.judge(i));
    }
    return std::move(comparison.result);
}

} // namespace alula
