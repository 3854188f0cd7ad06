// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/tr.h"
#include "shared/base/fd.h"
#include "shared/client/local_connection.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace alula::cli {

namespace {
// Bytes on their way from one descriptor to another; at most one buffer of them.
class Pipe {
public:
    Pipe(int from, int to) : m_from(from), m_to(to) {}

    bool wantsRead() const { return !m_ended && m_length == 0; }
    bool wantsWrite() const { return m_length > 0; }
    bool isOver() const { return m_ended && m_length == 0; }
    int from() const { return m_from; }
    int to() const { return m_to; }

    Result<void> read() {
        const ssize_t got = ::read(m_from, m_buffer.data(), m_buffer.size());
        if (got < 0 && errno != EINTR && errno != EAGAIN && errno != ECONNRESET) return failErrno(errno, "read");
        if (got == 0 || (got < 0 && errno == ECONNRESET)) m_ended = true;
        if (got > 0) {
            m_at = 0;
            m_length = static_cast<std::size_t>(got);
        }
        return {};
    }
    Result<void> write() {
        const ssize_t put = ::write(m_to, m_buffer.data() + m_at, m_length);
        if (put < 0 && errno == EPIPE) { // nobody listens any more: an end, no fault
            m_ended = true;
            m_length = 0;
            return {};
        }
        if (put < 0 && errno != EINTR && errno != EAGAIN) return failErrno(errno, "write");
        if (put > 0) {
            m_at += static_cast<std::size_t>(put);
            m_length -= static_cast<std::size_t>(put);
        }
        return {};
    }

private:
    int m_from, m_to;
    std::array<char, 65536> m_buffer{};
    std::size_t m_at = 0, m_length = 0;
    bool m_ended = false;
};

class BridgeCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        return parent.command(
            "bridge",
            Cli::tr("Connect the standard streams with the daemon's socket, for a console elsewhere (ssh HOST alulactl bridge)"));
    }
    Result<ExitCode> run(Context& context) override {
        ALULA_ASSIGN(const UniqueFd socket, connectLocal(context.session.socketPath()));
        ::fcntl(socket.get(), F_SETFL, O_NONBLOCK); // a full socket must not keep answers from being read
        ::signal(SIGPIPE, SIG_IGN);
        Pipe up(STDIN_FILENO, socket.get());
        Pipe down(socket.get(), STDOUT_FILENO);
        bool upClosed = false;
        while (!down.isOver()) {
            ALULA_TRY(step(up, down));
            if (up.isOver() && !upClosed) {
                ::shutdown(socket.get(), SHUT_WR); // which the daemon takes for our end (docs/rpc.md)
                upClosed = true;
            }
        }
        return ExitCode::Done;
    }

private:
    static Result<void> step(Pipe& up, Pipe& down) {
        const auto want = [](bool wanted, int fd, short events) { return pollfd{wanted ? fd : -1, events, 0}; };
        std::array<pollfd, 4> polls = {want(up.wantsRead(), up.from(), POLLIN), want(up.wantsWrite(), up.to(), POLLOUT),
                                       want(down.wantsRead(), down.from(), POLLIN), want(down.wantsWrite(), down.to(), POLLOUT)};
        if (::poll(polls.data(), polls.size(), -1) < 0 && errno != EINTR) return failErrno(errno, "poll");
        if (polls[0].revents) ALULA_TRY(up.read());
        if (polls[1].revents) ALULA_TRY(up.write());
        if (polls[2].revents) ALULA_TRY(down.read());
        if (polls[3].revents) ALULA_TRY(down.write());
        return {};
    }
};
} // namespace

std::unique_ptr<Command> makeBridgeCommand() { return std::make_unique<BridgeCommand>(); }

} // namespace alula::cli
