// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/restore_plan.h"

#include "gui/dialogs/plan_list_dialog.h"
#include "gui/format/plain_text.h"
#include "gui/format/restore_text.h"
#include "gui/look/health.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtCore/QEvent>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace alula::gui {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
enum Row : std::size_t { Replaced, Removed, Unchanged, Kept };
int plural(std::uint64_t count) { return static_cast<int>(std::min<std::uint64_t>(count, 1'000'000'000)); }

QLabel* wrapped() {
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}
} // namespace

RestorePlanView::RestorePlanView(Node& node, RestorePlanning& planning, QWidget* parent)
    : QWidget(parent), m_node(node), m_planning(planning), m_word(wrapped()), m_busy(new QProgressBar), m_trouble(wrapped()),
      m_again(new QPushButton(tr("&Try again"))), m_numbers(new QWidget), m_sentence(wrapped()), m_room(wrapped()),
      m_estimate(wrapped()), m_nameAsked(wrapped()), m_name(new QLineEdit) {
    auto* grid = new QGridLayout(m_numbers);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnStretch(3, 1);
    std::size_t row = 0;
    for (const char* list : {"replaced", "removed", "unchanged", "kept"}) addCount(*grid, row++, list);
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setAccessibleName(tr("Making the plan"));
    m_again->setAutoDefault(false);
    m_nameAsked->setBuddy(m_name);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_word, m_busy, m_trouble}) column->addWidget(widget);
    column->addWidget(m_again, 0, Qt::AlignLeft);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_numbers, m_sentence, m_room, m_estimate}) column->addWidget(widget);
    column->addSpacing(8);
    column->addWidget(m_nameAsked);
    column->addWidget(m_name, 0, Qt::AlignLeft);
    m_name->setMinimumWidth(fontMetrics().averageCharWidth() * 36);
    column->addStretch();
    connect(&planning, &RestorePlanning::changed, this, &RestorePlanView::refresh);
    connect(&node, &Node::stateChanged, this, &RestorePlanView::refresh);
    connect(m_again, &QPushButton::clicked, &m_planning, &RestorePlanning::tryAgain);
    connect(m_name, &QLineEdit::textChanged, this, &RestorePlanView::changed);
    m_reading.setSingleShot(true);
    m_reading.setInterval(kReadFor);
    connect(&m_reading, &QTimer::timeout, this, &RestorePlanView::changed);
}

bool RestorePlanView::event(QEvent* event) {
    if (event->type() == QEvent::WindowActivate) m_planning.setWatched(true);
    if (event->type() == QEvent::WindowDeactivate) m_planning.setWatched(false);
    return QWidget::event(event);
}

void RestorePlanView::addCount(QGridLayout& grid, std::size_t row, const char* list) {
    Count& count = m_counts.at(row);
    count = {list, new QLabel, new QLabel, new QPushButton(u">"_s)};
    QFont bold = count.number->font();
    bold.setBold(true);
    count.number->setFont(bold);
    for (QLabel* label : {count.number, count.text}) label->setTextFormat(Qt::PlainText);
    count.number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    count.open->setAutoDefault(false);
    count.open->setFixedWidth(count.open->sizeHint().height());
    connect(count.open, &QPushButton::clicked, this, [this, row] {
        const Count& asked = m_counts.at(row);
        RestoreParams params = m_planning.params();
        if (m_planning.plan()) params.plan = m_planning.plan()->token;
        openPlanList(m_node, params, asked.list, tr("%1 %2").arg(asked.number->text(), asked.text->text()), this);
    });
    grid.addWidget(count.number, static_cast<int>(row), 0);
    grid.addWidget(count.text, static_cast<int>(row), 1);
    grid.addWidget(count.open, static_cast<int>(row), 2);
}

void RestorePlanView::beginAnew() {
    m_name->clear();
    m_nameWanted.clear();
    m_token.clear();
    m_reading.stop();
}

bool RestorePlanView::canStart() const {
    if (m_planning.state() != RestorePlanning::State::Ready || !m_node.isOnline() || m_reading.isActive()) return false;
    if (!hasRoom(*m_planning.plan())) return false;
    return m_nameWanted.isEmpty() || m_name->text().simplified() == m_nameWanted;
}

QString RestorePlanView::serverName(const RestorePlan& plan) const { return m_node.data().serverName(plan.server); }

void RestorePlanView::refresh() {
    const auto state = m_planning.state();
    const bool away = !m_node.isOnline();
    const bool failed = state == RestorePlanning::State::Failed;
    const auto& plan = m_planning.plan();
    m_word->setText(m_planning.word());
    m_word->setVisible(!m_planning.word().isEmpty() && !failed);
    m_busy->setVisible(!away && (state == RestorePlanning::State::Asking || state == RestorePlanning::State::Starting ||
                                 state == RestorePlanning::State::Unsure));
    m_again->setVisible(failed && !away);
    m_trouble->setVisible(failed || away);
    if (away) m_trouble->setText(m_node.trouble() ? m_node.trouble()->sentence : tr("There is no connection to the node."));
    else if (failed)
        m_trouble->setText((m_planning.isBeginUnknown()
                                ? tr("It is not known whether the restore began. See to it in Activity. %1")
                                : tr("This restore cannot be done. Nothing was changed. %1"))
                               .arg(shown(m_planning.trouble()->message())));
    const bool shows = plan && !failed;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_numbers, m_sentence, m_room, m_estimate}) widget->setVisible(shows);
    if (shows) showPlan(*plan);
    m_sentence->setVisible(shows && hasRoom(*plan)); // without room none of it happens
    m_nameAsked->setVisible(shows && !m_nameWanted.isEmpty());
    m_name->setVisible(shows && !m_nameWanted.isEmpty());
    Q_EMIT changed();
}

void RestorePlanView::showPlan(const RestorePlan& plan) {
    if (m_token != plan.token) {
        const bool another = !m_token.empty();
        m_token = plan.token;
        if (another) m_reading.start();
        if (another) m_name->clear(); // it was typed for the one before
    }
    const auto replaced = reallyReplaced(plan);
    showCount(Replaced, replaced, tr("files replaced", nullptr, plural(replaced)), true);
    showCount(Removed, plan.removed, tr("files deleted", nullptr, plural(plan.removed)), true);
    showCount(Unchanged, plan.unchanged, tr("files unchanged: same size and time", nullptr, plural(plan.unchanged)), true);
    showCount(Kept, plan.kept, tr("files kept that are not in what is restored", nullptr, plural(plan.kept)), false);
    m_sentence->setText(restoreSentence(plan, serverName(plan), m_planning.params().backupFirst));
    m_room->setText(roomText(plan));
    QPalette colours = palette();
    if (!hasRoom(plan)) colours.setColor(QPalette::WindowText, colorOf(Health::Failed, palette()));
    m_room->setPalette(colours);
    m_estimate->setText(estimateText(plan));
    m_estimate->setVisible(hasRoom(plan));
    showName(plan);
}

void RestorePlanView::showCount(std::size_t row, std::uint64_t count, const QString& text, bool always) {
    Count& shows = m_counts.at(row);
    shows.number->setText(countText(count));
    shows.text->setText(text);
    shows.open->setAccessibleName(tr("List: %1").arg(text));
    shows.open->setToolTip(tr("Shows which"));
    shows.open->setVisible(count > 0);
    for (QLabel* label : {shows.number, shows.text}) label->setVisible(always || count > 0);
}

void RestorePlanView::showName(const RestorePlan& plan) {
    const bool asked = hasRoom(plan) && needsName(plan, m_planning.params().backupFirst);
    m_nameWanted = asked ? nameToType(plan.server, m_node.data().servers()) : QString();
    m_nameAsked->setText(tr("Type %1 to go on:").arg(withoutMnemonic(m_nameWanted)));
    m_name->setAccessibleName(tr("Type %1 to go on").arg(m_nameWanted));
}

} // namespace alula::gui
