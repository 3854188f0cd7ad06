// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/job_log_view.h"

#include "shared/wording/wording.h"

#include <QtGui/QClipboard>
#include <QtGui/QFontDatabase>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
constexpr int kAtFirst = 5000; // lines that are read by themselves
constexpr std::chrono::milliseconds kGrows{1000};
} // namespace

JobLogView::JobLogView(QWidget* parent)
    : QWidget(parent), m_text(new QPlainTextEdit), m_trouble(new QLabel), m_more(new QPushButton(tr("&More"))) {
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("Log of the job"));
    m_text->setPlaceholderText(tr("Nothing was written to its log."));
    m_trouble->setWordWrap(true);
    m_trouble->setTextFormat(Qt::PlainText);
    m_trouble->hide();
    auto* copy = new QPushButton(tr("Cop&y"));
    copy->setToolTip(tr("Copies what is shown of the log"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_more);
    row->addStretch();
    row->addWidget(copy);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_text, 1);
    column->addWidget(m_trouble);
    column->addLayout(row);
    connect(copy, &QAbstractButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_text->toPlainText()); });
    connect(m_more, &QAbstractButton::clicked, this, &JobLogView::ask);
    m_again.setSingleShot(true);
    m_again.setInterval(kGrows);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (isVisible()) ask();
        else m_again.start();
    });
}

void JobLogView::show(Node* node, const std::optional<JobId>& job, bool grows) {
    const bool same = node == m_node && job == m_job;
    m_grows = grows;
    if (!same) {
        m_asking.drop();
        m_again.stop();
        m_node = node;
        m_job = job;
        m_cursor.reset();
        m_lines = 0;
        m_text->clear();
        m_trouble->hide();
        m_more->hide();
    }
    if (job && !m_asking.isAsking() && !m_more->isVisibleTo(this)) ask(); // what came since, too
}

void JobLogView::ask() {
    if (!m_node || !m_job) return;
    JobLogParams params;
    params.job = *m_job;
    params.cursor = m_cursor;
    m_asking.ask<JobLogParams, JobLogPage>(*m_node, kJobsLog, params, [this](const Result<JobLogPage>& answer) {
        m_trouble->setVisible(!answer);
        if (answer) take(*answer);
        else m_trouble->setText(tr("The log could not be read: %1").arg(shown(answer.error().message())));
    });
}

void JobLogView::take(const JobLogPage& page) {
    m_cursor = page.cursor;
    QStringList lines;
    for (const JobLogLine& line : page.lines) {
        QString text = timeText(line.time) + u"  "_s + shown(line.level) + u"  "_s + shown(line.text);
        if (line.path) text += u" ("_s + shown(line.path->bytes) + u')';
        lines << text;
    }
    if (!lines.isEmpty()) m_text->appendPlainText(lines.join(u'\n'));
    m_lines += static_cast<int>(lines.size());
    const bool enough = m_lines >= kAtFirst;
    m_more->setVisible(page.more && enough);
    if (page.more && !enough) return ask();
    if (!page.more && m_grows) m_again.start();
}

} // namespace alula::gui
