// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/server_console.h"

#include "shared/base/load.h"

#include <algorithm>

namespace alula {

namespace {
constexpr std::size_t kMostHeard = 10'000; // a server that talks without end
}

Result<void> ServerConsole::look(std::stop_token stop) {
    ALULA_ASSIGN(auto lines, m_wings.lastLines(m_server, stop));
    if (!m_tail) {
        m_tail.emplace(std::move(lines));
        return {};
    }
    for (const auto& line : m_tail->advance(std::move(lines))) m_heard.push_back(plainText(line));
    if (m_heard.size() > kMostHeard) m_heard.erase(m_heard.begin(), m_heard.end() - static_cast<std::ptrdiff_t>(kMostHeard));
    return {};
}

Result<void> ServerConsole::listen(std::stop_token stop) {
    m_tail.reset();
    m_heard.clear();
    return look(std::move(stop));
}

Result<CommandsAnswer> ServerConsole::say(const std::string& command, std::stop_token stop) {
    m_said.push_back(command);
    return m_wings.commands(m_server, {command}, std::move(stop));
}

// The containers have a terminal, which prints what is typed: "save-all flush", "> save-all flush".
bool ServerConsole::isEcho(const std::string& line) const {
    return std::ranges::any_of(m_said, [&](const std::string& command) { return line.ends_with(command); });
}

bool ServerConsole::found(const std::string& text) {
    const auto line =
        std::ranges::find_if(m_heard, [&](const std::string& heard) { return heard.contains(text) && !isEcho(heard); });
    if (line == m_heard.end()) return false;
    m_heard.erase(m_heard.begin(), line + 1);
    return true;
}

Result<bool> ServerConsole::hear(const std::string& text, std::chrono::nanoseconds limit, std::stop_token stop) {
    const auto start = m_clock.steady();
    for (;;) {
        const auto looked = look(stop);
        if (found(text)) return true;
        if (stop.stop_requested()) return fail(cancelled());
        const auto left = limit - (m_clock.steady() - start);
        if (left <= std::chrono::nanoseconds(0)) {
            if (looked) return false;
            return fail(looked.error());
        }
        if (!m_clock.sleepFor(std::min(m_poll, left), stop)) return fail(cancelled());
    }
}

} // namespace alula
