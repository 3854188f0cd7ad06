// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/client/stream_transfer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace alula {

namespace {
constexpr std::size_t kPiece = 256 * 1024;

// A pipe that is ready takes so much without blocking (pipe(7)); more would keep a stopped transfer waiting for its reader.
std::size_t atOnce(int file) {
    struct stat status{};
    return ::fstat(file, &status) == 0 && S_ISREG(status.st_mode) ? kPiece : PIPE_BUF;
}
} // namespace

StreamTransfer::StreamTransfer(Way way, UniqueFd stream, int file, QObject* parent)
    : QObject(parent), m_way(way), m_stream(std::move(stream)), m_file(file), m_wake(::eventfd(0, EFD_CLOEXEC)) {}

StreamTransfer::~StreamTransfer() {
    m_thread.request_stop();
    if (m_thread.joinable()) m_thread.join();
}

void StreamTransfer::start() {
    m_thread = std::jthread([this](const std::stop_token& stop) {
        const std::stop_callback onStop(stop, [this] { (void)::eventfd_write(m_wake.get(), 1); });
        auto done = run(stop);
        QMetaObject::invokeMethod(
            this,
            [this, error = done ? std::optional<Error>() : std::optional<Error>(done.error())] {
                m_over = true;
                m_error = error;
                Q_EMIT over();
            },
            Qt::QueuedConnection);
    });
}

Result<void> StreamTransfer::run(const std::stop_token& stop) {
    auto done = m_way == Way::FromDaemon ? receive(stop) : send(stop);
    // A file that failed is a client that has gone: the job must not take what it has got for the whole.
    if (!done) m_stream.reset();
    return done;
}

bool StreamTransfer::waitFor(int fd, short events, const std::stop_token& stop) const {
    for (;;) {
        if (stop.stop_requested()) return false;
        std::array<pollfd, 2> polls = {pollfd{fd, events, 0}, pollfd{m_wake.get(), POLLIN, 0}};
        if (::poll(polls.data(), polls.size(), -1) > 0 && polls[0].revents != 0) return true;
    }
}

Result<void> StreamTransfer::receive(const std::stop_token& stop) {
    std::vector<char> buffer(kPiece);
    const std::size_t most = atOnce(m_file);
    while (waitFor(m_stream.get(), POLLIN, stop)) {
        const ssize_t got = ::recv(m_stream.get(), buffer.data(), buffer.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return {};
        for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
            if (!waitFor(m_file, POLLOUT, stop)) return {};
            const ssize_t put = ::write(m_file, buffer.data() + at, std::min(most, static_cast<std::size_t>(got) - at));
            if (put < 0 && errno != EINTR && errno != EAGAIN) return failErrno(errno, "write");
            if (put > 0) at += static_cast<std::size_t>(put);
        }
    }
    return {};
}

Result<void> StreamTransfer::send(const std::stop_token& stop) {
    std::vector<char> buffer(kPiece);
    while (waitFor(m_file, POLLIN, stop)) {
        const ssize_t got = ::read(m_file, buffer.data(), buffer.size());
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got < 0) return failErrno(errno, "read");
        if (got == 0) {
            ::shutdown(m_stream.get(), SHUT_WR); // all is sent; the connection stays until the daemon has heard it
            return {};
        }
        for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
            if (!waitFor(m_stream.get(), POLLOUT, stop)) return {};
            const ssize_t put =
                ::send(m_stream.get(), buffer.data() + at, static_cast<std::size_t>(got) - at, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (put < 0 && errno != EINTR && errno != EAGAIN) return {}; // the job is over, and says why
            if (put > 0) at += static_cast<std::size_t>(put);
        }
    }
    return {};
}

} // namespace alula
