// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/answer_body.h"
#include "daemon/rest/body_sender.h"
#include "daemon/rest/request_framer.h"

#include <QByteArray>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace alula {

struct GuardOptions {
    std::chrono::milliseconds timeout{30'000}; // for a head, for a body, and for an answer's next bytes to be taken
    Admission admission;
    // The whole answer, as bytes with its head, for a request that was refused; head: nullptr when it was not even readable.
    std::function<QByteArray(const Refusal& refusal, const RequestHead* head)> refusalAnswer;
    // Where answers leave a body that QHttpServer must not carry, and who sends it. Both or none; they outlive the sockets.
    BodyHandover* bodies = nullptr;
    const BodySenders* senders = nullptr;
};

// The socket that QHttpServer gets. It has no descriptor: it stands before the real connection (TCP, TLS or Unix) and lets
// through one whole, well-formed request at a time (RequestFramer); whoever lies or dawdles is answered here and QHttpServer
// never hears of it. QHttpServer 6.8.2 by itself buffers without bound, has no timeouts, and reads ambiguous requests; it also
// ignores "Connection: close", sends bodies to HEAD and a Content-Length with 204, all of which is put right here.
// Thread: the server's. Owned by QHttpServer's handler from the first request on, by the guarded server before.
class GuardedSocket final : public QTcpSocket {
    Q_OBJECT

public:
    // Takes the transport; a QSslSocket must have its handshake started.
    GuardedSocket(QTcpSocket* transport, const GuardOptions& options, QObject* parent);
    ~GuardedSocket() override;

    bool handedOver() const { return m_handedOver; }
    void finish();                                     // no further request: closes at once when idle, else after the answer
    void flushFor(std::chrono::milliseconds patience); // blocks; for shutdown
    void dropNow();

    qint64 bytesAvailable() const override;
    qint64 bytesToWrite() const override;
    void disconnectFromHost() override;
    void close() override;

Q_SIGNALS:
    void firstRequest(alula::GuardedSocket* socket); // whoever answers requests is to be connected by now
    void closed(alula::GuardedSocket* socket);

protected:
    qint64 readData(char* data, qint64 maxSize) override;
    qint64 writeData(const char* data, qint64 size) override;

private:
    enum class Phase : std::uint8_t {
        Reading,   // a request is coming in, or awaited
        Answering, // QHttpServer has it
        Sending,   // its answer's body is sent past QHttpServer
        Flushing,  // its answer is on its way out
        Parting,   // the last answer goes out, then our half closes; what still comes in is thrown away
        Closed,
    };

    void onReadable();
    void onWritten(qint64 bytes);
    void onDeadline();
    void onTransportClosed();
    void readRequest();
    void deliver();
    void refuse(const Refusal& refusal);
    void takeAnswerHead(QByteArray head);
    void sendBody(QByteArray head, BodyHandover::Body body);
    void answerWritten();
    void goOn();
    void part();
    void shutOurHalf();
    void arm() { m_deadline.start(m_timeout); }
    bool flushed() const { return bytesToWrite() == 0; }

    QTcpSocket* const m_transport; // child
    const std::chrono::milliseconds m_timeout;
    const std::function<QByteArray(const Refusal&, const RequestHead*)> m_refusalAnswer;
    BodyHandover* const m_bodies;
    const BodySenders* const m_senders;
    std::unique_ptr<BodySender> m_sender; // in Phase::Sending
    RequestFramer m_framer;
    QTimer m_deadline;
    Phase m_phase = Phase::Reading;
    QByteArray m_ready; // the request that QHttpServer may read
    bool m_handedOver = false;
    bool m_served = false; // a request was answered before
    bool m_keepAlive = true;
    bool m_headOnly = false; // the request is a HEAD
    bool m_http11 = true;    // the request's version; 1.0 knows no chunks
    bool m_answerHeadSent = false;
    bool m_halfShut = false;
    qint64 m_answerLeft = 0; // bytes of the answer's body still to come
    qint64 m_discarded = 0;
};

} // namespace alula
