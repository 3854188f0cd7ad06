// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/answer_body.h"

#include <QByteArray>
#include <QObject>

#include <chrono>
#include <memory>

class QTcpSocket;
class QThreadPool;

namespace alula {

class Transmitter;

// Who does the work of sending; they outlive the senders.
struct BodySenders {
    Transmitter& transmitter;
    QThreadPool& makers;  // for bodies that are made; as many threads as may be made at once
    QThreadPool& readers; // for what of a file is not in memory yet
    std::chrono::milliseconds patience;
};

// Sends one answer past QHttpServer, at the peer's pace and in bounded memory. Destroyed before its end: it breaks off.
// Thread: the transport's.
class BodySender : public QObject {
    Q_OBJECT

public:
    // Once, with nothing waiting in the transport. Nothing but this may write to it until `finished`. `chunked`: how a body of unknown length is sent.
    virtual void start(QByteArray head, BodyHandover::Body body, bool chunked) = 0;

Q_SIGNALS:
    // Everything is with the kernel; or the peer has taken nothing for too long, or the body could not be read or made. From the
    // event loop, never from within start().
    void finished(bool whole);
};

// Files by the transmitter where the transport speaks plain text; through the transport's own buffers and encryption else.
std::unique_ptr<BodySender> makeBodySender(QTcpSocket& transport, const AnswerBody& body, const BodySenders& senders);

} // namespace alula
