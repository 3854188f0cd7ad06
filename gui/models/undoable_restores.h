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

// The restores of a node that can still be taken back, newest first; without those whose result the admin wants to keep (which is
// remembered). Asked anew when a restore or an undo ends. GUI thread.
class UndoableRestores final : public QObject {
    Q_OBJECT

public:
    struct Restore {
        protocol::JobInfo job;
        std::optional<Timestamp> backupTime = {}; // of what was restored; none: not known (yet)
    };

    explicit UndoableRestores(QObject* parent = nullptr);
    void setNode(Node* node); // null: none
    Node* node() const { return m_node; }
    const std::vector<Restore>& restores() const { return m_restores; }
    void keep(const JobId& job); // is not offered again

Q_SIGNALS:
    void changed();

private:
    void ask();
    void take(const std::vector<protocol::JobInfo>& jobs);
    void askTimes();
    void dropOver(); // those whose time has passed

    QPointer<Node> m_node;
    Latest m_asked;
    std::vector<Restore> m_restores;
    QTimer m_end; // of the one that can be undone no longer first
};

} // namespace alula::gui
