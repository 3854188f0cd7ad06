// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/rpc_connection.h"

#include "shared/base/log.h"
#include "shared/protocol/streams.h"

#include <QTimer>
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>

namespace alula {

namespace {
constexpr qint64 kReadAtOnce = 64 * 1024;
constexpr auto kLingers = std::chrono::seconds(2);
constexpr qint64 kMostUnsent = 1 << 20; // bytes that wait for a client to read them before it counts as slow
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
    for (auto& [id, source] : m_underWay) source.request_stop();
}

bool RpcConnection::isBehind() const { return m_socket->bytesToWrite() > kMostUnsent; }

void RpcConnection::read() {
    if (m_closing) {
        linger();
        return;
    }
    if (!m_begun && beginsAsStream()) return;
    while (!m_closing && !isBehind()) {
        if (const auto line = m_framer.take()) {
            take(*line);
            continue;
        }
        const QByteArray bytes = m_socket->read(kReadAtOnce);
        if (bytes.isEmpty()) return;
        if (const auto pushed = m_framer.push(bytes); !pushed) {
            closeWith({}, pushed.error());
            return;
        }
    }
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

std::optional<std::stop_token> RpcConnection::begin(const protocol::RequestId& id) {
    if (m_underWay.size() >= kMostUnderWay || m_underWay.contains(id)) return std::nullopt;
    return m_underWay[id].get_token();
}

void RpcConnection::cancel(const protocol::RequestId& id) {
    if (const auto it = m_underWay.find(id); it != m_underWay.end()) it->second.request_stop();
}

void RpcConnection::answer(const protocol::RequestId& id, Result<QJsonObject> result) {
    const auto it = m_underWay.find(id);
    const bool unwanted = it != m_underWay.end() && it->second.stop_requested();
    if (it != m_underWay.end()) m_underWay.erase(it);
    if (unwanted) result = fail(ErrorCode::Cancelled, "cancelled");
    if (!result) {
        answerError(id, protocol::toRpcError(result.error()));
        return;
    }
    send({id, *std::move(result)});
}

void RpcConnection::answerError(const protocol::RequestId& id, const protocol::RpcError& error) {
    send({id, std::unexpected(error)});
}

void RpcConnection::send(const protocol::ResponseMessage& response) {
    auto line = protocol::toLine(response);
    if (!line) {
        // The answer is longer than a line may be: ask for less.
        line = protocol::toLine(protocol::ResponseMessage{response.id, std::unexpected(protocol::toRpcError(line.error()))});
    }
    if (line) m_socket->write(*line);
}

void RpcConnection::notify(const protocol::NotificationMessage& message) {
    if (m_closing || isBehind()) return;
    if (const auto line = protocol::toLine(message)) m_socket->write(*line);
}

void RpcConnection::closeWith(const protocol::RequestId& id, const Error& error) {
    log::info("a client of the local socket (user {}) is hung up on: {}", m_peer.userName, error.toString());
    m_closing = true;
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
