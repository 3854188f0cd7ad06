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

// What the admin may do to all running work at once: slow it down, or hold it.
class LoadControl {
public:
    explicit LoadControl(Clock& clock) : read(clock), write(clock) {}
    RateLimiter read;
    RateLimiter write;

    void setPaused(bool paused);
    bool paused() const { return m_paused; }
    // Returns at once unless paused; Cancelled when the token is stopped. Called per entry and per block.
    Result<void> checkpoint(std::stop_token stop);

private:
    std::atomic<bool> m_paused{false};
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
};

// The error every engine call ends with when its token was stopped.
Error cancelled();

} // namespace alula
