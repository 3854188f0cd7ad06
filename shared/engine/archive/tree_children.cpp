// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/tree_children.h"

namespace alula {

// A counting sort by parent. It is stable, and nodes stand depth first in name order, so each directory's children stay in name
// order.
TreeChildren::TreeChildren(const VolumeTree& tree) {
    m_number.resize(tree.size());
    std::uint32_t directories = 0;
    for (std::size_t i = 0; i < tree.size(); ++i) {
        if (isDirectory(tree, i)) m_number[i] = directories++;
    }
    m_first.assign(directories + 1U, 0);
    for (std::size_t i = 1; i < tree.size(); ++i) ++m_first[m_number[tree.node(i).parent] + 1];
    for (std::size_t d = 1; d < m_first.size(); ++d) m_first[d] += m_first[d - 1];
    std::vector<std::uint32_t> next(m_first.begin(), m_first.end() - 1);
    m_children.resize(tree.size() == 0 ? 0 : tree.size() - 1);
    for (std::uint32_t i = 1; i < tree.size(); ++i) m_children[next[m_number[tree.node(i).parent]]++] = i;
}

std::span<const std::uint32_t> TreeChildren::of(std::size_t directory) const {
    const std::uint32_t number = m_number[directory];
    return std::span(m_children).subspan(m_first[number], m_first[number + 1] - m_first[number]);
}

} // namespace alula
