// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/wire_path.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace alula::gui {

// Which paths of a tree are chosen, also of rows that were never loaded: rules path → in or out, the nearest ancestor wins. A new rule drops
// those below it, and itself when its parent says the same already.
class SelectionRules {
public:
    enum class State : std::uint8_t { Out, In, Partly };

    static SelectionRules all();                                       // everything is chosen
    static SelectionRules only(const std::vector<std::string>& paths); // nothing but these, and what is below
    void set(const std::string& path, bool in);                        // "" is the root; paths are bytes, components apart by '/'
    State state(const std::string& path) const;                        // Partly: an opposite rule below it
    bool isEmpty() const;                                              // nothing is chosen
    bool isAll() const;

    // As backups.restore, export and count take them. Everything is an empty include; "" is in it when something is included again below
    // what is excluded from everything.
    std::vector<std::string> include() const, exclude() const;
    friend bool operator==(const SelectionRules&, const SelectionRules&) = default;

private:
    bool isIn(const std::string& path) const; // by the nearest rule at or above it

    // Path → in; the root's rule is always there. Sorted so that everything below a path stands together ('/' made the smallest).
    struct ByComponents {
        bool operator()(const std::string& a, const std::string& b) const;
    };
    std::map<std::string, bool, ByComponents> m_rules{{std::string(), false}};
};

std::vector<protocol::WirePath> wirePaths(const std::vector<std::string>& paths);

} // namespace alula::gui
