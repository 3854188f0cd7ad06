// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/client_stream.h"
#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/random.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <sys/types.h>

namespace alula {

// Of a job whose connection went with an earlier run of the daemon.
inline constexpr char kStreamLost[] =
    "alulad was ended before this was done, and the connection to the client with it; start it again";

// Brings jobs that move bytes together with the connections of their clients: a job is announced with a token, a connection comes
// with it, the job takes the connection. In memory only: a token is good once, for the user that got it, for a minute. Any thread.
class StreamBroker {
public:
    static constexpr std::size_t kMost = 64; // announced and not yet taken: each may hold a connection
    static constexpr std::chrono::seconds kPatience{60};
    StreamBroker(Clock& clock, Random& random, std::chrono::milliseconds patience = kPatience)
        : m_clock(clock), m_random(random), m_patience(patience) {}

    Result<std::string> announce(const JobId& job, uid_t user); // the token; Busy
    // `take` is called when the token is good, and makes the connection the broker's. PermissionDenied: no such token, or it was
    // used, is too old, or another user's: which of these is not told.
    using Take = std::function<Result<std::unique_ptr<ClientStream>>()>;
    Result<void> deliver(const std::string& token, uid_t user, const Take& take);
    // Blocks until the connection is there. TimedOut: nobody came; Network: announced before the daemon was last started.
    Result<std::unique_ptr<ClientStream>> wait(const JobId& job, const std::stop_token& stop);
    void drop(const JobId& job); // it will not run

private:
    struct Awaited {
        std::string token; // "" once used
        uid_t user = 0;
        std::chrono::steady_clock::time_point until{};
        std::unique_ptr<ClientStream> stream;
    };
    bool hasCome(const JobId& job) const;

    Clock& m_clock;
    Random& m_random;
    const std::chrono::milliseconds m_patience;
    std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::map<JobId, Awaited> m_awaited; // guarded by m_mutex
};

} // namespace alula
