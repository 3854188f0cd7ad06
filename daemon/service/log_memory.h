// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace alula {

struct LogRecord {
    std::int64_t number = 0; // grows by one a record
    Timestamp time;
    std::string level; // "debug", "info", "warning", "error"
    std::string text;
};

// The last records of the daemon's log, for system.log. Any thread.
class LogMemory {
public:
    static constexpr std::size_t kMost = 10'000;
    void add(LogRecord record);
    // Those after `after` (0: the newest `limit`) at or above `level`, oldest first.
    std::vector<LogRecord> records(std::int64_t after, const std::string& level, Timestamp since, std::size_t limit) const;

private:
    mutable std::mutex m_mutex;
    std::deque<LogRecord> m_records; // guarded by m_mutex
    std::int64_t m_next = 1;         // guarded by m_mutex
};

} // namespace alula
