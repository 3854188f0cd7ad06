// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace alula::gui {

struct Card;

// A server's card: name and mark, age of the last good backup, strip of outcomes, size and trend.
class CardDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setCardWidth(int width) { m_width = width; } // so that they fill the lines
    static QString lastGoodText(const Card& card);

private:
    int m_width = 220;
};

} // namespace alula::gui
