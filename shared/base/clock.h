// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace alula {

// Wall time in nanoseconds since 1970-01-01 UTC, as the file system counts it.
struct Timestamp {
    std::int64_t ns = 0;
    friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
    Timestamp operator+(std::chrono::nanoseconds d) const { return {ns + d.count()}; }
    Timestamp operator-(std::chrono::nanoseconds d) const { return {ns - d.count()}; }
    std::chrono::nanoseconds operator-(Timestamp other) const { return std::chrono::nanoseconds(ns - other.ns); }
};

std::string toIso8601(Timestamp t); // "2026-11-22T03:00:00.123Z"
// The same with no fraction or up to nine digits of one, and with "+02:00" for "Z" (RFC 3339, as panels write it). Years 1678 to
// 2261.
std::optional<Timestamp> fromIso8601(std::string_view text);

// Time enters the house here; tests give a clock that they move. Any thread.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Timestamp now() = 0;                                // wall time; may jump
    virtual std::chrono::steady_clock::time_point steady() = 0; // never goes back
    // Waits at most so long; returns false at once when the token is stopped.
    virtual bool sleepFor(std::chrono::nanoseconds duration, std::stop_token stop) = 0;
};

class SystemClock final : public Clock {
public:
    Timestamp now() override;
    std::chrono::steady_clock::time_point steady() override;
    bool sleepFor(std::chrono::nanoseconds duration, std::stop_token stop) override;
};

} // namespace alula
