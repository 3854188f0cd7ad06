// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/stream_broker.h"

#include "shared/base/bytes.h"
#include "shared/base/load.h"

#include <algorithm>
#include <array>

namespace alula {

namespace {
constexpr std::size_t kTokenBytes = 32;
}

Result<std::string> StreamBroker::announce(const JobId& job, uid_t user) {
    std::array<std::uint8_t, kTokenBytes> bytes{};
    m_random.fill(bytes);
    const std::lock_guard lock(m_mutex);
    if (m_awaited.size() >= kMost) {
        return fail(ErrorCode::Busy, std::to_string(kMost) + " exports and imports wait for their turn; try again later");
    }
    Awaited& awaited = m_awaited[job];
    awaited.token = hex(bytes);
    awaited.user = user;
    awaited.until = m_clock.steady() + m_patience;
    return awaited.token;
}

Result<void> StreamBroker::deliver(const std::string& token, uid_t user, const Take& take) {
    {
        const std::lock_guard lock(m_mutex);
        const auto it = std::ranges::find_if(m_awaited, [&](const auto& one) {
            return one.second.token == token && one.second.user == user && m_clock.steady() < one.second.until;
        });
        if (token.empty() || it == m_awaited.end()) {
            return fail(ErrorCode::PermissionDenied,
                        "this stream is not open: its token is good once, within a minute, for the user that asked for it");
        }
        it->second.token.clear();
        ALULA_ASSIGN(it->second.stream, take());
    }
    m_arrived.notify_all();
    return {};
}

bool StreamBroker::hasCome(const JobId& job) const {
    const auto it = m_awaited.find(job);
    return it == m_awaited.end() || it->second.stream;
}

Result<std::unique_ptr<ClientStream>> StreamBroker::wait(const JobId& job, const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    const auto it = m_awaited.find(job);
    if (it == m_awaited.end()) {
        return fail(ErrorCode::Network, kStreamLost);
    }
    const auto left = it->second.until - m_clock.steady();
    m_arrived.wait_for(lock, stop, left, [&] { return hasCome(job); });
    auto taken = m_awaited.extract(job);
    if (stop.stop_requested()) return fail(cancelled());
    if (!taken.empty() && taken.mapped().stream) return std::move(taken.mapped().stream);
    return fail(ErrorCode::TimedOut, "no client came to carry the bytes");
}

void StreamBroker::drop(const JobId& job) {
    const std::lock_guard lock(m_mutex);
    m_awaited.erase(job);
}

} // namespace alula
