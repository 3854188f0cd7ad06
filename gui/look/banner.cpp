// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/banner.h"

#include "gui/format/plain_text.h"
#include "gui/look/mark_label.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace alula::gui {

namespace {
constexpr std::size_t kMostOthers = 30; // nobody reads more in a banner
constexpr int kOthersHeight = 180;      // pixels

bool sameButtons(const std::vector<Banner::Button>& a, const std::vector<Banner::Button>& b) {
    return std::ranges::equal(
        a, b, [](const Banner::Button& x, const Banner::Button& y) { return x.text == y.text && x.whyNot == y.whyNot; });
}
// What is looked at; what a button does follows from it.
bool looksSame(const Banner::Item& a, const Banner::Item& b) {
    return a.health == b.health && a.sentence == b.sentence && a.detail == b.detail && sameButtons(a.buttons, b.buttons);
}

} // namespace

Banner::Banner(QWidget* parent) : QFrame(parent), m_column(new QVBoxLayout(this)) {
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_column->setContentsMargins(8, 8, 8, 8);
    m_column->setSpacing(4);
    hide();
}

void Banner::setItems(std::vector<Item> items) {
    const bool same = std::ranges::equal(items, m_items, looksSame);
    m_items = std::move(items);
    if (same) return; // the focus stays where it is
    build();
}

QWidget* Banner::rowOf(const Item& item) {
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto* text = new QLabel(item.sentence);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setToolTip(plainTip(item.detail));
    text->setAccessibleName(tr("%1: %2").arg(textOf(item.health), item.sentence));
    line->addWidget(new MarkLabel(item.health), 0, Qt::AlignTop);
    line->addWidget(text, 1);
    for (const Button& each : item.buttons) {
        auto* button = new QPushButton(each.text);
        button->setEnabled(each.whyNot.isEmpty());
        button->setToolTip(plainTip(each.whyNot));
        button->setAccessibleName(tr("%1: %2").arg(each.text, item.sentence));
        connect(button, &QPushButton::clicked, this, [run = each.run] { run(); });
        line->addWidget(button, 0, Qt::AlignTop);
    }
    return row;
}

void Banner::build() {
    for (QWidget* old : {m_first, m_others}) {
        if (!old) continue;
        old->hide();
        m_column->removeWidget(old);
        old->deleteLater(); // one of its buttons may be what called
    }
    m_first = m_others = nullptr;
    m_more = nullptr;
    setVisible(!m_items.empty());
    if (m_items.empty()) return;
    m_first = rowOf(m_items.front());
    m_column->addWidget(m_first);
    if (m_items.size() == 1) return;
    m_more = new QToolButton;
    m_more->setAutoRaise(true);
    m_more->setCheckable(true);
    m_more->setChecked(m_open);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setArrowType(m_open ? Qt::UpArrow : Qt::DownArrow);
    m_more->setText(tr("%n more", nullptr, static_cast<int>(m_items.size() - 1)));
    connect(m_more, &QToolButton::toggled, this, [this](bool open) {
        m_open = open;
        m_more->setArrowType(open ? Qt::UpArrow : Qt::DownArrow);
        buildMore();
    });
    m_first->layout()->addWidget(m_more);
    m_first->layout()->setAlignment(m_more, Qt::AlignTop);
    buildMore();
}

void Banner::buildMore() {
    if (m_others) {
        m_column->removeWidget(m_others);
        m_others->deleteLater();
        m_others = nullptr;
    }
    if (!m_open || m_items.size() < 2) return;
    auto* list = new QWidget;
    auto* rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    const std::size_t end = std::min(m_items.size(), kMostOthers + 1);
    int height = 0;
    for (std::size_t i = 1; i < end; ++i) {
        QWidget* row = rowOf(m_items[i]);
        rows->addWidget(row);
        height += qMax(QPushButton().sizeHint().height(), 2 * fontMetrics().lineSpacing()) + rows->spacing();
    }
    if (m_items.size() > end) rows->addWidget(new QLabel(tr("and %n more", nullptr, static_cast<int>(m_items.size() - end))));
    rows->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(list);
    scroll->setAccessibleName(tr("More problems"));
    scroll->setFixedHeight(qMin(height + 4, kOthersHeight));
    m_others = scroll;
    m_column->addWidget(scroll);
}

} // namespace alula::gui
