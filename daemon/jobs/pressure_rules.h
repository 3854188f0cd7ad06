// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"

#include <chrono>
#include <cstdint>

namespace alula {

// Decides, step after step, whether work gives way (docs/adr/0026). Work is a load itself: it raises the pressure, and what the kernel
// counts does not say whose it is. So pressure above the limit only makes work stand still for a moment; what is counted then is that
// of the others. Data and transitions; one thread.
class PressureRules {
public:
    explicit PressureRules(double limitPercent) : m_limit(limitPercent) {}

    struct Step {
        Yielding yielding = Yielding::No;
        std::chrono::milliseconds length{0};
    };
    Step step() const;
    void ended(double percent); // the step is over, and so much of it somebody waited

private:
    enum class State : std::uint8_t { Working, Settling, Looking, Turn };
    bool isCalm(double percent) const;
    void looked(double percent);

    double m_limit;
    State m_state = State::Working;
    std::chrono::milliseconds m_glance = kFirstGlance; // between two looks at a pressure that is our own
    bool m_pressed = false;                            // others need the machine
    int m_calm = 0;                                    // looks in a row

    static constexpr std::chrono::milliseconds kFirstGlance{2000};
};

} // namespace alula
