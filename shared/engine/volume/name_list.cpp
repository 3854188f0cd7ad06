// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/name_list.h"

#include <algorithm>

namespace alula {

void NameList::add(std::string_view name) {
    m_places.push_back({m_bytes.size(), name.size()});
    m_bytes += name;
}

void NameList::sort() {
    const auto name = [this](const Place& place) { return at(place); };
    std::ranges::sort(m_places, {}, name);
    const auto [begin, end] = std::ranges::unique(m_places, {}, name);
    m_places.erase(begin, end);
}

std::string_view NameList::operator[](std::size_t i) const { return at(m_places[i]); }

} // namespace alula
