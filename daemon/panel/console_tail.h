// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace alula {

// What is new in a console of which only the last lines can be asked for, without times or numbers. One thread.
class ConsoleTail {
public:
    explicit ConsoleTail(std::vector<std::string> now) : m_last(std::move(now)) {}
    // The lines that were added since the last look. Where none of the lines of then are left, all of them; where lines repeat, as
    // few as can be.
    std::vector<std::string> advance(std::vector<std::string> now);

private:
    std::vector<std::string> m_last;
};

// Without the escape sequences that colour a terminal (ECMA-48 CSI and OSC) and other control characters.
std::string plainText(std::string_view line);

} // namespace alula
