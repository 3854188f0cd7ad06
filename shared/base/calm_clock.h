// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <mutex>
#include <optional>

namespace alula {

// A clock for what cannot be taken back, deleting and giving up: it believes a leap forward only when it has lasted for an hour. Until
// then its time goes on as if there had been none. A leap back is believed at once: what is younger is kept longer. Any thread.
class CalmClock final : public Clock {
public:
    static constexpr std::chrono::hours kBelieveAfter{1};
    // `lastSeen`: its time at the end of an earlier run; what has passed since then it believes after an hour, too.
    explicit CalmClock(Clock& clock, std::optional<Timestamp> lastSeen = {});

    Timestamp now() override;
    std::chrono::steady_clock::time_point steady() override { return m_clock.steady(); }
    bool sleepFor(std::chrono::nanoseconds duration, std::stop_token stop) override {
        return m_clock.sleepFor(duration, std::move(stop));
    }

private:
    Clock& m_clock;
    std::mutex m_mutex;
    // Guarded by m_mutex.
    Timestamp m_time; // was right at m_at
    std::chrono::steady_clock::time_point m_at;
    std::optional<std::chrono::steady_clock::time_point> m_ahead; // since when the clock has been ahead of it
};

} // namespace alula
