// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tls_certificate.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace alula::test {

// A request as it arrived.
struct SeenRequest {
    std::string method;
    std::string target;                         // with the query
    std::map<std::string, std::string> headers; // names in lower case; of repeated ones all values, joined by ", "
    std::string body;
    std::chrono::steady_clock::time_point at;

    std::string path() const { return target.substr(0, target.find('?')); }
    std::string query(const std::string& name) const; // "" when missing
    std::string header(const std::string& lowerName) const;
};

// What the peer does with an answer, the good way and the bad ones.
struct StandInReply {
    enum class Manner {
        Whole,
        Held,    // whole, but not before release()
        Reset,   // RST instead of an answer
        Halfway, // announces the body, sends half of it, closes
        Hang,    // never answers; keeps the connection until the peer or the test goes
        Garbage, // bytes that are not HTTP
        Huge,    // a body of hugeBytes, made as it is sent
        Endless, // chunks until the peer goes
        Trickle, // announces hugeBytes, and sends one of them every few milliseconds
    };
    int status = 200;
    std::string body = {};
    std::string contentType = "application/json";
    std::vector<std::pair<std::string, std::string>> headers = {};
    Manner manner = Manner::Whole;
    std::uint64_t hugeBytes = 0;
};

// A tiny HTTP/1.1 server on 127.0.0.1, an ephemeral port, one thread a connection, one request a connection; needs no event loop.
// Whether TLS is spoken is chosen at the start; the certificate is made then.
class HttpStandIn {
public:
    using Handler = std::function<StandInReply(const SeenRequest&)>; // on the connections' threads, one at a time

    explicit HttpStandIn(Handler handler, bool tls = false, const std::string& tlsHost = "localhost");
    ~HttpStandIn();
    HttpStandIn(const HttpStandIn&) = delete;
    HttpStandIn& operator=(const HttpStandIn&) = delete;

    std::uint16_t port() const { return m_port; }
    std::string url() const;    // "http://127.0.0.1:PORT"
    std::string caFile() const; // the certificate to be trusted; "" without TLS

    std::vector<SeenRequest> requests() const;
    bool waitForRequests(std::size_t count) const;  // 10 s at most
    bool waitForBrokenOff(std::size_t count) const; // clients that left before they were answered
    void release();                                 // lets held answers go, also later ones

private:
    class Peer;
    class PlainPeer;
    class TlsPeer;

    void accept(std::stop_token stop);
    void serve(UniqueFd socket, std::stop_token stop);
    void answer(Peer& peer, StandInReply reply, std::stop_token stop);
    void hold(Peer& peer, bool untilReleased, std::stop_token stop);

    const Handler m_handler;
    const bool m_tls;
    std::optional<TempDir> m_directory;
    TlsCertificate m_certificate;
    UniqueFd m_listener, m_wake; // m_wake: an eventfd that is readable once the server is to end
    std::uint16_t m_port = 0;

    mutable std::mutex m_mutex;
    mutable std::condition_variable_any m_changed;
    // Guarded by m_mutex.
    std::vector<SeenRequest> m_requests;
    std::size_t m_brokenOff = 0;
    bool m_released = false;

    std::mutex m_handling;                 // one handler at a time
    std::list<std::jthread> m_connections; // of the acceptor's thread
    std::jthread m_acceptor;
};

} // namespace alula::test
