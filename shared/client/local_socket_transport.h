// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/client/transport.h"

#include <QtNetwork/QLocalSocket>

namespace alula {

// The daemon of this machine, over its socket.
class LocalSocketTransport final : public Transport {
    Q_OBJECT

public:
    explicit LocalSocketTransport(const QString& path, QObject* parent = nullptr);
    ~LocalSocketTransport() override;
    void open() override;
    void send(const QByteArray& bytes) override;
    void close() override;

private:
    void fail();

    QString m_path;
    QLocalSocket m_socket;
    bool m_wasOpen = false;
    bool m_over = false; // closed() was emitted, or close() called
};

} // namespace alula
