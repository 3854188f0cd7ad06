// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/pressure_gauge.h"
#include "shared/base/clock.h"
#include "shared/base/load.h"

#include <functional>
#include <stop_token>
#include <thread>

namespace alula {

// Has running work give way while others need disk or processor. One thread of its own, which looks at the rules' pace while there is
// work that may be held, and at nothing else.
class PressureWatch {
public:
    struct Setup {
        Clock& clock;
        LoadControl& load;
        double limitPercent = 0;       // load.pressure_pause
        std::function<bool()> mayHold; // whether work runs that can wait; any thread
        PressureGauge gauge{};
    };
    explicit PressureWatch(Setup setup) : m_setup(std::move(setup)) {}
    ~PressureWatch(); // nothing is held any more
    // Nothing to do without a limit; a kernel that counts no pressure is said once.
    void start();

private:
    void run(const std::stop_token& stop);
    bool watchWork(const std::stop_token& stop);

    const Setup m_setup;
    std::jthread m_thread; // last: it uses the others
};

} // namespace alula
