// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_clock.h"

namespace alula::test {

using namespace std::chrono;

Timestamp FakeClock::now() {
    const std::lock_guard lock(m_mutex);
    return m_now;
}

steady_clock::time_point FakeClock::steady() {
    const std::lock_guard lock(m_mutex);
    return steady_clock::time_point(duration_cast<steady_clock::duration>(m_steady));
}

bool FakeClock::sleepFor(nanoseconds duration, std::stop_token stop) {
    if (stop.stop_requested()) return false;
    std::unique_lock lock(m_mutex);
    m_sleeps.push_back(duration);
    if (m_mode == Mode::SkipsSleep) {
        m_now = m_now + duration;
        m_steady += duration;
        return true;
    }
    const auto due = m_steady + duration;
    if (due <= m_steady) return true;
    m_sleepers.insert(due);
    m_changed.notify_all();
    const bool slept = m_changed.wait(lock, stop, [&] { return m_steady >= due; });
    // advance() takes out whose time has come, so that nobody is seen asleep who only has not been scheduled yet.
    if (!slept) m_sleepers.erase(m_sleepers.find(due));
    return slept;
}

void FakeClock::advance(nanoseconds by) {
    {
        const std::lock_guard lock(m_mutex);
        m_now = m_now + by;
        m_steady += by;
        m_sleepers.erase(m_sleepers.begin(), m_sleepers.upper_bound(m_steady));
    }
    m_changed.notify_all();
}

void FakeClock::jump(nanoseconds by) {
    const std::lock_guard lock(m_mutex);
    m_now = m_now + by;
}

std::vector<nanoseconds> FakeClock::sleeps() const {
    const std::lock_guard lock(m_mutex);
    return m_sleeps;
}

bool FakeClock::waitForSleep(std::size_t count) const {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, seconds(10), [&] { return m_sleeps.size() >= count && !m_sleepers.empty(); });
}

} // namespace alula::test
