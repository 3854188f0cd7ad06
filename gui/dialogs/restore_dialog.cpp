// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/restore_dialog.h"

#include "gui/dialogs/job_panel.h"
#include "gui/dialogs/restore_choice.h"
#include "gui/dialogs/restore_plan.h"
#include "gui/dialogs/undo_dialog.h"
#include "gui/dialogs/volume_folder.h"
#include "gui/format/restore_text.h"
#include "gui/format/time_text.h"
#include "gui/look/icons.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
enum PageOf { kChoice, kPlan, kJob };
constexpr QSize kSize(820, 520);
} // namespace

void openRestoreDialog(Node& node, const BackupId& backup, const std::optional<SelectionRules>& chosen, QWidget* parent) {
    (new RestoreDialog(node, backup, chosen, parent))->open();
}

RestoreDialog::RestoreDialog(Node& node, const BackupId& backup, const std::optional<SelectionRules>& chosen, QWidget* parent)
    : CommandDialog(parent), m_node(node), m_id(backup), m_wanted(chosen.value_or(SelectionRules::all())), m_planning(node),
      m_title(new QLabel), m_trouble(new QLabel), m_stack(new QStackedWidget), m_choice(new RestoreChoice(node)),
      m_plan(new RestorePlanView(node, m_planning)), m_job(new JobPanel(node)) {
    setObjectName("restore"_L1);
    setWindowTitle(tr("Restore"));
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    large.setBold(true);
    m_title->setFont(large);
    m_title->setTextFormat(Qt::PlainText);
    m_trouble->setTextFormat(Qt::PlainText);
    m_trouble->setWordWrap(true);
    for (QWidget* page : std::initializer_list<QWidget*>{m_choice, m_plan, m_job}) m_stack->addWidget(page);
    makeButtons();
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_title);
    column->addWidget(m_trouble);
    column->addWidget(m_stack, 1);
    column->addWidget(commandRow());
    resize(kSize);
    connect(m_choice, &RestoreChoice::changed, this, &RestoreDialog::refresh);
    connect(m_plan, &RestorePlanView::changed, this, &RestoreDialog::refresh);
    connect(&m_planning, &RestorePlanning::started, this, &RestoreDialog::follow);
    connect(m_job, &JobPanel::ended, this, &RestoreDialog::showOutcome);
    connect(&m_job->watch(), &JobWatch::changed, this, &RestoreDialog::refresh);
    connect(&node, &Node::stateChanged, this, &RestoreDialog::refresh);
    connect(&node, &Node::cameOnline, this, &RestoreDialog::askBackup);
    connect(&node, &QObject::destroyed, this, &QDialog::close);
    refresh();
    askBackup();
}

void RestoreDialog::makeButtons() {
    m_back = buttons()->addButton(tr("&Back"), QDialogButtonBox::ActionRole);
    m_next = buttons()->addButton(tr("See the &plan"), QDialogButtonBox::ActionRole);
    m_restore = buttons()->addButton(QString(), QDialogButtonBox::ActionRole);
    m_restore->setIcon(themeIcon(u"document-revert"_s));
    m_close = buttons()->addButton(tr("&Close"), QDialogButtonBox::RejectRole);
    for (QPushButton* button : {m_back, m_restore, m_close}) button->setAutoDefault(false);
    m_next->setDefault(true);
    connect(m_back, &QPushButton::clicked, this, &RestoreDialog::goBack);
    connect(m_next, &QPushButton::clicked, this, &RestoreDialog::goOn);
    connect(m_restore, &QPushButton::clicked, &m_planning, &RestorePlanning::start);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
}

void RestoreDialog::askBackup() {
    if (m_backup) return;
    m_question.ask<BackupsGetParams, BackupInfo>(m_node, kBackupsGet, {m_id},
                                                 [this](const Result<BackupInfo>& answer) { takeBackup(answer); });
}

void RestoreDialog::takeBackup(const Result<BackupInfo>& answer) {
    if (!answer) {
        m_trouble->setText(tr("The backup could not be looked at. Nothing was changed. %1").arg(shown(answer.error().message())));
        return refresh();
    }
    m_backup = *answer;
    m_trouble->clear();
    if (!m_backup->readable)
        m_trouble->setText(m_backup->whyUnreadable.empty() ? tr("This backup cannot be read here.")
                                                           : shown(m_backup->whyUnreadable));
    m_choice->show(*m_backup, m_wanted);
    refresh();
}

QString RestoreDialog::serverName() const {
    const auto& plan = m_planning.plan();
    return m_node.data().serverName(plan ? plan->server : m_planned.target());
}

void RestoreDialog::refresh() {
    const int page = m_stack->currentIndex();
    const bool ready = m_backup && m_backup->readable;
    m_title->setText(
        m_backup ? tr("Restore %1 from %2").arg(m_node.data().serverName(m_backup->server), shortTimeText(m_backup->created))
                 : tr("Restore"));
    m_trouble->setVisible(!m_trouble->text().isEmpty());
    m_choice->setEnabled(ready);
    m_back->setVisible(page == kPlan);
    m_back->setEnabled(m_planning.state() != RestorePlanning::State::Starting &&
                       m_planning.state() != RestorePlanning::State::Unsure);
    m_next->setVisible(page == kChoice);
    const QString lacks = ready ? m_choice->draft().lacks() : QString();
    m_next->setEnabled(ready && lacks.isEmpty() && m_node.isOnline());
    m_next->setToolTip(m_node.isOnline() ? lacks : tr("There is no connection to the node just now."));
    const auto& plan = m_planning.plan();
    // No room: a sentence, and no button.
    m_restore->setVisible(page == kPlan && plan && m_planning.state() != RestorePlanning::State::Failed && hasRoom(*plan));
    if (plan) m_restore->setText(restoreButtonText(*plan));
    m_restore->setEnabled(m_plan->canStart());
    if (m_plan->canStart()) m_restore->setDefault(true);
    if (m_undo) m_undo->setVisible(m_job->watch().job() && m_job->watch().job()->undoable); // until it was done, or is too late
    const bool runs = page == kJob && !m_job->watch().isOver();
    m_close->setText(runs ? tr("&Close, the job goes on") : tr("&Close"));
    updateCommand();
}

void RestoreDialog::goOn() {
    m_plan->beginAnew();
    m_stack->setCurrentIndex(kPlan);
    m_planned = m_choice->draft();
    m_planning.plan(m_planned.params());
}

void RestoreDialog::goBack() {
    m_planning.leave();
    m_stack->setCurrentIndex(kChoice);
    m_next->setDefault(true);
    refresh();
}

void RestoreDialog::follow(const JobId& job) {
    m_stack->setCurrentIndex(kJob);
    m_job->follow(job, tr("Restoring %1").arg(placeText(m_planning.params(), serverName())),
                  tr("Until the last step Cancel job puts all back. This window may be closed: the job goes on, and Activity "
                     "shows it."));
    refresh();
}

void RestoreDialog::showOutcome() {
    if (m_job->watch().isForgotten()) {
        m_job->showOutcome(Health::Unknown, tr("The node does not know this job any more, so how it ended is not known. Look at "
                                               "the files of %1 before you go on.")
                                                .arg(serverName()));
        return refresh();
    }
    const JobInfo& job = *m_job->watch().job();
    m_job->showOutcome(healthOf(job.state), restoreOutcomeText(job, m_planning.params(), serverName()));
    offerNext(job);
    refresh();
}

void RestoreDialog::offerNext(const JobInfo& job) {
    if (!m_job->watch().endedWell()) {
        connect(m_job->addAction(tr("Plan it &again")), &QPushButton::clicked, this, [this] {
            m_stack->setCurrentIndex(kPlan);
            m_planning.planAgain();
        });
        return;
    }
    const QString folder = volumeFolder(m_node, m_planning.plan()->server, m_planning.params().into.bytes);
    if (!folder.isEmpty())
        connect(m_job->addAction(tr("&Open what was restored")), &QPushButton::clicked, this,
                [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    if (!job.undoable) return;
    m_undo = m_job->addAction(tr("&Undo…"));
    connect(m_undo, &QPushButton::clicked, this, [this, job] { openUndoDialog(m_node, job, this); });
}

QString RestoreDialog::command() const {
    return m_stack->currentIndex() == kChoice ? m_choice->draft().command() : m_planned.command();
}

} // namespace alula::gui
