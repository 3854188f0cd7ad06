// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/body_sender.h"

#include "daemon/rest/pump_sender.h"
#include "daemon/rest/transmitter.h"

#include <QSslSocket>

#include <fcntl.h>

namespace alula {

namespace {
// The transmitter writes to the connection by a handle of its own; the transport has nothing to write meanwhile, and goes on
// watching for the peer's end.
class TransmittedFile final : public BodySender {
public:
    TransmittedFile(QTcpSocket& transport, Transmitter& transmitter) : m_transport(transport), m_transmitter(transmitter) {}
    ~TransmittedFile() override {
        if (m_id != 0) m_transmitter.drop(m_id);
    }

    void start(QByteArray head, BodyHandover::Body body, bool /*chunked*/) override {
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
} // namespace

std::unique_ptr<BodySender> makeBodySender(QTcpSocket& transport, const AnswerBody& body, const BodySenders& senders) {
    if (body.isMade()) return std::make_unique<PumpedMade>(transport, senders);
    if (qobject_cast<QSslSocket*>(&transport)) return std::make_unique<PumpedFile>(transport, senders);
    return std::make_unique<TransmittedFile>(transport, senders.transmitter);
}

} // namespace alula
