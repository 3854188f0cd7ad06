// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/client/call_and_wait.h"
#include "shared/client/daemon_client.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace alula::cli {

// The connection of one run, made when the first command asks for it.
class Session {
public:
    // Plans and the contents of foreign archives take their time: the timeout is for a daemon that hangs.
    Session(std::string socketPath, std::chrono::milliseconds timeout)
        : m_socketPath(std::move(socketPath)), m_timeout(timeout) {}

    template <class P, class A>
    Result<A> ask(const protocol::Method<P, A>& method, const P& params) {
        ALULA_TRY(connect());
        return callAndWait(*m_client, method, params, m_timeout);
    }
    Result<void> connect();
    Result<void> subscribe(const std::vector<std::string_view>& topics);
    DaemonClient& client() { return *m_client; } // after connect()
    const std::string& socketPath() const { return m_socketPath; }

private:
    std::string m_socketPath;
    std::chrono::milliseconds m_timeout;
    std::unique_ptr<DaemonClient> m_client;
};

} // namespace alula::cli
