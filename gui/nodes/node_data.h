// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/methods.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <optional>
#include <string>
#include <vector>

namespace alula::gui {

class Node;

// What every view wants to know of a node: its status, its servers, its jobs that have not ended. Kept up by events; asked anew when
// the node comes online. Stays as it was while the node is away. GUI thread.
class NodeData final : public QObject {
    Q_OBJECT

public:
    explicit NodeData(Node& node);

    bool isKnown() const { return m_known; } // it was all read at least once
    const std::optional<protocol::Status>& status() const { return m_status; }
    const std::vector<protocol::ServerInfo>& servers() const { return m_servers; } // as the daemon orders them: by name
    const protocol::ServerInfo* server(const ServerId& id) const;                  // null: none such
    QString serverName(const ServerId& id) const;                                  // its name, else the first 8 of its id
    const std::vector<protocol::JobInfo>& jobs() const { return m_jobs; }          // running ones first, then the queue
    const protocol::JobInfo* job(const JobId& id) const;                           // one of these
    void refresh();                                                                // all of it

Q_SIGNALS:
    void statusChanged();
    void serversChanged();
    void jobsChanged();                                 // came, went, changed state
    void jobMoved(const alula::JobId& job);             // its progress
    void jobEnded(const alula::protocol::JobInfo& job); // told once, while connected

private:
    void askStatus();
    void askServers();
    void askServersFrom(std::vector<protocol::ServerInfo> soFar, const std::optional<std::string>& cursor, int round);
    void askJobs();
    void onJob(const protocol::JobInfo& job);
    void onProgress(const protocol::JobProgressEvent& event);
    void noteKnown();

    Node& m_node;
    bool m_known = false, m_haveServers = false, m_haveJobs = false;
    int m_serversRound = 0; // of the newest listing: an older one's pages are dropped
    std::optional<protocol::Status> m_status;
    std::vector<protocol::ServerInfo> m_servers;
    std::vector<protocol::JobInfo> m_jobs;
    QTimer m_statusSoon, m_serversSoon; // many events, one question
};

} // namespace alula::gui
