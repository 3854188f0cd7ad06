// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/chunked_decoder.h"
#include "daemon/rest/request_head.h"
#include "shared/base/bytes.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <string_view>

namespace alula {

inline constexpr std::uint64_t kMaxRequestHead = 32_KiB;
inline constexpr std::uint64_t kMaxRequestBody = 1_MiB;

// Decides by the head alone how many bytes of body are worth waiting for, or that the answer is no.
using Admission = std::function<std::expected<std::uint64_t, Refusal>(const RequestHead&)>;

// Cuts a stream of bytes into whole requests, in bounded memory: at most a head, a body, and what was fed beyond them.
// No sockets here, so that hostile bytes can be tried (and fuzzed) without any.
class RequestFramer {
public:
    enum class State : std::uint8_t {
        Idle, // nothing of a request yet
        Head,
        Body,
        Complete, // take() it
        Refused,  // refusal() says why; there is no way on
    };

    explicit RequestFramer(Admission admission) : m_admission(std::move(admission)) {}

    State feed(std::string_view bytes); // feeding nothing goes on with what is left over from before
    State state() const { return m_state; }
    const RequestHead& head() const { return m_head; } // from Body on; also in Refused when it was the body's fault
    const Refusal& refusal() const { return m_refusal; }
    bool headKnown() const { return m_headKnown; }

    // The request in the one form that QHttpServer reads without surprise: absolute target, no hop-by-hop headers
    // (so no upgrade either), body with its Content-Length. Ready for the next one afterwards.
    std::string take();

private:
    bool advance(); // true when a step was made
    bool readHead();
    bool readBody();
    bool refuse(Refusal refusal);
    void endHead();

    const Admission m_admission;
    State m_state = State::Idle;
    std::string m_input;       // fed and not used yet
    std::size_t m_scanned = 0; // of m_input: known to be lines of the head, or the begin of one
    std::size_t m_line = 0;    // of m_input: where that line begins
    RequestHead m_head;
    bool m_headKnown = false;
    std::uint64_t m_maxBody = 0;
    std::string m_body;
    ChunkedDecoder m_chunks;
    Refusal m_refusal;
};

} // namespace alula
