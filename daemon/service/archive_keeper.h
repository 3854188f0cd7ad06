// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/archive_reconciler.h"
#include "daemon/service/node.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace alula {

// Reconciles every few minutes, and at once when somebody says that there is reason to: the archive directory is back, an admin
// asks. One thread of its own.
class ArchiveKeeper {
public:
    // `after`: called on the thread when a round is over.
    ArchiveKeeper(const Node& node, ArchiveReconciler& reconciler, std::function<void()> after = {})
        : m_node(node), m_reconciler(reconciler), m_after(std::move(after)) {}
    void start();                             // the first round comes after the pause: start-up recovery has just made one
    void stop();                              // waits for a round that runs
    void wake();                              // any thread, returns at once
    Result<void> round(std::stop_token stop); // for tests and for the thread

private:
    const Node& m_node;
    ArchiveReconciler& m_reconciler;
    const std::function<void()> m_after;
    std::mutex m_mutex;
    std::stop_source m_sleep; // guarded by m_mutex
    bool m_woken = false;     // guarded by m_mutex
    std::jthread m_thread;    // last: it uses the others
};

} // namespace alula
