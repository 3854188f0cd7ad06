// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/mark_label.h"

#include <QtGui/QPainter>

namespace alula::gui {

MarkLabel::MarkLabel(Health health, QWidget* parent) : QWidget(parent), m_health(health) {
    setFixedSize(18, 18);
    setHealth(health);
}

void MarkLabel::setHealth(Health health) {
    m_health = health;
    setAccessibleName(textOf(health));
    update();
}

void MarkLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintMark(painter, rect(), m_health, palette());
}

} // namespace alula::gui
