// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faulty_files.h"

#include <algorithm>
#include <numeric>

namespace alula::test {

void FaultyFiles::failCall(std::uint64_t n, int errnum, std::optional<Call> kind, bool sticky) {
    const std::lock_guard lock(m_mutex);
    m_orders.push_back({.kind = kind, .left = n, .sticky = sticky, .suffix = {}, .errnum = errnum});
}

void FaultyFiles::failMutation(std::uint64_t n, int errnum, bool sticky) {
    const std::lock_guard lock(m_mutex);
    m_orders.push_back({.kind = {}, .mutationsOnly = true, .left = n, .sticky = sticky, .suffix = {}, .errnum = errnum});
}

void FaultyFiles::failPath(Call kind, std::string suffix, int errnum) {
    const std::lock_guard lock(m_mutex);
    m_orders.push_back({.kind = kind, .left = 1, .sticky = true, .suffix = "/" + std::move(suffix), .errnum = errnum});
}

void FaultyFiles::when(std::function<int(const CallInfo&)> hook) {
    const std::lock_guard lock(m_mutex);
    m_hook = std::move(hook);
}

void FaultyFiles::heal() {
    const std::lock_guard lock(m_mutex);
    m_orders.clear();
    m_hook = {};
    m_mostBytes = std::numeric_limits<std::size_t>::max();
}

std::uint64_t FaultyFiles::calls() const {
    const std::lock_guard lock(m_mutex);
    return std::accumulate(m_calls.begin(), m_calls.end(), std::uint64_t{0});
}
std::uint64_t FaultyFiles::calls(Call kind) const {
    const std::lock_guard lock(m_mutex);
    return m_calls.at(static_cast<std::size_t>(kind));
}
std::uint64_t FaultyFiles::mutations() const {
    const std::lock_guard lock(m_mutex);
    return m_mutations;
}
std::uint64_t FaultyFiles::failures() const {
    const std::lock_guard lock(m_mutex);
    return m_failures;
}

bool FaultyFiles::concerns(const Order& order, const CallInfo& info) {
    if (order.kind && *order.kind != info.call) return false;
    if (order.mutationsOnly && !info.mutates()) return false;
    return order.suffix.empty() || ("/" + resolvedPath(info.directory, info.name)).ends_with(order.suffix);
}

int FaultyFiles::before(CallInfo& info) {
    std::function<int(const CallInfo&)> hook;
    {
        const std::lock_guard lock(m_mutex);
        hook = m_hook;
    }
    if (hook)
        if (const int answer = hook(info)) return answer;

    const std::lock_guard lock(m_mutex);
    ++m_calls.at(static_cast<std::size_t>(info.call));
    if (info.mutates()) ++m_mutations;
    info.size = info.call == Call::Read || info.call == Call::Write ? std::min<std::uint64_t>(info.size, m_mostBytes) : info.size;
    int answer = 0;
    for (auto& order : m_orders) {
        if (!concerns(order, info)) continue;
        const bool due = order.left > 0 ? --order.left == 0 : false;
        if (due && order.sticky) order.left = 1; // the next one too
        if (due && answer == 0) answer = order.errnum;
    }
    if (answer != 0) ++m_failures;
    return answer;
}

} // namespace alula::test
