// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/job_list.h"

#include "gui/nodes/node_data.h"
#include "gui/views/job_row.h"
#include "gui/views/job_strip.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

namespace {
constexpr int kBetween = 200; // ms
}

JobList::JobList(int mostRows, QWidget* parent)
    : QWidget(parent), m_most(static_cast<std::size_t>(mostRows)), m_title(new QLabel), m_more(new QToolButton),
      m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(4);
    m_column->addWidget(m_title);
    m_more->setAutoRaise(true);
    m_column->addWidget(m_more);
    connect(m_more, &QToolButton::clicked, this, [this] { Q_EMIT goTo({.page = PageKind::Activity, .scope = m_scope}); });
    m_soon.setSingleShot(true);
    m_soon.setInterval(kBetween);
    connect(&m_soon, &QTimer::timeout, this, &JobList::refresh);
    hide();
}

void JobList::setScope(const Scope& scope) {
    if (m_scope.node != scope.node) {
        if (m_scope.node) m_scope.node->data().disconnect(this);
        if (scope.node) {
            const auto soon = [this] {
                if (!m_soon.isActive()) m_soon.start();
            };
            connect(&scope.node->data(), &NodeData::jobsChanged, this, soon);
            connect(&scope.node->data(), &NodeData::jobMoved, this, soon);
            connect(&scope.node->data(), &NodeData::serversChanged, this, soon);
        }
    }
    m_scope = scope;
    refresh();
}

std::vector<const protocol::JobInfo*> JobList::jobs() const {
    std::vector<const protocol::JobInfo*> jobs;
    if (!m_scope.node) return jobs;
    for (const protocol::JobInfo& job : m_scope.node->data().jobs()) {
        if (!m_scope.server || job.server == m_scope.server) jobs.push_back(&job);
    }
    return jobs;
}

void JobList::refresh() {
    const auto all = jobs();
    // A node's first ones stand in the strip at the window's bottom already.
    const bool worth = all.size() > (m_scope.server ? 0U : static_cast<std::size_t>(JobStrip::kRows));
    setVisible(worth);
    if (!worth) return;
    const std::size_t rows = std::min(all.size(), m_most);
    while (m_rows.size() < rows) {
        m_rows.push_back(new JobRow);
        m_column->insertWidget(static_cast<int>(m_rows.size()), m_rows.back());
        connect(m_rows.back(), &JobRow::opened, this,
                [this](const JobId& job) { Q_EMIT goTo({.page = PageKind::Activity, .scope = m_scope, .job = job}); });
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (i < rows) m_rows[i]->setJob(*m_scope.node, *all[i]);
        m_rows[i]->setVisible(i < rows);
    }
    m_title->setText(tr("%n job(s) running or queued", nullptr, static_cast<int>(all.size())));
    m_more->setVisible(all.size() > rows);
    m_more->setText(tr("%n more in Activity", nullptr, static_cast<int>(all.size() - rows)));
}

} // namespace alula::gui
