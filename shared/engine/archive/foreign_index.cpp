// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/foreign_index.h"

#include "shared/engine/archive/format.h"
#include "shared/engine/archive/index_page.h"

#include <algorithm>
#include <ranges>
#include <unordered_map>

namespace alula {
namespace {

// A small archive can unfold to any number of entries; what we hold of them is bounded.
constexpr std::size_t kMostEntries = 4'000'000;
constexpr std::uint64_t kMostText = 512_MiB;

std::string_view withoutDots(std::string_view path) {
    while (path.starts_with("./")) {
        path.remove_prefix(2);
        while (path.starts_with('/')) path.remove_prefix(1);
    }
    while (path.ends_with('/')) path.remove_suffix(1);
    return path == "." ? std::string_view() : path;
}

bool isTooLong(std::string_view path) {
    if (path.size() > kMaxPathBytes) return true;
    return std::ranges::any_of(path | std::views::split('/'),
                               [](const auto& name) { return std::ranges::size(name) > kMaxNameBytes; });
}

} // namespace

Result<std::string> safeForeignPath(std::string_view path) {
    const std::string_view plain = path.starts_with('/') ? path : withoutDots(path);
    if (isTooLong(plain))
        return fail(Error(ErrorCode::Corrupt,
                          "The archive has an entry whose path is longer than one may be: 4095 bytes, and 255 for "
                          "each name in it.")
                        .withPath(std::string(path)));
    if (path.empty() || (!plain.empty() && !isSafeRelativePath(plain)))
        return fail(Error(ErrorCode::Corrupt,
                          "The archive has an entry whose path is not allowed: it could lead out of the server's "
                          "folder, or is no path at all. It was not made by a backup.")
                        .withPath(std::string(path)));
    return std::string(plain);
}

void ForeignIndex::warn(WarningKind kind, std::string path, std::string detail) {
    if (m_warnings.size() < format::kMaxWarnings - 1) m_warnings.push_back({kind, std::move(path), std::move(detail)});
    else ++m_droppedWarnings;
}

Result<void> ForeignIndex::takeRoom(std::size_t bytes) {
    m_text += bytes;
    if (m_nodes.size() < kMostEntries && m_text <= kMostText) return {};
    return fail(ErrorCode::Unsupported, "The archive has more entries than Alula can index (4,000,000, or 512 MiB of names).");
}

Result<void> ForeignIndex::add(TarItem item, std::uint64_t crc64, bool sparse) {
    ALULA_ASSIGN(const std::string path, safeForeignPath(item.path));
    ALULA_TRY(takeRoom(path.size() + item.target.size() + attributeCost(item.attributes)));
    if (item.kind == TarItem::Kind::Other) {
        warn(WarningKind::SkippedType, path, "A device, FIFO or other special file is left out.");
        return {};
    }
    if (path.empty() && item.kind != TarItem::Kind::Directory)
        return fail(Error(ErrorCode::Corrupt, "The archive has a file in the place of the server's folder.").withPath(item.path));
    if (item.kind == TarItem::Kind::HardLink) return addHardLink(path, item);
    if (item.target.size() > format::kMaxLinkTarget)
        return fail(Error(ErrorCode::Corrupt, "The archive has a link whose target is too long.").withPath(path));
    Node node;
    node.info = item.info;
    if (item.kind != TarItem::Kind::Symlink) item.target.clear();
    if (!item.target.empty() || !item.attributes.empty())
        node.rare = std::make_shared<const Rare>(std::move(item.target), std::move(item.attributes));
    if (item.kind == TarItem::Kind::File) {
        node.streamOffset = item.id;
        node.crc64 = crc64;
        node.sparse = sparse;
    }
    m_nodes.insert_or_assign(path, std::move(node));
    return {};
}

// tar links to the file that has the name at this moment, whatever takes that name later.
Result<void> ForeignIndex::addHardLink(const std::string& path, const TarItem& item) {
    const auto target = safeForeignPath(item.target);
    const auto found = target ? m_nodes.find(*target) : m_nodes.end();
    if (found == m_nodes.end() || found->second.info.type == EntryType::Directory) {
        warn(WarningKind::Damaged, path,
             "A hard link to \"" + item.target + "\" is left out: the archive has no such file before it.");
        return {};
    }
    // 512 bytes of tar make another entry with up to 256 KiB of attributes.
    if (const auto& rare = found->second.rare) ALULA_TRY(takeRoom(rare->linkTarget.size() + attributeCost(rare->attributes)));
    found->second.linked = true;
    Node copy = found->second;
    m_nodes.insert_or_assign(path, std::move(copy));
    return {};
}

// Here and below: the entries of one directory stand together, so its place is looked for once.
Result<void> ForeignIndex::makeUpDirectories(const std::stop_token& stop) {
    std::map<std::string, Node, IndexOrder> made;
    const auto missing = [&](std::string_view directory) { return !m_nodes.contains(directory) && !made.contains(directory); };
    const auto makeUp = [&](std::string_view directory) {
        Node node;
        node.info.type = EntryType::Directory;
        node.info.mode = 0755;
        node.madeUp = true;
        made.emplace(directory, std::move(node));
        return takeRoom(directory.size()); // a path of 4 KiB may ask for 2,000 of them
    };
    if (missing("")) ALULA_TRY(makeUp(""));
    std::string_view last; // directory that is there
    for (const auto& [path, node] : m_nodes) {
        if (stop.stop_requested()) return fail(cancelled());
        if (parentOf(path) == last) continue;
        last = parentOf(path);
        for (std::string_view parent = last; missing(parent); parent = parentOf(parent)) ALULA_TRY(makeUp(parent));
    }
    m_nodes.merge(made);
    return {};
}

Result<void> ForeignIndex::checkParents(const std::stop_token& stop) const {
    std::string_view last; // directory that is one; the root is
    for (const auto& [path, node] : m_nodes) {
        if (stop.stop_requested()) return fail(cancelled());
        if (parentOf(path) == last) continue;
        last = parentOf(path);
        const auto parent = m_nodes.find(last);
        if (parent == m_nodes.end() || parent->second.info.type != EntryType::Directory)
            return fail(
                Error(ErrorCode::Corrupt, "The archive has an entry inside of something that is no directory.").withPath(path));
    }
    return {};
}

// Holes make files of any size, and every hard link counts: without this the sums could begin again at 0.
Result<std::uint64_t> ForeignIndex::contentBytes() const {
    std::uint64_t sum = 0;
    for (const auto& [path, node] : m_nodes) {
        if (!node.isFile()) continue;
        const auto more = checkedAdd(sum, node.info.size);
        if (!more)
            return fail(Error(ErrorCode::Corrupt, "The archive's files are together larger than can be counted.").withPath(path));
        sum = *more;
    }
    return sum;
}

// Backwards, everything below a directory comes before the directory itself, so that each entry is added to its parent only.
Result<void> ForeignIndex::sumSubtrees(const std::stop_token& stop) {
    std::string_view last;
    Node* parent = &m_nodes.find(last)->second;
    for (auto node = m_nodes.rbegin(); node != m_nodes.rend(); ++node) {
        if (stop.stop_requested()) return fail(cancelled());
        if (node->first.empty()) continue;
        if (parentOf(node->first) != last) {
            last = parentOf(node->first);
            parent = &m_nodes.find(last)->second;
        }
        addToParent(*parent, node->second);
    }
    return {};
}

// Made-up directories get the time and owner of the newest thing below them.
void ForeignIndex::addToParent(Node& parent, const Node& node) {
    parent.subtreeFiles += node.isFile() ? 1 : node.subtreeFiles;
    parent.subtreeBytes += node.isFile() ? node.info.size : node.subtreeBytes;
    if (!parent.madeUp || (parent.dated && node.info.mtimeNs <= parent.info.mtimeNs)) return;
    parent.dated = true;
    parent.info.mtimeNs = node.info.mtimeNs;
    parent.info.uid = node.info.uid;
    parent.info.gid = node.info.gid;
}

// What was linked may have been replaced by a later entry: a group has two names or more.
void ForeignIndex::groupLinks() {
    std::unordered_map<std::uint64_t, std::uint32_t> uses;
    for (const auto& [path, node] : m_nodes)
        if (node.linked) ++uses[node.streamOffset];
    std::erase_if(uses, [](const auto& use) { return use.second == 1; });
    std::unordered_map<std::uint64_t, std::uint32_t> groups; // numbered in index order: the same archive gives the same index
    for (auto& [path, node] : m_nodes) {
        if (!node.linked || !node.isFile() || !uses.contains(node.streamOffset)) continue;
        const auto next = static_cast<std::uint32_t>(groups.size() + 1);
        node.linkGroup = groups.try_emplace(node.streamOffset, next).first->second;
    }
}

ArchiveEntry ForeignIndex::entryOf(const std::string& path, const Node& node) {
    ArchiveEntry entry;
    entry.path = path;
    entry.info = node.info;
    entry.streamOffset = node.streamOffset;
    entry.crc64 = node.crc64;
    entry.subtreeFiles = node.subtreeFiles;
    entry.subtreeBytes = node.subtreeBytes;
    entry.flags = node.sparse ? std::uint32_t{kEntrySparse} : 0U;
    entry.linkGroup = node.linkGroup;
    if (!node.rare) return entry;
    entry.linkTarget = node.rare->linkTarget;
    entry.attributes = node.rare->attributes;
    return entry;
}

Result<std::string> ForeignIndex::finish(ArchiveHeader header, const std::stop_token& stop) {
    ALULA_TRY(makeUpDirectories(stop));
    ALULA_TRY(checkParents(stop));
    ALULA_ASSIGN(header.contentBytes, contentBytes());
    ALULA_TRY(sumSubtrees(stop));
    groupLinks();
    header.files = header.directories = header.symlinks = 0;
    IndexWriter writer;
    // The index grows while the entries go.
    for (auto at = m_nodes.begin(); at != m_nodes.end(); at = m_nodes.erase(at)) {
        if (stop.stop_requested()) return fail(cancelled());
        const ArchiveEntry entry = entryOf(at->first, at->second);
        ALULA_TRY(writer.add(entry));
        switch (entry.info.type) {
        case EntryType::File: ++header.files; break;
        case EntryType::Directory: header.directories += !entry.path.empty(); break;
        case EntryType::Symlink: ++header.symlinks; break;
        }
    }
    if (m_droppedWarnings > 0)
        m_warnings.push_back(
            {WarningKind::SkippedType, {}, "and " + std::to_string(m_droppedWarnings) + " more warnings that are not listed"});
    header.warnings = m_warnings;
    return writer.finish(header);
}

} // namespace alula
