// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/job_strip.h"

#include "gui/format/plain_text.h"
#include "gui/look/icons.h"
#include "gui/nodes/node_data.h"
#include "gui/views/job_row.h"
#include "gui/views/limits_popup.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kBetween = 200; // ms
}

JobStrip::JobStrip(QWidget* parent)
    : QFrame(parent), m_nothing(new QLabel), m_more(new QToolButton),
      m_limits(new QPushButton(themeIcon(u"alula-limits"_s), tr("Limits…"))) {
    setFrameShape(QFrame::StyledPanel);
    auto* jobs = new QVBoxLayout;
    jobs->setSpacing(4);
    m_nothing->setTextFormat(Qt::PlainText);
    jobs->addWidget(m_nothing);
    for (JobRow*& row : m_rows) {
        row = new JobRow;
        row->hide();
        jobs->addWidget(row);
        connect(row, &JobRow::opened, this, &JobStrip::activityWanted);
    }
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(8, 4, 8, 4);
    line->setSpacing(8);
    line->addLayout(jobs, 1);
    line->addWidget(m_more, 0, Qt::AlignBottom);
    line->addWidget(m_limits, 0, Qt::AlignBottom);
    m_more->setAutoRaise(true);
    connect(m_more, &QToolButton::clicked, this, [this] { Q_EMIT activityWanted({}); });
    connect(m_limits, &QPushButton::clicked, this, &JobStrip::openLimits);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kBetween);
    connect(&m_soon, &QTimer::timeout, this, &JobStrip::updateJobs);
    updateJobs();
    updateLimits();
}

void JobStrip::setNode(Node* node) {
    if (node == m_node) return;
    if (m_node) {
        m_node->disconnect(this);
        m_node->data().disconnect(this);
    }
    m_node = node;
    if (node) {
        NodeData& known = node->data();
        const auto soon = [this] {
            if (!m_soon.isActive()) m_soon.start();
        };
        connect(&known, &NodeData::jobsChanged, this, soon);
        connect(&known, &NodeData::jobMoved, this, soon);
        connect(&known, &NodeData::serversChanged, this, soon); // their names
        connect(&known, &NodeData::statusChanged, this, &JobStrip::updateLimits);
        connect(node, &Node::stateChanged, this, [this] {
            updateJobs();
            updateLimits();
        });
    }
    updateJobs();
    updateLimits();
}

void JobStrip::updateJobs() {
    const bool has = m_node && !m_node->data().jobs().empty();
    const std::size_t count = has ? m_node->data().jobs().size() : 0;
    m_nothing->setVisible(!has);
    if (!has) sayNothingRuns();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (i < count) m_rows[i]->setJob(*m_node, m_node->data().jobs()[i]);
        m_rows[i]->setVisible(i < count);
    }
    m_more->setVisible(count > m_rows.size());
    if (count <= m_rows.size()) return;
    const auto more = static_cast<int>(count - m_rows.size());
    m_more->setText(u"+%1"_s.arg(more));
    m_more->setToolTip(tr("%n more job(s): see them in Activity", nullptr, more));
    m_more->setAccessibleName(m_more->toolTip());
}

void JobStrip::sayNothingRuns() {
    if (!m_node) m_nothing->setText(tr("No node"));
    else if (m_node->isOnline()) m_nothing->setText(tr("Nothing runs on %1").arg(m_node->name()));
    else if (!m_node->data().isKnown()) m_nothing->setText(tr("No connection to %1").arg(m_node->name()));
    else
        m_nothing->setText(tr("Nothing ran on %1, as of %2")
                               .arg(m_node->name(), QLocale().toString(m_node->asOf().time(), QLocale::ShortFormat)));
}

void JobStrip::updateLimits() {
    m_limits->setVisible(m_node && m_node->isAdmin());
    const bool known = m_node && m_node->isOnline() && m_node->data().status();
    m_limits->setEnabled(known);
    if (!known) return;
    const protocol::Limits& limits = m_node->data().status()->limits;
    const bool limited = limits.readMibPerSecond > 0 || limits.writeMibPerSecond > 0;
    m_limits->setText(limits.paused ? tr("Paused…") : limited ? tr("Limited…") : tr("Limits…"));
    m_limits->setIcon(themeIcon(limits.paused ? u"media-playback-pause"_s : u"alula-limits"_s));
    m_limits->setToolTip(plainTip(limits.paused ? tr("All jobs of %1 are paused (Ctrl+L)").arg(m_node->name())
                                                : tr("How much %1 may read and write (Ctrl+L)").arg(m_node->name())));
}

void JobStrip::openLimits() {
    if (!m_node || !m_node->isOnline() || !m_node->isAdmin()) return;
    auto* popup = new LimitsPopup(*m_node, this);
    popup->setWindowModality(Qt::WindowModal);
    popup->open();
}

} // namespace alula::gui
