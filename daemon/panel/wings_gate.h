// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/panel/wings_client.h"
#include "shared/base/clock.h"

#include <chrono>
#include <stop_token>

namespace alula {

struct WingsGateRules {
    std::chrono::nanoseconds stopTimeout{std::chrono::seconds(60)}; // wings.stop_timeout: until kill
    std::chrono::nanoseconds killTimeout{std::chrono::seconds(20)}; // until it is given up
    std::chrono::nanoseconds pollInterval{std::chrono::milliseconds(500)};
    unsigned tries = 3; // of one call that did not get through
};

// Holds one server stopped through Wings' power API while its files change (DESIGN §6.2). One restore's thread.
class WingsGate {
public:
    WingsGate(WingsClient& wings, Clock& clock, const ServerId& server, WingsGateRules rules = {});

    // stop → poll → kill after stopTimeout → poll. Returns when two polls in a row saw it stopped (a crashed server that Wings
    // starts again is offline for a moment); one that Wings does not know is stopped. Busy: it still runs, or Wings cannot be
    // reached.
    Result<void> stopServer(std::stop_token stop);
    // Without a token of its own, the one given to stopServer() ends it: both belong to one restore.
    Result<bool> isStopped(std::stop_token stop = {});

private:
    Result<WingsState> state(std::stop_token stop);
    Result<void> power(PowerAction action, std::stop_token stop);
    // True when it stopped within the time; presses again whenever it came up again meanwhile.
    Result<bool> pressUntilStopped(PowerAction action, std::chrono::nanoseconds limit, std::stop_token stop);
    template <typename Call>
    auto tried(Call call, std::stop_token stop) -> decltype(call());

    WingsClient& m_wings;
    Clock& m_clock;
    const ServerId m_server;
    const WingsGateRules m_rules;
    std::stop_token m_stop; // of the last stopServer()
};

} // namespace alula
