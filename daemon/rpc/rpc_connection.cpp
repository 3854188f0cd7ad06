// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/rpc_connection.h"

#include "shared/protocol/streams.h"

#include <QTimer>
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <utility>

namespace alula {

namespace {
constexpr qint64 kReadAtOnce = 16 * 1024;
constexpr auto kLingers = std::chrono::seconds(2);
constexpr qint64 kMostUnsent = 1 << 20;      // bytes that wait for a client to read them before it counts as slow
constexpr qint64 kWrittenAtOnce = 32 * 1024; // bytes that the daemon has not yet given to the system
constexpr int kLinesATurn = 16;
constexpr std::size_t kMostRequested = 256 * 1024; // bytes of requests under way before no further one is read
} // namespace

RpcConnection::RpcConnection(QLocalSocket* socket, Peer peer, protocol::Role role, QObject* parent)
    : QObject(parent), m_socket(socket), m_peer(std::move(peer)), m_role(role) {
    m_socket->setParent(this);
    m_socket->setReadBufferSize(kReadAtOnce);
    connect(m_socket, &QLocalSocket::readyRead, this, &RpcConnection::read);
    connect(m_socket, &QLocalSocket::bytesWritten, this, &RpcConnection::read);
    connect(m_socket, &QLocalSocket::disconnected, this, &RpcConnection::gone);
}

RpcConnection::~RpcConnection() {
    m_socket->disconnect(this); // its end must not be told by half an object
    for (auto& [id, request] : m_underWay) request.stop.request_stop();
}

bool RpcConnection::isBehind() const { return m_socket->bytesToWrite() > kMostUnsent; }
bool RpcConnection::isBusy() const { return m_underWayBytes >= kMostRequested; }

void RpcConnection::read() {
    if (m_socket->state() != QLocalSocket::ConnectedState) return; // gone between two turns
    if (m_closing) {
        linger();
        return;
    }
    if (!m_begun && beginsAsStream()) return;
    takeTurn();
    Q_EMIT holdsMore();
}

void RpcConnection::takeTurn() {
    int lines = 0;
    bool hasRead = false;
    while (!m_closing && !isBehind() && !isBusy()) {
        if (lines == kLinesATurn) return goOnLater();
        if (const auto line = m_framer.take()) {
            ++lines;
            take(*line);
            continue;
        }
        if (hasRead) return goOnLater();
        const QByteArray bytes = m_socket->read(kReadAtOnce);
        if (bytes.isEmpty()) return;
        hasRead = true;
        if (const auto pushed = m_framer.push(bytes); !pushed) closeWith({}, pushed.error());
    }
}

void RpcConnection::goOnLater() {
    if (std::exchange(m_turnQueued, true)) return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_turnQueued = false;
            read();
        },
        Qt::QueuedConnection);
}

// Looks only: what is behind the line belongs to whoever takes the socket. True also while that cannot be told.
bool RpcConnection::beginsAsStream() {
    const QByteArray beginning = m_socket->peek(protocol::kMostOpening);
    const qsizetype end = beginning.indexOf('\n');
    if (end < 0 && beginning.size() < protocol::kMostOpening) return true;
    m_begun = true;
    const auto opening = end < 0 ? std::nullopt : protocol::streamOpening(QByteArrayView(beginning).first(end));
    if (!opening) return false;
    m_socket->read(end + 1);
    Q_EMIT streamOpened(opening->stream);
    return true;
}

Result<RpcConnection::Released> RpcConnection::release() {
    const int socket = static_cast<int>(m_socket->socketDescriptor());
    UniqueFd copy(::fcntl(socket, F_DUPFD_CLOEXEC, 0));
    if (!copy) return failErrno(errno, "the client's connection cannot be taken over");
    m_socket->disconnect(this); // its end is none of the client's
    // Only what lies here: more may come for ever.
    Released released{std::move(copy), m_socket->read(m_socket->bytesAvailable()).toStdString()};
    m_socket->abort(); // closes its own handle and no more: nothing is shut down
    return released;
}

void RpcConnection::take(const QByteArray& line) {
    m_lineBytes = static_cast<std::size_t>(line.size());
    auto message = protocol::parseMessage(line);
    if (!message) {
        answerError(message.error().id, message.error().error);
    } else if (const auto* request = std::get_if<protocol::RequestMessage>(&*message)) {
        Q_EMIT requested(*request);
    } else if (const auto* notification = std::get_if<protocol::NotificationMessage>(&*message)) {
        if (notification->method != protocol::kCancelRequest.name) return; // JSON-RPC: an unknown notification has no answer
        if (const auto params = protocol::fromJson<protocol::CancelParams>(notification->params)) cancel(params->id);
    }
}

bool RpcConnection::begin(const protocol::RequestId& id) {
    if (m_underWay.size() >= kMostUnderWay || m_underWay.contains(id)) return false;
    UnderWay& request = m_underWay[id];
    request.bytes = m_lineBytes;
    m_underWayBytes += request.bytes;
    return true;
}

std::stop_token RpcConnection::stopOf(const protocol::RequestId& id) const {
    const auto it = m_underWay.find(id);
    return it == m_underWay.end() ? std::stop_token() : it->second.stop.get_token();
}

bool RpcConnection::mayRun(const protocol::RequestMessage& request) {
    if (m_running < kMostRunning) {
        ++m_running;
        return true;
    }
    m_waiting.push_back(request);
    return false;
}

std::optional<protocol::RequestMessage> RpcConnection::nextToRun() {
    --m_running;
    if (m_waiting.empty()) return std::nullopt;
    ++m_running;
    auto next = std::move(m_waiting.front());
    m_waiting.pop_front();
    return next;
}

void RpcConnection::cancel(const protocol::RequestId& id) {
    if (const auto it = m_underWay.find(id); it != m_underWay.end()) it->second.stop.request_stop();
}

void RpcConnection::answer(const protocol::RequestId& id, Result<std::string> result) {
    const auto it = m_underWay.find(id);
    const bool unwanted = it != m_underWay.end() && it->second.stop.stop_requested();
    if (it != m_underWay.end()) {
        if (isBusy()) goOnLater();
        m_underWayBytes -= it->second.bytes;
        m_underWay.erase(it);
    }
    if (unwanted) result = fail(ErrorCode::Cancelled, "cancelled");
    if (!result) {
        answerError(id, protocol::toRpcError(result.error()));
        return;
    }
    send(id, protocol::toLine(id, *result));
}

void RpcConnection::answerError(const protocol::RequestId& id, const protocol::RpcError& error) {
    send(id, protocol::toLine(protocol::ResponseMessage{id, std::unexpected(error)}));
}

void RpcConnection::send(const protocol::RequestId& id, Result<QByteArray> line) {
    if (!line) {
        // The answer is longer than a line may be: ask for less.
        line = protocol::toLine(protocol::ResponseMessage{id, std::unexpected(protocol::toRpcError(line.error()))});
    }
    if (line) m_socket->write(*line);
    Q_EMIT holdsMore();
}

void RpcConnection::notify(const protocol::NotificationLine& line) {
    ++m_sequence; // also of one that is left out
    if (m_closing || isBehind()) return;
    m_socket->write(line.with(m_sequence));
    // The socket would write at the end of this turn of the event loop. What many events leave until then is not unread by the client.
    if (m_socket->bytesToWrite() > kWrittenAtOnce) m_socket->flush();
    Q_EMIT holdsMore();
}

std::size_t RpcConnection::held() {
    const auto bytes =
        m_framer.held() + m_underWayBytes + static_cast<std::size_t>(m_socket->bytesToWrite() + m_socket->bytesAvailable());
    if (bytes == 0) m_heldSince = std::chrono::steady_clock::now();
    return bytes;
}

void RpcConnection::hangUp(const Error& error) {
    Q_EMIT hungUpOn(error);
    m_closing = true;
    m_framer.clear();
    m_waiting.clear();
    m_socket->abort();
}

void RpcConnection::closeWith(const protocol::RequestId& id, const Error& error) {
    Q_EMIT hungUpOn(error);
    m_closing = true;
    m_framer.clear();
    answerError(id, protocol::toRpcError(error));
    QTimer::singleShot(kLingers, m_socket, &QLocalSocket::abort);
    linger();
}

void RpcConnection::linger() {
    m_socket->readAll();
    // All is said; the client ends the connection when it has read that, or we do when the time is up.
    if (m_socket->bytesToWrite() == 0) ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
}

} // namespace alula
