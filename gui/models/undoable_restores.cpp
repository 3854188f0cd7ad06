// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/undoable_restores.h"

#include "gui/nodes/node_data.h"

#include <QtCore/QSettings>
#include <QtCore/QStringList>

#include <algorithm>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr auto kKept = "undo/kept"_L1;
constexpr int kMostKept = 100, kAsked = 50;
constexpr qint64 kLongestTimer = 24 * 3600 * 1000; // ms

QString textOf(const JobId& job) { return QString::fromStdString(job.toString()); }
qint64 leftMs(const UndoableRestores::Restore& restore) {
    return restore.job.undoUntil ? restore.job.undoUntil->ns / 1'000'000 - QDateTime::currentMSecsSinceEpoch() : kLongestTimer;
}
} // namespace

UndoableRestores::UndoableRestores(QObject* parent) : QObject(parent) {
    m_end.setSingleShot(true);
    connect(&m_end, &QTimer::timeout, this, &UndoableRestores::dropOver);
}

void UndoableRestores::setNode(Node* node) {
    if (node == m_node) return;
    if (m_node) {
        m_node->disconnect(this);
        m_node->data().disconnect(this);
    }
    m_node = node;
    m_asked.drop();
    m_restores.clear();
    if (node) {
        connect(node, &Node::cameOnline, this, &UndoableRestores::ask);
        connect(&node->data(), &NodeData::jobEnded, this, [this](const protocol::JobInfo& job) {
            if (job.kind == "restore" || job.kind == "undo") ask();
        });
        if (node->isOnline()) ask();
    }
    Q_EMIT changed();
}

void UndoableRestores::ask() {
    protocol::JobsListParams params;
    params.state = "ended";
    params.kind = "restore";
    params.limit = kAsked;
    m_asked.ask(*m_node, protocol::kJobsList, params, std::function([this](Result<protocol::JobsList> answer) {
        if (answer) take(answer->jobs);
    }));
}

void UndoableRestores::take(const std::vector<protocol::JobInfo>& jobs) {
    const QStringList kept = QSettings().value(kKept).toStringList();
    m_restores.clear();
    for (const protocol::JobInfo& job : jobs) {
        if (job.undoable && !kept.contains(textOf(job.job))) m_restores.push_back({job});
    }
    askTimes();
    dropOver();
}

// Most backups are known as outcomes of their server; the others are asked for.
void UndoableRestores::askTimes() {
    for (Restore& restore : m_restores) {
        const auto* server = restore.job.server ? m_node->data().server(*restore.job.server) : nullptr;
        if (!restore.job.backup) continue;
        if (server) {
            const auto it = std::ranges::find(server->outcomes, restore.job.backup, &protocol::Outcome::backup);
            if (it != server->outcomes.end()) restore.backupTime = it->time;
        }
        if (restore.backupTime) continue;
        m_node->call<protocol::BackupsGetParams, protocol::BackupInfo>(
            protocol::kBackupsGet, {*restore.job.backup}, this,
            [this, job = restore.job.job](Result<protocol::BackupInfo> answer) {
                const auto it = std::ranges::find_if(m_restores, [&](const Restore& each) { return each.job.job == job; });
                if (!answer || it == m_restores.end()) return;
                it->backupTime = answer->created;
                Q_EMIT changed();
            });
    }
}

void UndoableRestores::dropOver() {
    std::erase_if(m_restores, [](const Restore& restore) { return leftMs(restore) <= 0; });
    if (!m_restores.empty()) {
        const qint64 next = leftMs(*std::ranges::min_element(m_restores, {}, leftMs));
        m_end.start(std::chrono::milliseconds(std::clamp<qint64>(next, 1, kLongestTimer)));
    }
    Q_EMIT changed();
}

void UndoableRestores::keep(const JobId& job) {
    QSettings settings;
    QStringList kept = settings.value(kKept).toStringList();
    kept << textOf(job);
    settings.setValue(kKept, kept.mid(qMax<qsizetype>(0, kept.size() - kMostKept)));
    std::erase_if(m_restores, [&](const Restore& restore) { return restore.job.job == job; });
    Q_EMIT changed();
}

} // namespace alula::gui
