// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/guarded_socket.h"

#include <QLocalServer>
#include <QSet>
#include <QTcpServer>
#include <QTimer>

#include <cstdint>

namespace alula {

class TlsCertificate;

// Listens on TCP (with TLS when given a certificate) and takes over connections of a Unix socket as well; gives QHttpServer
// only GuardedSockets that hold a whole request. A connection above the limit is answered 503 and closed at once.
// Thread: its own event loop's.
class GuardedTcpServer final : public QTcpServer {
    Q_OBJECT

public:
    GuardedTcpServer(GuardOptions options, std::uint64_t maxConnections, TlsCertificate* certificate, QObject* parent = nullptr);

    void adoptPlain(qintptr descriptor); // TCP or Unix
    qsizetype connections() const { return m_sockets.size(); }
    void finishAll();
    void flushAndDropAll(std::chrono::milliseconds patience);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void guard(QTcpSocket* transport);

    const GuardOptions m_options;
    const std::uint64_t m_maxConnections;
    TlsCertificate* const m_certificate; // nullptr: no TLS
    QSet<GuardedSocket*> m_sockets;
};

// A Unix socket whose connections go through the same guard.
class GuardedLocalServer final : public QLocalServer {
    Q_OBJECT

public:
    GuardedLocalServer(GuardedTcpServer& guard, QObject* parent);

    bool listenAlways(const QString& name); // again, whatever ends it, until stop()
    void stop();

protected:
    void incomingConnection(quintptr descriptor) override { m_guard.adoptPlain(static_cast<qintptr>(descriptor)); }

private:
    GuardedTcpServer& m_guard;
    QString m_name;
    QTimer m_again;
};

} // namespace alula
