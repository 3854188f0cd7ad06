// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/job_details.h"

#include "gui/format/outcome_text.h"
#include "gui/format/time_text.h"
#include "gui/look/health.h"
#include "gui/views/act_rules.h"
#include "gui/views/job_log_view.h"
#include "gui/views/page.h"
#include "shared/wording/wording.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace alula::gui {

using namespace Qt::StringLiterals;
using protocol::JobInfo;

namespace {
enum Tab : std::uint8_t { kSummary, kWarnings, kLog };
constexpr auto kSelectable = Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard;

QLabel* wrapped() {
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(kSelectable);
    return label;
}
} // namespace

JobDetails::JobDetails(Page& page, QWidget* parent)
    : QWidget(parent), m_title(wrapped()), m_mark(new QLabel), m_outcome(wrapped()), m_bar(new QProgressBar),
      m_progress(wrapped()), m_tabs(new QTabWidget), m_warnings(new WarningsModel(this)), m_log(new JobLogView) {
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setObjectName("title"_L1);
    m_outcome->setObjectName("outcome"_L1);
    m_progress->setObjectName("progress"_L1);
    m_bar->setAccessibleName(tr("Progress of the job"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeSummary(page), tr("Summary"));
    m_tabs->addTab(makeWarnings(), tr("Warnings"));
    m_tabs->addTab(m_log, tr("Log"));
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_title);
    column->addWidget(m_tabs, 1);
    m_tabs->setAccessibleName(tr("About this job"));
    connect(m_tabs, &QTabWidget::currentChanged, this, &JobDetails::showTab);
    connect(m_warnings, &WarningsModel::read, this, &JobDetails::updateWarnings);
    show(nullptr, {}, {});
}

QWidget* JobDetails::makeSummary(Page& page) {
    m_summary = new QWidget;
    auto* column = new QVBoxLayout(m_summary);
    column->setContentsMargins(0, 8, 0, 0);
    auto* row = new QHBoxLayout;
    row->addWidget(m_mark, 0, Qt::AlignTop);
    row->addWidget(m_outcome, 1);
    auto* actions = new QWidget;
    auto* buttons = new QHBoxLayout(actions);
    buttons->setContentsMargins(0, 0, 0, 0);
    m_cancel = makeActButton(page, Act::CancelJob, tr("Cancel &job"), tr("Ends it; what was begun is put back"));
    m_undo = makeActButton(page, Act::Undo, tr("&Undo…"), tr("Takes this restore back"));
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_undo);
    buttons->addStretch();
    column->addLayout(row);
    column->addWidget(m_bar);
    column->addWidget(m_progress);
    column->addWidget(actions);
    column->addStretch();
    auto* area = new QScrollArea;
    area->setAccessibleName(tr("Summary of this job"));
    area->setWidget(m_summary);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

QWidget* JobDetails::makeWarnings() {
    auto* tab = new QWidget;
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 8, 0, 0);
    m_by = new QComboBox;
    m_by->addItems({tr("By what they say"), tr("By folder")});
    m_by->setAccessibleName(tr("How warnings are gathered"));
    m_tree = new QTreeView;
    m_tree->setModel(m_warnings);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setAccessibleName(tr("Warnings of the job"));
    m_warningsTrouble = wrapped();
    column->addWidget(m_by);
    column->addWidget(m_tree, 1);
    column->addWidget(m_warningsTrouble);
    connect(m_by, &QComboBox::currentIndexChanged, m_warnings,
            [this](int index) { m_warnings->gather(index == 0 ? WarningsModel::By::Text : WarningsModel::By::Folder); });
    return tab;
}

void JobDetails::show(Node* node, const std::optional<JobInfo>& job, const QString& server) {
    m_node = node;
    m_job = job;
    m_tabs->setVisible(job.has_value());
    m_title->setText(job ? jobTitle(*job, server) : tr("Select a job to see how it went."));
    if (!job) return;
    const Health health = healthOf(job->state);
    const int side = fontMetrics().height();
    m_mark->setPixmap(markOf(health, palette()).pixmap(side, side));
    m_mark->setAccessibleName(stateText(job->state));
    m_outcome->setText(outcomeText(*job, server));
    m_tabs->setTabText(kWarnings, tr("Warnings (%1)").arg(countText(job->warnings)));
    m_tabs->setTabVisible(kWarnings, job->warnings > 0);
    showProgress(*job);
    m_cancel->setVisible(!protocol::isEnded(job->state));
    m_undo->setVisible(job->undoable);
    fillFacts(*job, server);
    showTab(m_tabs->currentIndex());
}

void JobDetails::showProgress(const JobInfo& job) {
    const bool runs = job.state == "running" || job.state == "cancelling";
    m_bar->setVisible(runs);
    m_progress->setVisible(runs);
    if (!runs) return;
    const auto percent = percentOf(job.progress);
    m_bar->setRange(0, percent ? 100 : 0);
    m_bar->setValue(percent.value_or(0));
    QString text = progressText(job.progress);
    if (job.progress.path) text += u'\n' + shown(job.progress.path->bytes);
    m_progress->setText(text);
}

void JobDetails::fillFacts(const JobInfo& job, const QString& server) {
    delete m_facts;
    m_facts = new QWidget;
    m_form = new QFormLayout(m_facts);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setLabelAlignment(Qt::AlignLeft);
    const auto add = [this](const QString& title, const QString& value) {
        QLabel* label = wrapped();
        label->setText(value);
        label->setAccessibleName(title);
        m_form->addRow(title, label);
    };
    add(tr("Server"), server);
    add(tr("Started by"), startedByText(job.origin));
    add(tr("Asked for"), fullTimeText(job.created));
    if (job.started) add(tr("Began"), fullTimeText(*job.started));
    if (job.ended) add(tr("Ended"), fullTimeText(*job.ended));
    if (const auto took = tookMs(job)) add(tr("Took"), durationText(*took));
    if (job.into) add(tr("Into the folder"), shown(job.into->bytes));
    if (job.undoable && job.undoUntil) add(tr("Undo until"), fullTimeText(*job.undoUntil));
    if (job.backup) add(tr("Backup"), QString::fromStdString(job.backup->toString()));
    add(tr("Job"), QString::fromStdString(job.job.toString()));
    auto* column = qobject_cast<QVBoxLayout*>(m_summary->layout());
    column->insertWidget(column->count() - 1, m_facts);
}

// What no tab shows is not asked for.
void JobDetails::showTab(int index) {
    if (!m_job) return;
    if (index == kLog) m_log->show(m_node, m_job->job, !protocol::isEnded(m_job->state));
    if (index != kWarnings) return;
    if (m_warningsOf == m_job->job && m_warningsRead == m_job->warnings) return;
    m_warningsOf = m_job->job;
    m_warningsRead = m_job->warnings;
    m_warnings->show(m_node, m_job->job);
}

void JobDetails::updateWarnings() {
    QString text;
    if (m_warnings->error()) text = tr("The warnings could not be read: %1").arg(shown(m_warnings->error()->message()));
    else if (!m_warnings->isWhole() && m_warnings->count() >= WarningsModel::kMost)
        text = tr("The first %1 are shown; the log has all.").arg(countText(WarningsModel::kMost));
    m_warningsTrouble->setText(text);
    m_warningsTrouble->setVisible(!text.isEmpty());
    if (m_warnings->rowCount() == 1) m_tree->expandAll();
}

} // namespace alula::gui
