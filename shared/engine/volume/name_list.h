// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace alula {

// The names of one directory. Made for a million of them: all lie in one arena.
class NameList {
public:
    void add(std::string_view name);
    // After the last one. A directory that changes while it is listed may tell a name twice: it is kept once.
    void sort();

    std::size_t size() const { return m_places.size(); }
    std::string_view operator[](std::size_t i) const;

private:
    struct Place {
        std::size_t offset = 0;
        std::size_t length = 0;
    };
    std::string_view at(const Place& place) const { return std::string_view(m_bytes).substr(place.offset, place.length); }

    std::string m_bytes;
    std::vector<Place> m_places;
};

} // namespace alula
