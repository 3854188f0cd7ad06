// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/wings_gate.h"

#include "shared/base/load.h"
#include "shared/base/log.h"

namespace alula {

namespace {

constexpr unsigned kStoppedPolls = 2;
constexpr unsigned kPowerWaitSeconds = 10; // Wings' wait for a power action that is going on

bool isOff(WingsState state) { return state == WingsState::Offline || state == WingsState::Missing; }

bool didNotGetThrough(const Error& error) {
    return error.code() == ErrorCode::Network || error.code() == ErrorCode::TimedOut || error.code() == ErrorCode::Busy;
}

} // namespace

WingsGate::WingsGate(WingsClient& wings, Clock& clock, const ServerId& server, WingsGateRules rules)
    : m_wings(wings), m_clock(clock), m_server(server), m_rules(rules) {}

// Calls it until it gets through, `tries` times at most; then Busy, in words that help.
template <typename Call>
auto WingsGate::tried(Call call, std::stop_token stop) -> decltype(call()) {
    for (unsigned tries = 1;; ++tries) {
        auto answer = call();
        if (answer || !didNotGetThrough(answer.error())) return answer;
        if (tries < m_rules.tries) {
            if (!m_clock.sleepFor(m_rules.pollInterval, stop)) return fail(cancelled());
            continue;
        }
        return fail(
            Error(ErrorCode::Busy, "Wings at " + m_wings.url() + " cannot be reached, so nobody can say that server " +
                                       m_server.toString() +
                                       " stays stopped while its files change. Start Wings or check wings.url, then try again.")
                .withCause(std::move(answer).error()));
    }
}

Result<WingsState> WingsGate::state(std::stop_token stop) {
    return tried([&] { return m_wings.state(m_server, stop); }, stop);
}

Result<void> WingsGate::power(PowerAction action, std::stop_token stop) {
    auto done = tried([&] { return m_wings.power(m_server, action, kPowerWaitSeconds, stop); }, stop);
    // Deleted meanwhile: the next poll sees it as missing.
    if (!done && done.error().code() == ErrorCode::NotFound) return {};
    return done;
}

Result<bool> WingsGate::isStopped(std::stop_token stop) {
    ALULA_ASSIGN(const auto now, state(stop.stop_possible() ? stop : m_stop));
    return isOff(now);
}

Result<bool> WingsGate::pressUntilStopped(PowerAction action, std::chrono::nanoseconds limit, std::stop_token stop) {
    const auto start = m_clock.steady();
    unsigned stopped = 0;
    bool pressed = false;
    while (true) {
        ALULA_ASSIGN(const auto now, state(stop));
        if (isOff(now)) {
            if (++stopped == kStoppedPolls) return true;
        } else {
            if (!pressed || stopped > 0) ALULA_TRY(power(action, stop));
            pressed = true;
            stopped = 0;
        }
        // One that was just seen off is given the poll that confirms it.
        if (stopped == 0 && m_clock.steady() - start >= limit) return false;
        if (!m_clock.sleepFor(m_rules.pollInterval, stop)) return fail(cancelled());
    }
}

Result<void> WingsGate::stopServer(std::stop_token stop) {
    m_stop = stop;
    if (stop.stop_requested()) return fail(cancelled());
    ALULA_ASSIGN(const bool stopped, pressUntilStopped(PowerAction::Stop, m_rules.stopTimeout, stop));
    if (stopped) return {};
    log::warning("Server {} did not stop in {} s; it is killed.", m_server.toString(),
                 m_rules.stopTimeout / std::chrono::seconds(1));
    ALULA_ASSIGN(const bool killed, pressUntilStopped(PowerAction::Kill, m_rules.killTimeout, stop));
    if (killed) return {};
    return fail(ErrorCode::Busy,
                "Server " + m_server.toString() + " still runs after stop and kill. Stop it in the panel, then try again.");
}

} // namespace alula
