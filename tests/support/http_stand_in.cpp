// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/http_stand_in.h"

#include "shared/base/bytes.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QString>
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace alula::test {

namespace {

constexpr std::size_t kMaxHead = 256 * 1024;

std::string lowered(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return text;
}

SeenRequest parseHead(std::string_view head) {
    SeenRequest request;
    bool first = true;
    while (!head.empty()) {
        const auto end = std::min(head.find("\r\n"), head.size());
        const std::string line(head.substr(0, end));
        head.remove_prefix(std::min(end + 2, head.size()));
        if (std::exchange(first, false)) {
            const auto space = line.find(' ');
            request.method = line.substr(0, space);
            request.target = space == std::string::npos ? "" : line.substr(space + 1, line.rfind(' ') - space - 1);
            continue;
        }
        const auto colon = line.find(':');
        if (colon == std::string::npos) continue;
        auto& value = request.headers[lowered(line.substr(0, colon))];
        const auto start = line.find_first_not_of(' ', colon + 1);
        value += (value.empty() ? "" : ", ") + (start == std::string::npos ? "" : line.substr(start));
    }
    return request;
}

std::string headOf(const StandInReply& reply, std::uint64_t length) {
    std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " Stand-in\r\nConnection: close\r\n";
    if (reply.status != 204)
        head += "Content-Type: " + reply.contentType + "\r\nContent-Length: " + std::to_string(length) + "\r\n";
    for (const auto& [name, value] : reply.headers) head += name + ": " + value + "\r\n";
    return head + "\r\n";
}

} // namespace

std::string SeenRequest::query(const std::string& name) const {
    const auto mark = target.find('?');
    if (mark == std::string::npos) return {};
    const std::string all = "&" + target.substr(mark + 1) + "&";
    const auto found = all.find("&" + name + "=");
    if (found == std::string::npos) return {};
    const auto start = found + name.size() + 2;
    return all.substr(start, all.find('&', start) - start);
}

std::string SeenRequest::header(const std::string& lowerName) const {
    const auto found = headers.find(lowerName);
    return found == headers.end() ? std::string() : found->second;
}

// One end of a connection; every wait ends when the server does.
class HttpStandIn::Peer {
public:
    virtual ~Peer() = default;
    virtual bool read(std::string& into) = 0; // appends what came; false at the end
    virtual bool write(std::string_view bytes) = 0;
    virtual void reset() = 0;
};

class HttpStandIn::PlainPeer final : public Peer {
public:
    PlainPeer(UniqueFd socket, int wake) : m_socket(std::move(socket)), m_wake(wake) {}

    bool read(std::string& into) override {
        if (!wait(POLLIN)) return false;
        std::array<char, 65536> buffer;
        const auto got = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
        if (got <= 0) return false;
        into.append(buffer.data(), static_cast<std::size_t>(got));
        return true;
    }
    bool write(std::string_view bytes) override {
        while (!bytes.empty()) {
            if (!wait(POLLOUT)) return false;
            const auto sent = ::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent < 0 && (errno == EAGAIN || errno == EINTR)) continue;
            if (sent < 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    void reset() override {
        const linger hard{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(m_socket.get(), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        m_socket.reset();
    }

private:
    bool wait(short what) {
        std::array<pollfd, 2> waits{{{m_socket.get(), what, 0}, {m_wake, POLLIN, 0}}};
        while (::poll(waits.data(), waits.size(), -1) < 0) {
            if (errno != EINTR) return false;
        }
        return waits[1].revents == 0;
    }

    UniqueFd m_socket;
    const int m_wake;
};

// QSslSocket's blocking calls know no second handle to wait on, so they wait in steps.
class HttpStandIn::TlsPeer final : public Peer {
public:
    TlsPeer(UniqueFd socket, const TlsCertificate& certificate, std::stop_token stop) : m_stop(std::move(stop)) {
        QFile key(QString::fromStdString(certificate.keyFile));
        if (!key.open(QIODevice::ReadOnly)) return;
        m_socket.setSocketDescriptor(socket.release());
        m_socket.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
        m_socket.setLocalCertificate(QString::fromStdString(certificate.certificateFile));
        m_socket.startServerEncryption();
        m_good = m_socket.waitForEncrypted(5000);
    }
    bool read(std::string& into) override {
        while (m_good && m_socket.bytesAvailable() == 0) {
            if (m_stop.stop_requested() || m_socket.state() != QAbstractSocket::ConnectedState) return false;
            m_socket.waitForReadyRead(50);
        }
        if (!m_good) return false;
        into += m_socket.readAll().toStdString();
        return true;
    }
    bool write(std::string_view bytes) override {
        if (!m_good) return false;
        m_socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
        while (m_socket.bytesToWrite() > 0) {
            if (m_stop.stop_requested() || m_socket.state() != QAbstractSocket::ConnectedState) return false;
            m_socket.waitForBytesWritten(50);
        }
        return true;
    }
    void reset() override { m_socket.abort(); }

private:
    const std::stop_token m_stop;
    QSslSocket m_socket;
    bool m_good = false;
};

HttpStandIn::HttpStandIn(Handler handler, bool tls, const std::string& tlsHost)
    : m_handler(std::move(handler)), m_tls(tls), m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      m_wake(::eventfd(0, EFD_CLOEXEC)) {
    if (m_tls) {
        m_directory.emplace();
        m_certificate = makeCertificate(m_directory->path(), tlsHost);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_listener.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 || ::listen(m_listener.get(), 64) != 0 ||
        ::getsockname(m_listener.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("the stand-in cannot listen on 127.0.0.1");
    m_port = ntohs(address.sin_port);
    m_acceptor = std::jthread([this](std::stop_token stop) { accept(stop); });
}

HttpStandIn::~HttpStandIn() {
    m_acceptor.request_stop();
    ::eventfd_write(m_wake.get(), 1);
    m_acceptor.join();
    for (auto& connection : m_connections) connection.request_stop();
    m_connections.clear();
}

std::string HttpStandIn::url() const { return (m_tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(m_port); }
std::string HttpStandIn::caFile() const { return m_certificate.certificateFile; }

std::vector<SeenRequest> HttpStandIn::requests() const {
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

bool HttpStandIn::waitForRequests(std::size_t count) const {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds(10), [&] { return m_requests.size() >= count; });
}

bool HttpStandIn::waitForBrokenOff(std::size_t count) const {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds(10), [&] { return m_brokenOff >= count; });
}

void HttpStandIn::release() {
    {
        const std::lock_guard lock(m_mutex);
        m_released = true;
    }
    m_changed.notify_all();
}

void HttpStandIn::accept(std::stop_token stop) {
    while (!stop.stop_requested()) {
        std::array<pollfd, 2> waits{{{m_listener.get(), POLLIN, 0}, {m_wake.get(), POLLIN, 0}}};
        if (::poll(waits.data(), waits.size(), -1) <= 0 || waits[1].revents != 0) continue;
        UniqueFd socket(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!socket) continue;
        m_connections.emplace_back(
            [this, taken = std::move(socket)](std::stop_token ending) mutable { serve(std::move(taken), ending); });
    }
}

void HttpStandIn::serve(UniqueFd socket, std::stop_token stop) {
    std::unique_ptr<Peer> peer;
    if (m_tls) peer = std::make_unique<TlsPeer>(std::move(socket), m_certificate, stop);
    else peer = std::make_unique<PlainPeer>(std::move(socket), m_wake.get());

    std::string bytes;
    while (!bytes.contains("\r\n\r\n")) {
        if (bytes.size() > kMaxHead || !peer->read(bytes)) return;
    }
    const auto end = bytes.find("\r\n\r\n");
    auto request = parseHead(std::string_view(bytes).substr(0, end));
    request.at = std::chrono::steady_clock::now();
    request.body = bytes.substr(end + 4);
    const auto length = parseNumber<std::size_t>(request.header("content-length")).value_or(0);
    while (request.body.size() < length) {
        if (!peer->read(request.body)) return;
    }
    StandInReply reply;
    {
        const std::lock_guard one(m_handling);
        reply = m_handler(request);
        const std::lock_guard lock(m_mutex);
        m_requests.push_back(std::move(request));
    }
    m_changed.notify_all();
    answer(*peer, std::move(reply), stop);
}

void HttpStandIn::hold(Peer& peer, bool untilReleased, std::stop_token stop) {
    if (untilReleased) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [this] { return m_released; });
        return;
    }
    std::string rest;
    while (peer.read(rest)) rest.clear();
    if (stop.stop_requested()) return;
    {
        const std::lock_guard lock(m_mutex);
        ++m_brokenOff;
    }
    m_changed.notify_all();
}

void HttpStandIn::answer(Peer& peer, StandInReply reply, std::stop_token stop) {
    using Manner = StandInReply::Manner;
    switch (reply.manner) {
    case Manner::Reset: peer.reset(); return;
    case Manner::Hang: hold(peer, false, stop); return;
    case Manner::Garbage: peer.write("220 this is not the protocol you are looking for\r\n"); return;
    case Manner::Halfway: peer.write(headOf(reply, reply.body.size()) + reply.body.substr(0, reply.body.size() / 2)); return;
    case Manner::Huge: {
        const std::string piece(65536, ' ');
        if (!peer.write(headOf(reply, reply.hugeBytes))) return;
        for (std::uint64_t sent = 0; sent < reply.hugeBytes; sent += piece.size()) {
            if (!peer.write(piece)) return;
        }
        return;
    }
    case Manner::Endless: {
        if (!peer.write("HTTP/1.1 200 OK\r\nContent-Type: " + reply.contentType + "\r\nTransfer-Encoding: chunked\r\n\r\n"))
            return;
        const std::string piece = "10000\r\n" + std::string(65536, ' ') + "\r\n";
        while (peer.write(piece)) {}
        return;
    }
    case Manner::Trickle: {
        if (!peer.write(headOf(reply, reply.hugeBytes))) return;
        std::unique_lock lock(m_mutex);
        while (!stop.stop_requested() && peer.write(" "))
            m_changed.wait_for(lock, stop, std::chrono::milliseconds(5), [] { return false; });
        return;
    }
    case Manner::Held: hold(peer, true, stop); break;
    case Manner::Whole: break;
    }
    peer.write(headOf(reply, reply.body.size()) + reply.body);
}

} // namespace alula::test
