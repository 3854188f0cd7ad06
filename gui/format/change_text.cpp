// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/change_text.h"

#include "gui/format/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QStringList>

#include <algorithm>
#include <array>
#include <climits>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
struct Word {
    const char* name;
    const char* text;
};
constexpr std::array<Word, 7> kDifferences = {{
    {"type", QT_TRANSLATE_NOOP("format", "kind")},
    {"contents", QT_TRANSLATE_NOOP("format", "contents")},
    {"mode", QT_TRANSLATE_NOOP("format", "mode")},
    {"owner", QT_TRANSLATE_NOOP("format", "owner")},
    {"time", QT_TRANSLATE_NOOP("format", "time")},
    {"target", QT_TRANSLATE_NOOP("format", "target of the link")},
    {"attributes", QT_TRANSLATE_NOOP("format", "attributes")},
}};

int plural(std::uint64_t count) { return static_cast<int>(std::min<std::uint64_t>(count, INT_MAX)); }
} // namespace

QChar changeMark(const std::string& change) {
    if (change == "added") return u'+';
    if (change == "removed") return u'−';
    return change == "changed" ? u'~' : u' ';
}

QString countsText(const protocol::ChangeTotals& totals) {
    QStringList parts;
    if (totals.added > 0) parts += u'+' + countText(totals.added);
    if (totals.removed > 0) parts += u'−' + countText(totals.removed);
    if (totals.changed > 0) parts += u'~' + countText(totals.changed);
    return parts.join(u' ');
}

QString changeText(const protocol::CompareRow& row) {
    QString word;
    if (row.change == "added") word = Format::tr("added");
    else if (row.change == "removed") word = Format::tr("removed");
    else if (row.change == "changed") word = Format::tr("changed");
    const QString counts = row.below ? countsText(*row.below) : QString();
    if (word.isEmpty() || counts.isEmpty()) return word + counts;
    return word + u"  "_s + counts;
}

QString totalsText(const protocol::ChangeTotals& totals) {
    if (totals.added + totals.removed + totals.changed == 0) return Format::tr("Nothing differs");
    const QString files = Format::tr("%1, %2, %3", "3 added, 1 removed, 9 changed")
                              .arg(Format::tr("%Ln added", nullptr, plural(totals.added)),
                                   Format::tr("%Ln removed", nullptr, plural(totals.removed)),
                                   Format::tr("%Ln changed", nullptr, plural(totals.changed)));
    return Format::tr("%1; %2 before, %3 after").arg(files, bytesText(totals.bytesBefore), bytesText(totals.bytesAfter));
}

QString differencesText(const std::vector<std::string>& names) {
    QStringList texts;
    for (const std::string& name : names) {
        const auto known = std::ranges::find_if(kDifferences, [&](const Word& word) { return name == word.name; });
        texts += known == kDifferences.end() ? shown(name) : Format::tr(known->text);
    }
    return texts.join(u", "_s);
}

} // namespace alula::gui
