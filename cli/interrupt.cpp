// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interrupt.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace alula::cli {

namespace {
// A signal handler has nothing but statics.
std::atomic<int> signalPipe{-1};

void onSignal(int) {
    const int saved = errno;
    const int fd = signalPipe.load();
    if (fd >= 0) {
        const char byte = 1;
        [[maybe_unused]] const auto written = ::write(fd, &byte, 1);
    }
    errno = saved;
}

void handle(void (*handler)(int)) {
    struct sigaction action{};
    action.sa_handler = handler;
    action.sa_flags = handler == SIG_DFL ? 0 : static_cast<int>(SA_RESETHAND | SA_RESTART);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    struct sigaction before{};
    ::sigaction(SIGHUP, nullptr, &before);
    if (before.sa_handler != SIG_IGN) ::sigaction(SIGHUP, &action, nullptr); // ignored: nohup
}
} // namespace

Interrupt::Interrupt() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return; // then Ctrl-C ends the program as ever
    m_read = UniqueFd(ends[0]);
    m_write = UniqueFd(ends[1]);
    signalPipe = m_write.get();
    handle(&onSignal);
}

Interrupt::~Interrupt() {
    if (!m_write) return;
    handle(SIG_DFL);
    signalPipe = -1;
}

} // namespace alula::cli
