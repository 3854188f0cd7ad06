// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/tree.h"

#include <algorithm>
#include <limits>

namespace alula {

namespace {
template <typename T>
const T& found(const std::vector<std::pair<std::uint32_t, T>>& table, std::size_t i) {
    static const T none;
    const auto at = std::ranges::lower_bound(table, i, {}, [](const auto& row) { return std::size_t{row.first}; });
    return at != table.end() && at->first == i ? at->second : none;
}
} // namespace

std::string_view VolumeTree::name(std::size_t i) const {
    const Node& n = m_nodes[i];
    return std::string_view(m_names).substr(n.nameOffset, n.nameLength);
}

std::string VolumeTree::path(std::size_t i) const {
    std::size_t length = 0;
    for (std::size_t at = i; at != 0; at = m_nodes[at].parent) length += m_nodes[at].nameLength + 1U;
    std::string path(length == 0 ? 0 : length - 1, '/');
    std::size_t end = path.size();
    for (std::size_t at = i; at != 0; at = m_nodes[at].parent) {
        const auto part = name(at);
        part.copy(path.data() + (end - part.size()), part.size());
        end -= std::min(end, part.size() + 1);
    }
    return path;
}

const std::string& VolumeTree::linkTarget(std::size_t i) const { return found(m_targets, i); }

const std::vector<ExtendedAttribute>& VolumeTree::attributes(std::size_t i) const { return found(m_attributes, i); }

bool VolumeTree::full(std::size_t nameLength) const {
    constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max();
    return m_nodes.size() >= most || m_names.size() + nameLength > most;
}

std::size_t VolumeTree::add(Node node, std::string_view name) {
    node.nameOffset = static_cast<std::uint32_t>(m_names.size());
    node.nameLength = static_cast<std::uint16_t>(name.size());
    m_names += name;
    if (node.type == EntryType::File) {
        m_totalBytes += node.size;
        ++m_files;
    }
    m_nodes.push_back(node);
    return m_nodes.size() - 1;
}

void VolumeTree::setLinkTarget(std::size_t i, std::string target) {
    m_targets.emplace_back(static_cast<std::uint32_t>(i), std::move(target));
}

void VolumeTree::setAttributes(std::size_t i, std::vector<ExtendedAttribute> attributes) {
    m_attributes.emplace_back(static_cast<std::uint32_t>(i), std::move(attributes));
}

} // namespace alula
