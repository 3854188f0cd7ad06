// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/entry_lister.h"

#include "shared/base/load.h"
#include "shared/engine/archive/index_page.h"

namespace alula {
namespace {

bool isDirectory(const VolumeTree& tree, std::size_t node) { return TreeChildren::isDirectory(tree, node); }

} // namespace

EntryLister::EntryLister(const ArchivePlan& plan, const FileFacts& facts)
    : m_plan(plan), m_facts(facts), m_children(plan.tree()) {
    const VolumeTree& tree = plan.tree();
    for (std::size_t i = 0; i < tree.size(); ++i) {
        if (tree.node(i).type == EntryType::Symlink) ++m_symlinks;
    }
    sumSubtrees();
}

// From the last node to the first: what is below a node has been added to it before it is added to its parent.
void EntryLister::sumSubtrees() {
    const VolumeTree& tree = m_plan.tree();
    m_totals.resize(m_children.directories());
    for (std::size_t i = tree.size(); i-- > 1;) {
        const auto& node = tree.node(i);
        Totals& parent = m_totals[m_children.number(node.parent)];
        if (isDirectory(tree, i)) {
            parent.files += m_totals[m_children.number(i)].files;
            parent.bytes += m_totals[m_children.number(i)].bytes;
        } else if (node.type == EntryType::File) {
            ++parent.files;
            parent.bytes += node.size;
        }
    }
}

Result<void> EntryLister::list(const std::function<Result<void>(const ArchiveEntry&)>& add, WarningList& warnings,
                               std::stop_token stop) const {
    const VolumeTree& tree = m_plan.tree();
    ALULA_TRY(add(entry(0, {}, warnings)));
    for (std::size_t directory = 0; directory < tree.size(); ++directory) {
        if (!isDirectory(tree, directory)) continue;
        const std::string path = tree.path(directory);
        for (const std::uint32_t child : m_children.of(directory)) {
            if (stop.stop_requested()) return fail(cancelled());
            ALULA_TRY(add(entry(child, joinPath(path, tree.name(child)), warnings)));
        }
    }
    return {};
}

ArchiveEntry EntryLister::entry(std::size_t node, std::string path, WarningList& warnings) const {
    const VolumeTree& tree = m_plan.tree();
    const std::size_t source = m_plan.contentNode(node);
    ArchiveEntry entry;
    entry.path = std::move(path);
    entry.info = entryInfo(tree.node(node));
    entry.linkGroup = tree.node(node).linkGroup;
    if (entry.info.type == EntryType::File) {
        // Seen at two moments, one file may have had two sizes: the contents that are there decide.
        entry.info.size = tree.node(source).size;
        entry.streamOffset = entry.info.size == 0 ? 0 : m_plan.contentOffset(source);
        entry.crc64 = m_facts.crc64(source);
        entry.flags = m_facts.flags(source) | (tree.node(source).sparse ? kEntrySparse : 0U);
    } else if (entry.info.type == EntryType::Symlink) {
        entry.linkTarget = tree.linkTarget(node);
    } else {
        entry.subtreeFiles = m_totals[m_children.number(node)].files;
        entry.subtreeBytes = m_totals[m_children.number(node)].bytes;
    }
    entry.attributes = tree.attributes(node);
    if (attributeCost(entry.attributes) > format::kMaxAttributeBytes) {
        warnings.add(
            {WarningKind::NotApplied, entry.path, "its extended attributes are too large for an archive and were left out"});
        entry.attributes.clear();
    }
    return entry;
}

} // namespace alula
