// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/tree_paths.h"

namespace alula {

const std::string& TreePaths::next() {
    const std::size_t node = m_node++;
    if (node == 0) {
        m_path.clear();
    } else {
        while (m_open.back().node != m_tree.node(node).parent) m_open.pop_back();
        m_path.resize(m_open.back().length);
        if (!m_path.empty()) m_path += '/';
        m_path += m_tree.name(node);
    }
    if (node == 0 || m_tree.node(node).type == EntryType::Directory) m_open.push_back({node, m_path.size()});
    return m_path;
}

} // namespace alula
