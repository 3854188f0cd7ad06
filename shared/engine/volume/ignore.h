// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace alula {

// gitignore(5) rules, whole: comments, negation, anchors, `*`, `?`, classes, `**`, escapes, trailing spaces, directory-only
// rules. Tested against `git check-ignore` on generated trees and rules. Immutable once made: any thread.
class IgnoreRules {
public:
    IgnoreRules() = default; // ignores nothing
    // Text of at most 32 KiB, one rule a line; never fails: a line git would not match matches nothing here.
    static IgnoreRules parse(std::string_view text);

    enum class Match { None, Ignored, Kept };
    // What the rules say of this very path (not of its parents): last matching rule wins.
    Match match(std::string_view path, bool isDirectory) const;
    bool empty() const { return m_rules.empty(); }

private:
    struct Rule {
        std::string pattern;           // without "!", a leading and a trailing slash
        std::size_t literalPrefix = 0; // so many bytes of it stand for themselves
        bool negated = false;
        bool directoryOnly = false;
        bool anchored = false; // has a slash before its end: matched against the whole path, else against the name
        bool matches(std::string_view path, std::string_view name) const;
    };
    static void addLine(std::string_view line, std::vector<Rule>& rules);
    std::vector<Rule> m_rules;
};

} // namespace alula
