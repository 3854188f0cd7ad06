// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/panel/console_tail.h"
#include "daemon/panel/wings_client.h"
#include "shared/base/clock.h"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// A running server's console, spoken to and listened to through Wings. One thread.
class ServerConsole {
public:
    ServerConsole(WingsClient& wings, Clock& clock, const ServerId& server,
                  std::chrono::nanoseconds poll = std::chrono::milliseconds(500))
        : m_wings(wings), m_clock(clock), m_server(server), m_poll(poll) {}

    // What stands in the console already will not be heard. Without it, hear() knows nothing of what is said before its first look.
    Result<void> listen(std::stop_token stop);
    Result<CommandsAnswer> say(const std::string& command, std::stop_token stop);
    // Waits for a line with `text` in it, said since listen() or since the line that the last hear() found; what the terminal
    // echoes of our own commands does not count. False: not within `limit`. A log that cannot be read is asked for again until then,
    // and its last error is the answer.
    Result<bool> hear(const std::string& text, std::chrono::nanoseconds limit, std::stop_token stop);

private:
    Result<void> look(std::stop_token stop);
    bool found(const std::string& text); // and forgets all lines up to it
    bool isEcho(const std::string& line) const;

    WingsClient& m_wings;
    Clock& m_clock;
    const ServerId m_server;
    const std::chrono::nanoseconds m_poll;
    std::optional<ConsoleTail> m_tail;
    std::vector<std::string> m_heard; // plain lines that nobody has waited for yet, the newest kMostHeard
    std::vector<std::string> m_said;
};

} // namespace alula
