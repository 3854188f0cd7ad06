// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/body_sender.h"

#include <QByteArray>
#include <QFutureWatcher>
#include <QTimer>

namespace alula {

// Sends through the transport's own buffers and encryption, a little at a time: on the event loop.
class PumpSender : public BodySender {
    Q_OBJECT

public:
    PumpSender(QTcpSocket& transport, const BodySenders& senders);
    void start(QByteArray head, BodyHandover::Body body, bool chunked) final;

protected:
    enum class Next : std::uint8_t {
        Bytes,
        Later, // pump() is to be called when there is something
        End,
        Broken,
    };
    static constexpr qint64 kStep = 64 * 1024;

    virtual void begin(const BodyHandover::Body& body) = 0;
    virtual Next next(QByteArray& bytes) = 0; // at most kStep of them
    void pump();

private:
    qint64 waiting() const;
    void arm();
    void onWritten();
    void onDeadline();
    void end(bool whole);

    QTcpSocket& m_transport;
    const std::chrono::milliseconds m_patience;
    QTimer m_deadline;
    QByteArray m_buffer;
    bool m_chunked = false;
    bool m_over = false;             // `finished` was emitted
    bool m_ended = false;            // of the body nothing is left to be had
    std::int64_t m_unconfirmed = -1; // when the deadline was set
};

// A file, for TLS. What is not in memory yet is read by a thread of a pool, so that a slow disk holds up nothing else.
class PumpedFile final : public PumpSender {
public:
    PumpedFile(QTcpSocket& transport, const BodySenders& senders) : PumpSender(transport, senders), m_readers(senders.readers) {}

private:
    void begin(const BodyHandover::Body& body) override;
    Next next(QByteArray& bytes) override;
    Next took(qint64 bytes);
    void readElsewhere(qint64 size);

    QThreadPool& m_readers;
    QFutureWatcher<QByteArray> m_read; // what a reader brings; empty: it cannot be read, or has become shorter
    bool m_waits = false;              // for a reader
    BodyHandover::Body m_body;
    std::uint64_t m_next = 0, m_left = 0; // of the file
    std::uint64_t m_advised = 0;          // where the kernel is told again
};

// What is made on a thread of the pool while it is sent.
class PumpedMade final : public PumpSender {
public:
    PumpedMade(QTcpSocket& transport, const BodySenders& senders) : PumpSender(transport, senders), m_makers(senders.makers) {}
    ~PumpedMade() override; // does not wait for the maker, which is told

private:
    void begin(const BodyHandover::Body& body) override;
    Next next(QByteArray& bytes) override;

    QThreadPool& m_makers;
    std::shared_ptr<BodyPipe> m_pipe;
};

} // namespace alula
