// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/client/transport.h"
#include "shared/protocol/line_framer.h"
#include "shared/protocol/methods.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace alula {

// One connection to a daemon. open() says hello; after ready() calls may be made, each answered exactly once by its callback,
// from the event loop: with the answer, the daemon's error, Cancelled, TimedOut, or Network when the connection ended. Answers
// may come in any order. Not reused after disconnected(): make another one. One thread.
class DaemonClient : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::seconds kTimeout{30};

    // name: "alulactl 0.1.0", told to the daemon.
    DaemonClient(std::unique_ptr<Transport> transport, std::string name, QObject* parent = nullptr);
    ~DaemonClient() override; // calls still open are not answered

    void open(std::chrono::milliseconds timeout = kTimeout);
    bool isReady() const { return m_state == State::Ready; }
    const protocol::HelloResult& hello() const { return m_hello; } // once ready
    void close();                                                  // calls still open fail with Cancelled

    // done is not called when context is gone by then. Timeout 0: none.
    template <class P, class A>
    protocol::RequestId call(const protocol::Method<P, A>& method, const P& params, QObject* context,
                             std::function<void(Result<A>)> done, std::chrono::milliseconds timeout = kTimeout) {
        return send(std::string(method.name), protocol::toJson(params), context, timeout,
                    [done = std::move(done)](const Result<QJsonObject>& answer) {
                        if (!answer) return done(std::unexpected(answer.error()));
                        auto value = protocol::fromJson<A>(*answer);
                        if (!value)
                            value = fail(ErrorCode::Protocol, "The daemon's answer cannot be read: " + value.error().message());
                        done(std::move(value));
                    });
    }
    // Tells the daemon and fails the call with Cancelled; nothing when it was answered already.
    void cancel(const protocol::RequestId& id);

Q_SIGNALS:
    void ready(const alula::protocol::HelloResult& hello);
    void disconnected(const alula::Error& why); // could not connect, hello was refused, or the connection ended; once
    // Those subscribed to (events.subscribe).
    void jobProgress(const alula::protocol::JobProgressEvent& event);
    void jobChanged(const alula::protocol::JobChangedEvent& event);
    void backupChanged(const alula::protocol::BackupChangedEvent& event);
    void serverChanged(const alula::protocol::ServerChangedEvent& event);
    void systemChanged(const alula::protocol::SystemChangedEvent& event);
    void eventsMissed(); // the sequence has a gap: list again

private:
    enum class State : std::uint8_t { New, Opening, Ready, Over };
    using RawDone = std::function<void(const Result<QJsonObject>&)>;
    struct Pending {
        QPointer<QObject> context;
        bool subscribes = false;
        RawDone done;
        std::unique_ptr<QTimer> timer;
    };

    protocol::RequestId send(std::string method, Result<QJsonObject> params, QObject* context, std::chrono::milliseconds timeout,
                             RawDone done);
    void sayHello(std::chrono::milliseconds timeout);
    void onBytes(const QByteArray& bytes);
    void onMessage(const protocol::Message& message);
    void onNotification(const protocol::NotificationMessage& message);
    template <class P>
    bool dispatch(const protocol::Notification<P>& known, const protocol::NotificationMessage& message,
                  void (DaemonClient::*signal)(const P&));
    void noteSequence(std::uint64_t sequence);
    void noteSubscribed(const Result<QJsonObject>& answer);
    void tellCancelled(const protocol::RequestId& id);
    void answer(const protocol::RequestId& id, const Result<QJsonObject>& result);
    void answerLater(const protocol::RequestId& id, Error error);
    void end(const Error& why);
    void failAll(const Error& why);

    std::unique_ptr<Transport> m_transport;
    std::string m_name;
    State m_state = State::New;
    protocol::HelloResult m_hello;
    protocol::LineFramer m_framer;
    std::int64_t m_lastId = 0;
    std::optional<std::uint64_t> m_sequence; // of the last notification, or the one that a subscription began behind
    std::map<protocol::RequestId, Pending> m_pending;
};

} // namespace alula
