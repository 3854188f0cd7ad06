// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fault_proxy_connection.h"

#include "shared/base/bytes.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>

namespace alula::test {

namespace {

using Kind = WireFault::Kind;

constexpr std::size_t kMaxHead = 64 * 1024;
constexpr std::size_t kMaxWaiting = 256 * 1024;
constexpr int kDrainMs = 5'000; // a client that does not hang up after a refusal

UniqueFd connectTo(std::uint16_t port) {
    UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return {};
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

void closeHard(UniqueFd& fd) {
    const linger hard{.l_onoff = 1, .l_linger = 0};
    if (fd) ::setsockopt(fd.get(), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    fd.reset();
}

// Where the value of a header stands in a head, whatever the case of its name.
std::optional<std::pair<std::size_t, std::size_t>> valueIn(const std::string& head, std::string_view name) {
    for (auto line = head.find("\r\n"); line != std::string::npos && line + 2 < head.size(); line = head.find("\r\n", line + 2)) {
        const auto start = line + 2;
        if (head.size() < start + name.size() + 1 || head[start + name.size()] != ':') continue;
        const bool same = std::equal(name.begin(), name.end(), head.begin() + static_cast<std::ptrdiff_t>(start),
                                     [](char a, char b) { return (a | 0x20) == (b | 0x20); });
        if (!same) continue;
        const auto value = std::min(head.find_first_not_of(' ', start + name.size() + 1), head.size());
        return std::pair(value, head.find("\r\n", value) - value);
    }
    return std::nullopt;
}

std::optional<std::uint64_t> lengthIn(const std::string& head) {
    const auto at = valueIn(head, "content-length");
    return at ? parseNumber<std::uint64_t>(std::string_view(head).substr(at->first, at->second)) : std::nullopt;
}

// Moves bytes to `head` until it is one, and says so.
bool completeHead(std::string& head, std::string_view& bytes) {
    while (!bytes.empty()) {
        head += bytes.front();
        bytes.remove_prefix(1);
        if (head.ends_with("\r\n\r\n")) return true;
    }
    return false;
}

} // namespace

void WireConnection::run() {
    while (m_open) step();
    if (m_request) endRequest(false);
}

void WireConnection::step() {
    constexpr short kGone = POLLRDHUP;
    const bool readUp = m_draining || m_up.waiting.size() < kMaxWaiting;
    const bool readDown = m_down.waiting.size() < kMaxWaiting && !m_serverEnded;
    std::array<pollfd, 4> waits{
        {{m_ends.client.get(), static_cast<short>((readUp ? POLLIN : kGone) | (m_down.sendable() > 0 ? POLLOUT : 0)), 0},
         {m_serverEnded ? -1 : m_server.get(), static_cast<short>((readDown ? POLLIN : 0) | (m_up.sendable() > 0 ? POLLOUT : 0)),
          0},
         {m_ends.wake, POLLIN, 0},
         {m_stalled ? m_ends.released : -1, POLLIN, 0}}};
    const int ready = ::poll(waits.data(), waits.size(), m_draining ? kDrainMs : -1);
    if (ready < 0 && errno == EINTR) return;
    if (ready <= 0 || waits[2].revents != 0) {
        m_open = false;
        return;
    }
    if (waits[3].revents != 0) {
        m_stalled = false;
        m_up.allowed = m_down.allowed = kAll;
    }
    constexpr short kReadable = POLLIN | POLLHUP | POLLERR | POLLRDHUP;
    if ((waits[0].revents & kReadable) != 0) readClient();
    if (m_open && (waits[1].revents & kReadable) != 0) readServer();
    if (m_open) passUp();
    if (m_open) passDown();
    if (m_open) strikeIfDue();
    if (m_open && m_down.waiting.empty() && (m_serverEnded || (m_endsAfterAnswer && m_answerLeft == 0))) m_open = false;
}

void WireConnection::readClient() {
    std::array<char, 65536> buffer;
    const auto got = ::recv(m_ends.client.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got > 0) return takeFromClient({buffer.data(), static_cast<std::size_t>(got)});
    // HTTP's clients do not close one half.
    if (m_request) endRequest(!m_draining);
    m_open = false;
}

void WireConnection::readServer() {
    std::array<char, 65536> buffer;
    const auto got = ::recv(m_server.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got > 0) return takeFromServer({buffer.data(), static_cast<std::size_t>(got)});
    if (got < 0 && m_answerLeft != 0) return reset();
    m_serverEnded = true;
}

void WireConnection::takeFromClient(std::string_view bytes) {
    while (!bytes.empty() && !m_draining && m_open) {
        if (m_bodyLeft > 0) {
            const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(m_bodyLeft, bytes.size()));
            m_up.waiting += bytes.substr(0, size);
            bytes.remove_prefix(size);
            m_bodyLeft -= size;
        } else if (completeHead(m_requestHead, bytes)) {
            begin(std::exchange(m_requestHead, {}));
        } else if (m_requestHead.size() > kMaxHead) {
            reset();
        }
    }
}

void WireConnection::begin(const std::string& head) {
    if (m_request) endRequest(false);
    const auto space = head.find(' ');
    WireRequest request;
    request.method = head.substr(0, space);
    request.target = head.substr(space + 1, head.find(' ', space + 1) - space - 1);
    request.connection = m_number;
    m_isHead = request.method == "HEAD";
    m_request = m_observer.began(request);
    m_plan = request.plan;
    m_bodyLeft = valueIn(head, "transfer-encoding") ? kAll : lengthIn(head).value_or(0);
    m_answerLeft.reset();
    m_answerHead.clear();
    if (m_plan && m_plan->kind == Kind::Answer) return answerItself(*m_plan);
    planWays(head.size());
    m_up.waiting += head;
    m_headToPass = head.size();
    if (m_server || m_up.isShut()) return;
    m_server = connectTo(m_ends.server);
    if (!m_server) reset();
}

void WireConnection::planWays(std::size_t headSize) {
    m_up.allowed = m_down.allowed = kAll;
    if (!m_plan) return;
    const auto kind = m_plan->kind;
    if (kind == Kind::ResetUp || kind == Kind::StallUp) m_up.allowed = m_plan->after == 0 ? 0 : headSize + m_plan->after;
    if (kind == Kind::ResetDown || kind == Kind::StallDown || kind == Kind::CutShort) m_down.allowed = m_plan->after;
}

void WireConnection::answerItself(const WireFault& fault) {
    m_down.allowed = kAll;
    m_down.waiting =
        "HTTP/1.1 " + std::to_string(fault.status) + " Scripted\r\nConnection: close\r\nContent-Type: application/xml\r\n";
    for (const auto& [name, value] : fault.headers) m_down.waiting += name + ": " + value + "\r\n";
    m_down.waiting += "Content-Length: " + std::to_string(fault.body.size()) + "\r\n\r\n" + (m_isHead ? "" : fault.body);
    m_draining = true;
    strike();
}

void WireConnection::takeFromServer(std::string_view bytes) {
    while (!bytes.empty() && m_open) {
        if (m_answerLeft) return takeAnswerBody(bytes);
        if (completeHead(m_answerHead, bytes)) beginAnswer(std::exchange(m_answerHead, {}));
        else if (m_answerHead.size() > kMaxHead) reset();
    }
}

void WireConnection::beginAnswer(std::string head) {
    const auto status = head.substr(std::min(head.find(' ') + 1, head.size()), 3);
    const bool interim = status.starts_with('1'); // 100 Continue
    if (!interim) {
        const auto length = lengthIn(head);
        const bool bodyless = m_isHead || status == "204" || status == "304";
        m_answerLeft = bodyless ? 0 : length.value_or(kAll);
        m_tail.clear();
        if (m_plan && m_plan->kind == Kind::WrongLength && length) {
            const auto at = *valueIn(head, "content-length");
            const auto wrong = static_cast<std::uint64_t>(static_cast<std::int64_t>(*length) + m_plan->off);
            head.replace(at.first, at.second, std::to_string(wrong));
            m_endsAfterAnswer = true;
            strike();
        }
    }
    m_down.waiting += head;
}

void WireConnection::takeAnswerBody(std::string_view bytes) {
    m_down.waiting += bytes;
    if (*m_answerLeft != kAll) {
        m_answerLeft = *m_answerLeft - std::min<std::uint64_t>(*m_answerLeft, bytes.size());
        return;
    }
    static constexpr std::string_view kLastChunk = "0\r\n\r\n";
    m_tail += bytes.substr(bytes.size() - std::min(bytes.size(), kLastChunk.size()));
    m_tail.erase(0, m_tail.size() - std::min(m_tail.size(), kLastChunk.size()));
    if (m_tail == kLastChunk) m_answerLeft = 0;
}

std::uint64_t WireConnection::pass(int to, Way& way) {
    std::uint64_t all = 0;
    while (way.sendable() > 0) {
        const auto sent = ::send(to, way.waiting.data(), way.sendable(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0 && errno == EAGAIN) break;
        if (sent < 0) { // this side is gone; what it said before is still to be read
            way.waiting.clear();
            break;
        }
        way.waiting.erase(0, static_cast<std::size_t>(sent));
        if (way.allowed != kAll) way.allowed -= static_cast<std::uint64_t>(sent);
        all += static_cast<std::uint64_t>(sent);
    }
    return all;
}

void WireConnection::passUp() {
    if (!m_server) return;
    const auto sent = pass(m_server.get(), m_up);
    const auto ofHead = std::min(sent, m_headToPass);
    m_headToPass -= ofHead;
    if (m_request) m_observer.passed(*m_request, sent - ofHead, 0);
}

void WireConnection::passDown() {
    const auto sent = pass(m_ends.client.get(), m_down);
    if (!m_request) return;
    m_observer.passed(*m_request, 0, sent);
    if (m_down.waiting.empty() && m_draining) {
        endRequest(false);
        ::shutdown(m_ends.client.get(), SHUT_WR);
    } else if (m_down.waiting.empty() && m_answerLeft == 0) {
        endRequest(false);
    }
}

void WireConnection::strikeIfDue() {
    if (!m_plan || !(m_up.isShut() || m_down.isShut())) return;
    const auto kind = m_plan->kind;
    strike();
    if (kind == Kind::StallUp || kind == Kind::StallDown) m_stalled = true;
    else if (kind == Kind::CutShort) m_open = false;
    else reset();
}

void WireConnection::strike() {
    m_plan.reset();
    m_observer.struck(*m_request);
}

void WireConnection::endRequest(bool brokenOff) {
    m_plan.reset();
    m_observer.ended(*std::exchange(m_request, std::nullopt), brokenOff);
}

void WireConnection::reset() {
    closeHard(m_ends.client);
    closeHard(m_server);
    m_open = false;
}

} // namespace alula::test
