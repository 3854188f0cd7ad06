// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/tree.h"

#include <string>
#include <vector>

namespace alula {

// The paths of a tree's nodes one after the other, each in constant time: VolumeTree::path() walks up to the root.
class TreePaths {
public:
    explicit TreePaths(const VolumeTree& tree) : m_tree(tree) {}
    const std::string& next(); // of node 0, then 1 …; good until the next call

private:
    struct Open { // a directory on the way to the current node
        std::size_t node;
        std::size_t length; // of its path
    };
    const VolumeTree& m_tree;
    std::size_t m_node = 0;
    std::vector<Open> m_open;
    std::string m_path;
};

} // namespace alula
