// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/node_data.h"

#include "gui/nodes/node.h"
#include "shared/wording/wording.h"

#include <algorithm>

namespace alula::gui {

using namespace protocol;

namespace {
constexpr std::chrono::milliseconds kSoon{200}; // a burst of events makes one question

auto byId(const JobId& id) {
    return [id](const JobInfo& job) { return job.job == id; };
}
// As the daemon lists them: what runs, then the queue in its order.
bool comesFirst(const JobInfo& a, const JobInfo& b) { return a.queuePosition.value_or(0) < b.queuePosition.value_or(0); }
} // namespace

NodeData::NodeData(Node& node) : m_node(node) {
    for (QTimer* timer : {&m_statusSoon, &m_serversSoon}) {
        timer->setSingleShot(true);
        timer->setInterval(kSoon);
    }
    connect(&m_statusSoon, &QTimer::timeout, this, &NodeData::askStatus);
    connect(&m_serversSoon, &QTimer::timeout, this, &NodeData::askServers);
    connect(&node, &Node::systemChanged, &m_statusSoon, qOverload<>(&QTimer::start));
    connect(&node, &Node::serverChanged, &m_serversSoon, qOverload<>(&QTimer::start));
    connect(&node, &Node::backupChanged, &m_serversSoon, qOverload<>(&QTimer::start));
    connect(&node, &Node::backupChanged, &m_statusSoon, qOverload<>(&QTimer::start));
    connect(&node, &Node::jobChanged, this, [this](const JobChangedEvent& event) { onJob(event.job); });
    connect(&node, &Node::jobProgress, this, &NodeData::onProgress);
}

const ServerInfo* NodeData::server(const ServerId& id) const {
    const auto it = std::ranges::find(m_servers, id, &ServerInfo::server);
    return it == m_servers.end() ? nullptr : &*it;
}

QString NodeData::serverName(const ServerId& id) const {
    const ServerInfo* known = server(id);
    if (known && !known->name.empty()) return shown(known->name);
    return QString::fromStdString(id.toString()).first(8);
}

const JobInfo* NodeData::job(const JobId& id) const {
    const auto it = std::ranges::find_if(m_jobs, byId(id));
    return it == m_jobs.end() ? nullptr : &*it;
}

void NodeData::refresh() {
    askStatus();
    askServers();
    askJobs();
}

void NodeData::askStatus() {
    m_node.call<StatusParams, Status>(kStatus, {}, this, [this](Result<Status> answer) {
        if (!answer) return; // the connection's end is told by the node
        m_status = *std::move(answer);
        noteKnown();
        Q_EMIT statusChanged();
    });
}

void NodeData::askServers() { askServersFrom({}, {}, ++m_serversRound); }

void NodeData::askServersFrom(std::vector<ServerInfo> soFar, const std::optional<std::string>& cursor, int round) {
    ServersListParams params;
    params.cursor = cursor;
    m_node.call<ServersListParams, ServersList>(kServersList, params, this,
                                                [this, round, soFar = std::move(soFar)](Result<ServersList> answer) mutable {
                                                    if (!answer || round != m_serversRound) return;
                                                    std::ranges::move(answer->servers, std::back_inserter(soFar));
                                                    if (answer->cursor)
                                                        return askServersFrom(std::move(soFar), answer->cursor, round);
                                                    m_servers = std::move(soFar);
                                                    m_haveServers = true;
                                                    noteKnown();
                                                    Q_EMIT serversChanged();
                                                });
}

void NodeData::askJobs() {
    JobsListParams params;
    params.state = "active";
    params.limit = 1000;
    m_node.call<JobsListParams, JobsList>(kJobsList, params, this, [this](Result<JobsList> answer) {
        if (!answer) return;
        m_jobs = std::move(answer->jobs);
        m_haveJobs = true;
        noteKnown();
        Q_EMIT jobsChanged();
    });
}

void NodeData::onJob(const JobInfo& job) {
    const auto it = std::ranges::find_if(m_jobs, byId(job.job));
    const bool ended = isEnded(job.state);
    if (it != m_jobs.end()) m_jobs.erase(it);
    if (!ended) m_jobs.insert(std::ranges::upper_bound(m_jobs, job, comesFirst), job);
    Q_EMIT jobsChanged();
    if (!ended) return;
    m_serversSoon.start();
    m_statusSoon.start();
    Q_EMIT jobEnded(job);
}

void NodeData::onProgress(const JobProgressEvent& event) {
    const auto it = std::ranges::find_if(m_jobs, byId(event.job));
    if (it == m_jobs.end()) return;
    it->progress = event.progress;
    Q_EMIT jobMoved(event.job);
}

void NodeData::noteKnown() { m_known = m_status && m_haveServers && m_haveJobs; }

} // namespace alula::gui
