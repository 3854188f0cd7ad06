// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/pump_sender.h"

#include "daemon/rest/transmitter.h"
#include "shared/base/bytes.h"
#include "shared/base/log.h"

#include <QSslSocket>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>

namespace alula {

namespace {
constexpr qint64 kWindow = 256 * 1024; // of one peer: waiting and encrypted
constexpr std::uint64_t kReadAhead = 2_MiB;

// How many bytes came, at most bytes.size(); -1 for an error.
qint64 readAt(int file, QByteArray& bytes, std::uint64_t offset, int flags) {
    const iovec into{bytes.data(), static_cast<std::size_t>(bytes.size())};
    ssize_t got = 0;
    do {
        got = ::preadv2(file, &into, 1, static_cast<off_t>(offset), flags);
    } while (got < 0 && errno == EINTR);
    return got;
}

Result<void> makeGuarded(const AnswerBody& body, BodyPipe& pipe) {
    try {
        return body.maker([&pipe](ByteSpan bytes) { return pipe.write(bytes); }, pipe.stopToken());
    } catch (const std::exception& thrown) {
        return fail(ErrorCode::Internal, thrown.what());
    } catch (...) {
        return fail(ErrorCode::Internal, "the making of a download failed");
    }
}
} // namespace

PumpSender::PumpSender(QTcpSocket& transport, const BodySenders& senders) : m_transport(transport), m_patience(senders.patience) {
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &PumpSender::onDeadline);
    if (auto* tls = qobject_cast<QSslSocket*>(&transport))
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &PumpSender::onWritten);
    else connect(&transport, &QIODevice::bytesWritten, this, &PumpSender::onWritten);
}

void PumpSender::start(QByteArray head, BodyHandover::Body body, bool chunked) {
    m_chunked = chunked;
    m_transport.write(head);
    arm();
    begin(body);
    QMetaObject::invokeMethod(this, &PumpSender::pump, Qt::QueuedConnection);
}

qint64 PumpSender::waiting() const {
    const auto* tls = qobject_cast<const QSslSocket*>(&m_transport);
    return m_transport.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

void PumpSender::pump() {
    if (m_over) return; // called for by an event from before
    while (!m_ended && waiting() + kStep <= kWindow) {
        const Next got = next(m_buffer);
        if (got == Next::Later) break;
        if (got == Next::Broken) return end(false);
        m_ended = got == Next::End;
        if (m_chunked && m_ended) m_transport.write("0\r\n\r\n");
        if (m_ended) break;
        if (m_chunked) m_transport.write(QByteArray::number(m_buffer.size(), 16) + "\r\n");
        m_transport.write(m_buffer);
        if (m_chunked) m_transport.write("\r\n");
    }
    if (waiting() == 0) m_deadline.stop(); // it is not the peer who is waited for
    else if (!m_deadline.isActive()) arm();
    if (m_ended && waiting() == 0) end(true);
}

void PumpSender::onWritten() {
    arm();
    pump();
}

void PumpSender::arm() {
    m_unconfirmed = unconfirmedBytes(static_cast<int>(m_transport.socketDescriptor()));
    m_deadline.start(m_patience);
}

// As in the transmitter: a slow peer empties the kernel's buffer for long before there is room in it for us.
void PumpSender::onDeadline() {
    const auto before = m_unconfirmed;
    arm();
    if (m_unconfirmed >= before) end(false);
}

void PumpSender::end(bool whole) {
    m_over = true;
    m_deadline.stop();
    m_transport.disconnect(this);
    Q_EMIT finished(whole);
}

void PumpedFile::begin(const BodyHandover::Body& body) {
    m_body = body;
    m_next = body->offset;
    m_left = body->length;
    connect(&m_read, &QFutureWatcher<QByteArray>::finished, this, [this] { pump(); });
}

PumpSender::Next PumpedFile::next(QByteArray& bytes) {
    if (m_left == 0) return Next::End;
    if (m_waits && !m_read.isFinished()) return Next::Later;
    if (std::exchange(m_waits, false)) {
        bytes = m_read.result();
        return took(bytes.size());
    }
    if (m_next >= m_advised) {
        ::posix_fadvise(m_body->file.get(), static_cast<off_t>(m_next), kReadAhead, POSIX_FADV_WILLNEED);
        m_advised = m_next + kReadAhead / 2;
    }
    bytes.resize(static_cast<qsizetype>(std::min<std::uint64_t>(kStep, m_left)));
    const qint64 got = readAt(m_body->file.get(), bytes, m_next, RWF_NOWAIT);
    if (got < 0) { // not in memory, or a file system that cannot tell
        readElsewhere(bytes.size());
        return Next::Later;
    }
    bytes.resize(got);
    return took(got);
}

PumpSender::Next PumpedFile::took(qint64 bytes) {
    if (bytes == 0) return Next::Broken;
    m_next += static_cast<std::uint64_t>(bytes);
    m_left -= static_cast<std::uint64_t>(bytes);
    return Next::Bytes;
}

void PumpedFile::readElsewhere(qint64 size) {
    m_waits = true;
    m_read.setFuture(QtConcurrent::run(&m_readers, [body = m_body, offset = m_next, size] {
        QByteArray bytes(size, Qt::Uninitialized);
        bytes.resize(std::max<qint64>(0, readAt(body->file.get(), bytes, offset, 0)));
        return bytes;
    }));
}

PumpedMade::~PumpedMade() {
    if (m_pipe) m_pipe->abandon();
}

void PumpedMade::begin(const BodyHandover::Body& body) {
    m_pipe = BodyPipe::make();
    connect(m_pipe.get(), &BodyPipe::readable, this, [this] { pump(); }, Qt::QueuedConnection);
    m_makers.start([pipe = m_pipe, body = BodyHandover::Body(body)]() mutable {
        const auto made = makeGuarded(*body, *pipe);
        if (!made && made.error().code() != ErrorCode::Cancelled)
            log::error("REST: a download was broken off: {}", log::printable(made.error().toString()));
        body.reset(); // its keeper before the end is told: who comes next finds the place free
        pipe->end(made.has_value());
    });
}

PumpSender::Next PumpedMade::next(QByteArray& bytes) {
    bytes = m_pipe->take(kStep);
    if (!bytes.isEmpty()) return Next::Bytes;
    switch (m_pipe->state()) {
    case BodyPipe::State::Open: return Next::Later;
    case BodyPipe::State::Whole: return Next::End;
    case BodyPipe::State::Broken: break;
    }
    return Next::Broken;
}

} // namespace alula
