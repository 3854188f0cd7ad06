// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/calm_clock.h"

#include <algorithm>

namespace alula {

namespace {
constexpr std::chrono::minutes kNoLeap{1}; // NTP slews by less, and the two clocks are not read at the same moment
}

CalmClock::CalmClock(Clock& clock, std::optional<Timestamp> lastSeen)
    : m_clock(clock), m_time(std::min(clock.now(), lastSeen.value_or(clock.now()))), m_at(clock.steady()) {}

Timestamp CalmClock::now() {
    const std::lock_guard lock(m_mutex);
    const Timestamp told = m_clock.now();
    const auto at = m_clock.steady();
    const Timestamp expected = m_time + (at - m_at);
    const bool isAhead = told - expected > kNoLeap;
    if (isAhead && !m_ahead) m_ahead = at;
    if (isAhead && at - *m_ahead < kBelieveAfter) return expected;
    m_ahead.reset();
    m_time = told;
    m_at = at;
    return told;
}

} // namespace alula
