// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/live_comparison.h"

#include <optional>
#include <unordered_map>

namespace alula {

namespace {

constexpr std::size_t kMaxNamed = 1000;

enum class Fate : std::uint8_t { Replaced, Removed, Kept };

class Comparison {
public:
    Comparison(const VolumeTree& tree, const Archive& archive, const Selection& selection, bool truncate)
        : m_tree(tree), m_archive(archive), m_selection(selection), m_truncate(truncate), m_gone(tree.size(), false) {}
    Result<void> judge(std::size_t node);
    void finish();
    LiveComparison result;

private:
    struct LinkedFile {
        std::uint64_t size = 0, disk = 0;
        bool kept = false; // by one of its names at least
    };
    Result<std::optional<ArchiveEntry>> incoming(const std::string& path) const;
    Result<Fate> fateOf(const std::string& path) const;
    void count(std::size_t node, std::string path, Fate fate);
    void countBytes(const VolumeTree::Node& node, Fate fate);
    void countWhole(const LinkedFile& file);

    const VolumeTree& m_tree;
    const Archive& m_archive;
    const Selection& m_selection;
    const bool m_truncate;
    std::vector<bool> m_gone;                               // directories that a file takes the place of, and all in them
    std::unordered_map<std::uint32_t, LinkedFile> m_linked; // by link group
};

constexpr std::uint64_t kDiskUnit = 4096; // of VolumeTree::Node::diskUnits

// What the archive has for a live path, if anything: it comes there unless it has no contents.
Result<std::optional<ArchiveEntry>> Comparison::incoming(const std::string& path) const {
    std::string inArchive = path;
    if (const auto& into = m_selection.into(); !into.empty()) {
        if (!path.starts_with(into + "/")) return std::optional<ArchiveEntry>();
        inArchive = path.substr(into.size() + 1);
    }
    ALULA_ASSIGN(auto entry, m_archive.index().find(inArchive));
    if (entry && !m_selection.takes(inArchive, entry->info.type)) entry.reset();
    return entry;
}

Result<Fate> Comparison::fateOf(const std::string& path) const {
    ALULA_ASSIGN(const auto entry, incoming(path));
    if (entry && (entry->flags & kEntryWithoutContents) != 0) return Fate::Kept; // perhaps the only copy
    if (entry) return entry->info.type == EntryType::Directory ? Fate::Removed : Fate::Replaced;
    return m_truncate ? Fate::Removed : Fate::Kept;
}

void Comparison::count(std::size_t node, std::string path, Fate fate) {
    countBytes(m_tree.node(node), fate);
    if (fate == Fate::Kept) {
        ++result.kept;
        return;
    }
    if (fate == Fate::Replaced) {
        ++result.replaced;
        return;
    }
    ++result.removed;
    if (result.removedPaths.size() < kMaxNamed) result.removedPaths.push_back(std::move(path));
}

void Comparison::countBytes(const VolumeTree::Node& node, Fate fate) {
    const LinkedFile file{node.size, node.diskUnits * kDiskUnit, fate == Fate::Kept};
    if (node.linkGroup != 0) {
        auto& linked = m_linked[node.linkGroup];
        linked.size = file.size;
        linked.disk += file.disk; // one of them knows it
        linked.kept = linked.kept || file.kept;
        return;
    }
    countWhole(file);
}

void Comparison::countWhole(const LinkedFile& file) {
    result.liveBytes += file.size;
    if (file.kept) return;
    result.goneBytes += file.size;
    result.freedBytes += file.disk;
}

void Comparison::finish() {
    for (const auto& [group, file] : m_linked) countWhole(file);
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
        m_gone[node] = entry && entry->info.type != EntryType::Directory && (entry->flags & kEntryWithoutContents) == 0;
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
    comparison.finish();
    return std::move(comparison.result);
}

} // namespace alula
