// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/history.h"

namespace alula::gui {

namespace {
constexpr std::size_t kMost = 200;
}

void History::go(const Place& place) {
    if (!m_places.empty() && m_places[m_at] == place) return;
    if (!m_places.empty()) m_places.resize(m_at + 1);
    m_places.push_back(place);
    if (m_places.size() > kMost) m_places.erase(m_places.begin());
    m_at = m_places.size() - 1;
}

void History::replace(const Place& place) {
    if (m_places.empty()) return go(place);
    m_places[m_at] = place;
}

Place History::back() {
    if (canGoBack()) --m_at;
    return m_places.at(m_at);
}

Place History::forward() {
    if (canGoForward()) ++m_at;
    return m_places.at(m_at);
}

} // namespace alula::gui
