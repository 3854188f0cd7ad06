// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/mark_delegate.h"

#include "gui/look/health.h"

#include <QtGui/QPainter>

namespace alula::gui {

namespace {
constexpr int kMark = 12, kRoom = 22; // pixels: the mark, and what is kept free for it
}

void MarkDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem text = option;
    text.rect.setRight(option.rect.right() - kRoom);
    QStyledItemDelegate::paint(painter, text, index);
    const QRect box(option.rect.right() - kRoom + (kRoom - kMark) / 2, option.rect.center().y() - kMark / 2, kMark, kMark);
    paintMark(*painter, box, healthOf(index.data(m_role).toString().toStdString()), option.palette);
}

QSize MarkDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QSize hint = QStyledItemDelegate::sizeHint(option, index);
    return {hint.width() + kRoom, qMax(hint.height(), option.fontMetrics.height() + 8)};
}

} // namespace alula::gui
