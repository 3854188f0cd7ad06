// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/console_tail.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace alula {

namespace {

bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// Behind the escape sequence that begins at `at`.
std::size_t behindSequence(std::string_view line, std::size_t at) {
    const std::size_t kind = at + 1;
    if (kind >= line.size()) return line.size();
    std::size_t end = kind + 1;
    if (line[kind] == '[') { // parameters, then a letter
        while (end < line.size() && (line[end] < '@' || line[end] > '~')) ++end;
    } else if (line[kind] == ']') { // a text, ended by BEL
        while (end < line.size() && line[end] != '\a') ++end;
    } else {
        return end;
    }
    return std::min(end + 1, line.size());
}

} // namespace

std::vector<std::string> ConsoleTail::advance(std::vector<std::string> now) {
    // The longest end of what was there that is a beginning of what is there.
    auto known = std::min(m_last.size(), now.size());
    while (known > 0 && !std::ranges::equal(std::views::drop(m_last, static_cast<std::ptrdiff_t>(m_last.size() - known)),
                                            std::views::take(now, static_cast<std::ptrdiff_t>(known))))
        --known;
    m_last = std::move(now);
    return {m_last.begin() + static_cast<std::ptrdiff_t>(known), m_last.end()};
}

std::string plainText(std::string_view line) {
    std::string text;
    for (std::size_t at = 0; at < line.size();) {
        if (line[at] == '\x1b') {
            at = behindSequence(line, at);
            continue;
        }
        if (!isControl(line[at])) text += line[at];
        ++at;
    }
    return text;
}

} // namespace alula
