// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/app/signals.h"

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace alula {

namespace {
sigset_t ours() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    return set;
}

int openSignals() {
    const sigset_t set = ours();
    return ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}
} // namespace

void UnixSignals::block() {
    const sigset_t set = ours();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    // A peer that closed its connection is an error of the write, not the end of the daemon.
    std::signal(SIGPIPE, SIG_IGN);
}

UnixSignals::UnixSignals() : m_fd(openSignals()), m_notifier(m_fd, QSocketNotifier::Read) {
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] { read(); });
}

UnixSignals::~UnixSignals() {
    m_notifier.setEnabled(false);
    if (m_fd >= 0) ::close(m_fd);
}

void UnixSignals::read() {
    signalfd_siginfo info{};
    while (::read(m_fd, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
        if (info.ssi_signo == SIGHUP) Q_EMIT reloadRequested();
        else Q_EMIT stopRequested();
    }
}

} // namespace alula
