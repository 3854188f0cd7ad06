// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/session_share.h"

#include <fstream>
#include <unistd.h>

namespace alula {

namespace {

constexpr int kLow =
    19; // 15 parts beside 1024 of every other session: the listeners still answer, workers within it give way to them
constexpr int kUsual = 0;

// Started from a shell, its other programs would be lowered with us.
std::string ownFile() { return ::getsid(0) == ::getpid() ? "/proc/self/autogroup" : ""; }

} // namespace

SessionShare::SessionShare(std::string file) : m_file(file.empty() ? ownFile() : std::move(file)) {}

void SessionShare::setLow(bool low) {
    if (low == m_low || m_file.empty()) return;
    // Refused (EAGAIN) when it was written to a moment ago, without CAP_SYS_ADMIN: tried again at the next occasion.
    std::ofstream file(m_file);
    if (file << (low ? kLow : kUsual) << std::flush) m_low = low;
}

} // namespace alula
