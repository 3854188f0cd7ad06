// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/client/local_socket_transport.h"

#include <QtCore/QMetaObject>

namespace alula {

LocalSocketTransport::LocalSocketTransport(const QString& path, QObject* parent) : Transport(parent), m_path(path) {
    connect(&m_socket, &QLocalSocket::connected, this, [this] {
        m_wasOpen = true;
        Q_EMIT opened();
    });
    connect(&m_socket, &QLocalSocket::readyRead, this, [this] { Q_EMIT received(m_socket.readAll()); });
    // Queued: errorOccurred comes from inside connectToServer() and write().
    connect(&m_socket, &QLocalSocket::errorOccurred, this, &LocalSocketTransport::fail, Qt::QueuedConnection);
    connect(&m_socket, &QLocalSocket::disconnected, this, &LocalSocketTransport::fail, Qt::QueuedConnection);
}

LocalSocketTransport::~LocalSocketTransport() { m_socket.disconnect(this); }

void LocalSocketTransport::open() { m_socket.connectToServer(m_path); }

void LocalSocketTransport::send(const QByteArray& bytes) {
    if (m_socket.state() == QLocalSocket::ConnectedState) m_socket.write(bytes);
}

void LocalSocketTransport::close() {
    m_over = true;
    m_socket.abort();
}

void LocalSocketTransport::fail() {
    if (m_over) return;
    m_over = true;
    // What came before the end is still an answer.
    if (m_socket.bytesAvailable() > 0) Q_EMIT received(m_socket.readAll());
    const std::string path = m_path.toStdString();
    const auto tell = [this](ErrorCode code, std::string text) { Q_EMIT closed(Error(code, std::move(text))); };
    if (m_wasOpen) return tell(ErrorCode::Network, "The daemon closed the connection.");
    switch (m_socket.error()) {
    case QLocalSocket::SocketAccessError:
        return tell(ErrorCode::PermissionDenied,
                    "The socket " + path + " may not be used by you: become root, or a member of the group 'alula'.");
    case QLocalSocket::ServerNotFoundError:
    case QLocalSocket::ConnectionRefusedError:
        return tell(ErrorCode::Network, "No daemon answers at " + path + ": start alulad, or give its socket with --socket.");
    default:
        return tell(ErrorCode::Network,
                    "The daemon at " + path + " could not be reached: " + m_socket.errorString().toStdString() + ".");
    }
}

} // namespace alula
