// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/answer_body.h"

#include <QByteArray>
#include <QObject>

#include <chrono>
#include <memory>

class QTcpSocket;

namespace alula {

class Transmitter;

// Sends one answer whose body is a file, at the peer's pace and in bounded memory. Destroyed before its end: it breaks off.
// Thread: the transport's.
class BodySender : public QObject {
    Q_OBJECT

public:
    // Once. Nothing but this may write to the transport until `finished`.
    virtual void start(QByteArray head, BodyHandover::Body body) = 0;

Q_SIGNALS:
    // Everything is with the kernel; or the peer has taken nothing for too long, or the file could not be read. From the event
    // loop, never from within start().
    void finished(bool whole);
};

// By the transmitter where the transport speaks plain text, else through the transport's own encryption.
std::unique_ptr<BodySender> makeBodySender(QTcpSocket& transport, Transmitter& transmitter, std::chrono::milliseconds patience);

} // namespace alula
