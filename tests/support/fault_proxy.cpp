// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fault_proxy.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <netinet/in.h>
#include <poll.h>
#include <random>
#include <stdexcept>
#include <sys/eventfd.h>
#include <sys/socket.h>

namespace alula::test {

namespace {
using Kind = WireFault::Kind;
constexpr std::uint64_t kShortAnswer = 200; // what is answered to PUT has at least so many bytes
} // namespace

FaultProxy::FaultProxy(std::uint16_t server)
    : m_server(server), m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), m_wake(::eventfd(0, EFD_CLOEXEC)),
      m_released(::eventfd(0, EFD_CLOEXEC)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_listener.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 || ::listen(m_listener.get(), 64) != 0 ||
        ::getsockname(m_listener.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("the fault proxy cannot listen on 127.0.0.1");
    m_port = ntohs(address.sin_port);
    m_acceptor = std::jthread([this](std::stop_token stop) { accept(stop); });
}

FaultProxy::~FaultProxy() {
    m_acceptor.request_stop();
    ::eventfd_write(m_wake.get(), 1);
    m_acceptor.join();
    m_threads.clear();
}

void FaultProxy::accept(std::stop_token stop) {
    while (!stop.stop_requested()) {
        std::array<pollfd, 2> waits{{{m_listener.get(), POLLIN, 0}, {m_wake.get(), POLLIN, 0}}};
        if (::poll(waits.data(), waits.size(), -1) <= 0 || waits[1].revents != 0) continue;
        UniqueFd client(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!client) continue;
        std::size_t number = 0;
        {
            const std::lock_guard lock(m_mutex);
            number = m_connectionCount++;
        }
        m_threads.emplace_back([this, number, taken = std::move(client)]() mutable {
            WireConnection({std::move(taken), m_server, m_wake.get(), m_released.get()}, number, *this).run();
        });
    }
}

void FaultProxy::next(std::string route, WireFault fault, std::size_t times, std::size_t skip) {
    const std::lock_guard lock(m_mutex);
    m_script.push_back({std::move(route), std::move(fault), times, skip});
}

void FaultProxy::choose(Chooser chooser) {
    const std::lock_guard lock(m_mutex);
    m_chooser = std::move(chooser);
}

FaultProxy::Chooser FaultProxy::seeded(std::uint64_t seed, std::uint64_t oneIn, std::uint64_t below,
                                       std::vector<WireFault::Kind> kinds) {
    return [generator = std::mt19937_64(seed), oneIn, below, kinds = std::move(kinds)](const WireRequest& request) mutable {
        // Each request takes as many numbers, whatever becomes of it.
        const auto hit = generator() % oneIn == 0;
        const auto kind = kinds[generator() % kinds.size()];
        auto after = generator() % below;
        const bool down = kind == Kind::ResetDown || kind == Kind::StallDown || kind == Kind::CutShort;
        if (down && request.method != "GET") after %= kShortAnswer;
        return hit ? std::optional(WireFault::at(kind, after)) : std::nullopt;
    };
}

void FaultProxy::behave() {
    const std::lock_guard lock(m_mutex);
    m_script.clear();
    m_chooser = nullptr;
}

void FaultProxy::release() { ::eventfd_write(m_released.get(), 1); }

std::vector<WireRequest> FaultProxy::requests() const {
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

std::size_t FaultProxy::connections() const {
    const std::lock_guard lock(m_mutex);
    return m_connectionCount;
}

std::size_t FaultProxy::mostAtOnce() const {
    const std::lock_guard lock(m_mutex);
    return m_mostAtOnce;
}

std::uint64_t FaultProxy::bytesUp() const {
    const std::lock_guard lock(m_mutex);
    return std::ranges::fold_left(m_requests, std::uint64_t{0}, [](auto sum, const auto& one) { return sum + one.bytesUp; });
}

std::uint64_t FaultProxy::bytesDown() const {
    const std::lock_guard lock(m_mutex);
    return std::ranges::fold_left(m_requests, std::uint64_t{0}, [](auto sum, const auto& one) { return sum + one.bytesDown; });
}

bool FaultProxy::wait(const std::function<bool()>& done) const {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds(10), done);
}

bool FaultProxy::waitForRequests(std::size_t count) const {
    return wait([&] { return m_requests.size() >= count; });
}
bool FaultProxy::waitForHappened(std::size_t count) const {
    return wait([&] { return m_happened >= count; });
}
bool FaultProxy::waitForBrokenOff(std::size_t count) const {
    return wait([&] { return m_brokenOff >= count; });
}

std::optional<WireFault> FaultProxy::scripted(const WireRequest& request) {
    for (auto line = m_script.begin(); line != m_script.end(); ++line) {
        if (!(request.method + " " + request.target).starts_with(line->route)) continue;
        if (line->skip > 0) {
            --line->skip;
            continue;
        }
        auto fault = line->fault;
        if (line->times != kForEver && --line->times == 0) m_script.erase(line);
        return fault;
    }
    return m_chooser ? m_chooser(request) : std::nullopt;
}

std::size_t FaultProxy::began(WireRequest& request) {
    const std::lock_guard lock(m_mutex);
    request.plan = scripted(request);
    m_requests.push_back(request);
    m_mostAtOnce = std::max(m_mostAtOnce, ++m_underWay);
    m_changed.notify_all();
    return m_requests.size() - 1;
}

void FaultProxy::passed(std::size_t request, std::uint64_t up, std::uint64_t down) {
    const std::lock_guard lock(m_mutex);
    m_requests[request].bytesUp += up;
    m_requests[request].bytesDown += down;
}

void FaultProxy::struck(std::size_t request) {
    const std::lock_guard lock(m_mutex);
    m_requests[request].happened = true;
    ++m_happened;
    m_changed.notify_all();
}

void FaultProxy::ended(std::size_t, bool brokenOff) {
    const std::lock_guard lock(m_mutex);
    --m_underWay;
    m_brokenOff += brokenOff ? 1 : 0;
    m_changed.notify_all();
}

} // namespace alula::test
