// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>
#include <sys/time.h>

namespace alula::test {

// As long as it lives a signal comes 2,000 times a second and interrupts system calls (no SA_RESTART). One at a time.
class SignalStorm {
public:
    SignalStorm() {
        struct sigaction ignoring{};
        ignoring.sa_handler = [](int) {};
        ::sigaction(SIGALRM, &ignoring, &m_before);
        set(500);
    }
    ~SignalStorm() {
        set(0);
        ::sigaction(SIGALRM, &m_before, nullptr);
    }
    SignalStorm(const SignalStorm&) = delete;
    SignalStorm& operator=(const SignalStorm&) = delete;

private:
    static void set(int microseconds) {
        const itimerval every{{0, microseconds}, {0, microseconds}};
        ::setitimer(ITIMER_REAL, &every, nullptr);
    }
    struct sigaction m_before{};
};

} // namespace alula::test
