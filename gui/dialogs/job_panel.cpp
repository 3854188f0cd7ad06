// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/job_panel.h"

#include "gui/format/plain_text.h"
#include "gui/look/icons.h"
#include "gui/models/paged_list_model.h"
#include "shared/wording/wording.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListView>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyle>

namespace alula::gui {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
constexpr int kPermille = 1000;

QLabel* wrapped() {
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

PagedListModel::Page pageOf(const JobLogPage& page) {
    QStringList lines;
    for (const JobLogLine& line : page.lines) {
        const QString text = shown(line.text);
        lines << (line.path ? shown(line.path->bytes) + u": "_s + text : text);
    }
    return {lines, page.more ? std::optional(page.cursor) : std::nullopt};
}
} // namespace

JobPanel::JobPanel(Node& node, QWidget* parent)
    : QWidget(parent), m_node(node), m_watch(node), m_title(wrapped()), m_mark(new QLabel), m_sentence(wrapped()),
      m_bar(new QProgressBar), m_progress(wrapped()), m_detail(wrapped()), m_hint(wrapped()),
      m_cancel(new QPushButton(themeIcon(u"process-stop"_s), tr("Cancel &job"))), m_warningsTitle(new QLabel),
      m_warnings(new QListView), m_actions(new QHBoxLayout) {
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_bar->setTextVisible(false); // it is in the words below
    m_bar->setAccessibleName(tr("Progress of the job"));
    m_cancel->setAutoDefault(false);
    m_warnings->setUniformItemSizes(true);
    m_warnings->setTextElideMode(Qt::ElideMiddle);
    m_warnings->setAccessibleName(tr("Warnings of the job"));
    m_warningsTitle->setTextFormat(Qt::PlainText);
    m_warningsTitle->setBuddy(m_warnings);
    m_actions->addStretch();
    auto* cancelRow = new QHBoxLayout;
    cancelRow->addWidget(m_hint, 1);
    cancelRow->addWidget(m_cancel, 0, Qt::AlignTop);
    auto* outcome = new QHBoxLayout;
    outcome->addWidget(m_mark, 0, Qt::AlignTop);
    outcome->addWidget(m_sentence, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    column->addLayout(outcome);
    column->addWidget(m_bar);
    column->addWidget(m_progress);
    column->addWidget(m_detail);
    column->addLayout(cancelRow);
    column->addWidget(m_warningsTitle);
    column->addWidget(m_warnings, 1);
    column->addLayout(m_actions);
    column->addStretch();
    connect(m_cancel, &QPushButton::clicked, &m_watch, &JobWatch::cancel);
    connect(&m_watch, &JobWatch::changed, this, &JobPanel::refresh);
    connect(&m_watch, &JobWatch::ended, this, &JobPanel::ended);
    connect(&m_watch, &JobWatch::cancelRefused, this, [this](const Error& why) {
        m_hint->setText(tr("It could not be cancelled, and goes on: %1").arg(shown(why.message())));
    });
    connect(&node, &Node::stateChanged, this, &JobPanel::refresh);
}

void JobPanel::follow(const JobId& job, const QString& what, const QString& cancelling, const QString& meanwhile) {
    m_what = what;
    m_cancelling = cancelling;
    m_meanwhile = meanwhile.isEmpty() ? tr("Cancelling. What was begun is put back.") : meanwhile;
    for (QPushButton* button : findChildren<QPushButton*>()) {
        if (button != m_cancel) delete button; // of the job before
    }
    for (QWidget* widget : std::initializer_list<QWidget*>{m_mark, m_sentence, m_warningsTitle, m_warnings, m_detail})
        widget->hide();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_bar, m_progress, m_hint, m_cancel}) widget->show();
    m_hint->setText(m_cancelling);
    m_watch.follow(job);
    refresh();
}

void JobPanel::refresh() {
    if (!m_watch.id() || m_watch.isOver() || m_watch.isForgotten()) return;
    const auto& job = m_watch.job();
    m_title->setText(m_what);
    m_cancel->setEnabled(!m_watch.isCancelling());
    if (m_watch.isCancelling()) m_hint->setText(m_meanwhile);
    const auto percent = job ? percentOf(job->progress) : std::nullopt;
    const bool moves = job && job->state != "queued" && percent;
    m_bar->setRange(0, moves || !m_node.isOnline() ? kPermille : 0); // 0: busy, with nothing to count
    m_bar->setValue(moves ? *percent * kPermille / 100 : 0);
    if (!m_node.isOnline()) {
        m_progress->setText(m_node.trouble() ? m_node.trouble()->sentence
                                             : tr("There is no connection to %1. Its jobs go on.").arg(m_node.name()));
    } else if (!job) {
        m_progress->setText(tr("Asking how it stands."));
    } else if (job->state == "queued") {
        m_progress->setText(job->queuePosition ? tr("Waiting in the queue, place %1.").arg(*job->queuePosition)
                                               : tr("Waiting in the queue."));
    } else {
        m_progress->setText(progressText(job->progress));
    }
}

void JobPanel::setDetail(const QString& text) {
    m_detail->setText(text);
    m_detail->setVisible(!text.isEmpty());
}

void JobPanel::showOutcome(Health health, const QString& sentence) {
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_bar, m_progress, m_hint, m_cancel, m_detail})
        widget->hide();
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_mark->setPixmap(markOf(health, palette()).pixmap(side, side));
    m_mark->setAccessibleName(textOf(health));
    m_mark->setToolTip(textOf(health));
    m_mark->show();
    m_sentence->setText(sentence);
    m_sentence->show();
    if (m_watch.job() && m_watch.job()->warnings > 0) showWarnings();
}

void JobPanel::showWarnings() {
    delete m_warnings->model();
    const auto fetch = [this, id = *m_watch.id()](const std::optional<std::string>& cursor, QObject* context,
                                                  PagedListModel::Done done) {
        m_node.call<JobLogParams, JobLogPage>(kJobsWarnings, {id, cursor}, context,
                                              [done = std::move(done)](const Result<JobLogPage>& page) {
                                                  if (page) done(pageOf(*page));
                                                  else done(std::unexpected(page.error()));
                                              });
    };
    auto* model = new PagedListModel(fetch, m_warnings);
    connect(model, &PagedListModel::failed, this, [this](const Error& why) {
        m_warningsTitle->setText(tr("The warnings could not be read: %1").arg(withoutMnemonic(shown(why.message()))));
    });
    m_warnings->setModel(model);
    m_warningsTitle->setText(tr("&Warnings: %1").arg(countText(m_watch.job()->warnings)));
    m_warningsTitle->show();
    m_warnings->show();
    model->fetchMore({});
}

QPushButton* JobPanel::addAction(const QString& text) {
    auto* button = new QPushButton(text);
    button->setAutoDefault(false);
    m_actions->addWidget(button);
    return button;
}

} // namespace alula::gui
