// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/latest.h"
#include "gui/nodes/node.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <optional>
#include <vector>

namespace alula::gui {

// The finished backups of one server, newest first, a page after the other: to choose from, and to know which was before which. Kept
// up while it is wanted. GUI thread.
class ServerBackups final : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kMost = 5000; // nobody looks through more in a list; older ones are found by other ways

    explicit ServerBackups(QObject* parent = nullptr);
    void show(Node* node, const std::optional<ServerId>& server); // the same again: nothing
    void refresh();
    bool isKnown() const { return m_known; }
    const std::vector<protocol::BackupInfo>& all() const { return m_all; }
    const protocol::BackupInfo* find(const BackupId& backup) const;   // null: not (yet) among them
    const protocol::BackupInfo* before(const BackupId& backup) const; // the next older one; null: none, or not known

Q_SIGNALS:
    void changed();

private:
    void askFrom(std::vector<protocol::BackupInfo> soFar, const std::optional<std::string>& cursor);
    void take(std::vector<protocol::BackupInfo> all);

    QPointer<Node> m_node;
    std::optional<ServerId> m_server;
    bool m_known = false;
    std::vector<protocol::BackupInfo> m_all;
    Latest m_question;
    QTimer m_soon; // many events, one question
};

} // namespace alula::gui
