// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <set>
#include <vector>

namespace alula::test {

// A clock that the test moves. Any thread.
//   Manual: a sleeper waits until advance() has passed its time.
//   SkipsSleep: every sleep takes no time and moves the clock by what it asked for; for code that runs on the test's own thread.
class FakeClock final : public Clock {
public:
    enum class Mode { Manual, SkipsSleep };
    explicit FakeClock(Mode mode = Mode::Manual) : m_mode(mode) {}

    Timestamp now() override;
    std::chrono::steady_clock::time_point steady() override;
    bool sleepFor(std::chrono::nanoseconds duration, std::stop_token stop) override;

    // Moves both times forward and wakes whose time has come.
    void advance(std::chrono::nanoseconds by);
    // Moves only the wall time, also back, as an admin or NTP would.
    void jump(std::chrono::nanoseconds by);

    // What was asked of sleepFor() so far, in order.
    std::vector<std::chrono::nanoseconds> sleeps() const;
    // Waits (10 s of real time at most: then false) until so many sleeps have begun and the last one is still going on.
    bool waitForSleep(std::size_t count) const;
    // The same for the sleep after those begun by now, whatever `act` sets off.
    template <typename Act>
    bool sleepsAfter(Act act) {
        const auto before = sleeps().size();
        act();
        return waitForSleep(before + 1);
    }

private:
    const Mode m_mode;

    mutable std::mutex m_mutex;
    mutable std::condition_variable_any m_changed;
    // Guarded by m_mutex.
    Timestamp m_now{1'767'323'045'000'000'000}; // 2026-01-02T03:04:05Z
    std::chrono::nanoseconds m_steady{std::chrono::hours(1)};
    std::vector<std::chrono::nanoseconds> m_sleeps;
    std::multiset<std::chrono::nanoseconds> m_sleepers; // when each is due
};

} // namespace alula::test
