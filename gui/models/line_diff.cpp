// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/line_diff.h"

#include <QtCore/QHash>

#include <algorithm>

namespace alula::gui {

namespace {
constexpr int kMostSteps = 2000; // of difference that are looked into: the memory is their square

using Lines = std::vector<QString>;
using Ids = std::vector<int>; // equal lines have equal numbers

// Where the path of each step count had got to, by diagonal: enough to walk back.
struct Trace {
    std::vector<std::vector<int>> steps;
    bool found = false;
};

Trace walk(const Ids& a, const Ids& b) {
    const int n = static_cast<int>(a.size()), m = static_cast<int>(b.size());
    const int most = std::min(n + m, kMostSteps);
    std::vector<int> far(static_cast<std::size_t>(2 * most + 3), 0);
    const auto at = [&](int k) -> int& { return far[static_cast<std::size_t>(k + most + 1)]; };
    Trace trace;
    for (int d = 0; d <= most; ++d) {
        trace.steps.emplace_back(far.begin() + (most + 1 - d), far.begin() + (most + 2 + d));
        for (int k = -d; k <= d; k += 2) {
            const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
            int x = down ? at(k + 1) : at(k - 1) + 1;
            while (x < n && x - k < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)]) ++x;
            at(k) = x;
            if (x >= n && x - k >= m) {
                trace.found = true;
                return trace;
            }
        }
    }
    return trace;
}

// Which lines of each side the other lacks.
std::pair<std::vector<bool>, std::vector<bool>> marks(const Ids& a, const Ids& b, const Trace& trace) {
    std::vector<bool> removed(a.size(), !trace.found), added(b.size(), !trace.found);
    if (!trace.found) return {removed, added};
    int x = static_cast<int>(a.size()), y = static_cast<int>(b.size());
    for (int d = static_cast<int>(trace.steps.size()) - 1; d > 0; --d) {
        const auto& far = trace.steps[static_cast<std::size_t>(d)]; // of diagonals -d to d, before step d
        const auto at = [&](int k) { return far[static_cast<std::size_t>(k + d)]; };
        const int k = x - y;
        const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
        const int before = down ? k + 1 : k - 1;
        const int fromX = at(before), fromY = fromX - before;
        if (down) added[static_cast<std::size_t>(fromY)] = true;
        else removed[static_cast<std::size_t>(fromX)] = true;
        x = fromX;
        y = fromY;
    }
    return {removed, added};
}
} // namespace

std::vector<QString> linesOf(const QString& text) {
    Lines lines;
    qsizetype from = 0;
    while (from < text.size()) {
        const qsizetype end = text.indexOf(u'\n', from);
        const qsizetype to = end < 0 ? text.size() : end;
        QString line = text.sliced(from, std::min(to - from, kLongestLine));
        if (to - from > kLongestLine) line += u'…';
        if (line.endsWith(u'\r')) line.chop(1);
        lines.push_back(line);
        from = to + 1;
    }
    return lines;
}

LineDiff diffLines(const Lines& older, const Lines& newer) {
    std::size_t head = 0, tail = 0;
    const std::size_t shorter = std::min(older.size(), newer.size());
    while (head < shorter && older[head] == newer[head]) ++head;
    while (tail < shorter - head && older[older.size() - 1 - tail] == newer[newer.size() - 1 - tail]) ++tail;

    QHash<QString, int> numbers;
    const auto number = [&](const Lines& lines) {
        Ids ids;
        for (std::size_t i = head; i < lines.size() - tail; ++i) {
            auto known = numbers.find(lines[i]);
            if (known == numbers.end()) known = numbers.insert(lines[i], static_cast<int>(numbers.size()));
            ids.push_back(*known);
        }
        return ids;
    };
    const Ids a = number(older), b = number(newer);
    const Trace trace = walk(a, b);
    const auto [removed, added] = marks(a, b, trace);

    LineDiff diff;
    diff.rough = !trace.found;
    for (std::size_t i = 0; i < head; ++i) diff.lines.push_back({older[i]});
    for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
        if (i < a.size() && removed[i]) {
            diff.lines.push_back({older[head + i++], TextLine::In::Older});
            ++diff.removed;
        } else if (j < b.size() && added[j]) {
            diff.lines.push_back({newer[head + j++], TextLine::In::Newer});
            ++diff.added;
        } else {
            diff.lines.push_back({older[head + i++]});
            ++j;
        }
    }
    for (std::size_t i = older.size() - tail; i < older.size(); ++i) diff.lines.push_back({older[i]});
    return diff;
}

} // namespace alula::gui
