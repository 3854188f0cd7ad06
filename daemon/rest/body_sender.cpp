// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/body_sender.h"

#include "daemon/rest/transmitter.h"
#include "shared/base/bytes.h"

#include <QSslSocket>
#include <QTimer>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace alula {

namespace {
// Between file and kernel, of one TLS peer: read, waiting, encrypted.
constexpr qint64 kWindow = 256 * 1024;
constexpr qint64 kStep = 64 * 1024;
constexpr std::uint64_t kReadAhead = 2_MiB;

// The transmitter writes to the connection by a handle of its own; the transport has nothing to write meanwhile, and goes on
// watching for the peer's end.
class PlainSender final : public BodySender {
public:
    PlainSender(QTcpSocket& transport, Transmitter& transmitter) : m_transport(transport), m_transmitter(transmitter) {}
    ~PlainSender() override {
        if (m_id != 0) m_transmitter.drop(m_id);
    }

    void start(QByteArray head, BodyHandover::Body body) override {
        m_transport.flush(); // "100 Continue", if anything
        Transmitter::Parcel parcel;
        parcel.socket = UniqueFd(::fcntl(static_cast<int>(m_transport.socketDescriptor()), F_DUPFD_CLOEXEC, 0));
        if (!parcel.socket || m_transport.bytesToWrite() > 0) return fail();
        parcel.head = head.toStdString();
        parcel.file = body->file.get();
        parcel.offset = body->offset;
        parcel.length = body->length;
        m_id = m_transmitter.send(std::move(parcel), body, [this](bool whole) {
            m_id = 0;
            Q_EMIT finished(whole);
        });
    }

private:
    void fail() {
        QMetaObject::invokeMethod(this, [this] { Q_EMIT finished(false); }, Qt::QueuedConnection);
    }

    QTcpSocket& m_transport;
    Transmitter& m_transmitter;
    Transmitter::Id m_id = 0; // 0: nothing is under way
};

// OpenSSL encrypts in the transport, on the event loop; the kernel is told to have read the file by then.
class TlsSender final : public BodySender {
public:
    TlsSender(QSslSocket& transport, std::chrono::milliseconds patience) : m_transport(transport), m_patience(patience) {
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, [this] { onDeadline(); });
        connect(&m_transport, &QSslSocket::encryptedBytesWritten, this, [this] {
            arm();
            pump();
        });
    }

    void start(QByteArray head, BodyHandover::Body body) override {
        m_body = std::move(body);
        m_next = m_body->offset;
        m_left = m_body->length;
        m_transport.write(head);
        arm();
        QMetaObject::invokeMethod(this, [this] { pump(); }, Qt::QueuedConnection);
    }

private:
    qint64 waiting() const { return m_transport.bytesToWrite() + m_transport.encryptedBytesToWrite(); }

    void pump() {
        while (m_left > 0 && waiting() + kStep <= kWindow) {
            if (m_next >= m_advised) {
                ::posix_fadvise(m_body->file.get(), static_cast<off_t>(m_next), kReadAhead, POSIX_FADV_WILLNEED);
                m_advised = m_next + kReadAhead / 2;
            }
            m_buffer.resize(static_cast<qsizetype>(std::min<std::uint64_t>(kStep, m_left)));
            const ssize_t got = ::pread(m_body->file.get(), m_buffer.data(), static_cast<std::size_t>(m_buffer.size()),
                                        static_cast<off_t>(m_next));
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return end(false); // cannot be read, or has become shorter
            m_transport.write(m_buffer.constData(), got);
            m_next += static_cast<std::uint64_t>(got);
            m_left -= static_cast<std::uint64_t>(got);
        }
        if (m_left == 0 && waiting() == 0) end(true);
    }

    void arm() {
        m_unconfirmed = unconfirmedBytes(static_cast<int>(m_transport.socketDescriptor()));
        m_deadline.start(m_patience);
    }

    // As in the transmitter: a slow peer empties the kernel's buffer for long before there is room in it for us.
    void onDeadline() {
        const auto before = m_unconfirmed;
        arm();
        if (m_unconfirmed >= before) end(false);
    }

    void end(bool whole) {
        m_deadline.stop();
        m_transport.disconnect(this);
        Q_EMIT finished(whole);
    }

    QSslSocket& m_transport;
    const std::chrono::milliseconds m_patience;
    QTimer m_deadline;
    BodyHandover::Body m_body;
    QByteArray m_buffer;
    std::uint64_t m_next = 0, m_left = 0; // of the file
    std::uint64_t m_advised = 0;          // where the kernel is told again
    std::int64_t m_unconfirmed = -1;      // when the deadline was set
};
} // namespace

std::unique_ptr<BodySender> makeBodySender(QTcpSocket& transport, Transmitter& transmitter, std::chrono::milliseconds patience) {
    if (auto* tls = qobject_cast<QSslSocket*>(&transport)) return std::make_unique<TlsSender>(*tls, patience);
    return std::make_unique<PlainSender>(transport, transmitter);
}

} // namespace alula
