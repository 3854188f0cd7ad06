// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/ignore.h"

#include "shared/engine/volume/entry.h"
#include "shared/engine/volume/wildmatch.h"

#include <algorithm>
#include <ranges>

namespace alula {

namespace {
// git's trim_trailing_spaces: spaces only, and none that a backslash protects.
std::string_view withoutTrailingSpaces(std::string_view line) {
    std::size_t end = line.size(); // where the trailing spaces begin
    bool inSpaces = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == ' ') {
            if (!inSpaces) end = i;
            inSpaces = true;
            continue;
        }
        inSpaces = false;
        if (line[i] == '\\' && ++i == line.size()) return line;
    }
    return inSpaces ? line.substr(0, end) : line;
}
} // namespace

IgnoreRules IgnoreRules::parse(std::string_view text) {
    IgnoreRules rules;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    while (!text.empty()) {
        const auto newline = text.find('\n');
        auto line = text.substr(0, newline);
        text.remove_prefix(newline == text.npos ? text.size() : newline + 1);
        if (line.empty() || line.front() == '#') continue;
        if (line.back() == '\r') line.remove_suffix(1);
        addLine(withoutTrailingSpaces(line.substr(0, line.find('\0'))), rules.m_rules);
    }
    return rules;
}

// git's parse_path_pattern.
void IgnoreRules::addLine(std::string_view line, std::vector<Rule>& rules) {
    Rule rule;
    if (line.starts_with('!')) {
        rule.negated = true;
        line.remove_prefix(1);
    }
    if (line.ends_with('/')) {
        rule.directoryOnly = true;
        line.remove_suffix(1);
    }
    rule.anchored = line.find('/') != line.npos;
    if (line.starts_with('/')) line.remove_prefix(1);
    if (line.empty()) return; // no path is empty
    rule.pattern = line;
    rule.literalPrefix = static_cast<std::size_t>(std::ranges::find_if(line, isPatternByte) - line.begin());
    rules.push_back(std::move(rule));
}

bool IgnoreRules::Rule::matches(std::string_view path, std::string_view name) const {
    const std::string_view whole = pattern;
    const std::string_view text = anchored ? path : name;
    if (text.substr(0, literalPrefix) != whole.substr(0, literalPrefix)) return false;
    // As git does it, the wildcards see only what is behind the literal part: so "a**/b" matches a/x/b.
    return wildMatch(whole.substr(literalPrefix), text.substr(literalPrefix),
                     anchored ? PatternScope::WholePath : PatternScope::Name);
}

IgnoreRules::Match IgnoreRules::match(std::string_view path, bool isDirectory) const {
    const std::string_view name = nameOf(path);
    for (const auto& rule : m_rules | std::views::reverse) {
        if (rule.directoryOnly && !isDirectory) continue;
        if (rule.matches(path, name)) return rule.negated ? Match::Kept : Match::Ignored;
    }
    return Match::None;
}

} // namespace alula
