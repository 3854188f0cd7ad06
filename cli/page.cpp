// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/page.h"

#include "shared/wording/wording.h"

namespace alula::cli {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxWidth = 60; // of a column but the last; longer cells push the rest to the right

// Letters as a terminal counts them, near enough: surrogate pairs are one, combining marks none.
qsizetype widthOf(const QString& text) {
    qsizetype width = 0;
    for (const QChar c : text) {
        if (!c.isLowSurrogate() && c.category() != QChar::Mark_NonSpacing) ++width;
    }
    return width;
}

QString padded(const QString& text, qsizetype width, bool right) {
    const QString gap(qMax(qsizetype{0}, width - widthOf(text)), u' ');
    return right ? QString(gap + text) : QString(text + gap);
}

QString safe(const QString& text) { return shown(text.toStdString()); }

QString trimmedEnd(QString line) {
    while (line.endsWith(u' ')) line.chop(1);
    return line;
}

QString tableText(const std::vector<Column>& columns, const std::vector<QStringList>& rows) {
    std::vector<qsizetype> widths;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        qsizetype width = widthOf(columns[i].title);
        for (const QStringList& row : rows) width = qMax(width, qMin(kMaxWidth, widthOf(row.value(static_cast<qsizetype>(i)))));
        widths.push_back(width);
    }
    const auto lineOf = [&](const auto& cell) {
        QString line;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0) line += u"  "_s;
            line += padded(cell(i), widths[i], columns[i].right);
        }
        return QString(trimmedEnd(line) + u'\n');
    };
    QString text = lineOf([&](std::size_t i) { return columns[i].title; });
    for (const QStringList& row : rows) text += lineOf([&](std::size_t i) { return row.value(static_cast<qsizetype>(i)); });
    return text;
}
} // namespace

void Page::line(const QString& text) { m_blocks.emplace_back(safe(text)); }
void Page::field(const QString& label, const QString& value) { m_blocks.emplace_back(Field{label, safe(value)}); }
void Page::columns(std::vector<Column> columns) { m_blocks.emplace_back(Table{std::move(columns), {}}); }

void Page::row(const QStringList& cells) {
    QStringList row;
    for (const QString& cell : cells) row << safe(cell);
    std::get<Table>(m_blocks.back()).rows.push_back(row);
}

QString Page::toText() const {
    qsizetype labels = 0;
    for (const Block& block : m_blocks) {
        if (const auto* field = std::get_if<Field>(&block)) labels = qMax(labels, widthOf(field->label));
    }
    QString text;
    for (const Block& block : m_blocks) {
        if (const auto* line = std::get_if<QString>(&block)) text += QString(*line + u'\n');
        else if (const auto* field = std::get_if<Field>(&block))
            text += QString(trimmedEnd(padded(field->label, labels, false) + u"  "_s + field->value) + u'\n');
        else text += tableText(std::get<Table>(block).columns, std::get<Table>(block).rows);
    }
    return text;
}

} // namespace alula::cli
