// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/entry_delegate.h"

#include "gui/look/icons.h"
#include "gui/models/entry_folder.h"
#include "gui/views/number_header.h"

namespace alula::gui {

using namespace Qt::StringLiterals;

EntryDelegate::EntryDelegate(int kindRole, QObject* parent)
    : QStyledItemDelegate(parent), m_kindRole(kindRole), m_folder(themeIcon(u"folder"_s)), m_file(themeIcon(u"text-x-generic"_s)),
      m_link(themeIcon(u"emblem-symbolic-link"_s)) {}

void EntryDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant kind = index.data(m_kindRole);
    if (!kind.isValid()) {
        option->palette.setBrush(QPalette::Text, option->palette.brush(QPalette::PlaceholderText));
        return;
    }
    if (index.column() > 0) {
        option->font.setFeature("tnum", 1);
        keepNumberApart(*option);
        return;
    }
    option->features |= QStyleOptionViewItem::HasDecoration;
    switch (static_cast<EntryKind>(kind.toInt())) {
    case EntryKind::Directory: option->icon = m_folder; break;
    case EntryKind::Symlink: option->icon = m_link; break;
    case EntryKind::File: option->icon = m_file; break;
    }
}

// Rows as high as those of the tables.
QSize EntryDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QSize hint = QStyledItemDelegate::sizeHint(option, index);
    return {hint.width(), qMax(hint.height(), option.fontMetrics.height() + 8)};
}

} // namespace alula::gui
