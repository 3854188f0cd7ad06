// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/selection_rules.h"

#include <algorithm>

namespace alula::gui {

namespace {
std::string parentOf(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}
bool isBelow(const std::string& path, const std::string& top) {
    if (top.empty()) return !path.empty();
    return path.size() > top.size() && path.starts_with(top) && path[top.size()] == '/';
}
} // namespace

bool SelectionRules::ByComponents::operator()(const std::string& a, const std::string& b) const {
    return std::ranges::lexicographical_compare(
        a, b, {}, [](char c) { return c == '/' ? 0 : static_cast<int>(static_cast<unsigned char>(c)) + 1; },
        [](char c) { return c == '/' ? 0 : static_cast<int>(static_cast<unsigned char>(c)) + 1; });
}

SelectionRules SelectionRules::all() {
    SelectionRules rules;
    rules.set({}, true);
    return rules;
}

SelectionRules SelectionRules::only(const std::vector<std::string>& paths) {
    SelectionRules rules;
    for (const std::string& path : paths) rules.set(path, true);
    return rules;
}

bool SelectionRules::isIn(const std::string& path) const {
    for (std::string at = path;; at = parentOf(at)) {
        if (const auto rule = m_rules.find(at); rule != m_rules.end()) return rule->second;
    }
}

void SelectionRules::set(const std::string& path, bool in) {
    auto below = m_rules.upper_bound(path);
    while (below != m_rules.end() && isBelow(below->first, path)) below = m_rules.erase(below);
    m_rules.erase(path);
    if (path.empty() || isIn(parentOf(path)) != in) m_rules[path] = in;
}

SelectionRules::State SelectionRules::state(const std::string& path) const {
    const bool in = isIn(path);
    for (auto below = m_rules.upper_bound(path); below != m_rules.end() && isBelow(below->first, path); ++below) {
        if (below->second != in) return State::Partly;
    }
    return in ? State::In : State::Out;
}

bool SelectionRules::isEmpty() const {
    return std::ranges::none_of(m_rules, [](const auto& rule) { return rule.second; });
}

bool SelectionRules::isAll() const { return m_rules.size() == 1 && m_rules.begin()->second; }

std::vector<std::string> SelectionRules::include() const {
    std::vector<std::string> paths;
    for (const auto& [path, in] : m_rules) {
        if (in) paths.push_back(path);
    }
    if (paths == std::vector<std::string>{""}) paths.clear();
    return paths;
}

std::vector<std::string> SelectionRules::exclude() const {
    std::vector<std::string> paths;
    for (const auto& [path, in] : m_rules) {
        if (!in && !path.empty()) paths.push_back(path);
    }
    return paths;
}

std::vector<protocol::WirePath> wirePaths(const std::vector<std::string>& paths) {
    std::vector<protocol::WirePath> wire;
    wire.reserve(paths.size());
    for (const std::string& path : paths) wire.push_back({path});
    return wire;
}

} // namespace alula::gui
