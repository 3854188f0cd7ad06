// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/elided_label.h"

#include "gui/format/plain_text.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QResizeEvent>

namespace alula::gui {

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setWhole(const QString& text) {
    if (text == m_whole) return;
    m_whole = text;
    setAccessibleName(text);
    fit();
    updateGeometry();
}

QSize ElidedLabel::sizeHint() const { return {fontMetrics().horizontalAdvance(m_whole) + 2, fontMetrics().height()}; }
QSize ElidedLabel::minimumSizeHint() const { return {fontMetrics().averageCharWidth() * 4, fontMetrics().height()}; }

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    fit();
}

void ElidedLabel::fit() {
    const QString shownText = fontMetrics().elidedText(m_whole, Qt::ElideRight, contentsRect().width());
    setText(shownText);
    setToolTip(shownText == m_whole ? QString() : plainTip(m_whole));
}

} // namespace alula::gui
