// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"

#include <QtCore/QPointer>

#include <optional>

namespace alula::gui {

// One job, followed to its end: by the node's events, and asked for again whenever the node came back. GUI thread.
class JobWatch final : public QObject {
    Q_OBJECT

public:
    explicit JobWatch(Node& node, QObject* parent = nullptr);

    void follow(const JobId& id); // instead of the one before
    const std::optional<JobId>& id() const { return m_id; }
    const std::optional<protocol::JobInfo>& job() const { return m_job; } // none: nothing was heard of it yet
    bool isOver() const;
    bool endedWell() const;
    bool isForgotten() const { return m_forgotten; } // the node knows no such job any more: how it ended cannot be told
    bool isCancelling() const;                       // from the moment it was asked for

    void cancel(); // once is enough; asked again when the node comes back before it was heard

Q_SIGNALS:
    void changed();
    void ended();                                // once: it is over, or forgotten
    void cancelRefused(const alula::Error& why); // it goes on

private:
    void ask();
    void askToCancel();
    void take(const protocol::JobInfo& job);

    const QPointer<Node> m_node;
    std::optional<JobId> m_id;
    std::optional<protocol::JobInfo> m_job;
    bool m_forgotten = false, m_cancelWanted = false, m_told = false;
};

} // namespace alula::gui
