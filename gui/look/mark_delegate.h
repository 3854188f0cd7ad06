// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace alula::gui {

// A row with its mark at the right end, by the job state's name in `role` (QString, healthOf()).
class MarkDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    MarkDelegate(int role, QObject* parent) : QStyledItemDelegate(parent), m_role(role) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const int m_role;
};

} // namespace alula::gui
