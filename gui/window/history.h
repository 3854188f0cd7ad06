// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/views/place.h"

#include <cstddef>
#include <vector>

namespace alula::gui {

// Where the admin was, as a browser keeps it: going somewhere new forgets what was ahead.
class History {
public:
    void go(const Place& place);      // nothing when it is there already
    void replace(const Place& place); // the page moved by itself within where it is
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_places.size(); }
    Place back();
    Place forward();

private:
    std::vector<Place> m_places;
    std::size_t m_at = 0;
};

} // namespace alula::gui
