// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/guarded_socket.h"

#include <QDeadlineTimer>
#include <QSslSocket>

#include <algorithm>
#include <limits>
#include <sys/socket.h>

namespace alula {

namespace {
// What Qt may read ahead; the rest waits in the kernel, and then at the peer. Small, for a thousand connections may have it full.
constexpr qint64 kTransportBuffer = 16 * 1024;
// Closing with unread bytes makes the kernel send RST, which may overtake the answer. So a peer that still talks is listened
// to a little, without keeping anything: as much as a proxy may have in hand that reads a body before it passes it on (nginx, with
// client_max_body_size 2m).
constexpr qint64 kMaxDiscarded = 2 * 1024 * 1024;
constexpr std::chrono::milliseconds kPartingTime{1000};

qint64 contentLengthOf(const QByteArray& head) {
    static const QByteArray kName = "\r\ncontent-length:";
    const auto at = head.toLower().indexOf(kName);
    if (at < 0) return -1;
    const auto from = at + kName.size();
    bool ok = false;
    const qint64 length = head.mid(from, head.indexOf("\r\n", from) - from).trimmed().toLongLong(&ok);
    return ok ? length : -1;
}

// Asked for just what it has, Qt gives its buffer away instead of keeping the 16 KiB of it for as long as the connection lasts.
QByteArray readAvailable(QTcpSocket& transport) { return transport.read(transport.bytesAvailable()); }

bool isUnixSocket(int descriptor) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    return ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0 && address.ss_family == AF_UNIX;
}

void replaceContentLength(QByteArray& head, std::uint64_t length) {
    const auto at = head.toLower().indexOf("\r\ncontent-length:");
    const QByteArray field = "\r\nContent-Length: " + QByteArray::number(static_cast<quint64>(length));
    if (at >= 0) head.replace(at, head.indexOf("\r\n", at + 2) - at, field);
    else head.insert(head.size() - 4, field);
}

// RFC 9110 §8.6: no Content-Length with 204; QHttpServer always writes one.
void removeContentLength(QByteArray& head) {
    const auto at = head.toLower().indexOf("\r\ncontent-length:");
    if (at >= 0) head.remove(at, head.indexOf("\r\n", at + 2) - at);
}
} // namespace

GuardedSocket::GuardedSocket(QTcpSocket* transport, const GuardOptions& options, QObject* parent)
    : QTcpSocket(parent), m_transport(transport), m_timeout(options.timeout), m_refusalAnswer(options.refusalAnswer),
      m_bodies(options.bodies), m_senders(options.senders), m_framer(options.admission) {
    m_transport->setParent(this);
    m_transport->setReadBufferSize(kTransportBuffer);
    if (!isUnixSocket(static_cast<int>(m_transport->socketDescriptor()))) { // there Qt reads an address out of the path
        setPeerAddress(m_transport->peerAddress());
        setPeerPort(m_transport->peerPort());
        setLocalAddress(m_transport->localAddress());
        setLocalPort(m_transport->localPort());
    }
    QIODevice::open(QIODevice::ReadWrite);
    setSocketState(ConnectedState);

    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &GuardedSocket::onDeadline);
    connect(m_transport, &QIODevice::readyRead, this, &GuardedSocket::onReadable);
    // QSslSocket emits bytesWritten while the encrypted bytes are still inside OpenSSL, where no count sees them.
    if (auto* tls = qobject_cast<QSslSocket*>(m_transport))
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &GuardedSocket::onWritten);
    else connect(m_transport, &QIODevice::bytesWritten, this, &GuardedSocket::onWritten);
    connect(m_transport, &QAbstractSocket::disconnected, this, &GuardedSocket::onTransportClosed);
    arm();
}

GuardedSocket::~GuardedSocket() {
    if (m_phase != Phase::Closed) Q_EMIT closed(this);
    m_phase = Phase::Closed;
    // ~QAbstractSocket would else try to close a descriptor that it does not have.
    setSocketState(UnconnectedState);
    m_transport->disconnect(this);
}

qint64 GuardedSocket::bytesAvailable() const { return QIODevice::bytesAvailable() + m_ready.size(); }

qint64 GuardedSocket::bytesToWrite() const {
    const auto* tls = qobject_cast<const QSslSocket*>(m_transport);
    return m_transport->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

qint64 GuardedSocket::readData(char* data, qint64 maxSize) {
    const qint64 take = std::min<qint64>(maxSize, m_ready.size());
    std::copy_n(m_ready.constData(), take, data);
    m_ready.remove(0, take);
    return take;
}

void GuardedSocket::onReadable() {
    if (m_phase == Phase::Reading) readRequest();
    while (m_phase == Phase::Parting && m_transport->bytesAvailable() > 0) {
        const qint64 got = readAvailable(*m_transport).size();
        if (got == 0) break;
        m_discarded += got;
        if (m_discarded > kMaxDiscarded) dropNow();
    }
}

// Bytes beyond this request stay with the transport, but for those that came with its end.
void GuardedSocket::readRequest() {
    auto before = m_framer.state();
    auto state = m_framer.feed({});
    while (true) {
        if (state == RequestFramer::State::Complete) return deliver();
        if (state == RequestFramer::State::Refused) return refuse(m_framer.refusal());
        // The first head's time runs from the connection, a later one's from its first byte; then the body has its own.
        if (state != before && (m_served || state == RequestFramer::State::Body)) arm();
        if (state == RequestFramer::State::Body && before != state && m_framer.head().expectsContinue)
            m_transport->write("HTTP/1.1 100 Continue\r\n\r\n");
        const QByteArray got = readAvailable(*m_transport);
        if (got.isEmpty()) return;
        before = state;
        state = m_framer.feed({got.constData(), static_cast<std::size_t>(got.size())});
    }
}

void GuardedSocket::deliver() {
    m_deadline.stop();
    m_headOnly = m_framer.head().method == "HEAD";
    m_http11 = m_framer.head().http11;
    m_keepAlive = m_keepAlive && m_framer.head().keepAlive;
    m_ready = QByteArray::fromStdString(m_framer.take());
    m_answerHeadSent = false;
    m_answerLeft = 0;
    m_phase = Phase::Answering;
    if (!m_handedOver) {
        m_handedOver = true;
        Q_EMIT firstRequest(this);
    }
    Q_EMIT readyRead();
}

void GuardedSocket::refuse(const Refusal& refusal) {
    const auto* tls = qobject_cast<const QSslSocket*>(m_transport);
    if (tls && !tls->isEncrypted()) return dropNow(); // nobody to read an answer yet
    m_transport->write(m_refusalAnswer(refusal, m_framer.headKnown() ? &m_framer.head() : nullptr));
    part();
}

qint64 GuardedSocket::writeData(const char* data, qint64 size) {
    // A peer that has gone, or the body of an answer to HEAD.
    if (m_phase != Phase::Answering) return size;
    QByteArray bytes(data, size);
    if (!m_answerHeadSent) {
        const auto end = bytes.indexOf("\r\n\r\n");
        if (end < 0) return -1;
        takeAnswerHead(bytes.first(end + 4));
        if (m_phase != Phase::Answering) return size; // past us, or the peer has gone meanwhile
        bytes.remove(0, end + 4);
    }
    if (!m_headOnly && !bytes.isEmpty()) {
        m_transport->write(bytes);
        m_answerLeft -= bytes.size();
    }
    if (m_phase == Phase::Answering && (m_headOnly || m_answerLeft <= 0)) answerWritten();
    return size;
}

void GuardedSocket::takeAnswerHead(QByteArray head) {
    auto body = m_bodies ? m_bodies->take() : nullptr;
    const bool made = body && body->isMade();
    if (made) {
        removeContentLength(head);
        if (m_http11) head.insert(head.size() - 2, "Transfer-Encoding: chunked\r\n");
        else m_keepAlive = false; // ends with the connection
    } else if (body) replaceContentLength(head, body->length);
    const qint64 length = made ? 0 : contentLengthOf(head);
    const bool noBody = head.startsWith("HTTP/1.1 204") || head.startsWith("HTTP/1.1 304");
    if (noBody) removeContentLength(head);
    // An answer that does not say its length ends with the connection.
    if (length < 0 && !noBody && !m_headOnly) m_keepAlive = false;
    m_answerLeft = noBody ? 0 : (length < 0 ? std::numeric_limits<qint64>::max() : length);
    if (!m_keepAlive) head.insert(head.size() - 2, "Connection: close\r\n");
    m_answerHeadSent = true;
    if (body && !m_headOnly) return sendBody(std::move(head), std::move(body));
    m_transport->write(head);
    arm();
}

void GuardedSocket::sendBody(QByteArray head, BodyHandover::Body body) {
    m_phase = Phase::Sending; // what QHttpServer still writes of its own, empty body goes nowhere
    m_deadline.stop();        // the sender has its own
    m_transport->flush();     // "100 Continue", if anything; a broken connection ends right here
    if (m_phase == Phase::Closed) return;
    m_sender = makeBodySender(*m_transport, *body, *m_senders);
    connect(m_sender.get(), &BodySender::finished, this, [this](bool whole) {
        m_sender.release()->deleteLater(); // it is emitting
        if (!whole) return dropNow();
        answerWritten();
    });
    const bool chunked = body->isMade() && m_http11;
    m_sender->start(std::move(head), std::move(body), chunked);
}

void GuardedSocket::answerWritten() {
    m_phase = Phase::Flushing;
    m_served = true;
    arm();
    // Queued: QHttpServer's handler is in the middle of writing and must see the next request only after it.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_phase == Phase::Flushing && flushed()) goOn();
        },
        Qt::QueuedConnection);
}

void GuardedSocket::onWritten(qint64 bytes) {
    if (m_phase == Phase::Answering) {
        if (flushed()) m_deadline.stop();
        else arm();
        Q_EMIT bytesWritten(bytes);
    } else if (m_phase == Phase::Flushing) {
        arm();
        if (flushed()) goOn();
    } else if (m_phase == Phase::Parting) {
        shutOurHalf();
    }
}

void GuardedSocket::goOn() {
    if (!m_keepAlive) return part();
    m_phase = Phase::Reading;
    arm();
    readRequest();
}

void GuardedSocket::onDeadline() {
    const bool started = m_framer.state() != RequestFramer::State::Idle;
    if (m_phase == Phase::Reading && (started || !m_served)) return refuse({408, "The request did not come in time."});
    if (m_phase == Phase::Reading) return part(); // kept alive for nothing
    dropNow();
}

void GuardedSocket::part() {
    m_phase = Phase::Parting;
    m_deadline.start(kPartingTime);
    m_transport->flush();
    shutOurHalf();
    onReadable();
}

void GuardedSocket::shutOurHalf() {
    if (m_halfShut || !flushed()) return;
    m_halfShut = true;
    // TLS has a farewell of its own, but QSslSocket closes at once after it.
    if (qobject_cast<QSslSocket*>(m_transport) && m_framer.state() != RequestFramer::State::Refused)
        return m_transport->disconnectFromHost();
    ::shutdown(static_cast<int>(m_transport->socketDescriptor()), SHUT_WR);
}

void GuardedSocket::finish() {
    m_keepAlive = false;
    if (m_phase == Phase::Reading) part();
}

void GuardedSocket::flushFor(std::chrono::milliseconds patience) {
    if (m_phase == Phase::Sending) return; // a download may take hours, and can be gone on with
    QDeadlineTimer deadline(patience);
    while (!flushed() && !deadline.hasExpired() && m_transport->state() == ConnectedState) {
        if (!m_transport->waitForBytesWritten(static_cast<int>(deadline.remainingTime()))) return;
    }
    if (m_phase != Phase::Closed) shutOurHalf();
}

void GuardedSocket::dropNow() {
    m_transport->abort();
    onTransportClosed(); // a socket that was not connected yet says nothing
}

void GuardedSocket::disconnectFromHost() {
    if (m_phase != Phase::Closed && m_phase != Phase::Parting) part();
}
void GuardedSocket::close() { dropNow(); }

void GuardedSocket::onTransportClosed() {
    if (m_phase == Phase::Closed) return;
    m_phase = Phase::Closed;
    m_deadline.stop();
    m_sender.reset();
    m_ready.clear();
    setSocketState(UnconnectedState);
    Q_EMIT closed(this);
    // QHttpServer's handler deletes itself and us, when its request has been answered.
    if (m_handedOver) Q_EMIT disconnected();
    else deleteLater();
}

} // namespace alula
