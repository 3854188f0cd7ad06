// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/pressure_rules.h"

#include <algorithm>

namespace alula {
namespace {

using namespace std::chrono_literals;

// A hold is 900 ms and a turn 100 ms: under pressure that does not end, a tenth of the time is left to work.
constexpr auto kSettle = 200ms; // until the blocks that were on their way are done
constexpr auto kLook = 700ms;
// A look costs 0.9 s: 3 % of the time on a machine that has nothing to do but our work.
constexpr auto kLongestGlance = 32s;
constexpr double kCalmShare = 0.75; // of the limit: work that goes on at the very limit would be held again at once
constexpr int kCalmLooks = 2;       // after pressure of others

} // namespace

PressureRules::Step PressureRules::step() const {
    switch (m_state) {
    case State::Settling: return {Yielding::Hold, kSettle};
    case State::Looking: return {Yielding::Hold, kLook};
    case State::Turn: return {Yielding::Turn, LoadControl::kTurn};
    case State::Working: break;
    }
    return {Yielding::No, m_glance};
}

bool PressureRules::isCalm(double percent) const { return percent < m_limit * kCalmShare; }

void PressureRules::ended(double percent) {
    switch (m_state) {
    case State::Working:
        if (percent < m_limit) m_glance = kFirstGlance;
        else m_state = State::Settling;
        return;
    case State::Settling: m_state = State::Looking; return;
    case State::Looking: return looked(percent);
    case State::Turn: m_state = State::Settling; return;
    }
}

void PressureRules::looked(double percent) {
    m_calm = isCalm(percent) ? m_calm + 1 : 0;
    m_pressed = m_pressed || m_calm == 0;
    if (m_calm < (m_pressed ? kCalmLooks : 1)) {
        m_state = State::Turn;
        return;
    }
    // It was our own: to look as often as before would only cost time.
    m_glance = m_pressed ? kFirstGlance : std::min<std::chrono::milliseconds>(m_glance * 2, kLongestGlance);
    m_state = State::Working;
    m_pressed = false;
    m_calm = 0;
}

} // namespace alula
