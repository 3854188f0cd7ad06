// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/engine/net/http_client.h"

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// Wings' API on this node (wings.url) and the node's token.
struct WingsAccess {
    std::string url = {}; // "http://127.0.0.1:8080"
    std::string token = {};
    std::string caFile = {};
    std::string unixSocket = {}; // instead of the url's host; "": none
    std::chrono::milliseconds connectTimeout{3'000};
    std::chrono::milliseconds timeout{10'000};
};

// As Wings names them (environment/environment.go), and one for a server it does not know.
enum class WingsState : std::uint8_t { Offline, Starting, Running, Stopping, Missing };
enum class PowerAction : std::uint8_t { Start, Stop, Kill };
enum class CommandsAnswer : std::uint8_t { Taken, NotRunning };

// Wings' own API, one attempt a call. Errors: Network, TimedOut, PermissionDenied (token), Refused, Busy (5xx), Protocol,
// Cancelled, and NotFound where a server is needed. Any thread.
class WingsClient {
public:
    WingsClient(HttpClient& http, WingsAccess access);

    Result<WingsState> state(const ServerId& server, std::stop_token stop); // GET /api/servers/{s}
    // POST /api/servers/{s}/power: Wings answers 202 and tells nothing more; whoever cares polls the state.
    // waitSeconds: how long Wings waits for another power action to end first.
    Result<void> power(const ServerId& server, PowerAction action, unsigned waitSeconds, std::stop_token stop);
    // POST /api/servers/{s}/commands: lines for the console of a running server. Taken says that Wings has them: what it could
    // not pass on it only logs.
    Result<CommandsAnswer> commands(const ServerId& server, const std::vector<std::string>& lines, std::stop_token stop);
    // GET /api/servers/{s}/logs: the last lines of the console, oldest first; Wings gives 100 at most. Any bytes, also the
    // colours of a terminal and, since it is one, the commands that were typed into it.
    Result<std::vector<std::string>> lastLines(const ServerId& server, std::stop_token stop);

    const std::string& url() const { return m_access.url; }

private:
    HttpRequest request(const std::string& method, const ServerId& server, const std::string& below) const;
    Error refusal(const HttpResponse& answer) const;

    HttpClient& m_http;
    const WingsAccess m_access;
};

} // namespace alula
