// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/log_memory.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace alula {

namespace {

constexpr std::array<std::string_view, 4> kLevels = {"debug", "info", "warning", "error"};

std::size_t rankOf(std::string_view level) {
    const auto it = std::ranges::find(kLevels, level);
    return it == kLevels.end() ? 1 : static_cast<std::size_t>(it - kLevels.begin());
}

} // namespace

void LogMemory::add(LogRecord record) {
    const std::lock_guard lock(m_mutex);
    record.number = m_next++;
    m_records.push_back(std::move(record));
    if (m_records.size() > kMost) m_records.pop_front();
}

std::vector<LogRecord> LogMemory::records(std::int64_t after, const std::string& level, Timestamp since,
                                          std::size_t limit) const {
    const std::size_t least = rankOf(level);
    const std::lock_guard lock(m_mutex);
    std::vector<LogRecord> found;
    for (const LogRecord& record : m_records) {
        if (record.number > after && record.time >= since && rankOf(record.level) >= least) found.push_back(record);
    }
    // After a cursor the next ones; without one the newest.
    const bool newest = after == 0 && since.ns == 0;
    if (found.size() > limit) {
        const auto cut = static_cast<std::ptrdiff_t>(limit);
        if (newest) found.erase(found.begin(), found.end() - cut);
        else found.resize(limit);
    }
    return found;
}

} // namespace alula
