// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/load.h"

#include <algorithm>

namespace alula {

Error cancelled() { return Error(ErrorCode::Cancelled, "cancelled"); }

void RateLimiter::setLimit(std::uint64_t bytesPerSecond) {
    m_limit = bytesPerSecond;
    const std::lock_guard lock(m_mutex);
    m_free = {};
}

Result<void> RateLimiter::take(std::uint64_t bytes, std::stop_token stop) {
    using namespace std::chrono;
    if (stop.stop_requested()) return fail(cancelled());
    const std::uint64_t rate = m_limit;
    if (rate == 0 || bytes == 0) return {};
    steady_clock::time_point due;
    {
        const std::lock_guard lock(m_mutex);
        // Nothing is saved up while idle: a burst after a pause would break the limit.
        due = std::max(m_free, m_clock.steady());
        // At most a day for one call, so that no number of bytes overflows the clock.
        const double took = std::min(static_cast<double>(bytes) / static_cast<double>(rate), 86'400.0);
        m_free = due + nanoseconds(static_cast<std::int64_t>(took * 1e9));
    }
    // Waits in short steps, so that a limit lifted meanwhile is felt at once.
    while (m_limit == rate) {
        const auto left = due - m_clock.steady();
        if (left <= nanoseconds::zero()) return {};
        if (!m_clock.sleepFor(std::min<nanoseconds>(left, milliseconds(200)), stop)) return fail(cancelled());
    }
    return {};
}

void LoadControl::setPaused(bool paused) {
    {
        const std::lock_guard lock(m_mutex);
        m_paused = paused;
    }
    m_wake.notify_all();
}

void LoadControl::setYielding(Yielding yielding) {
    {
        const std::lock_guard lock(m_mutex);
        m_yielding = yielding;
        if (yielding == Yielding::Turn) ++m_turns;
    }
    m_wake.notify_all();
}

namespace {
// A thread's own turn. Between two checkpoints lies as little as one name of a folder: one pass a turn would be next to nothing.
struct OwnTurn {
    const LoadControl* load = nullptr;
    std::chrono::steady_clock::time_point until;
};
thread_local OwnTurn t_turn;
} // namespace

bool LoadControl::isInTurn() const { return t_turn.load == this && m_clock.steady() < t_turn.until; }

Result<void> LoadControl::checkpoint(std::stop_token stop) {
    if (stop.stop_requested()) return fail(cancelled());
    if (!m_paused && (m_yielding != Yielding::Hold || isInTurn())) return {};
    std::unique_lock lock(m_mutex);
    // A worker that gives way to everybody may come to run only when its turn is long over.
    const auto passes = [this, seen = m_turns] { return !m_paused && (m_yielding != Yielding::Hold || m_turns != seen); };
    if (!m_wake.wait(lock, stop, passes)) return fail(cancelled());
    t_turn = {this, m_clock.steady() + kTurn};
    return {};
}

} // namespace alula
