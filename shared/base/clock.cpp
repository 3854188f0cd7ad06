// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/clock.h"

#include "shared/base/bytes.h"

#include <algorithm>
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

namespace {
// Takes what is expected from the front of a text, all or nothing.
class Scanner {
public:
    explicit Scanner(std::string_view text) : m_rest(text) {}
    bool ended() const { return m_rest.empty(); }
    bool literal(char c) {
        if (!m_rest.starts_with(c)) return false;
        m_rest.remove_prefix(1);
        return true;
    }
    // Exactly so many digits.
    bool digits(std::size_t count, int& value) {
        if (m_rest.size() < count || !std::ranges::all_of(m_rest.substr(0, count), isDigit)) return false;
        value = *parseNumber<int>(m_rest.substr(0, count));
        m_rest.remove_prefix(count);
        return true;
    }
    // One to nine digits behind a dot.
    bool fraction(std::int64_t& ns) {
        std::size_t count = 0;
        std::int64_t unit = 1'000'000'000;
        for (ns = 0; count < m_rest.size() && isDigit(m_rest[count]); ++count) {
            unit /= 10;
            ns += unit * (m_rest[count] - '0');
        }
        m_rest.remove_prefix(count);
        return count >= 1 && count <= 9;
    }

private:
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }
    std::string_view m_rest;
};

// "Z", "+02:00" or "-05:30"; the seconds that local time is ahead.
bool scanOffset(Scanner& scan, std::int64_t& seconds) {
    seconds = 0;
    if (scan.literal('Z')) return true;
    const bool ahead = scan.literal('+');
    if (!ahead && !scan.literal('-')) return false;
    int hours = 0;
    int minutes = 0;
    if (!scan.digits(2, hours) || !scan.literal(':') || !scan.digits(2, minutes) || hours > 23 || minutes > 59) return false;
    seconds = (ahead ? 1 : -1) * (hours * 3600 + minutes * 60);
    return true;
}
} // namespace

std::optional<Timestamp> fromIso8601(std::string_view text) {
    using namespace std::chrono;
    Scanner scan(text);
    int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
    std::int64_t ns = 0;
    std::int64_t ahead = 0;
    if (!scan.digits(4, y) || !scan.literal('-') || !scan.digits(2, mo) || !scan.literal('-') || !scan.digits(2, d))
        return std::nullopt;
    if (!scan.literal('T') || !scan.digits(2, h) || !scan.literal(':') || !scan.digits(2, mi) || !scan.literal(':') ||
        !scan.digits(2, s))
        return std::nullopt;
    if (scan.literal('.') && !scan.fraction(ns)) return std::nullopt;
    if (!scanOffset(scan, ahead) || !scan.ended()) return std::nullopt;
    const year_month_day date(year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d)));
    // 64 bits of nanoseconds end in 1677 and 2262.
    if (!date.ok() || y < 1678 || y > 2261 || h > 23 || mi > 59 || s > 59) return std::nullopt;
    const std::int64_t whole = seconds(sys_days(date).time_since_epoch()).count() + h * 3600 + mi * 60 + s - ahead;
    return Timestamp{whole * 1'000'000'000 + ns};
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
