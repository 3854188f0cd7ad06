// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/health_watch.h"

#include "daemon/service/surviving.h"
#include "shared/base/log.h"

namespace alula {

using namespace std::chrono_literals;

namespace {

constexpr auto kRound = 60s;

std::string namesOf(const std::vector<Problem>& problems) {
    std::string names;
    for (const Problem& problem : problems)
        names += problem.severity + " " + problem.code + " " + problem.server + problem.what + "\n";
    return names;
}

} // namespace

void HealthWatch::start() {
    m_thread = std::jthread([this](std::stop_token stop) {
        // One round that goes wrong is no reason to look no more.
        do surviving("the node's health could not be looked at", [this] { look(); });
        while (m_node.clock.sleepFor(kRound, stop));
    });
}

void HealthWatch::look() {
    const auto state = m_state.state();
    if (!state) {
        log::warning("the node's health cannot be judged: {}", state.error().toString());
        return;
    }
    std::string names = namesOf(state->problems);
    if (names == m_seen) return;
    m_seen = std::move(names);
    Q_EMIT m_node.events.systemChanged();
}

} // namespace alula
