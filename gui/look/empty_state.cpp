// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/empty_state.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

EmptyState::EmptyState(QWidget* parent) : QWidget(parent), m_sentence(new QLabel), m_buttons(new QHBoxLayout) {
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* row = new QHBoxLayout;
    row->addStretch();
    row->addLayout(m_buttons);
    row->addStretch();
    auto* column = new QVBoxLayout(this);
    column->addStretch();
    column->addWidget(m_sentence);
    column->addLayout(row);
    column->addStretch();
}

void EmptyState::say(const QString& sentence) {
    m_sentence->setText(sentence);
    m_sentence->setAccessibleName(sentence);
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater(); // one of them may be what called
        delete item;
    }
}

QAbstractButton* EmptyState::addButton(const QString& text) {
    auto* button = new QPushButton(text);
    m_buttons->addWidget(button);
    return button;
}

} // namespace alula::gui
