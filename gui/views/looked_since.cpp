// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/looked_since.h"

#include "gui/format/time_text.h"
#include "gui/nodes/node_data.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QSettings>

#include <algorithm>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kAsked = 200;

// A node's key has '/' in it, which settings take for a group.
QString settingOf(const QString& key) {
    return u"overview/looked/"_s + QString::fromLatin1(QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha1).toHex());
}
} // namespace

LookedSince::LookedSince(QWidget* parent) : QToolButton(parent) {
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    hide();
    connect(this, &QToolButton::clicked, this, [this] {
        if (!m_node) return;
        m_since[m_node->address().key()] = QDateTime::currentDateTime();
        note();
        showCount(0, false);
    });
}

void LookedSince::look(Node* node) {
    if (m_node != node) {
        if (m_node) m_node->data().disconnect(this);
        m_node = node;
        showCount(0, false);
        if (node) {
            connect(&node->data(), &NodeData::jobEnded, this, [this](const protocol::JobInfo& job) {
                if (job.state == "failed" && parentWidget() && parentWidget()->isVisible()) ask();
            });
        }
    }
    if (!node) return;
    const QString key = node->address().key();
    if (!m_since.contains(key)) m_since[key] = QSettings().value(settingOf(key)).toDateTime();
    if (node->isOnline()) ask();
}

void LookedSince::note() {
    if (m_node) QSettings().setValue(settingOf(m_node->address().key()), QDateTime::currentDateTime());
}

void LookedSince::ask() {
    const QDateTime since = m_since.value(m_node->address().key());
    if (!since.isValid()) { // the first time: what is older is no news
        m_since[m_node->address().key()] = QDateTime::currentDateTime();
        return note();
    }
    protocol::JobsListParams params;
    params.state = "failed";
    params.limit = kAsked;
    m_asked.ask(*m_node, protocol::kJobsList, params, std::function([this, since](Result<protocol::JobsList> answer) {
        if (!answer) return;
        const auto newer = std::ranges::count_if(
            answer->jobs, [&](const protocol::JobInfo& job) { return job.ended && localTime(*job.ended) > since; });
        showCount(static_cast<int>(newer), newer == std::ssize(answer->jobs) && answer->cursor);
        note();
    }));
}

void LookedSince::showCount(int failed, bool more) {
    m_failed = failed;
    setVisible(failed > 0);
    setText(more ? tr("Since you last looked: over %n failed", nullptr, failed)
                 : tr("Since you last looked: %n failed", nullptr, failed));
    setToolTip(tr("Shows them in Activity"));
}

} // namespace alula::gui
