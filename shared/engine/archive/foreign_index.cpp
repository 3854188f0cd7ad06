// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/foreign_index.h"

#include "shared/engine/archive/format.h"
#include "shared/engine/archive/index_page.h"

#include <algorithm>
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

} // namespace

Result<std::string> safeForeignPath(std::string_view path) {
    const std::string_view plain = path.starts_with('/') ? path : withoutDots(path);
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
    if (item.kind == TarItem::Kind::HardLink) {
        addHardLink(path, item);
        return {};
    }
    if (item.target.size() > format::kMaxLinkTarget)
        return fail(Error(ErrorCode::Corrupt, "The archive has a link whose target is too long.").withPath(path));
    Node node;
    node.entry.info = item.info;
    if (item.kind == TarItem::Kind::Symlink) node.entry.linkTarget = std::move(item.target);
    node.entry.attributes = std::move(item.attributes);
    if (item.kind == TarItem::Kind::File) {
        node.entry.streamOffset = item.id;
        node.entry.crc64 = crc64;
        if (sparse) node.entry.flags = kEntrySparse;
    }
    m_nodes.insert_or_assign(path, std::move(node));
    return {};
}

// tar links to the file that has the name at this moment, whatever takes that name later.
void ForeignIndex::addHardLink(const std::string& path, const TarItem& item) {
    const auto target = safeForeignPath(item.target);
    const auto found = target ? m_nodes.find(*target) : m_nodes.end();
    if (found == m_nodes.end() || found->second.entry.info.type == EntryType::Directory) {
        warn(WarningKind::Damaged, path,
             "A hard link to \"" + item.target + "\" is left out: the archive has no such file before it.");
        return;
    }
    Node copy = found->second;
    m_nodes.insert_or_assign(path, std::move(copy));
}

Result<void> ForeignIndex::makeUpDirectories() {
    std::map<std::string, Node, IndexOrder> made;
    const auto missing = [&](std::string_view directory) { return !m_nodes.contains(directory) && !made.contains(directory); };
    const auto makeUp = [&](std::string_view directory) {
        Node node;
        node.entry.info.type = EntryType::Directory;
        node.entry.info.mode = 0755;
        node.madeUp = true;
        made.emplace(directory, std::move(node));
        return takeRoom(directory.size()); // a path of 4 KiB may ask for 2,000 of them
    };
    if (missing("")) ALULA_TRY(makeUp(""));
    for (const auto& [path, node] : m_nodes)
        for (std::string_view parent = parentOf(path); missing(parent); parent = parentOf(parent)) ALULA_TRY(makeUp(parent));
    m_nodes.merge(made);
    return {};
}

Result<void> ForeignIndex::checkParents() const {
    for (const auto& [path, node] : m_nodes) {
        if (path.empty()) continue;
        const auto parent = m_nodes.find(parentOf(path));
        if (parent == m_nodes.end() || parent->second.entry.info.type != EntryType::Directory)
            return fail(
                Error(ErrorCode::Corrupt, "The archive has an entry inside of something that is no directory.").withPath(path));
    }
    return {};
}

// Backwards, everything below a directory comes before the directory itself, so that each entry is added to its parent only.
// Made-up directories get the time and owner of the newest thing below them.
void ForeignIndex::sumSubtrees() {
    for (auto node = m_nodes.rbegin(); node != m_nodes.rend(); ++node) {
        if (node->first.empty()) continue;
        const ArchiveEntry& entry = node->second.entry;
        Node& parent = m_nodes.find(parentOf(node->first))->second;
        const bool file = entry.info.type == EntryType::File;
        parent.entry.subtreeFiles += file ? 1 : entry.subtreeFiles;
        parent.entry.subtreeBytes += file ? entry.info.size : entry.subtreeBytes;
        if (!parent.madeUp || (parent.dated && entry.info.mtimeNs <= parent.entry.info.mtimeNs)) continue;
        parent.dated = true;
        parent.entry.info.mtimeNs = entry.info.mtimeNs;
        parent.entry.info.uid = entry.info.uid;
        parent.entry.info.gid = entry.info.gid;
    }
}

void ForeignIndex::groupLinks() {
    const auto isFile = [](const Node& node) { return node.entry.info.type == EntryType::File; };
    std::unordered_map<std::uint64_t, std::uint32_t> uses;
    for (const auto& [path, node] : m_nodes)
        if (isFile(node)) ++uses[node.entry.streamOffset];
    std::erase_if(uses, [](const auto& use) { return use.second == 1; });
    std::unordered_map<std::uint64_t, std::uint32_t> groups; // numbered in index order: the same archive gives the same index
    for (auto& [path, node] : m_nodes) {
        if (!isFile(node) || !uses.contains(node.entry.streamOffset)) continue;
        const auto next = static_cast<std::uint32_t>(groups.size() + 1);
        node.entry.linkGroup = groups.try_emplace(node.entry.streamOffset, next).first->second;
    }
}

Result<std::string> ForeignIndex::finish(ArchiveHeader header) {
    ALULA_TRY(makeUpDirectories());
    ALULA_TRY(checkParents());
    sumSubtrees();
    groupLinks();
    header.files = header.directories = header.symlinks = header.contentBytes = 0;
    IndexWriter writer;
    for (auto& [path, node] : m_nodes) {
        ArchiveEntry& entry = node.entry;
        entry.path = path;
        ALULA_TRY(writer.add(entry));
        entry.path.clear();
        switch (entry.info.type) {
        case EntryType::File:
            ++header.files;
            header.contentBytes += entry.info.size;
            break;
        case EntryType::Directory: header.directories += !path.empty(); break;
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
