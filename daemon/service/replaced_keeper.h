// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/node.h"

#include <mutex>
#include <stop_token>
#include <thread>

namespace alula {

// Deletes what restores replaced when it has been kept long enough (restore.keep_replaced), earlier when its disk is fuller than
// restore.keep_replaced_percent, and the job history after jobs.keep. One thread of its own, woken once a minute.
class ReplacedKeeper {
public:
    explicit ReplacedKeeper(const Node& node) : ReplacedKeeper(node, node.clock) {}
    // By that clock things are old. It is remembered for the next run.
    ReplacedKeeper(const Node& node, Clock& clock) : m_node(node), m_clock(clock) {}
    void start();
    void stop();
    Result<void> sweep(std::stop_token stop); // one round; for tests and for the thread

private:
    Result<bool> isDue(const JournalEntry& entry) const;
    Result<bool> claim(const JournalEntry& entry);
    Result<void> drop(const JournalEntry& entry, std::stop_token stop);

    Result<void> rememberTime();

    const Node& m_node;
    Clock& m_clock;
    std::jthread m_thread;
};

} // namespace alula
