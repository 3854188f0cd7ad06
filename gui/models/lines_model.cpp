// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/lines_model.h"

#include <algorithm>

namespace alula::gui {

using namespace Qt::StringLiterals;

void LinesModel::show(std::vector<TextLine> lines, bool isDiff) {
    beginResetModel();
    m_lines = std::move(lines);
    m_isDiff = isDiff;
    m_longest = 0;
    for (const TextLine& line : m_lines) m_longest = std::max(m_longest, line.text.size() + 2);
    endResetModel();
}

int LinesModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_lines.size()); }

QVariant LinesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const TextLine& line = m_lines[static_cast<std::size_t>(index.row())];
    const auto text = [&] {
        QString shown = line.text;
        return shown.replace(u'\t', u"    "_s);
    };
    switch (role) {
    case Qt::DisplayRole:
        if (!m_isDiff) return text();
        return QString((line.in == TextLine::In::Older ? u"− "_s : line.in == TextLine::In::Newer ? u"+ "_s : u"  "_s) + text());
    case Qt::AccessibleTextRole:
        if (line.in == TextLine::In::Older) return tr("removed: %1").arg(line.text);
        if (line.in == TextLine::In::Newer) return tr("added: %1").arg(line.text);
        return line.text;
    case InRole: return static_cast<int>(line.in);
    default: return {};
    }
}

} // namespace alula::gui
