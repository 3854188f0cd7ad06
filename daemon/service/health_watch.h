// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/node.h"
#include "daemon/service/node_state.h"

#include <stop_token>
#include <string>
#include <thread>

namespace alula {

// Looks at the node's health once a minute, whoever asks or not, and tells when its problems are others than before. One thread
// of its own.
class HealthWatch {
public:
    HealthWatch(const Node& node, NodeStateSource& state) : m_node(node), m_state(state) {}
    void start();
    void look(); // one round; for tests and for the thread

private:
    const Node& m_node;
    NodeStateSource& m_state;
    std::string m_seen;    // the thread's
    std::jthread m_thread; // last: it uses the others
};

} // namespace alula
