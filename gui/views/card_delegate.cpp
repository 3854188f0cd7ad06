// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/card_delegate.h"

#include "gui/format/time_text.h"
#include "gui/look/health.h"
#include "gui/look/outcome_dots.h"
#include "gui/models/cards_model.h"
#include "shared/wording/wording.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kGap = 4, kInside = 8, kMark = 14; // pixels: around a card, within it, its mark

QFont bold(QFont font) {
    font.setBold(true);
    return font;
}

void drawText(QPainter& painter, const QRect& rect, Qt::Alignment align, const QString& text) {
    painter.drawText(rect, static_cast<int>(align | Qt::AlignVCenter) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

// The card itself: base colour with a border; the selected one's border is the highlight's, twice as wide. Its colours stay readable.
void drawFrame(QPainter& painter, const QRect& card, const QStyleOptionViewItem& option) {
    const bool chosen = option.state & QStyle::State_Selected;
    const QPalette& palette = option.palette;
    QColor border = palette.color(chosen ? QPalette::Highlight : QPalette::Text);
    if (!chosen) border.setAlphaF(0.35F); // a style's "mid" may be no other than its base
    painter.setPen(QPen(border, chosen ? 2 : 1));
    painter.setBrush(palette.color(option.state & QStyle::State_MouseOver ? QPalette::AlternateBase : QPalette::Base));
    painter.drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), 4, 4);
    if (!(option.state & QStyle::State_HasFocus)) return;
    QStyleOptionFocusRect focus;
    focus.rect = card.adjusted(3, 3, -3, -3);
    focus.palette = palette;
    focus.state = option.state;
    focus.backgroundColor = palette.color(QPalette::Base);
    (option.widget ? option.widget->style() : QApplication::style())
        ->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, option.widget);
}

void drawLastGood(QPainter& painter, const QRect& line, const Card& card, const QPalette& palette) {
    painter.setPen(card.stale ? colorOf(Health::Failed, palette) : palette.color(QPalette::Text));
    drawText(painter, line, Qt::AlignLeft, CardDelegate::lastGoodText(card));
}
} // namespace

QString CardDelegate::lastGoodText(const Card& card) {
    if (!card.lastGood) return noGoodText(card.hadGood);
    const QString text = tr("good %1").arg(agoText(*card.lastGood));
    return card.stale ? tr("%1, too old").arg(text) : text;
}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {m_width, 2 * (kGap + kInside) + 4 * (option.fontMetrics.height() + 4)};
}

void CardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* card = index.data(CardsModel::CardRole).value<const Card*>();
    if (!card) return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect frame = option.rect.adjusted(kGap, kGap, -kGap, -kGap);
    drawFrame(*painter, frame, option);
    const QPalette& palette = option.palette;
    const QRect inside = frame.adjusted(kInside, kInside, -kInside, -kInside);
    QRect line(inside.topLeft(), QSize(inside.width(), option.fontMetrics.height() + 4));
    const QString state = card->runState == "unknown" ? QString() : runStateText(card->runState);
    const int stateWidth = option.fontMetrics.horizontalAdvance(state);

    const QRect mark(line.right() - kMark + 1, line.center().y() - kMark / 2, kMark, kMark);
    paintMark(*painter, mark, healthOf(card->mark), palette);
    painter->setFont(bold(option.font));
    painter->setPen(palette.color(QPalette::Text));
    drawText(*painter, line.adjusted(0, 0, -(kMark + stateWidth + 16), 0), Qt::AlignLeft, card->name);
    painter->setFont(option.font);
    painter->setPen(palette.color(QPalette::PlaceholderText));
    drawText(*painter, line.adjusted(0, 0, -(kMark + 8), 0), Qt::AlignRight, state);

    line.translate(0, line.height());
    drawLastGood(*painter, line, *card, palette);
    line.translate(0, line.height());
    paintOutcomes(*painter, line, card->outcomes, palette);
    line.translate(0, line.height());
    painter->setPen(palette.color(QPalette::Text));
    drawText(*painter, line, Qt::AlignLeft, card->size ? bytesText(*card->size) : CardDelegate::tr("size not known"));
    drawText(*painter, line, Qt::AlignRight, trendText(card->trend));
    painter->restore();
}

} // namespace alula::gui
