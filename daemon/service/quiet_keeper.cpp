// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/quiet_keeper.h"

#include "shared/base/load.h"
#include "shared/base/log.h"

#include <exception>

namespace alula {

namespace {

constexpr std::chrono::hours kNothingToDo{1}; // it is woken before

std::string commandsText(const std::vector<std::string>& commands) {
    std::string text;
    for (const auto& command : commands) text += (text.empty() ? "" : ", ") + log::printable(command);
    return text;
}

} // namespace

QuietKeeper::QuietKeeper(const Node& node, WingsClient* wings) : m_node(node), m_wings(wings) {}

QuietKeeper::~QuietKeeper() { stop(); }

void QuietKeeper::start() {
    if (m_wings == nullptr) return tellWithoutWings();
    if (!m_thread.joinable()) m_thread = std::jthread([this](std::stop_token stop) { run(stop); });
}

void QuietKeeper::stop() {
    if (!m_thread.joinable()) return;
    m_thread.request_stop();
    m_thread.join();
    if (const auto left = letGoAll({}, true); !left)
        log::warning("A server still holds still, the next start tells it to go on: {}", left.error().toString());
}

void QuietKeeper::tellWithoutWings() const {
    const auto entries = m_node.catalog.quiesced().all();
    if (!entries) return log::error("The journal of quiesce commands cannot be read: {}", entries.error().toString());
    for (const auto& entry : *entries)
        log::error(
            "Server {} was asked to hold still for a backup and not told to go on. Set wings.url, or type into its console: {}",
            entry.server.toString(), commandsText(entry.commands));
}

bool QuietKeeper::reserve(const ServerId& server, std::stop_token stop) {
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait(lock, stop, [&] { return !m_reserved.contains(server); })) return false;
    m_reserved.insert(server);
    return true;
}

bool QuietKeeper::tryReserve(const ServerId& server) {
    const std::lock_guard lock(m_mutex);
    return m_reserved.insert(server).second;
}

void QuietKeeper::release(const ServerId& server) {
    {
        const std::lock_guard lock(m_mutex);
        m_reserved.erase(server);
        m_woken = true;
        m_sleep.request_stop();
    }
    m_changed.notify_all();
}

// A server that does not run, or is gone, has nothing left to be undone: what it held back went with its process.
Result<CommandsAnswer> QuietKeeper::letGo(const QuiescedServer& entry, std::stop_token stop) {
    auto answer = m_wings->commands(entry.server, entry.commands, std::move(stop));
    if (!answer && answer.error().code() == ErrorCode::NotFound) answer = CommandsAnswer::NotRunning;
    if (answer) ALULA_TRY(m_node.catalog.quiesced().remove(entry.job));
    return answer;
}

Result<void> QuietKeeper::letGoOlder(const ServerId& server, std::stop_token stop) {
    ALULA_ASSIGN(const auto entries, m_node.catalog.quiesced().all());
    for (const auto& entry : entries) {
        if (entry.server == server) ALULA_TRY(letGo(entry, stop));
    }
    return {};
}

Result<void> QuietKeeper::letGoAll(std::stop_token stop, bool untilFailure) {
    Result<void> first;
    ALULA_ASSIGN(const auto entries, m_node.catalog.quiesced().all());
    for (const auto& entry : entries) {
        if (stop.stop_requested()) return fail(cancelled());
        if (!tryReserve(entry.server)) continue;
        const auto told = letGo(entry, stop);
        {
            // Not release(): that would wake this very thread.
            const std::lock_guard lock(m_mutex);
            m_reserved.erase(entry.server);
        }
        m_changed.notify_all();
        if (told)
            log::info("Server {} was told to go on after a backup: {}", entry.server.toString(), commandsText(entry.commands));
        else if (first) first = fail(told.error());
        if (!told && untilFailure) break;
    }
    return first;
}

void QuietKeeper::run(std::stop_token stop) {
    unsigned failures = 0;
    while (!stop.stop_requested()) {
        {
            const std::lock_guard lock(m_mutex);
            m_woken = false; // what was released before is seen by the pass that begins now
        }
        std::chrono::nanoseconds pause = kNothingToDo;
        try {
            const auto done = letGoAll(stop, false);
            failures = done ? 0 : failures + 1;
            if (!done && done.error().code() != ErrorCode::Cancelled) {
                pause = m_backoff.pause(failures - 1, m_node.random);
                log::warning("A server that held still for a backup could not be told to go on, next try in {} s: {}",
                             pause / std::chrono::seconds(1), done.error().toString());
            }
        } catch (const std::exception& e) {
            log::error("The thread of quiesce commands failed and goes on: {}", e.what());
        }
        rest(pause, stop);
    }
}

void QuietKeeper::rest(std::chrono::nanoseconds time, std::stop_token stop) {
    std::stop_source sleep;
    {
        const std::lock_guard lock(m_mutex);
        if (m_woken) return;
        m_sleep = sleep;
    }
    const std::stop_callback end(stop, [&sleep] { sleep.request_stop(); });
    m_node.clock.sleepFor(time, sleep.get_token());
}

} // namespace alula
