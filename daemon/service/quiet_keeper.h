// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/catalog/quiesce_table.h"
#include "daemon/panel/wings_client.h"
#include "daemon/service/node.h"
#include "shared/base/backoff.h"

#include <condition_variable>
#include <mutex>
#include <set>
#include <stop_token>
#include <thread>

namespace alula {

// Sees to it that every server that was asked to hold still for a backup (QuietHold) is told to go on, whatever became of the
// backup, of the daemon or of Wings: what its journal has and nobody works on is tried again until Wings has answered. Owns one
// thread; start() and stop(): the owner's, all else: any thread.
class QuietKeeper {
public:
    // `wings`: none where wings.url is not set; then only what an earlier run left is told, in the log. Outlives this.
    QuietKeeper(const Node& node, WingsClient* wings);
    ~QuietKeeper(); // stops

    void start();
    void stop(); // with one more try for what is left, until the first one fails

    // Who works on a server's quiet has it to himself. False: stopped while somebody else had it.
    bool reserve(const ServerId& server, std::stop_token stop);
    void release(const ServerId& server); // what is left of it in the journal is now the thread's

    // Tells the server to go on, and takes it out of the journal. For who has reserved it.
    Result<CommandsAnswer> letGo(const QuiescedServer& entry, std::stop_token stop);
    // The same for all that earlier jobs of that server left.
    Result<void> letGoOlder(const ServerId& server, std::stop_token stop);

    const Node& node() const { return m_node; }
    WingsClient* wings() const { return m_wings; }

private:
    void run(std::stop_token stop);
    Result<void> letGoAll(std::stop_token stop, bool untilFailure); // the first failure; nothing else is left
    bool tryReserve(const ServerId& server);
    void rest(std::chrono::nanoseconds time, std::stop_token stop);
    void tellWithoutWings() const;

    const Node& m_node;
    WingsClient* const m_wings;
    const Backoff m_backoff{std::chrono::seconds(2), std::chrono::minutes(1)};

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::set<ServerId> m_reserved; // guarded by m_mutex
    bool m_woken = false;          // guarded by m_mutex
    std::stop_source m_sleep;      // guarded by m_mutex: ends the rest that is going on

    std::jthread m_thread; // last: ends before the others go
};

} // namespace alula
