// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/guarded_tcp_server.h"

#include "daemon/rest/tls_certificate.h"
#include "shared/base/log.h"

#include <QDeadlineTimer>
#include <QSslSocket>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <unistd.h>

namespace alula {

namespace {
constexpr std::chrono::seconds kAcceptsAgainAfter{1};
constexpr int kLocalBacklog = 512; // as of the port
} // namespace

GuardedTcpServer::GuardedTcpServer(GuardOptions options, std::uint64_t maxConnections, TlsCertificate* certificate,
                                   QObject* parent)
    : QTcpServer(parent), m_options(std::move(options)), m_maxConnections(maxConnections), m_certificate(certificate) {
    // Qt stops accepting for good after an error that is not the connection's own, as when there are too many open files.
    connect(this, &QTcpServer::acceptError, this, [this](QAbstractSocket::SocketError error) {
        log::warning("REST: a connection could not be accepted (socket error {}); too many open files?", static_cast<int>(error));
        QTimer::singleShot(kAcceptsAgainAfter, this, [this] { resumeAccepting(); });
    });
}

void GuardedTcpServer::adoptPlain(qintptr descriptor) {
    auto* transport = new QTcpSocket;
    if (!transport->setSocketDescriptor(descriptor)) {
        delete transport;
        ::close(static_cast<int>(descriptor));
        return;
    }
    guard(transport);
}

void GuardedTcpServer::incomingConnection(qintptr descriptor) {
    if (!m_certificate) return adoptPlain(descriptor);
    auto* transport = new QSslSocket;
    if (!transport->setSocketDescriptor(descriptor)) {
        delete transport;
        ::close(static_cast<int>(descriptor));
        return;
    }
    m_certificate->reloadIfChanged();
    transport->setSslConfiguration(m_certificate->configuration());
    transport->startServerEncryption();
    guard(transport);
}

void GuardedTcpServer::guard(QTcpSocket* transport) {
    const bool full = static_cast<std::uint64_t>(m_sockets.size()) >= m_maxConnections;
    if (full) {
        log::debug("REST: a connection was refused, {} are open", m_sockets.size());
        if (!qobject_cast<QSslSocket*>(transport)) {
            transport->write(m_options.refusalAnswer({503, "Too many connections are open: try again later."}, nullptr));
            transport->flush();
        }
        transport->abort();
        transport->deleteLater();
        return;
    }
    auto* socket = new GuardedSocket(transport, m_options, this);
    m_sockets.insert(socket);
    connect(socket, &GuardedSocket::closed, this, [this](GuardedSocket* gone) { m_sockets.remove(gone); });
    connect(socket, &GuardedSocket::firstRequest, this, [this](GuardedSocket* ready) { addPendingConnection(ready); });
}

GuardedLocalServer::GuardedLocalServer(GuardedTcpServer& guard, QObject* parent) : QLocalServer(parent), m_guard(guard) {
    // QLocalServer closes itself for good when a client cannot be accepted, as when there are too many open files.
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (isListening()) return;
        QLocalServer::removeServer(m_name);
        if (QLocalServer::listen(m_name)) log::warning("REST: the socket was closed by too many open files; it is open again");
    });
}

bool GuardedLocalServer::listenAlways(const QString& name) {
    m_name = name;
    setListenBacklogSize(kLocalBacklog);
    if (!QLocalServer::listen(name)) return false;
    m_again.start(kAcceptsAgainAfter);
    return true;
}

void GuardedLocalServer::stop() {
    m_again.stop();
    close();
}

void GuardedTcpServer::finishAll() {
    const auto sockets = m_sockets;
    for (auto* socket : sockets) socket->finish();
}

void GuardedTcpServer::flushAndDropAll(std::chrono::milliseconds patience) {
    const QDeadlineTimer deadline(patience);
    const auto sockets = m_sockets;
    for (auto* socket : sockets) socket->flushFor(std::chrono::milliseconds(std::max<qint64>(0, deadline.remainingTime())));
    for (auto* socket : sockets) socket->dropNow();
}

} // namespace alula
