// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/server_backups.h"

#include <algorithm>

namespace alula::gui {

namespace {
constexpr std::int32_t kPage = 200;
constexpr std::chrono::seconds kPause{1};
} // namespace

ServerBackups::ServerBackups(QObject* parent) : QObject(parent) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPause);
    connect(&m_soon, &QTimer::timeout, this, &ServerBackups::refresh);
}

void ServerBackups::show(Node* node, const std::optional<ServerId>& server) {
    if (m_node == node && m_server == server && m_known) return;
    if (m_node) m_node->disconnect(this);
    m_question.drop();
    m_node = node;
    m_server = server;
    m_known = false;
    m_all.clear();
    if (node) {
        connect(node, &Node::cameOnline, this, &ServerBackups::refresh);
        connect(node, &Node::backupsMissed, this, &ServerBackups::refresh);
        connect(node, &Node::backupChanged, this, [this] {
            if (!m_soon.isActive()) m_soon.start();
        });
    }
    refresh();
}

void ServerBackups::refresh() {
    if (m_node && m_server && m_node->isOnline()) askFrom({}, {});
}

void ServerBackups::askFrom(std::vector<protocol::BackupInfo> soFar, const std::optional<std::string>& cursor) {
    const protocol::BackupsListParams params{m_server, {}, "-created", cursor, kPage};
    m_question.ask<protocol::BackupsListParams, protocol::BackupsList>(
        *m_node, protocol::kBackupsList, params, [this, soFar = std::move(soFar)](Result<protocol::BackupsList> answer) mutable {
            if (!answer) return; // asked again when it comes online
            std::ranges::move(answer->backups, std::back_inserter(soFar));
            if (answer->cursor && soFar.size() < kMost) return askFrom(std::move(soFar), answer->cursor);
            take(std::move(soFar));
        });
}

void ServerBackups::take(std::vector<protocol::BackupInfo> all) {
    std::erase_if(all, [](const protocol::BackupInfo& each) { return each.state != "completed"; });
    const bool same = m_known && all == m_all;
    m_all = std::move(all);
    m_known = true;
    if (!same) Q_EMIT changed();
}

const protocol::BackupInfo* ServerBackups::find(const BackupId& backup) const {
    const auto found = std::ranges::find(m_all, backup, &protocol::BackupInfo::backup);
    return found == m_all.end() ? nullptr : &*found;
}

const protocol::BackupInfo* ServerBackups::before(const BackupId& backup) const {
    auto found = std::ranges::find(m_all, backup, &protocol::BackupInfo::backup);
    if (found == m_all.end()) return nullptr;
    // One that cannot be listed tells nothing of what changed.
    do ++found;
    while (found != m_all.end() && !found->readable);
    return found == m_all.end() ? nullptr : &*found;
}

} // namespace alula::gui
