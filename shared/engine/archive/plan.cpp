// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/plan.h"

#include "shared/base/load.h"
#include "shared/engine/archive/block_cutter.h"
#include "shared/engine/archive/tree_paths.h"

#include <limits>

namespace alula {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kMaxHeaderUnits = std::numeric_limits<std::uint8_t>::max();
// A sparse file may say that it has 8 EiB, and the plan takes 32 bytes for each MiB of the stream: 128 MiB at most.
constexpr std::uint64_t kMaxStreamBytes = 4096_GiB;

} // namespace

EntryInfo entryInfo(const VolumeTree::Node& node) {
    return {.type = node.type,
            .mode = node.mode,
            .uid = node.uid,
            .gid = node.gid,
            .size = node.type == EntryType::File ? node.size : 0,
            .mtimeNs = node.mtimeNs,
            .ctimeNs = node.ctimeNs,
            .inode = node.inode};
}

Result<ArchivePlan> ArchivePlan::make(const VolumeTree& tree, TarEntries entries, std::stop_token stop) {
    if (tree.size() >= kNone) return fail(ErrorCode::Unsupported, "the volume has more entries than an archive can hold");
    ArchivePlan plan(tree, entries);
    plan.findLinkGroups();
    ALULA_TRY(plan.placeEntries(stop));
    return plan;
}

void ArchivePlan::findLinkGroups() {
    if (m_entries == TarEntries::Wings) return; // every hard link is a file of its own
    for (std::uint32_t i = 0; i < m_tree->size(); ++i) {
        const std::uint32_t group = m_tree->node(i).linkGroup;
        if (group == 0) continue;
        if (group >= m_groupFirst.size()) m_groupFirst.resize(group + 1, kNone);
        if (m_groupFirst[group] == kNone) m_groupFirst[group] = i;
    }
}

Result<void> ArchivePlan::placeEntries(std::stop_token stop) {
    m_offsets.resize(m_tree->size());
    m_headerUnits.resize(m_tree->size());
    BlockCutter cutter;
    TreePaths paths(*m_tree);
    for (std::uint32_t i = 0; i < m_tree->size(); ++i) {
        if (stop.stop_requested()) return fail(cancelled());
        const std::string& path = paths.next();
        if (!inStream(i)) continue;
        const std::size_t units = headers(i, path).size() / format::kTarBlock;
        if (units > kMaxHeaderUnits)
            return fail(Error(ErrorCode::Unsupported, "this path is too long for an archive").withPath(path));
        m_headerUnits[i] = static_cast<std::uint8_t>(units);
        m_offsets[i] = cutter.streamBytes();
        if (entryBytes(i) > kMaxStreamBytes - m_offsets[i])
            return fail(Error(ErrorCode::Unsupported,
                              "with this file the volume has more than 4 TiB, which is more than an archive can hold; an ignore "
                              "rule can leave it out")
                            .withPath(path));
        m_contentBytes += entryContent(i);
        cutter.add(i, path, entryBytes(i));
    }
    m_blocks = cutter.finish();
    m_streamBytes = cutter.streamBytes();
    return {};
}

bool ArchivePlan::inStream(std::size_t node) const {
    if (node == 0) return false; // the root has no name of its own in the stream
    return m_entries == TarEntries::Full || m_tree->node(node).type == EntryType::File;
}

std::size_t ArchivePlan::contentNode(std::size_t node) const {
    const std::uint32_t group = m_tree->node(node).linkGroup;
    return m_groupFirst.empty() || group == 0 ? node : m_groupFirst[group];
}

std::uint64_t ArchivePlan::entryContent(std::size_t node) const {
    const auto& n = m_tree->node(node);
    return n.type == EntryType::File && !isHardLink(node) ? n.size : 0;
}

std::uint64_t ArchivePlan::entryBytes(std::size_t node) const { return headerBytes(node) + paddedSize(entryContent(node)); }

std::string ArchivePlan::headers(std::size_t node, const std::string& path) const {
    const auto& n = m_tree->node(node);
    return tarHeaders(path, entryInfo(n), n.type == EntryType::Symlink ? m_tree->linkTarget(node) : std::string(),
                      isHardLink(node) ? m_tree->path(contentNode(node)) : std::string());
}

} // namespace alula
