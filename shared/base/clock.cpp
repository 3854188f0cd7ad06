// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/clock.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace alula {

std::string toIso8601(Timestamp t) {
    std::int64_t seconds = t.ns / 1'000'000'000;
    std::int64_t ns = t.ns % 1'000'000'000;
    if (ns < 0) {
        ns += 1'000'000'000;
        --seconds;
    }
    const std::time_t whole = seconds;
    std::tm parts{};
    ::gmtime_r(&whole, &parts);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900, parts.tm_mon + 1,
                  parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, static_cast<int>(ns / 1'000'000));
    return text.data();
}

std::optional<Timestamp> fromIso8601(std::string_view text) {
    std::tm parts{};
    int milliseconds = 0;
    const std::string copy(text);
    const int got = std::sscanf(copy.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d.%3d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
                                &parts.tm_hour, &parts.tm_min, &parts.tm_sec, &milliseconds);
    if (got < 6 || text.back() != 'Z') return std::nullopt;
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    return Timestamp{static_cast<std::int64_t>(::timegm(&parts)) * 1'000'000'000 + milliseconds * 1'000'000LL};
}

Timestamp SystemClock::now() {
    std::timespec t{};
    ::clock_gettime(CLOCK_REALTIME, &t);
    return {static_cast<std::int64_t>(t.tv_sec) * 1'000'000'000 + t.tv_nsec};
}

std::chrono::steady_clock::time_point SystemClock::steady() { return std::chrono::steady_clock::now(); }

bool SystemClock::sleepFor(std::chrono::nanoseconds duration, std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, duration, [] { return false; });
    return !stop.stop_requested();
}

} // namespace alula
