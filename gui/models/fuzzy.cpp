// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/fuzzy.h"

namespace alula::gui {

namespace {
bool beginsWord(const QString& text, qsizetype at) { return at == 0 || !text[at - 1].isLetterOrNumber(); }
} // namespace

std::optional<int> fuzzyScore(const QString& letters, const QString& text) {
    int score = 0;
    qsizetype from = 0, last = -2;
    for (const QChar letter : letters) {
        if (letter.isSpace()) continue;
        // The next beginning of a word with this letter, else the next one at all; one right behind the last is best.
        qsizetype at = from < text.size() && text[from].toCaseFolded() == letter.toCaseFolded() ? from : -1;
        for (qsizetype i = from; at < 0 && i < text.size(); ++i) {
            if (beginsWord(text, i) && text[i].toCaseFolded() == letter.toCaseFolded()) at = i;
        }
        if (at < 0) at = text.indexOf(letter, from, Qt::CaseInsensitive);
        if (at < 0) return std::nullopt;
        score += at == last + 1 ? 8 : beginsWord(text, at) ? 6 : 1;
        last = at;
        from = at + 1;
    }
    return last < 0 ? 0 : score * 100 - static_cast<int>(text.size()); // no letters: all alike, in their own order
}

} // namespace alula::gui
