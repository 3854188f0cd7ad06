// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace alula {

// A limit in bytes a second that can be changed while callers wait. 0: no limit. Any thread.
class RateLimiter {
public:
    explicit RateLimiter(Clock& clock) : m_clock(clock) {}
    void setLimit(std::uint64_t bytesPerSecond);
    std::uint64_t limit() const { return m_limit; }
    // Takes so many bytes, waiting for them if needed; Cancelled when the token is stopped.
    Result<void> take(std::uint64_t bytes, std::stop_token stop);

private:
    Clock& m_clock;
    std::atomic<std::uint64_t> m_limit{0};
    std::mutex m_mutex;
    std::chrono::steady_clock::time_point m_free{}; // guarded by m_mutex: when the next byte may go
};

// Whether work gives way to the rest of the machine (load.pressure_pause). Unlike a pause it never stops altogether.
enum class Yielding : std::uint8_t {
    No,
    Hold, // nothing passes
    Turn, // all pass until the next Hold; whoever waited comes to run later, perhaps only after it, and passes for kTurn from then on
};

// What may be done to all running work at once: the admin slows it down or holds it, the daemon has it give way.
class LoadControl {
public:
    // How long a turn is.
    static constexpr std::chrono::milliseconds kTurn{100};

    explicit LoadControl(Clock& clock) : read(clock), write(clock), m_clock(clock) {}
    RateLimiter read;
    RateLimiter write;

    void setPaused(bool paused);
    bool paused() const { return m_paused; }
    void setYielding(Yielding yielding);
    bool yielding() const { return m_yielding != Yielding::No; }
    // Returns at once unless paused or giving way; Cancelled when the token is stopped. Called per entry and per block.
    Result<void> checkpoint(std::stop_token stop);

private:
    bool isInTurn() const;

    Clock& m_clock;
    std::atomic<bool> m_paused{false};
    std::atomic<Yielding> m_yielding{Yielding::No};
    std::mutex m_mutex;
    std::uint64_t m_turns = 0; // guarded by m_mutex
    std::condition_variable_any m_wake;
};

// The error every engine call ends with when its token was stopped.
Error cancelled();

} // namespace alula
