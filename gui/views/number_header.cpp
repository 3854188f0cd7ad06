// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/number_header.h"

#include <QtGui/QGuiApplication>
#include <QtWidgets/QStyleOption>

namespace alula::gui {

namespace {
constexpr QChar kRoom(0x2002); // half as wide as the letters are high
}

void keepNumberApart(QStyleOptionViewItem& option) {
    if ((option.displayAlignment & Qt::AlignRight) && !option.text.isEmpty()) option.text += kRoom;
}

NumberHeader::NumberHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setHighlightSections(false);
    const auto ifDragged = [this](int section) {
        const bool dragged = underMouse() && QGuiApplication::mouseButtons().testFlag(Qt::LeftButton);
        if (dragged && visualIndex(section) + 1 < count()) m_byHand = true; // the last one fills the room
    };
    connect(this, &QHeaderView::sectionResized, this, ifDragged);
    connect(this, &QHeaderView::sectionMoved, this, ifDragged);
}

void NumberHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int section) const {
    QHeaderView::initStyleOptionForIndex(option, section);
    if (option->textAlignment & Qt::AlignRight) option->text += kRoom;
}

} // namespace alula::gui
