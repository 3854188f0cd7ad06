// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/panel/outbox_store.h"
#include "daemon/panel/panel_client.h"
#include "shared/base/backoff.h"
#include "shared/base/clock.h"
#include "shared/base/random.h"

#include <chrono>
#include <mutex>
#include <stop_token>
#include <thread>

namespace alula {

struct OutboxRules {
    Backoff backoff{std::chrono::seconds(2), std::chrono::minutes(5)};
    std::chrono::nanoseconds giveUp{std::chrono::hours(24 * 7)}; // panel.give_up
};

// Tells the panel what lies in the outbox until it has answered: a new message at once, a failed one after a back-off.
// An archive never depends on it. Owns one thread, on which the store is used;
// wake(): any thread; start() and stop(): the owner's.
class OutboxSender {
public:
    OutboxSender(OutboxStore& store, PanelClient& panel, Clock& clock, Random& random, OutboxRules rules = {});
    ~OutboxSender(); // stops

    void start();
    void wake(); // something was put into the outbox
    // Breaks off an attempt that is under way (it is made again after the next start); returns within 1 s.
    void stop();

private:
    void run(std::stop_token stop);
    Result<std::chrono::nanoseconds> sendDue(std::stop_token stop); // how long to wait after it
    Result<void> send(const OutboxMessage& message, std::stop_token stop);
    Result<void> settle(const OutboxMessage& message, Report report);
    void rest(std::chrono::nanoseconds time, std::stop_token stop);

    OutboxStore& m_store;
    PanelClient& m_panel;
    Clock& m_clock;
    Random& m_random;
    const OutboxRules m_rules;

    std::mutex m_mutex;
    bool m_woken = false;     // guarded by m_mutex
    std::stop_source m_sleep; // guarded by m_mutex: ends the rest that is going on

    std::jthread m_thread; // last: ends before the others go
};

} // namespace alula
