// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/http.h"

#include "shared/base/bytes.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>

namespace alula::test {

using std::chrono::milliseconds;
using Deadline = std::chrono::steady_clock::time_point;

namespace {

Deadline after(milliseconds patience) { return std::chrono::steady_clock::now() + patience; }

std::string lowered(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return text;
}

// "HTTP/1.1 200 OK\r\nA: b\r\n\r\n", without the last empty line.
HttpAnswer parseHead(std::string_view head) {
    HttpAnswer answer;
    bool first = true;
    while (!head.empty()) {
        const auto end = std::min(head.find("\r\n"), head.size());
        const auto line = head.substr(0, end);
        head.remove_prefix(std::min(end + 2, head.size()));
        if (std::exchange(first, false)) {
            if (line.starts_with("HTTP/1.") && line.size() >= 12) answer.status = parseNumber<int>(line.substr(9, 3)).value_or(0);
            continue;
        }
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        auto value = line.substr(colon + 1);
        value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
        answer.headers.emplace_back(lowered(std::string(line.substr(0, colon))), std::string(value));
    }
    return answer;
}

} // namespace

std::string HttpAnswer::header(std::string_view lowerName) const {
    for (const auto& [name, value] : headers) {
        if (name == lowerName) return value;
    }
    return {};
}

RawConnection::RawConnection(std::uint16_t port) : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (!m_fd || ::connect(m_fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("nobody listens on 127.0.0.1:" + std::to_string(port));
}

bool RawConnection::send(std::string_view bytes) {
    const auto deadline = after(kHttpPatience);
    while (!bytes.empty()) {
        pollfd wait{m_fd.get(), POLLOUT, 0};
        const auto left = std::chrono::duration_cast<milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        if (left <= 0 || ::poll(&wait, 1, static_cast<int>(left)) <= 0) return false;
        const auto sent = ::send(m_fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (sent < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void RawConnection::finishSending() { ::shutdown(m_fd.get(), SHUT_WR); }

RawConnection::More RawConnection::more(Deadline deadline) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    pollfd wait{m_fd.get(), POLLIN, 0};
    if (left <= 0 || ::poll(&wait, 1, static_cast<int>(left)) <= 0) return More::TimedOut;
    std::array<char, 65536> buffer;
    const auto got = ::recv(m_fd.get(), buffer.data(), buffer.size(), 0);
    if (got <= 0) return More::Closed;
    m_buffer.append(buffer.data(), static_cast<std::size_t>(got));
    return More::Came;
}

bool RawConnection::have(std::size_t size, Deadline deadline) {
    while (m_buffer.size() < size) {
        if (more(deadline) != More::Came) return false;
    }
    return true;
}

bool RawConnection::haveUntil(std::string_view mark, std::size_t from, Deadline deadline) {
    while (m_buffer.find(mark, from) == std::string::npos) {
        if (more(deadline) != More::Came) return false;
    }
    return true;
}

std::string RawConnection::read(std::size_t size, milliseconds patience) {
    have(size, after(patience));
    auto taken = m_buffer.substr(0, size);
    m_buffer.erase(0, taken.size());
    return taken;
}

std::string RawConnection::readChunks(Deadline deadline) {
    std::string body;
    while (haveUntil("\r\n", 0, deadline)) {
        const auto end = m_buffer.find("\r\n");
        const auto size = parseNumber<std::size_t>(std::string_view(m_buffer).substr(0, end), 16);
        if (!size || !have(end + 2 + *size + 2, deadline)) return body;
        body += m_buffer.substr(end + 2, *size);
        m_buffer.erase(0, end + 2 + *size + 2);
        if (*size == 0) return body;
    }
    return body;
}

HttpAnswer RawConnection::readAnswer(bool toHead, milliseconds patience) {
    const auto deadline = after(patience);
    if (!haveUntil("\r\n\r\n", 0, deadline)) return {};
    const auto end = m_buffer.find("\r\n\r\n");
    auto answer = parseHead(std::string_view(m_buffer).substr(0, end));
    m_buffer.erase(0, end + 4);
    if (answer.status == 100) return readAnswer(toHead, patience);
    if (toHead || answer.status == 204 || answer.status == 304) return answer;
    if (lowered(answer.header("transfer-encoding")) == "chunked") {
        answer.body = readChunks(deadline);
    } else if (const auto length = parseNumber<std::size_t>(answer.header("content-length"))) {
        have(*length, deadline);
        answer.body = m_buffer.substr(0, *length);
        m_buffer.erase(0, answer.body.size());
    } else {
        while (more(deadline) == More::Came) {}
        answer.body = std::exchange(m_buffer, {});
    }
    return answer;
}

bool RawConnection::waitUntilClosed(milliseconds patience) {
    const auto deadline = after(patience);
    return m_buffer.empty() && more(deadline) == More::Closed;
}

std::string rawExchange(std::uint16_t port, std::string_view bytes, milliseconds patience) {
    RawConnection connection(port);
    connection.send(bytes);
    return connection.read(std::string::npos, patience);
}

std::string requestBytes(const std::string& method, const std::string& target,
                         const std::vector<std::pair<std::string, std::string>>& headers, const std::string& body) {
    std::string bytes = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
    for (const auto& [name, value] : headers) bytes += name + ": " + value + "\r\n";
    if (!body.empty() || method == "POST" || method == "PUT" || method == "PATCH")
        bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return bytes + "\r\n" + body;
}

HttpAnswer httpRequest(std::uint16_t port, const std::string& method, const std::string& target,
                       const std::vector<std::pair<std::string, std::string>>& headers, const std::string& body) {
    RawConnection connection(port);
    connection.send(requestBytes(method, target, headers, body));
    return connection.readAnswer(method == "HEAD");
}

} // namespace alula::test
