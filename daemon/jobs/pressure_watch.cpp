// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/pressure_watch.h"

#include "daemon/jobs/pressure_rules.h"
#include "shared/base/log.h"

namespace alula {
namespace {

using namespace std::chrono_literals;

constexpr auto kIdle = 2s; // between two looks whether there is work

} // namespace

PressureWatch::~PressureWatch() {
    m_thread = {}; // stopped and waited for
    m_setup.load.setYielding(Yielding::No);
}

void PressureWatch::start() {
    if (m_setup.limitPercent <= 0) return;
    if (!m_setup.gauge.read()) {
        log::warning(
            "load.pressure_pause has no effect: this kernel does not count pressure (/proc/pressure; it may need psi=1 on "
            "its command line)");
        return;
    }
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void PressureWatch::run(const std::stop_token& stop) {
    do {
        if (m_setup.mayHold() && !watchWork(stop)) return;
        m_setup.load.setYielding(Yielding::No);
    } while (m_setup.clock.sleepFor(kIdle, stop));
}

// Until there is none, or (false) the token is stopped.
bool PressureWatch::watchWork(const std::stop_token& stop) {
    PressureRules rules(m_setup.limitPercent);
    while (m_setup.mayHold()) {
        const auto step = rules.step();
        const auto before = m_setup.gauge.read();
        const auto since = m_setup.clock.steady();
        m_setup.load.setYielding(step.yielding);
        if (!m_setup.clock.sleepFor(step.length, stop)) return false;
        const auto after = m_setup.gauge.read();
        if (!before || !after) return true;
        rules.ended(pressureBetween(*before, *after, m_setup.clock.steady() - since));
    }
    return true;
}

} // namespace alula
