// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/line_delegate.h"

#include "gui/look/health.h"
#include "gui/models/lines_model.h"

namespace alula::gui {

namespace {
constexpr int kTint = 40; // of 255
}

QSize LineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const QFontMetrics metrics(option.font);
    return {metrics.horizontalAdvance(u'0') * (m_longest + 2), metrics.height()};
}

void LineDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    option->textElideMode = Qt::ElideNone;
    const auto in = static_cast<TextLine::In>(index.data(LinesModel::InRole).toInt());
    if (in == TextLine::In::Both) return;
    QColor ground = colorOf(in == TextLine::In::Newer ? Health::Good : Health::Failed, option->palette);
    ground.setAlpha(kTint);
    option->backgroundBrush = ground;
}

} // namespace alula::gui
