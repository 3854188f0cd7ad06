// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/live_comparison.h"

#include "shared/engine/archive/compare.h"

#include <optional>
#include <unordered_map>

namespace alula {

namespace {

// FNV-1a (RFC 9923): no secret to keep, and nothing that a line of ten bytes would not do.
class PathDigest {
public:
    void add(std::string_view path) {
        for (const char c : path) mix(static_cast<std::uint8_t>(c));
        mix(0); // no path has one
    }
    std::uint64_t value() const { return m_value; }

private:
    void mix(std::uint8_t byte) { m_value = (m_value ^ byte) * 0x100000001b3U; }
    std::uint64_t m_value = 0xcbf29ce484222325U;
};

class Comparison {
public:
    Comparison(const VolumeTree& tree, const Archive& archive, const Selection& selection, const ComparisonOptions& options)
        : m_tree(tree), m_archive(archive), m_selection(selection), m_options(options), m_gone(tree.size(), false) {}
    Result<void> judge(std::size_t node);
    void finish();
    LiveComparison result;

private:
    struct LinkedFile {
        std::uint64_t size = 0, disk = 0;
        bool kept = false; // by one of its names at least
    };
    Result<std::optional<ArchiveEntry>> incoming(const std::string& path) const;
    Result<FileFate> fateOf(std::size_t node, const std::string& path) const;
    bool isSame(const ArchiveEntry& entry, std::size_t node) const;
    void count(std::size_t node, std::string path, FileFate fate);
    void nameIt(std::string path, FileFate fate);
    void countBytes(const VolumeTree::Node& node, FileFate fate);
    void countWhole(const LinkedFile& file);

    const VolumeTree& m_tree;
    const Archive& m_archive;
    const Selection& m_selection;
    const ComparisonOptions m_options;
    PathDigest m_removed;
    std::uint64_t m_listed = 0;                             // of the fate whose paths are named
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

bool Comparison::isSame(const ArchiveEntry& entry, std::size_t node) const {
    const VolumeTree::Node& live = m_tree.node(node);
    if (entry.info.type != live.type || !sameTime(entry.info.mtimeNs, live.mtimeNs)) return false;
    return live.type == EntryType::Symlink ? entry.linkTarget == m_tree.linkTarget(node) : entry.info.size == live.size;
}

Result<FileFate> Comparison::fateOf(std::size_t node, const std::string& path) const {
    ALULA_ASSIGN(const auto entry, incoming(path));
    if (!entry) return m_options.truncate ? FileFate::Removed : FileFate::Kept;
    if ((entry->flags & kEntryWithoutContents) != 0) return FileFate::Kept; // perhaps the only copy
    if (entry->info.type == EntryType::Directory) return FileFate::Removed;
    return isSame(*entry, node) ? FileFate::Unchanged : FileFate::Replaced;
}

void Comparison::count(std::size_t node, std::string path, FileFate fate) {
    countBytes(m_tree.node(node), fate);
    switch (fate) {
    case FileFate::Kept: ++result.kept; break;
    case FileFate::Unchanged: ++result.unchanged; [[fallthrough]];
    case FileFate::Replaced: ++result.replaced; break;
    case FileFate::Removed:
        ++result.removed;
        m_removed.add(path);
        break;
    }
    nameIt(std::move(path), fate);
}

void Comparison::nameIt(std::string path, FileFate fate) {
    const NamedFiles& named = m_options.named;
    if (fate == named.fate && m_listed++ >= named.from && result.named.size() < named.most)
        result.named.push_back(std::move(path));
}

void Comparison::countBytes(const VolumeTree::Node& node, FileFate fate) {
    const LinkedFile file{node.size, node.diskUnits * kDiskUnit, fate == FileFate::Kept};
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
    result.removedDigest = m_removed.value();
}

Result<void> Comparison::judge(std::size_t node) {
    std::string path = m_tree.path(node);
    if (m_gone[m_tree.node(node).parent]) {
        m_gone[node] = true;
        if (m_tree.node(node).type != EntryType::Directory) count(node, std::move(path), FileFate::Removed);
        return {};
    }
    if (m_tree.node(node).type == EntryType::Directory) {
        ALULA_ASSIGN(const auto entry, incoming(path));
        m_gone[node] = entry && entry->info.type != EntryType::Directory && (entry->flags & kEntryWithoutContents) == 0;
        return {};
    }
    ALULA_ASSIGN(const FileFate fate, fateOf(node, path));
    count(node, std::move(path), fate);
    return {};
}

} // namespace

Result<LiveComparison> compareWithLive(const RestoreDeps& deps, const Archive& archive, const Selection& selection,
                                       const ComparisonOptions& options, ProgressSink& progress, std::stop_token stop) {
    WalkOptions walkOptions;
    walkOptions.readAttributes = false;
    walkOptions.workers = options.workers;
    ALULA_ASSIGN(const auto walked, walk(deps.volume, walkOptions, deps.load, progress, stop));
    Comparison comparison(walked.tree, archive, selection, options);
    for (std::size_t i = 1; i < walked.tree.size(); ++i) { // 0 is the root
        if (stop.stop_requested()) return fail(cancelled());
        ALULA_TRY(comparison.judge(i));
    }
    comparison.finish();
    return std::move(comparison.result);
}

} // namespace alula
