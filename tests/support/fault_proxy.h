// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fault_proxy_connection.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace alula::test {

// Stands on 127.0.0.1 before an HTTP/1.1 server of this machine and passes everything on untouched, Host too, but for the faults that
// a test scripts. A url that is to go through must be signed for this address. One thread a connection. Any thread may call.
class FaultProxy : private WireObserver {
public:
    explicit FaultProxy(std::uint16_t server);
    ~FaultProxy() override; // ends all connections, at once
    FaultProxy(const FaultProxy&) = delete;
    FaultProxy& operator=(const FaultProxy&) = delete;

    std::uint16_t port() const { return m_port; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }

    static constexpr std::size_t kForEver = std::numeric_limits<std::size_t>::max();
    // Of the requests whose "METHOD /path?query" begins with `route`, the next `times` after `skip` others get the fault.
    void next(std::string route, WireFault fault, std::size_t times = 1, std::size_t skip = 0);
    // Asked for each request that no line of next() is for; on the connections' threads, one at a time.
    using Chooser = std::function<std::optional<WireFault>(const WireRequest&)>;
    void choose(Chooser chooser);
    // A chooser: about one request in `oneIn` gets a fault of those, at a byte below `below`. The same seed, the same sequence.
    static Chooser seeded(std::uint64_t seed, std::uint64_t oneIn, std::uint64_t below, std::vector<WireFault::Kind> kinds);
    void behave();  // no faults from now on
    void release(); // stalled ones go on, and later ones do not stall

    std::vector<WireRequest> requests() const; // in the order they came
    std::size_t connections() const;
    std::size_t mostAtOnce() const; // requests under way at the same time
    std::uint64_t bytesUp() const;  // of bodies
    std::uint64_t bytesDown() const;
    bool waitForRequests(std::size_t count) const;  // 10 s at most
    bool waitForHappened(std::size_t count) const;  // faults that struck, stalls included; 10 s at most
    bool waitForBrokenOff(std::size_t count) const; // clients that left in the middle of a request; 10 s at most

private:
    struct Line {
        std::string route;
        WireFault fault;
        std::size_t times, skip;
    };

    void accept(std::stop_token stop);
    std::size_t began(WireRequest& request) override;
    void passed(std::size_t request, std::uint64_t up, std::uint64_t down) override;
    void struck(std::size_t request) override;
    void ended(std::size_t request, bool brokenOff) override;
    std::optional<WireFault> scripted(const WireRequest& request);
    bool wait(const std::function<bool()>& done) const;

    const std::uint16_t m_server;
    UniqueFd m_listener, m_wake, m_released; // eventfds: readable once all is to end, once stalls are over
    std::uint16_t m_port = 0;

    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    // Guarded by m_mutex.
    std::deque<Line> m_script;
    Chooser m_chooser;
    std::vector<WireRequest> m_requests;
    std::size_t m_connectionCount = 0, m_underWay = 0, m_mostAtOnce = 0, m_happened = 0, m_brokenOff = 0;

    std::list<std::jthread> m_threads; // of the acceptor's thread
    std::jthread m_acceptor;
};

} // namespace alula::test
