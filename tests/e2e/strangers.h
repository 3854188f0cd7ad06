// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <utility>
#include <vector>

namespace alula::test {

// What a stranger says: `first` once, then `again` for as long as it is connected. Never reads unless it is told to.
struct Manners {
    std::string first;
    std::string again = {};
    std::size_t mostAtOnce = 64 * 1024; // of `again`, each turn
    bool reads = false;
};

// Where strangers knock: a port of the loopback interface, or a local socket.
struct Door {
    std::uint16_t port = 0;
    std::string socket = {};
};

// One connection that means no good. It comes back half a second after it was shut out. Never blocks.
class Stranger {
public:
    Stranger(Door door, Manners manners) : m_door(std::move(door)), m_manners(std::move(manners)) {}

    void turn() {
        if (!m_fd) {
            if (std::chrono::steady_clock::now() < m_comesBack) return;
            connect();
            if (!m_fd) return;
        }
        if (m_manners.reads) swallow();
        if (m_fd && m_said < m_manners.first.size()) m_said += send(std::string_view(m_manners.first).substr(m_said));
        else if (m_fd && !m_manners.again.empty()) m_at = (m_at + again()) % m_manners.again.size();
        if (m_fd && isShutOut()) hangUp();
    }
    bool isConnected() const { return m_fd.get() >= 0; }
    std::uint64_t sent() const { return m_sent; }

private:
    void connect() {
        m_said = m_at = 0;
        m_fd = UniqueFd(::socket(m_door.port ? AF_INET : AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        sockaddr_storage address{};
        socklen_t size = sizeof(sockaddr_un);
        if (m_door.port) {
            auto& inet = reinterpret_cast<sockaddr_in&>(address);
            inet.sin_family = AF_INET;
            inet.sin_port = htons(m_door.port);
            inet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            size = sizeof inet;
        } else {
            auto& local = reinterpret_cast<sockaddr_un&>(address);
            local.sun_family = AF_UNIX;
            m_door.socket.copy(local.sun_path, sizeof local.sun_path - 1);
        }
        const int done = ::connect(m_fd.get(), reinterpret_cast<const sockaddr*>(&address), size);
        if (done != 0 && errno != EINPROGRESS) hangUp();
    }
    std::size_t send(std::string_view bytes) {
        const auto sent = ::send(m_fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINPROGRESS && errno != ENOTCONN) hangUp();
            return 0;
        }
        m_sent += static_cast<std::uint64_t>(sent);
        return static_cast<std::size_t>(sent);
    }
    std::size_t again() { return send(std::string_view(m_manners.again).substr(m_at, m_manners.mostAtOnce)); }
    void swallow() {
        std::array<char, 16384> nowhere;
        while (::recv(m_fd.get(), nowhere.data(), nowhere.size(), MSG_DONTWAIT) > 0) {}
    }
    // Looks without reading: what was answered stays in the peer's way.
    bool isShutOut() const {
        int error = 0;
        socklen_t size = sizeof error;
        ::getsockopt(m_fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
        char one = 0;
        return error != 0 || ::recv(m_fd.get(), &one, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
    }
    void hangUp() {
        m_fd.reset();
        m_comesBack = std::chrono::steady_clock::now() + std::chrono::milliseconds(500);
    }

    Door m_door;
    Manners m_manners;
    UniqueFd m_fd;
    std::size_t m_said = 0, m_at = 0;
    std::uint64_t m_sent = 0;
    std::chrono::steady_clock::time_point m_comesBack;
};

// A crowd of them on a thread of its own, from now until the object goes.
class Crowd {
public:
    // `count` strangers, with the manners in turn.
    Crowd(const Door& door, const std::vector<Manners>& manners, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) m_strangers.emplace_back(door, manners[i % manners.size()]);
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }
    std::size_t connected() const { return m_connected; }
    std::uint64_t sent() const { return m_sent; }
    std::uint64_t turns() const { return m_turns; }

private:
    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            std::size_t connected = 0;
            std::uint64_t sent = 0;
            for (Stranger& stranger : m_strangers) {
                if (stop.stop_requested()) return;
                stranger.turn();
                connected += stranger.isConnected() ? 1 : 0;
                sent += stranger.sent();
            }
            m_connected = connected;
            m_sent = sent;
            ++m_turns;
            // A drip falls some times a second; a thread that never rests would only measure the machine.
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }

    std::vector<Stranger> m_strangers; // the thread's
    std::atomic<std::size_t> m_connected = 0;
    std::atomic<std::uint64_t> m_sent = 0, m_turns = 0;
    std::jthread m_thread; // last: it ends before the rest goes
};

} // namespace alula::test
