// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/paged_list_model.h"

#include "gui/format/plain_text.h"

namespace alula::gui {

int PagedListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_lines.size()); }

QVariant PagedListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
    const QString& line = m_lines.at(index.row());
    return role == Qt::ToolTipRole ? plainTip(line) : line;
}

bool PagedListModel::canFetchMore(const QModelIndex& parent) const { return !parent.isValid() && !m_complete && !m_asking; }

void PagedListModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent)) return;
    m_asking = true;
    m_fetch(m_cursor, this, [this](Result<Page> page) {
        m_asking = false;
        if (!page) {
            Q_EMIT failed(page.error());
            return;
        }
        m_cursor = page->cursor;
        m_complete = !page->cursor;
        if (page->lines.isEmpty()) return;
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(page->lines.size()) - 1);
        m_lines += page->lines;
        endInsertRows();
    });
}

} // namespace alula::gui
