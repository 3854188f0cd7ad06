// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alula::test {

// What goes wrong with one request on its way through FaultProxy. "Up" is towards the server and counts the bytes of the request's
// body; "down" is towards the client and counts the bytes of the answer, its head first.
struct WireFault {
    enum class Kind {
        ResetUp,     // RST both ways after so many bytes; with 0 the server never hears of the request
        ResetDown,   // the same; with 0 the server has done it and the client never knows
        StallUp,     // no byte passes beyond so many, before release()
        StallDown,   // the same
        CutShort,    // the answer ends (FIN) after so many bytes
        WrongLength, // Content-Length of the answer is off by `off`; the body is as it was, and then the connection ends
        Answer,      // the proxy answers, the server never hears of the request
    };
    Kind kind = Kind::ResetUp;
    std::uint64_t after = 0;
    int status = 503;
    std::vector<std::pair<std::string, std::string>> headers = {}; // of that answer: Retry-After
    std::string body = "<?xml version='1.0' encoding='UTF-8'?><Error><Code>SlowDown</Code></Error>";
    std::int64_t off = 1;

    static WireFault at(Kind kind, std::uint64_t after = 0) { return {.kind = kind, .after = after}; }
    static WireFault answer(int status) { return {.kind = Kind::Answer, .status = status}; }
    static WireFault wrongLength(std::int64_t off) { return {.kind = Kind::WrongLength, .off = off}; }
};

// A request that came to the proxy.
struct WireRequest {
    std::string method;
    std::string target; // with the query
    std::size_t connection = 0;
    std::uint64_t bytesUp = 0;     // of its body, passed on
    std::uint64_t bytesDown = 0;   // of the answer and its head, passed on
    std::optional<WireFault> plan; // what was to go wrong; it does not when there are too few bytes
    bool happened = false;
};

// What a connection says of its requests, which it names by the number that began() gave.
class WireObserver {
public:
    virtual ~WireObserver() = default;
    virtual std::size_t began(WireRequest& request) = 0; // sets its plan
    virtual void passed(std::size_t request, std::uint64_t up, std::uint64_t down) = 0;
    virtual void struck(std::size_t request) = 0;
    virtual void ended(std::size_t request, bool brokenOff) = 0;
};

// One client of a FaultProxy and its connection to the server, with requests one after the other. Of the thread that runs it.
class WireConnection {
public:
    struct Ends {
        UniqueFd client;
        std::uint16_t server; // called with the first request that may pass
        int wake, released;   // eventfds of the proxy
    };
    WireConnection(Ends ends, std::size_t number, WireObserver& observer)
        : m_ends(std::move(ends)), m_number(number), m_observer(observer) {}

    void run(); // until one side ends, or a fault, or the proxy

private:
    static constexpr std::uint64_t kAll = std::numeric_limits<std::uint64_t>::max();
    struct Way {
        std::string waiting;          // came, not yet passed on
        std::uint64_t allowed = kAll; // of those that come, so many may pass

        std::size_t sendable() const { return static_cast<std::size_t>(std::min<std::uint64_t>(waiting.size(), allowed)); }
        bool isShut() const { return allowed == 0 && !waiting.empty(); }
    };

    void step();
    void readClient();
    void readServer();
    void takeFromClient(std::string_view bytes);
    void begin(const std::string& head);
    void planWays(std::size_t headSize);
    void answerItself(const WireFault& fault);
    void takeFromServer(std::string_view bytes);
    void beginAnswer(std::string head);
    void takeAnswerBody(std::string_view bytes);
    std::uint64_t pass(int to, Way& way);
    void passUp();
    void passDown();
    void strikeIfDue();
    void strike();
    void endRequest(bool brokenOff);
    void reset();

    Ends m_ends;
    const std::size_t m_number;
    WireObserver& m_observer;

    UniqueFd m_server;
    bool m_open = true, m_serverEnded = false, m_stalled = false, m_draining = false, m_endsAfterAnswer = false;
    std::optional<std::size_t> m_request; // the one under way
    std::optional<WireFault> m_plan;      // of it; gone when it has struck
    bool m_isHead = false;                // HEAD: the answer has no body
    Way m_up, m_down;
    std::string m_requestHead, m_answerHead; // as far as they came
    std::uint64_t m_headToPass = 0;          // of the request's head, not yet passed on
    std::uint64_t m_bodyLeft = 0;            // of the request's body, still to come
    std::optional<std::uint64_t>
        m_answerLeft;   // kAll: until the server ends or the last chunk; nothing: its head is not there yet
    std::string m_tail; // the last bytes of an answer in chunks
};

} // namespace alula::test
