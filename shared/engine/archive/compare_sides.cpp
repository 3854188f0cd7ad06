// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/compare_sides.h"

#include "shared/engine/archive/compare.h"
#include "shared/engine/archive/comparison_builder.h"
#include "shared/engine/archive/tree_children.h"
#include "shared/engine/archive/volume_checksum.h"

#include <unordered_set>

namespace alula {

namespace {

constexpr std::size_t kMostIgnoreText = 32_KiB; // what a volume's ignore file may have; more was never in force

std::uint32_t withoutDirectoryTime(std::uint32_t bits, const ArchiveEntry& from, const ArchiveEntry& to) {
    const bool directories = from.info.type == EntryType::Directory && to.info.type == EntryType::Directory;
    return directories ? bits & ~std::uint32_t{kDifferentTime | kDifferentContents} : bits;
}

// A walked tree in index order.
class TreeEntries {
public:
    explicit TreeEntries(const VolumeTree& tree) : m_tree(tree), m_children(tree) {}

    std::optional<ArchiveEntry> next() {
        if (!m_begun) {
            m_begun = true;
            return entry(0, {});
        }
        while (m_child == m_children.of(m_directory).size()) {
            do {
                if (++m_directory == m_tree.size()) return std::nullopt;
            } while (!TreeChildren::isDirectory(m_tree, m_directory));
            m_child = 0;
            m_path = m_tree.path(m_directory);
        }
        const std::size_t node = m_children.of(m_directory)[m_child++];
        return entry(node, joinPath(m_path, m_tree.name(node)));
    }

private:
    ArchiveEntry entry(std::size_t i, std::string path) const {
        const auto& node = m_tree.node(i);
        ArchiveEntry entry;
        entry.path = std::move(path);
        entry.info = {.type = node.type,
                      .mode = node.mode,
                      .uid = node.uid,
                      .gid = node.gid,
                      .size = node.size,
                      .mtimeNs = node.mtimeNs,
                      .ctimeNs = node.ctimeNs,
                      .inode = node.inode};
        if (node.type == EntryType::Symlink) entry.linkTarget = m_tree.linkTarget(i);
        return entry;
    }

    const VolumeTree& m_tree;
    const TreeChildren m_children;
    bool m_begun = false;
    std::size_t m_directory = 0, m_child = 0;
    std::string m_path; // of the directory
};

bool isAtOrBelow(std::string_view path, std::string_view top) {
    return top.empty() || path == top || (path.size() > top.size() && path.starts_with(top) && path[top.size()] == '/');
}

// What the walk could not look into: nobody knows what is there.
class Unseen {
public:
    explicit Unseen(const std::vector<Warning>& warnings) {
        for (const auto& warning : warnings) {
            if (warning.kind == WarningKind::Unreadable) m_paths.insert(warning.path);
        }
    }
    bool covers(std::string_view path) const {
        if (m_paths.empty()) return false;
        for (std::string_view at = path; !at.empty(); at = parentOf(at)) {
            if (m_paths.contains(std::string(at))) return true;
        }
        return false;
    }

private:
    std::unordered_set<std::string> m_paths;
};

Result<std::uint32_t> liveDifferences(const ArchiveEntry& from, const ArchiveEntry& to, const VolumeComparing& with,
                                      const std::stop_token& stop) {
    constexpr std::uint32_t kSeen = kDifferentType | kDifferentMode | kDifferentTime | kDifferentTarget;
    std::uint32_t bits = withoutDirectoryTime(differences(from, to) & kSeen, from, to);
    const bool files = from.info.type == EntryType::File && to.info.type == EntryType::File;
    if (from.info.size != to.info.size) return bits | kDifferentContents;
    if (!files || !with.contents) return bits;
    if ((from.flags & kEntryWithoutContents) != 0) return bits | kDifferentContents;
    ALULA_ASSIGN(const auto crc, volumeChecksum(with.volume, to.path, to.info.size, with.reading, stop));
    if (crc != from.crc64) bits |= kDifferentContents;
    return bits;
}

} // namespace

Result<Comparison> compareArchives(const IndexReader& from, const IndexReader& to, const std::string& path, std::size_t mostBytes,
                                   std::stop_token stop) {
    ComparisonBuilder builder(path, mostBytes);
    IndexCursor left(from, path);
    IndexCursor right(to, path);
    const auto visit = [&](const ArchiveEntry* a, const ArchiveEntry* b) -> Result<bool> {
        ALULA_TRY(builder.add(a, b, a && b ? withoutDirectoryTime(differences(*a, *b), *a, *b) : 0));
        return true;
    };
    ALULA_TRY(pairEntries([&] { return left.next(); }, [&] { return right.next(); }, path, visit, std::move(stop)));
    return std::move(builder).finish();
}

Result<Comparison> compareWithVolume(const IndexReader& from, const VolumeComparing& with, std::stop_token stop) {
    WalkOptions options;
    options.readAttributes = false;
    options.workers = with.workers;
    if (const auto& ignore = from.header().ignoreText; ignore.size() <= kMostIgnoreText)
        options.ignore = IgnoreRules::parse(ignore);
    ProgressSink unseenProgress;
    ALULA_ASSIGN(const Walked walked, walk(with.volume, options, with.walking, unseenProgress, stop));
    const Unseen unseen(walked.warnings);
    TreeEntries live(walked.tree);
    IndexCursor kept(from, with.path);
    ComparisonBuilder builder(with.path, with.mostBytes);
    const auto nextLive = [&]() -> Result<std::optional<ArchiveEntry>> {
        auto entry = live.next();
        while (entry && !isAtOrBelow(entry->path, with.path)) entry = live.next();
        return entry;
    };
    const auto visit = [&](const ArchiveEntry* a, const ArchiveEntry* b) -> Result<bool> {
        if (!b && unseen.covers(a->path)) return true;
        std::uint32_t bits = 0;
        if (a && b) {
            ALULA_ASSIGN(bits, liveDifferences(*a, *b, with, stop));
        }
        ALULA_TRY(builder.add(a, b, bits));
        return true;
    };
    ALULA_TRY(pairEntries([&] { return kept.next(); }, nextLive, with.path, visit, stop));
    return std::move(builder).finish();
}

} // namespace alula
