// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <cstdint>
#include <vector>

namespace alula::gui {

// A line of a text, or of two that were laid over each other.
struct TextLine {
    enum class In : std::uint8_t { Both, Older, Newer }; // a single text's lines are in Both
    QString text;
    In in = In::Both;
    friend bool operator==(const TextLine&, const TextLine&) = default;
};

struct LineDiff {
    std::vector<TextLine> lines; // in order; of a changed place the older ones first
    int added = 0, removed = 0;
    bool rough = false; // so different that what stands between the first and the last difference was not looked into
};

// Long lines are cut: nobody reads a million characters in one row, and no view can lay them out in time.
inline constexpr qsizetype kLongestLine = 2000;
std::vector<QString> linesOf(const QString& text);
// Which lines came and went (E. W. Myers, An O(ND) Difference Algorithm, 1986). Any thread.
LineDiff diffLines(const std::vector<QString>& older, const std::vector<QString>& newer);

} // namespace alula::gui
