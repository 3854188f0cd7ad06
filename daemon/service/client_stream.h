// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/fd.h"
#include "shared/base/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>

namespace alula {

// A client's connection that carries the bytes of one job. Calls block; a stopped token ends each at once (Cancelled), and a client
// that does nothing for `stall` as well (TimedOut). One thread; the connection ends with the object.
class ClientStream {
public:
    static constexpr std::chrono::minutes kStall{15};
    // `begun`: what the client has sent already.
    static Result<std::unique_ptr<ClientStream>> make(UniqueFd socket, std::string begun,
                                                      std::chrono::milliseconds stall = kStall);

    Result<void> write(ByteSpan bytes, const std::stop_token& stop); // Network: the client has hung up
    // 0: the client has ended its sending. Whether it is still there to hear what came of that: isThere().
    Result<std::size_t> read(MutableByteSpan into, const std::stop_token& stop);
    bool isThere() const;
    int descriptor() const { return m_socket.get(); }

private:
    ClientStream(UniqueFd socket, UniqueFd wake, std::string begun, std::chrono::milliseconds stall);
    Result<void> waitFor(short events, const std::stop_token& stop);

    const UniqueFd m_socket;
    const UniqueFd m_wake; // eventfd: readable once a token was stopped, and ever after
    std::string m_begun;
    const std::chrono::milliseconds m_stall;
};

// Looks whether the client of a stream hangs up while its job does something else, and stops the job then. Has a thread of its own.
class HangUpWatch {
public:
    // `stream` outlives this. `outer` stopped: stop() is, too.
    HangUpWatch(const ClientStream& stream, const std::stop_token& outer);
    ~HangUpWatch();
    HangUpWatch(const HangUpWatch&) = delete;
    HangUpWatch& operator=(const HangUpWatch&) = delete;
    std::stop_token stop() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_outer;
    UniqueFd m_end;
    std::jthread m_watcher; // last: uses all of the above
};

} // namespace alula
