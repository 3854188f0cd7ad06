// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace alula {

// Shell patterns as git's wildmatch.c takes them: `*`, `?`, `[…]` with ranges, escapes and POSIX classes (ASCII, case counts),
// `\x`. WholePath: `*`, `?` and classes stop at slashes, `**` between slashes or ends does not. Name: the text has no slash.
// Malformed classes match nothing. Time is bounded by pattern × text, whatever the stars (wildmatch.c is exponential in `**/`).
enum class PatternScope { Name, WholePath };
bool wildMatch(std::string_view pattern, std::string_view text, PatternScope scope);

// Bytes that have a meaning in a pattern.
constexpr bool isPatternByte(char c) { return c == '*' || c == '?' || c == '[' || c == '\\'; }

} // namespace alula
