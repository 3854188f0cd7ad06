// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/client_stream.h"

#include "shared/base/load.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

namespace alula {

namespace {

void wake(int eventFd) { (void)::eventfd_write(eventFd, 1); }

bool isGone(int errnum) { return errnum == EPIPE || errnum == ECONNRESET; }
std::unexpected<Error> hungUp() { return fail(ErrorCode::Network, "the client has hung up"); }

// A unix socket shows POLLHUP once both directions are closed, asked for or not (unix(7), net/unix/af_unix.c: unix_poll).
bool hasHungUp(short revents) { return (revents & (POLLHUP | POLLERR | POLLNVAL)) != 0; }

} // namespace

Result<std::unique_ptr<ClientStream>> ClientStream::make(UniqueFd socket, std::string begun, std::chrono::milliseconds stall) {
    const int flags = ::fcntl(socket.get(), F_GETFL);
    if (flags < 0 || ::fcntl(socket.get(), F_SETFL, flags | O_NONBLOCK) != 0) return failErrno(errno, "the client's connection");
    UniqueFd wakeFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!wakeFd) return failErrno(errno, "eventfd");
    return std::unique_ptr<ClientStream>(new ClientStream(std::move(socket), std::move(wakeFd), std::move(begun), stall));
}

ClientStream::ClientStream(UniqueFd socket, UniqueFd wakeFd, std::string begun, std::chrono::milliseconds stall)
    : m_socket(std::move(socket)), m_wake(std::move(wakeFd)), m_begun(std::move(begun)), m_stall(stall) {}

Result<void> ClientStream::waitFor(short events, const std::stop_token& stop) {
    const std::stop_callback onStop(stop, [this] { wake(m_wake.get()); });
    const auto until = std::chrono::steady_clock::now() + m_stall;
    for (;;) {
        if (stop.stop_requested()) return fail(cancelled());
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0) {
            const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_stall).count();
            return fail(ErrorCode::TimedOut,
                        (events == POLLOUT ? "the client has taken no bytes for " : "the client has sent nothing for ") +
                            std::to_string(seconds) + " s");
        }
        std::array<pollfd, 2> polls = {pollfd{m_socket.get(), events, 0}, pollfd{m_wake.get(), POLLIN, 0}};
        const int ready = ::poll(polls.data(), polls.size(), static_cast<int>(left.count()));
        if (ready < 0 && errno != EINTR) return failErrno(errno, "poll");
        if (ready > 0 && polls[0].revents != 0 && !stop.stop_requested()) return {};
    }
}

Result<void> ClientStream::write(ByteSpan bytes, const std::stop_token& stop) {
    while (!bytes.empty()) {
        if (stop.stop_requested()) return fail(cancelled());
        const ssize_t put = ::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put > 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(put));
            continue;
        }
        if (put < 0 && isGone(errno)) return hungUp();
        if (put < 0 && errno == EAGAIN) ALULA_TRY(waitFor(POLLOUT, stop));
        else if (put < 0 && errno != EINTR) return failErrno(errno, "sending to the client");
    }
    return {};
}

Result<std::size_t> ClientStream::read(MutableByteSpan into, const std::stop_token& stop) {
    if (!m_begun.empty()) {
        const std::size_t taken = std::min(into.size(), m_begun.size());
        std::memcpy(into.data(), m_begun.data(), taken);
        m_begun.erase(0, taken);
        return taken;
    }
    for (;;) {
        if (stop.stop_requested()) return fail(cancelled());
        const ssize_t got = ::recv(m_socket.get(), into.data(), into.size(), MSG_DONTWAIT);
        if (got >= 0) return static_cast<std::size_t>(got);
        if (isGone(errno)) return hungUp();
        if (errno == EAGAIN) ALULA_TRY(waitFor(POLLIN, stop));
        else if (errno != EINTR) return failErrno(errno, "reading from the client");
    }
}

bool ClientStream::isThere() const {
    pollfd one{m_socket.get(), 0, 0};
    return ::poll(&one, 1, 0) <= 0 || !hasHungUp(one.revents);
}

HangUpWatch::HangUpWatch(const ClientStream& stream, const std::stop_token& outer)
    : m_outer(outer, [this] { m_stop.request_stop(); }), m_end(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!m_end) return; // then a hang-up is seen by the next write
    m_watcher = std::jthread([this, socket = stream.descriptor()] {
        std::array<pollfd, 2> polls = {pollfd{socket, 0, 0}, pollfd{m_end.get(), POLLIN, 0}};
        while (::poll(polls.data(), polls.size(), -1) < 0 && errno == EINTR) {}
        if (hasHungUp(polls[0].revents)) m_stop.request_stop();
    });
}

HangUpWatch::~HangUpWatch() {
    if (m_end) wake(m_end.get());
}

} // namespace alula
