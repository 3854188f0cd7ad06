// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/transfer_worker.h"

#include "gui/nodes/transports.h"
#include "shared/protocol/streams.h"
#include "shared/wording/wording.h"

#include <QtCore/QProcess>
#include <QtCore/QSaveFile>
#include <QtNetwork/QLocalSocket>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kPiece = 256 * 1024;
constexpr qint64 kAhead = 1024 * 1024; // bytes that wait in memory, at most
constexpr int kTellEvery = 200;        // ms
constexpr qsizetype kKeptErrors = 4096;
constexpr int kEndWait = 2000; // ms, once it was killed
} // namespace

TransferWorker::TransferWorker(std::shared_ptr<TransferLine> line, const NodeAddress& node, Transfer::Way way,
                               const QString& file)
    : m_line(std::move(line)), m_node(node), m_way(way), m_name(file) {}

TransferWorker::~TransferWorker() {
    if (m_socket) m_socket->disconnect(this);
    if (!m_bridge) return;
    m_bridge->disconnect(this);
    m_bridge->kill();
    m_bridge->waitForFinished(kEndWait);
}

template <class Run>
void TransferWorker::tell(Run run) {
    const std::lock_guard lock(m_line->mutex);
    Transfer* owner = m_line->owner;
    if (!owner) return;
    QMetaObject::invokeMethod(owner, [owner, run = std::move(run)] { run(*owner); }, Qt::QueuedConnection);
}

void TransferWorker::open() {
    if (m_way == Transfer::Way::FromNode) m_file = std::make_unique<QSaveFile>(m_name);
    else m_file = std::make_unique<QFile>(m_name);
    const auto mode = m_way == Transfer::Way::FromNode ? QIODevice::WriteOnly : QIODevice::ReadOnly;
    if (!m_file->open(mode | QIODevice::Unbuffered)) return finish(fileError());
    // A backup holds passwords.
    if (m_way == Transfer::Way::FromNode) m_file->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    m_size = static_cast<std::uint64_t>(m_file->size());
    tell([size = m_size](Transfer& owner) {
        owner.m_size = size;
        Q_EMIT owner.opened();
    });
}

void TransferWorker::carry(const std::string& token) {
    if (m_over) return;
    const QByteArray opening = protocol::toLine(protocol::StreamOpening{token});
    m_told.start();
    if (m_node.way == NodeAddress::Way::Local) connectSocket(opening);
    else startBridge(opening);
}

void TransferWorker::connectSocket(const QByteArray& opening) {
    m_socket = std::make_unique<QLocalSocket>();
    m_channel = m_socket.get();
    m_socket->setReadBufferSize(kAhead);
    connect(m_socket.get(), &QLocalSocket::connected, this, [this, opening] {
        m_socket->write(opening);
        send();
    });
    connect(m_socket.get(), &QLocalSocket::readyRead, this, &TransferWorker::receive);
    connect(m_socket.get(), &QLocalSocket::bytesWritten, this, &TransferWorker::send);
    connect(m_socket.get(), &QLocalSocket::disconnected, this, [this] { endOfStream({}); });
    connect(m_socket.get(), &QLocalSocket::errorOccurred, this, [this](QLocalSocket::LocalSocketError error) {
        if (error == QLocalSocket::PeerClosedError) return; // disconnected() follows
        finish(Error(ErrorCode::Network, "The daemon could not be reached: " + m_socket->errorString().toStdString()));
    });
    m_socket->connectToServer(m_node.where);
}

void TransferWorker::startBridge(const QByteArray& opening) {
    m_bridge = std::make_unique<QProcess>();
    m_channel = m_bridge.get();
    connect(m_bridge.get(), &QProcess::started, this, [this, opening] {
        m_bridge->write(opening);
        send();
    });
    connect(m_bridge.get(), &QProcess::readyReadStandardOutput, this, &TransferWorker::receive);
    connect(m_bridge.get(), &QProcess::readyReadStandardError, this, [this] {
        m_said += m_bridge->readAllStandardError();
        m_said = m_said.right(kKeptErrors);
    });
    connect(m_bridge.get(), &QProcess::bytesWritten, this, &TransferWorker::send);
    connect(m_bridge.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(Error(ErrorCode::Network, "ssh could not be started: " + m_bridge->errorString().toStdString()));
    });
    connect(m_bridge.get(), &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        if (code == 0 && status == QProcess::NormalExit) return endOfStream({});
        endOfStream(bridgeEnded(status == QProcess::NormalExit ? code : -1, shown(m_said.trimmed().toStdString()).toStdString()));
    });
    const auto ssh = sshProgram(m_node.where, {u"alulactl"_s, u"bridge"_s});
    m_bridge->setProcessEnvironment(ssh.environment);
    m_bridge->start(ssh.path, ssh.arguments);
}

// From the event loop only, and nothing is read meanwhile: a slow disk slows the sender down.
void TransferWorker::receive() {
    if (m_over || m_way != Transfer::Way::FromNode) return;
    while (m_channel->bytesAvailable() > 0) {
        const QByteArray piece = m_channel->read(kPiece);
        // What did not fit tells why only when it is tried once more.
        for (qsizetype at = 0; at < piece.size();) {
            const qint64 put = m_file->write(piece.constData() + at, piece.size() - at);
            if (put <= 0) return finish(fileError());
            at += put;
        }
        noteMoved(piece.size());
    }
}

void TransferWorker::send() {
    if (m_over || m_way != Transfer::Way::ToNode) return;
    while (m_channel->bytesToWrite() < kAhead && !m_file->atEnd()) {
        const QByteArray piece = m_file->read(kPiece);
        if (piece.isEmpty() && m_file->error() != QFileDevice::NoError) return finish(fileError());
        if (piece.isEmpty()) break; // it ends here by now
        m_channel->write(piece);
        noteMoved(piece.size());
    }
    if (m_file->atEnd() && m_moved < m_size)
        return finish(Error(ErrorCode::Io, "The file got shorter while it was read.").withPath(m_name.toStdString()));
    if (!m_file->atEnd() || m_channel->bytesToWrite() > 0) return;
    // The connection stays until the job has ended. The node knows how many bytes there are, so no half of it needs to be closed.
    finish({});
}

void TransferWorker::endOfStream(const std::optional<Error>& why) {
    if (m_over) return;
    receive(); // what came before the end
    finish(why);
}

void TransferWorker::noteMoved(qint64 bytes) {
    m_moved += static_cast<std::uint64_t>(bytes);
    if (m_told.isValid() && m_told.elapsed() < kTellEvery) return;
    m_told.start();
    tell([moved = m_moved](Transfer& owner) {
        owner.m_moved = moved;
        Q_EMIT owner.movedOn();
    });
}

void TransferWorker::finish(const std::optional<Error>& why) {
    if (m_over) return;
    m_over = true;
    // A file that failed is a client that has gone: the job must not take what it has got for the whole.
    if (why && m_channel) m_channel->close();
    tell([why, moved = m_moved](Transfer& owner) {
        owner.m_moved = moved;
        owner.m_error = why;
        owner.m_over = true;
        Q_EMIT owner.over();
    });
}

void TransferWorker::keep() {
    auto* file = qobject_cast<QSaveFile*>(m_file.get());
    std::optional<Error> why;
    if (!file || !file->commit()) why = fileError();
    tell([why](Transfer& owner) { Q_EMIT owner.kept(why); });
}

Error TransferWorker::fileError() const {
    const std::string text = m_file->errorString().toStdString();
    const bool full = m_file->error() == QFileDevice::ResourceError;
    return Error(full ? ErrorCode::NoSpace : ErrorCode::Io, text).withPath(m_name.toStdString());
}

} // namespace alula::gui
