// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/line_framer.h"
#include "shared/protocol/methods.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtNetwork/QLocalServer>
#include <QtNetwork/QLocalSocket>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace alula::test {

// Speaks the protocol on a local socket and answers what it was told to; anything else with "method not found". Needs the event
// loop.
class FakeDaemon : public QObject {
public:
    explicit FakeDaemon(const std::string& path) {
        setHello({protocol::kVersion, "9.9.9", "node-1", {}, "admin"});
        on(protocol::kEventsSubscribe, [this](const protocol::SubscribeParams& params) -> Result<protocol::SubscribeResult> {
            topics = params.topics;
            return protocol::SubscribeResult{m_sequence};
        });
        connect(&m_server, &QLocalServer::newConnection, this, [this] { accept(); });
        if (!m_server.listen(QString::fromStdString(path))) qFatal("the fake daemon cannot listen");
    }
    ~FakeDaemon() override {
        // Their ends come when the list is no more.
        for (const auto& peer : m_peers) peer->socket->disconnect(this);
    }

    void setHello(const protocol::HelloResult& hello) { answer(protocol::kHello, hello); }

    // handler: const Params& → Result<Answer>
    template <class P, class A, class Handler>
    void on(const protocol::Method<P, A>& method, Handler handler) {
        m_handlers[std::string(method.name)] = [handler = std::move(handler)](const QJsonObject& params) -> Result<QJsonObject> {
            ALULA_ASSIGN(const P typed, protocol::fromJson<P>(params));
            ALULA_ASSIGN(const A result, handler(typed));
            return protocol::toJson(result);
        };
    }
    template <class P, class A>
    void answer(const protocol::Method<P, A>& method, A value) {
        on(method, [value](const P&) -> Result<A> { return value; });
    }
    template <class P, class A>
    void refuse(const protocol::Method<P, A>& method, ErrorCode code, const std::string& message) {
        on(method, [=](const P&) -> Result<A> { return fail(code, message); });
    }
    // The next of these calls are left without answer.
    template <class P, class A>
    void hold(const protocol::Method<P, A>& method) {
        m_held.insert(std::string(method.name));
    }

    template <class P>
    void notify(const protocol::Notification<P>& notification, P params) {
        params.sequence = ++m_sequence;
        write(*protocol::toLine(protocol::NotificationMessage{std::string(notification.name), *protocol::toJson(params)}));
    }
    void skipSequence() { ++m_sequence; }

    void write(const QByteArray& bytes) {
        for (const auto& peer : m_peers) {
            peer->socket->write(bytes);
            peer->socket->flush();
        }
    }
    void dropConnections() {
        m_server.close();
        // The list loses those that are gone while it is gone through.
        std::vector<QLocalSocket*> sockets;
        for (const auto& peer : m_peers) sockets.push_back(peer->socket);
        for (QLocalSocket* socket : sockets) socket->disconnectFromServer();
    }
    bool called(std::string_view method) const {
        for (const auto& call : calls) {
            if (call.method == method) return true;
        }
        return false;
    }

    std::vector<protocol::RequestMessage> calls; // in the order they came, hello too
    std::vector<std::string> cancelled;          // $/cancelRequest: ids as JSON
    std::vector<std::string> topics;
    std::function<void(const protocol::RequestMessage&)> afterAnswer; // runs when the answer has been written

private:
    struct Peer {
        QLocalSocket* socket;
        protocol::LineFramer framer;
    };

    void accept() {
        while (QLocalSocket* socket = m_server.nextPendingConnection()) {
            m_peers.push_back(std::make_unique<Peer>(Peer{socket, {}}));
            Peer* peer = m_peers.back().get();
            connect(socket, &QLocalSocket::readyRead, this, [this, peer] { read(*peer); });
            connect(socket, &QLocalSocket::disconnected, this,
                    [this, peer] { std::erase_if(m_peers, [peer](const auto& each) { return each.get() == peer; }); });
        }
    }
    void read(Peer& peer) {
        const QPointer<QLocalSocket> socket(peer.socket);
        if (!peer.framer.push(socket->readAll())) qFatal("the client sent too long a line");
        std::vector<QByteArray> lines;
        while (auto line = peer.framer.take()) lines.push_back(*line);
        for (const QByteArray& line : lines) {
            if (socket) handle(socket, line);
        }
    }
    void handle(QLocalSocket* socket, const QByteArray& line) {
        const auto message = protocol::parseMessage(line);
        if (!message) qFatal("the client sent no message: %s", line.constData());
        if (const auto* note = std::get_if<protocol::NotificationMessage>(&*message)) {
            if (note->method == protocol::kCancelRequest.name)
                cancelled.push_back(std::to_string(note->params.value(QLatin1StringView("id")).toInteger()));
            return;
        }
        const auto request = std::get<protocol::RequestMessage>(*message);
        calls.push_back(request);
        if (m_held.contains(request.method)) return;
        socket->write(*protocol::toLine(protocol::ResponseMessage{request.id, result(request)}));
        socket->flush();
        if (afterAnswer) afterAnswer(request);
    }
    std::expected<QJsonObject, protocol::RpcError> result(const protocol::RequestMessage& request) {
        const auto handler = m_handlers.find(request.method);
        if (handler == m_handlers.end()) {
            return std::unexpected(
                protocol::RpcError{protocol::kMethodNotFound, "There is no method '" + request.method + "'.", {}});
        }
        auto answer = handler->second(request.params);
        if (!answer) return std::unexpected(protocol::toRpcError(answer.error()));
        return *std::move(answer);
    }

    QLocalServer m_server;
    std::vector<std::unique_ptr<Peer>> m_peers;
    std::map<std::string, std::function<Result<QJsonObject>(const QJsonObject&)>> m_handlers;
    std::set<std::string> m_held;
    std::uint64_t m_sequence = 0;
};

} // namespace alula::test
