// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/request_framer.h"

#include <algorithm>
#include <array>

namespace alula {

namespace {
// Of one hop only (RFC 9110 §7.6.1), or said anew by take().
constexpr std::array<std::string_view, 10> kNotPassedOn = {"host",   "connection",    "keep-alive",        "proxy-connection",
                                                           "te",     "trailer",       "transfer-encoding", "upgrade",
                                                           "expect", "content-length"};

Refusal tooLarge() { return {413, "The request body is too large."}; }
bool isControl(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\r' && c != '\n') || byte == 0x7f;
}
} // namespace

bool RequestFramer::refuse(Refusal refusal) {
    m_refusal = std::move(refusal);
    m_state = State::Refused;
    m_input.clear();
    m_body.clear();
    return false;
}

RequestFramer::State RequestFramer::feed(std::string_view bytes) {
    if (m_state == State::Refused) return m_state;
    m_input.append(bytes);
    while (m_state != State::Complete && m_state != State::Refused && advance()) {}
    return m_state;
}

bool RequestFramer::advance() {
    switch (m_state) {
    case State::Idle: {
        // Empty lines before a request are a leftover of old clients (RFC 9112 §2.2).
        const auto begin = m_input.find_first_not_of("\r\n");
        m_input.erase(0, std::min(begin, m_input.size()));
        if (m_input.empty()) return false;
        m_state = State::Head;
        return true;
    }
    case State::Head: return readHead();
    case State::Body: return readBody();
    case State::Complete:
    case State::Refused: break;
    }
    return false;
}

bool RequestFramer::readHead() {
    for (; m_scanned < m_input.size(); ++m_scanned) {
        if (m_scanned >= kMaxRequestHead) return refuse({431, "The request head is larger than 32 KiB."});
        const char c = m_input[m_scanned];
        if (isControl(c)) return refuse({400, "The request head has control characters: this is not HTTP."});
        if (m_scanned > m_line && m_input[m_scanned - 1] == '\r' && c != '\n')
            return refuse({400, "A line of the request head has a stray CR."});
        if (c != '\n') continue;
        if (m_scanned == m_line || m_input[m_scanned - 1] != '\r')
            return refuse({400, "Lines of the request head must end with CR LF."});
        const bool empty = m_scanned == m_line + 1;
        if (empty) {
            endHead();
            return m_state != State::Refused;
        }
        m_line = m_scanned + 1;
    }
    return false;
}

void RequestFramer::endHead() {
    auto head = parseRequestHead(std::string_view(m_input).substr(0, m_line));
    if (!head) {
        refuse(std::move(head).error());
        return;
    }
    m_input.erase(0, m_scanned + 1);
    m_scanned = m_line = 0;
    m_head = *std::move(head);
    m_headKnown = true;
    m_state = State::Body;
    if (m_head.contentLength > kMaxRequestBody) {
        refuse(tooLarge());
        return;
    }
    auto admitted = m_admission(m_head);
    if (!admitted) {
        refuse(std::move(admitted).error());
        return;
    }
    m_maxBody = std::min(*admitted, kMaxRequestBody);
    if (m_head.contentLength > m_maxBody) refuse(tooLarge());
}

bool RequestFramer::readBody() {
    std::string_view input = m_input;
    bool complete = false;
    if (m_head.chunked) {
        if (auto refused = m_chunks.feed(input, m_body, m_maxBody)) return refuse(*std::move(refused));
        complete = m_chunks.done();
    } else {
        const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(m_head.contentLength - m_body.size(), input.size()));
        m_body.append(input.substr(0, take));
        input.remove_prefix(take);
        complete = m_body.size() == m_head.contentLength;
    }
    m_input.erase(0, m_input.size() - input.size());
    if (complete) m_state = State::Complete;
    return false;
}

std::string RequestFramer::take() {
    std::string out = m_head.method + " http://alula" + (m_head.target == "*" ? "/*" : m_head.target) + " HTTP/1.1\r\n";
    for (const auto& field : m_head.fields) {
        if (std::ranges::find(kNotPassedOn, field.name) != kNotPassedOn.end()) continue;
        out += field.name + ": " + field.value + "\r\n";
    }
    out += "content-length: " + std::to_string(m_body.size()) + "\r\n\r\n" + m_body;
    m_head = {};
    m_headKnown = false;
    m_body = {};
    m_chunks = {};
    m_state = State::Idle;
    return out;
}

} // namespace alula
