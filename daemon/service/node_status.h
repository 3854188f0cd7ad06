// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/scheduler.h"
#include "daemon/service/archive_reconciler.h"
#include "daemon/service/archive_watch.h"
#include "daemon/service/node.h"
#include "daemon/service/node_state.h"
#include "daemon/service/server_directory.h"

#include <atomic>
#include <mutex>
#include <optional>

namespace alula {

// Who knows about the archive directory; null: nobody looks (tests).
struct ArchiveSight {
    ArchiveWatch* watch = nullptr;
    const ArchiveReconciler* reconciler = nullptr;
};

// Judges the node by `health.*`. Any thread. When the last problem went is as exact as it is asked often (HealthWatch).
class NodeStatus final : public NodeStateSource {
public:
    NodeStatus(const Node& node, Scheduler& scheduler, ServerDirectory& servers, ArchiveSight archives = {})
        : m_node(node), m_scheduler(scheduler), m_servers(servers), m_archives(archives), m_started(node.clock.now()) {}
    bool ready() const override { return m_ready; }
    Result<NodeState> state() override;
    void setReady(bool ready) { m_ready = ready; }

private:
    void judgeSpace(NodeState& state) const;
    void judgeDirectory(NodeState& state, const char* what, const std::string& path) const;
    void judgePlace(NodeState& state) const;
    void judgeUnowned(NodeState& state) const;
    void judgeCatalog(NodeState& state) const;
    void addSpace(NodeState& state, const char* what, const std::string& path, const SpaceInfo& space) const;
    void judgePanel(NodeState& state) const;
    Result<void> judgeBackups(NodeState& state) const;
    Result<void> judgeAge(NodeState& state) const;
    Result<void> judgeHeld(NodeState& state) const;
    Result<void> judgeOutbox(NodeState& state) const;
    std::optional<Timestamp> wellSince(bool well);

    const Node& m_node;
    Scheduler& m_scheduler;
    ServerDirectory& m_servers;
    const ArchiveSight m_archives;
    const Timestamp m_started;
    std::atomic<bool> m_ready{false};
    std::mutex m_mutex;
    std::optional<Timestamp> m_wellSince{m_started}; // guarded by m_mutex; none: there were problems when somebody last looked
};

} // namespace alula
