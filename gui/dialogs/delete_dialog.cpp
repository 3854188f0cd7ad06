// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/delete_dialog.h"

#include "gui/dialogs/job_panel.h"
#include "gui/format/command_text.h"
#include "gui/format/deletion_text.h"
#include "gui/format/plain_text.h"
#include "gui/format/restore_text.h"
#include "gui/look/health.h"
#include "gui/look/mark_label.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtCore/QTimer>
#include <QtGui/QPainter>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QStyle>
#include <QtWidgets/QTableView>

#include <algorithm>
#include <chrono>

namespace alula::gui {

using namespace Qt::StringLiterals;
using State = DeletePlanModel::State;

namespace {
constexpr std::chrono::seconds kReading{1};

// With an edge in the colour of what is wrong.
class LoudFrame final : public QFrame {
protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setPen(QPen(colorOf(Health::Failed, palette()), 2));
        painter.setBrush(palette().color(QPalette::Base));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
};

QLabel* wrapped() {
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}
} // namespace

DeleteDialog::DeleteDialog(Node& node, DeletePlanModel::Target target, QWidget* parent)
    : CommandDialog(parent), m_node(node), m_model(new DeletePlanModel(node, std::move(target), this)), m_job(new JobPanel(node)),
      m_pages(new QStackedWidget), m_keep(new QPushButton), m_delete(new QPushButton), m_again(new QPushButton(tr("&Try again"))),
      m_reading(new QTimer(this)) {
    m_reading->setSingleShot(true);
    m_reading->setInterval(kReading);
    connect(m_reading, &QTimer::timeout, this, &DeleteDialog::updateDelete);
    const auto& server = m_model->target().allOf;
    setWindowTitle(server ? tr("Delete all backups of %1").arg(node.data().serverName(*server)) : tr("Delete backups"));
    m_delete->setObjectName("delete"_L1);
    m_keep->setObjectName("keep"_L1);
    m_pages->addWidget(makePlanPage());
    m_pages->addWidget(m_job);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_pages, 1);
    column->addWidget(commandRow());
    buttons()->addButton(m_again, QDialogButtonBox::ActionRole);
    buttons()->addButton(m_delete, QDialogButtonBox::DestructiveRole);
    buttons()->addButton(m_keep, QDialogButtonBox::RejectRole);
    // Enter keeps: who deletes says so.
    for (QPushButton* button : {m_delete, m_again}) button->setAutoDefault(false);
    m_keep->setDefault(true);
    connect(m_keep, &QPushButton::clicked, this, &DeleteDialog::reject);
    connect(m_delete, &QPushButton::clicked, m_model, &DeletePlanModel::start);
    connect(m_again, &QPushButton::clicked, m_model, [this] { m_model->ask(); });
    connect(m_model, &DeletePlanModel::changed, this, &DeleteDialog::refresh);
    connect(m_model, &DeletePlanModel::started, this, &DeleteDialog::follow);
    connect(m_job, &JobPanel::ended, this, &DeleteDialog::showOutcome);
    connect(&m_node, &QObject::destroyed, this, &DeleteDialog::reject);
    connect(&m_node, &Node::stateChanged, this, &DeleteDialog::refresh);
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 28);
    m_model->ask();
    m_keep->setFocus();
}

QWidget* DeleteDialog::makePlanPage() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    m_lost = new LoudFrame;
    m_lost->setObjectName("lost"_L1);
    m_lostLines = new QVBoxLayout(m_lost);
    m_lostArea = new QScrollArea; // none is cut, however many servers lose theirs
    m_lostArea->setAccessibleName(tr("What is lost"));
    m_lostArea->setFrameShape(QFrame::NoFrame);
    m_lostArea->setWidgetResizable(true);
    m_lostArea->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    m_lostArea->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_lostArea->setWidget(m_lost);
    m_word = wrapped();
    m_sentence = wrapped();
    m_sentence->setObjectName("sentence"_L1);
    m_panel = wrapped();
    m_list = new QTableView;
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("Backups that would be deleted"));
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setShowGrid(false);
    m_list->setWordWrap(false);
    m_list->setTabKeyNavigation(false);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_list->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->horizontalHeader()->setHighlightSections(false);
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (const auto& [at, sample] : {std::pair(0, u"88 Wwww 88:88"_s), std::pair(1, u"Survival world"_s),
                                     std::pair(2, u"1023.9 MiB"_s), std::pair(3, u"good, warnings: 8"_s)})
        m_list->horizontalHeader()->resizeSection(at, fontMetrics().horizontalAdvance(sample) + fontMetrics().height());
    for (QWidget* widget : std::initializer_list<QWidget*>{m_word, m_lostArea, m_sentence, m_panel}) column->addWidget(widget);
    column->addWidget(m_list, 1);
    column->addWidget(makeNameRow());
    return page;
}

QWidget* DeleteDialog::makeNameRow() {
    m_nameRow = new QWidget;
    auto* row = new QHBoxLayout(m_nameRow);
    row->setContentsMargins(0, 0, 0, 0);
    m_nameLabel = new QLabel;
    m_nameLabel->setTextFormat(Qt::PlainText);
    m_name = new QLineEdit;
    m_name->setObjectName("name"_L1);
    m_nameLabel->setBuddy(m_name);
    row->addWidget(m_nameLabel);
    row->addWidget(m_name, 1);
    connect(m_name, &QLineEdit::textChanged, this, &DeleteDialog::updateDelete);
    return m_nameRow;
}

QString DeleteDialog::command() const {
    QStringList words{u"delete"_s};
    const auto& target = m_model->target();
    if (target.allOf) words << u"--all"_s << QString::fromStdString(target.allOf->toString());
    for (const BackupId& id : target.backups) words << QString::fromStdString(id.toString());
    return alulactlCommand(words);
}

void DeleteDialog::refresh() {
    notePlan();
    showPlan();
    showLost();
    updateDelete();
}

// What was typed, and a click that was on its way, were for the plan of before.
void DeleteDialog::notePlan() {
    if (m_model->state() != State::Ready || m_model->plan()->token == m_token) return;
    if (!m_token.empty()) m_reading->start();
    m_token = m_model->plan()->token;
    m_name->clear();
}

void DeleteDialog::showPlan() {
    const auto& plan = m_model->plan();
    m_word->setText(m_model->word());
    // "What is still there" is said of a list.
    m_word->setVisible(!m_model->word().isEmpty() && !(m_model->state() == State::Ready && plan->count == 0));
    m_again->setVisible(m_model->state() == State::Failed);
    switch (m_model->state()) {
    case State::Asking: m_sentence->setText(tr("Asking what would be deleted …")); break;
    case State::Starting:
        m_sentence->setText(
            m_node.isOnline()
                ? tr("Starting …")
                : tr("The connection to %1 was lost. When it is back, what is left is listed again.").arg(m_node.name()));
        break;
    case State::Failed:
        m_sentence->setText(
            (m_model->isUnsure() ? tr("Whether anything was deleted is not known: %1") : tr("Nothing was deleted: %1"))
                .arg(shown(m_model->trouble()->message())));
        break;
    case State::Ready:
    case State::Started:
        if (plan->count > 0) m_sentence->setText(deletionSentence(*plan));
        else
            m_sentence->setText(plan->pinned.empty() ? tr("There is nothing to delete: they are gone already.")
                                                     : tr("There is nothing to delete: they are pinned. Unpin them first."));
    }
    const bool ready = m_model->state() == State::Ready && plan->count > 0;
    m_list->setVisible(ready);
    m_panel->setText(panelListText());
    m_panel->setVisible(ready &&
                        std::ranges::any_of(m_model->backups(), [](const auto& each) { return each.origin == "panel"; }));
    m_delete->setText(ready ? deletionButtonText(*plan) : tr("Delete"));
    m_keep->setText(!ready ? tr("&Close") : plan->count == 1 ? tr("&Keep it") : tr("&Keep all"));
}

// Loud: what was good is gone for good.
void DeleteDialog::showLost() {
    while (QLayoutItem* item = m_lostLines->takeAt(0)) {
        if (item->layout()) {
            while (QLayoutItem* inner = item->layout()->takeAt(0)) {
                delete inner->widget();
                delete inner;
            }
        }
        delete item;
    }
    const bool ready = m_model->state() == State::Ready && m_model->plan()->count > 0;
    std::vector<protocol::LostGood> lost;
    if (ready) lost = m_model->plan()->lostGood;
    const auto addLine = [this](const QString& text) {
        auto* row = new QHBoxLayout;
        auto* label = wrapped();
        QFont bold = label->font();
        bold.setBold(true);
        label->setFont(bold);
        label->setText(text);
        row->addWidget(new MarkLabel(Health::Failed), 0, Qt::AlignVCenter);
        row->addWidget(label, 1);
        m_lostLines->addLayout(row);
    };
    // Servers that are left with nothing good come first, every one of them.
    const auto bare = std::ranges::stable_partition(lost, [](const auto& each) { return !each.older; });
    const auto bareOnes = static_cast<std::size_t>(bare.begin() - lost.begin());
    constexpr std::size_t kMostLines = 4;
    const std::size_t lines = std::min(lost.size(), std::max(bareOnes, kMostLines));
    for (std::size_t i = 0; i < lines; ++i) addLine(lostGoodText(lost[i], m_node.data().serverName(lost[i].server)));
    if (lost.size() > lines) addLine(tr("And those of %n more server(s).", nullptr, static_cast<int>(lost.size() - lines)));
    if (ready && lost.empty()) {
        for (const ServerId& server : m_model->plan()->lastGoodOf)
            addLine(tr("Includes the NEWEST good backup of %1.").arg(m_node.data().serverName(server)));
    }
    m_lost->setVisible(m_lostLines->count() > 0);
    m_lostArea->setVisible(m_lostLines->count() > 0);
    m_lostArea->updateGeometry();
}

QString DeleteDialog::wordToType() const {
    if (m_model->mustBeCounted()) return QString::number(m_model->plan()->count);
    const auto server = m_model->mustBeNamed();
    return server ? shown(nameToType(*server, m_node.data().servers()).toStdString()) : QString();
}

bool DeleteDialog::nameFits() const {
    const QString word = wordToType();
    return word.isEmpty() || m_name->text().simplified() == word;
}

void DeleteDialog::updateDelete() {
    const bool ready = m_model->state() == State::Ready && m_model->plan()->count > 0;
    const QString word = wordToType();
    m_nameRow->setVisible(ready && !word.isEmpty());
    if (!word.isEmpty()) m_nameLabel->setText(tr("Type %1 to go &on:").arg(withoutMnemonic(word)));
    m_delete->setEnabled(ready && nameFits() && m_node.isOnline() && !m_reading->isActive());
    const QString missing = m_model->mustBeCounted() ? tr("Type the number first.") : tr("Type the name first.");
    m_delete->setToolTip(!m_node.isOnline() ? plainTip(tr("There is no connection to %1 just now.").arg(m_node.name()))
                         : !nameFits()      ? missing
                                            : QString());
    if (ready) m_planned = m_model->plan()->count;
}

void DeleteDialog::follow(const JobId& job) {
    m_pages->setCurrentWidget(m_job);
    m_delete->hide();
    m_keep->setText(tr("&Close"));
    m_keep->setFocus();
    m_job->follow(job, tr("Deleting %n backup(s)", nullptr, static_cast<int>(m_planned)),
                  tr("What is deleted by then stays deleted; closing this window stops nothing."),
                  tr("Cancelling. What is deleted by now stays deleted."));
}

void DeleteDialog::showOutcome() {
    const auto& job = m_job->watch().job();
    if (!job) {
        m_job->showOutcome(Health::Unknown,
                           tr("%1 does not know this job any more. The list shows which backups are left.").arg(m_node.name()));
        return;
    }
    m_job->showOutcome(healthOf(job->state), deletionOutcomeText(*job, m_planned));
}

void openDeleteDialog(Node& node, const std::vector<BackupId>& backups, QWidget* parent) {
    (new DeleteDialog(node, {.backups = backups, .allOf = {}}, parent))->open();
}

void openDeleteAllDialog(Node& node, const ServerId& server, QWidget* parent) {
    (new DeleteDialog(node, {.backups = {}, .allOf = server}, parent))->open();
}

} // namespace alula::gui
