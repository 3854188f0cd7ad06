// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/notice_bar.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

namespace alula::gui {

NoticeBar::NoticeBar(QWidget* parent) : QFrame(parent), m_mark(new QLabel), m_sentence(new QLabel) {
    setFrameShape(QFrame::StyledPanel);
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_mark);
    row->addWidget(m_sentence, 1);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    hide();
}

void NoticeBar::say(Health health, const QString& sentence) {
    const int side = fontMetrics().height();
    m_mark->setPixmap(markOf(health, palette()).pixmap(side, side));
    m_sentence->setText(sentence);
    setAccessibleName(sentence);
    setVisible(!sentence.isEmpty());
}

QString NoticeBar::sentence() const { return m_sentence->text(); }

} // namespace alula::gui
