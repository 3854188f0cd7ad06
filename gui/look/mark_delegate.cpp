// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/mark_delegate.h"

#include "gui/look/health.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>

namespace alula::gui {

namespace {
constexpr int kMark = 12, kRoom = 22; // pixels: the mark, and what is kept free for it
}

void MarkDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    const QStyle* style = row.widget ? row.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &row, painter, row.widget); // below the mark as well
    QStyleOptionViewItem text = option;
    text.rect.setRight(option.rect.right() - kRoom);
    QStyledItemDelegate::paint(painter, text, index);
    const QRect box(option.rect.right() - kRoom + (kRoom - kMark) / 2, option.rect.center().y() - kMark / 2, kMark, kMark);
    const Health health = healthOf(index.data(m_role).toString().toStdString());
    (option.state & QStyle::State_Selected ? paintSelectedMark : paintMark)(*painter, box, health, option.palette);
}

QSize MarkDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QSize hint = QStyledItemDelegate::sizeHint(option, index);
    return {hint.width() + kRoom, qMax(hint.height(), option.fontMetrics.height() + 8)};
}

} // namespace alula::gui
