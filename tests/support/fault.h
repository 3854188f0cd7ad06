// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/http_stand_in.h"

#include <deque>
#include <mutex>
#include <optional>
#include <string>

namespace alula::test {

// What a stand-in does instead of answering rightly, or after it has done its work.
struct Fault {
    StandInReply reply;
    bool process = false; // the request takes effect first; only its answer is spoiled

    static Fault
    status(int status,
           std::string body = R"({"errors":[{"code":"HttpException","status":"500","detail":"An error was scripted."}]})") {
        return {{.status = status, .body = std::move(body)}, false};
    }
    static Fault answer(StandInReply reply) { return {std::move(reply), false}; }
    static Fault html(int status = 200) {
        return {{.status = status, .body = "<html><body>Just a moment…</body></html>", .contentType = "text/html"}, false};
    }
    static Fault manner(StandInReply::Manner manner) { return {{.body = R"({"data":[]})", .manner = manner}, false}; }
    static Fault huge(std::uint64_t bytes) { return {{.manner = StandInReply::Manner::Huge, .hugeBytes = bytes}, false}; }
    // The classic: it was done, but the one who asked will never know.
    static Fault resetAfterProcessing() { return {{.manner = StandInReply::Manner::Reset}, true}; }
    static Fault hangAfterProcessing() { return {{.manner = StandInReply::Manner::Hang}, true}; }
    // Rightly, but only after release().
    static Fault held() { return {{.manner = StandInReply::Manner::Held}, true}; }
};

// Faults waiting for their requests: "METHOD /path" begins with the route. Any thread.
class FaultScript {
public:
    static constexpr std::size_t kForEver = static_cast<std::size_t>(-1);

    void next(std::string route, Fault fault, std::size_t times = 1) {
        const std::lock_guard lock(m_mutex);
        m_lines.push_back({std::move(route), std::move(fault), times});
    }
    void clear() {
        const std::lock_guard lock(m_mutex);
        m_lines.clear();
    }
    std::optional<Fault> take(const std::string& route) {
        const std::lock_guard lock(m_mutex);
        for (auto line = m_lines.begin(); line != m_lines.end(); ++line) {
            if (!route.starts_with(line->route)) continue;
            auto fault = line->fault;
            if (line->times != kForEver && --line->times == 0) m_lines.erase(line);
            return fault;
        }
        return std::nullopt;
    }

private:
    struct Line {
        std::string route;
        Fault fault;
        std::size_t times;
    };
    std::mutex m_mutex;
    std::deque<Line> m_lines; // guarded by m_mutex
};

} // namespace alula::test
