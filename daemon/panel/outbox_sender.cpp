// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/outbox_sender.h"

#include "shared/base/log.h"

#include <algorithm>
#include <exception>

namespace alula {

namespace {

constexpr std::int64_t kBatch = 32;
// After the catalog failed.
constexpr std::chrono::seconds kStoreRetry{10};
constexpr std::chrono::minutes kLongestRest{5};

std::string describe(const OutboxMessage& message) {
    return (message.kind == OutboxMessage::Kind::Backup ? "the result of backup " : "the result of restoring backup ") +
           message.backup.toString();
}

} // namespace

OutboxSender::OutboxSender(OutboxStore& store, PanelClient& panel, Clock& clock, Random& random, OutboxRules rules)
    : m_store(store), m_panel(panel), m_clock(clock), m_random(random), m_rules(rules) {}

OutboxSender::~OutboxSender() { stop(); }

void OutboxSender::start() {
    if (!m_thread.joinable()) m_thread = std::jthread([this](std::stop_token stop) { run(stop); });
}

void OutboxSender::wake() {
    const std::lock_guard lock(m_mutex);
    m_woken = true;
    m_sleep.request_stop();
}

void OutboxSender::stop() {
    if (!m_thread.joinable()) return;
    m_thread.request_stop();
    m_thread.join();
}

void OutboxSender::run(std::stop_token stop) {
    while (!stop.stop_requested()) {
        std::chrono::nanoseconds pause = kStoreRetry;
        {
            const std::lock_guard lock(m_mutex);
            m_woken = false; // what was put in before is seen by the pass that begins now
        }
        try {
            const auto next = sendDue(stop);
            if (next) pause = *next;
            else if (next.error().code() != ErrorCode::Cancelled)
                log::error("The outbox cannot be worked on: {}", next.error().toString());
        } catch (const std::exception& e) {
            log::error("The outbox's thread failed and goes on: {}", e.what());
        }
        rest(pause, stop);
    }
}

Result<std::chrono::nanoseconds> OutboxSender::sendDue(std::stop_token stop) {
    while (!stop.stop_requested()) {
        auto horizon = m_clock.now();
        ALULA_ASSIGN(const auto next, m_store.nextDue());
        if (!next) return kLongestRest;
        // Nothing is ever postponed by more than the longest back-off: the wall clock was put back, and nobody shall wait for it
        // to catch up.
        if (*next > horizon + 2 * m_rules.backoff.most) horizon = *next;
        if (*next > horizon) return std::min<std::chrono::nanoseconds>(*next - horizon, kLongestRest);
        ALULA_ASSIGN(const auto due, m_store.due(horizon, kBatch));
        if (due.empty()) return kStoreRetry; // the store contradicts itself: no busy loop on it
        for (const auto& message : due) ALULA_TRY(send(message, stop));
    }
    return kLongestRest;
}

Result<void> OutboxSender::send(const OutboxMessage& message, std::stop_token stop) {
    ALULA_ASSIGN(auto report, message.kind == OutboxMessage::Kind::Backup ? m_panel.reportBackup(message, stop)
                                                                          : m_panel.reportRestore(message, stop));
    return settle(message, std::move(report));
}

Result<void> OutboxSender::settle(const OutboxMessage& message, Report report) {
    const auto now = m_clock.now();
    if (report.outcome == Outcome::Retry && now - message.created >= m_rules.giveUp)
        report = {Outcome::GiveUp,
                  "Tried for " + std::to_string(m_rules.giveUp / std::chrono::hours(1)) + " hours. " + report.reason};
    switch (report.outcome) {
    case Outcome::Delivered: log::info("The panel has {}.", describe(message)); return m_store.markDelivered(message.id);
    case Outcome::GiveUp:
        log::error("The panel will not be told {} any more: {}", describe(message), report.reason);
        return m_store.giveUp(message, report.reason);
    case Outcome::Retry: break;
    }
    const auto pause = m_rules.backoff.pause(message.attempts, m_random);
    log::warning("The panel could not be told {}, next try in {} s: {}", describe(message), pause / std::chrono::seconds(1),
                 report.reason);
    return m_store.postpone(message.id, now + pause, report.reason);
}

void OutboxSender::rest(std::chrono::nanoseconds time, std::stop_token stop) {
    std::stop_source sleep;
    {
        const std::lock_guard lock(m_mutex);
        if (m_woken) return;
        m_sleep = sleep;
    }
    const std::stop_callback end(stop, [&sleep] { sleep.request_stop(); });
    m_clock.sleepFor(time, sleep.get_token());
}

} // namespace alula
