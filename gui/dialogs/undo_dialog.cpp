// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/undo_dialog.h"

#include "gui/dialogs/command_dialog.h"
#include "gui/dialogs/job_panel.h"
#include "gui/format/command_text.h"
#include "gui/format/restore_text.h"
#include "gui/format/time_text.h"
#include "gui/look/icons.h"
#include "gui/nodes/latest.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
class UndoDialog final : public CommandDialog {
    Q_DECLARE_TR_FUNCTIONS(alula::gui::UndoDialog)

public:
    UndoDialog(Node& node, const JobInfo& restore, QWidget* parent);

protected:
    QString command() const override { return alulactlCommand({u"undo"_s, QString::fromStdString(m_restore.job.toString())}); }

private:
    void start();
    void takeStart(const Result<JobStarted>& answer);
    void showOutcome();
    void refresh();
    QString server() const { return m_restore.server ? m_node.data().serverName(*m_restore.server) : tr("the server"); }

    Node& m_node;
    JobInfo m_restore;
    Latest m_question;
    QString m_refused; // why it could not begin
    QLabel* m_trouble;
    QLabel* m_sentence;
    QStackedWidget* m_stack;
    JobPanel* m_job;
    QPushButton* m_undo;
    QPushButton* m_close;
};

QLabel* wrapped(const QString& text = {}) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

UndoDialog::UndoDialog(Node& node, const JobInfo& restore, QWidget* parent)
    : CommandDialog(parent), m_node(node), m_restore(restore), m_trouble(wrapped()), m_sentence(wrapped()),
      m_stack(new QStackedWidget), m_job(new JobPanel(node)) {
    setObjectName("undo"_L1);
    setWindowTitle(tr("Undo the restore of %1").arg(server()));
    m_sentence->setText(undoSentence(restore, server()));
    auto* ask = new QWidget;
    auto* lines = new QVBoxLayout(ask);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(m_sentence);
    lines->addWidget(m_trouble);
    lines->addStretch();
    m_stack->addWidget(ask);
    m_stack->addWidget(m_job);
    m_undo = buttons()->addButton(tr("&Undo the restore"), QDialogButtonBox::ActionRole);
    m_undo->setIcon(themeIcon(u"edit-undo"_s));
    m_undo->setAutoDefault(false);
    m_close = buttons()->addButton(tr("&Close"), QDialogButtonBox::RejectRole);
    m_close->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_stack, 1);
    column->addWidget(commandRow());
    setMinimumWidth(fontMetrics().averageCharWidth() * 72);
    connect(m_undo, &QPushButton::clicked, this, &UndoDialog::start);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_job, &JobPanel::ended, this, &UndoDialog::showOutcome);
    connect(&node, &Node::stateChanged, this, &UndoDialog::refresh);
    connect(&node, &Node::jobChanged, this, [this](const JobChangedEvent& event) {
        if (event.job.job == m_restore.job) m_restore = event.job;
        refresh();
    });
    connect(&node, &QObject::destroyed, this, &QDialog::close);
    refresh();
}

void UndoDialog::start() {
    m_refused.clear();
    m_question.ask<UndoParams, JobStarted>(m_node, kBackupsUndo, {m_restore.job},
                                           [this](const Result<JobStarted>& answer) { takeStart(answer); });
    refresh();
}

void UndoDialog::takeStart(const Result<JobStarted>& answer) {
    if (!answer) {
        const ErrorCode code = answer.error().code();
        // The question may have arrived, and only its answer not.
        const bool unsure = code == ErrorCode::Network || code == ErrorCode::TimedOut;
        m_refused = unsure ? tr("Whether it began is not known: look at Activity before you try again.")
                           : tr("It could not be undone. Nothing was changed. %1").arg(shown(answer.error().message()));
        return refresh();
    }
    m_stack->setCurrentWidget(m_job);
    m_job->follow(answer->job, tr("Undoing the restore of %1").arg(server()),
                  tr("Until the last step Cancel job leaves the restore as it is. This window may be closed: the job goes on."));
    refresh();
}

void UndoDialog::showOutcome() {
    if (m_job->watch().isForgotten()) {
        m_job->showOutcome(Health::Unknown, tr("The node does not know this job any more, so how it ended is not known."));
    } else {
        const JobInfo& job = *m_job->watch().job();
        m_job->showOutcome(healthOf(job.state), undoOutcomeText(job, server()));
    }
    refresh();
}

void UndoDialog::refresh() {
    const bool asks = m_stack->currentWidget() != m_job;
    const bool offline = !m_node.isOnline();
    QString trouble = m_refused;
    if (!m_restore.undoable) trouble = tr("What this restore replaced is no longer kept, so it cannot be undone.");
    if (offline) trouble = m_node.trouble() ? m_node.trouble()->sentence : tr("There is no connection to the node just now.");
    m_trouble->setText(trouble);
    m_trouble->setVisible(!m_trouble->text().isEmpty());
    m_undo->setVisible(asks);
    m_undo->setEnabled(!offline && m_restore.undoable && !m_question.isAsking());
    const bool runs = !asks && !m_job->watch().isOver();
    m_close->setText(runs ? tr("&Close, the job goes on") : tr("&Close"));
    updateCommand();
}
} // namespace

void openUndoDialog(Node& node, const JobInfo& restore, QWidget* parent) { (new UndoDialog(node, restore, parent))->open(); }

} // namespace alula::gui
