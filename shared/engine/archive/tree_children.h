// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/tree.h"

#include <cstdint>
#include <span>
#include <vector>

namespace alula {

// Which nodes of a tree are in which directory: what index order needs, where a tree is depth first. 8 bytes a node. The tree
// outlives it. Immutable: any thread.
class TreeChildren {
public:
    explicit TreeChildren(const VolumeTree& tree);
    static bool isDirectory(const VolumeTree& tree, std::size_t node) {
        return node == 0 || tree.node(node).type == EntryType::Directory;
    }
    std::size_t directories() const { return m_first.size() - 1; }                    // the root is one
    std::uint32_t number(std::size_t directory) const { return m_number[directory]; } // 0, 1 … in node order
    std::span<const std::uint32_t> of(std::size_t directory) const;                   // nodes, in name order

private:
    std::vector<std::uint32_t> m_number;   // by node; only directories have one
    std::vector<std::uint32_t> m_first;    // by directory number: where its children begin in m_children; one more at the end
    std::vector<std::uint32_t> m_children; // those of one directory together
};

} // namespace alula
