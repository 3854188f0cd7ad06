// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/node.h"
#include "daemon/service/server_directory.h"

#include <thread>

namespace alula {

// Asks the panel for its servers at start and every remote_query.refresh, on a thread of its own.
class PanelRefresher {
public:
    PanelRefresher(const Node& node, ServerDirectory& servers) : m_node(node), m_servers(servers) {}
    void start();

private:
    const Node& m_node;
    ServerDirectory& m_servers;
    std::jthread m_thread;
};

} // namespace alula
