// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alula::test {

inline constexpr std::chrono::milliseconds kHttpPatience{10'000};

// An answer as it came; status 0 when nothing came that looks like one.
struct HttpAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string body;                                         // chunks joined
    std::string header(std::string_view lowerName) const;     // first one, or ""
};

// A plain socket to 127.0.0.1, so that any bytes can be sent, also those no HTTP library would. Blocking, with a time limit a
// call.
class RawConnection {
public:
    explicit RawConnection(std::uint16_t port); // throws std::runtime_error when nobody listens
    bool send(std::string_view bytes);          // false when the peer broke off
    void finishSending();                       // half-close
    // Reads until `size` bytes came in all, the peer closed or the time is over.
    std::string read(std::size_t size, std::chrono::milliseconds patience = kHttpPatience);
    // Reads one answer by its framing; what comes behind it stays for the next call.
    HttpAnswer readAnswer(bool toHead = false, std::chrono::milliseconds patience = kHttpPatience);
    // True when the peer has closed (or reset) and nothing more came before that, within the time.
    bool waitUntilClosed(std::chrono::milliseconds patience = kHttpPatience);
    int fd() const { return m_fd.get(); }

private:
    enum class More { Came, Closed, TimedOut };
    More more(std::chrono::steady_clock::time_point deadline);
    bool have(std::size_t size, std::chrono::steady_clock::time_point deadline);
    bool haveUntil(std::string_view mark, std::size_t from, std::chrono::steady_clock::time_point deadline);
    std::string readChunks(std::chrono::steady_clock::time_point deadline);

    UniqueFd m_fd;
    std::string m_buffer; // came, not yet taken
};

// Sends the bytes on a connection of their own and returns all that comes until the peer closes or the time is over.
std::string rawExchange(std::uint16_t port, std::string_view bytes, std::chrono::milliseconds patience = kHttpPatience);

// One well-formed request with Host, Content-Length (if there is a body or the method has one) and Connection: close added.
HttpAnswer httpRequest(std::uint16_t port, const std::string& method, const std::string& target,
                       const std::vector<std::pair<std::string, std::string>>& headers = {}, const std::string& body = {});

// The bytes of such a request, to be spoiled by the test.
std::string requestBytes(const std::string& method, const std::string& target,
                         const std::vector<std::pair<std::string, std::string>>& headers = {}, const std::string& body = {});

} // namespace alula::test
