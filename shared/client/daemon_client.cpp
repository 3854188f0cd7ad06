// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/client/daemon_client.h"

#include <utility>

namespace alula {

using namespace protocol;

DaemonClient::DaemonClient(std::unique_ptr<Transport> transport, std::string name, QObject* parent)
    : QObject(parent), m_transport(std::move(transport)), m_name(std::move(name)) {
    connect(m_transport.get(), &Transport::received, this, &DaemonClient::onBytes);
    connect(m_transport.get(), &Transport::closed, this, &DaemonClient::end);
}

DaemonClient::~DaemonClient() {
    m_transport->disconnect(this);
    m_transport->close();
}

void DaemonClient::open(std::chrono::milliseconds timeout) {
    if (m_state != State::New) return;
    m_state = State::Opening;
    connect(m_transport.get(), &Transport::opened, this, [this, timeout] { sayHello(timeout); });
    m_transport->open();
}

void DaemonClient::sayHello(std::chrono::milliseconds timeout) {
    call<HelloParams, HelloResult>(
        kHello, {kVersion, m_name}, this,
        [this](Result<HelloResult> answer) {
            if (!answer) return end(answer.error());
            if (const auto fits = checkVersions(answer->protocol, kVersion); !fits) return end(fits.error());
            m_hello = *std::move(answer);
            m_state = State::Ready;
            Q_EMIT ready(m_hello);
        },
        timeout);
}

void DaemonClient::close() {
    if (m_state == State::Over) return;
    m_state = State::Over;
    m_transport->close();
    failAll(Error(ErrorCode::Cancelled, "The connection was closed."));
}

RequestId DaemonClient::send(std::string method, Result<QJsonObject> params, QObject* context, std::chrono::milliseconds timeout,
                             RawDone done) {
    const RequestId id(++m_lastId);
    Pending& pending = m_pending[id];
    pending.context = context;
    pending.subscribes = method == kEventsSubscribe.name;
    pending.done = std::move(done);
    if (m_state == State::Over || (m_state != State::Ready && method != kHello.name)) {
        answerLater(id, Error(ErrorCode::Network, "There is no connection to the daemon."));
        return id;
    }
    auto line = params ? toLine(RequestMessage{id, std::move(method), *std::move(params)})
                       : Result<QByteArray>(std::unexpected(std::move(params).error()));
    if (!line) {
        answerLater(id, std::move(line).error());
        return id;
    }
    if (timeout.count() > 0) {
        pending.timer = std::make_unique<QTimer>();
        pending.timer->setSingleShot(true);
        connect(pending.timer.get(), &QTimer::timeout, this, [this, id, timeout] {
            tellCancelled(id);
            answer(id, fail(ErrorCode::TimedOut,
                            "The daemon did not answer within " + std::to_string(timeout.count() / 1000) + " seconds."));
        });
        pending.timer->start(timeout);
    }
    m_transport->send(*line);
    return id;
}

void DaemonClient::cancel(const RequestId& id) {
    if (!m_pending.contains(id)) return;
    tellCancelled(id);
    answerLater(id, Error(ErrorCode::Cancelled, "The request was cancelled."));
}

void DaemonClient::tellCancelled(const RequestId& id) {
    const auto params = toJson(CancelParams{id});
    if (!params) return;
    if (const auto line = toLine(NotificationMessage{std::string(kCancelRequest.name), *params})) m_transport->send(*line);
}

// From the event loop, so that a caller has its id before its callback runs.
void DaemonClient::answerLater(const RequestId& id, Error error) {
    QMetaObject::invokeMethod(
        this, [this, id, error = std::move(error)] { answer(id, std::unexpected(error)); }, Qt::QueuedConnection);
}

void DaemonClient::answer(const RequestId& id, const Result<QJsonObject>& result) {
    const auto it = m_pending.find(id);
    if (it == m_pending.end()) return; // cancelled or timed out meanwhile
    Pending pending = std::move(it->second);
    m_pending.erase(it);
    if (pending.subscribes) noteSubscribed(result);
    // Not deleted here: this may run from its own timeout.
    if (pending.timer) pending.timer.release()->deleteLater();
    if (pending.context) pending.done(result);
}

void DaemonClient::onBytes(const QByteArray& bytes) {
    const auto pushed = m_framer.push(bytes);
    const QPointer<DaemonClient> self(this);
    while (auto line = m_framer.take()) {
        const auto message = parseMessage(*line);
        if (!message)
            return end(
                Error(ErrorCode::Protocol, "The daemon sent a line that cannot be read: " + message.error().error.message));
        onMessage(*message);
        if (!self || m_state == State::Over) return; // a callback closed or deleted us
    }
    if (!pushed) end(pushed.error());
}

void DaemonClient::onMessage(const Message& message) {
    if (const auto* response = std::get_if<ResponseMessage>(&message)) {
        if (response->result) return answer(response->id, *response->result);
        return answer(response->id, std::unexpected(toError(response->result.error())));
    }
    if (const auto* notification = std::get_if<NotificationMessage>(&message)) onNotification(*notification);
    // A request from the daemon: none is defined in this version.
}

template <class P>
bool DaemonClient::dispatch(const Notification<P>& known, const NotificationMessage& message,
                            void (DaemonClient::*signal)(const P&)) {
    if (message.method != known.name) return false;
    const auto params = fromJson<P>(message.params);
    if (!params) {
        end(Error(ErrorCode::Protocol,
                  "The daemon's notification " + message.method + " cannot be read: " + params.error().message()));
        return true;
    }
    const QPointer<DaemonClient> self(this);
    noteSequence(params->sequence);
    if (self) Q_EMIT(this->*signal)(*params);
    return true;
}

void DaemonClient::onNotification(const NotificationMessage& message) {
    // An unknown one is a later version's, and nobody subscribed to it.
    (void)(dispatch(kJobProgress, message, &DaemonClient::jobProgress) ||
           dispatch(kJobChanged, message, &DaemonClient::jobChanged) ||
           dispatch(kBackupChanged, message, &DaemonClient::backupChanged) ||
           dispatch(kServerChanged, message, &DaemonClient::serverChanged) ||
           dispatch(kSystemChanged, message, &DaemonClient::systemChanged));
}

void DaemonClient::noteSequence(std::uint64_t sequence) {
    const bool gap = m_sequence && sequence != *m_sequence + 1;
    m_sequence = sequence;
    if (gap) Q_EMIT eventsMissed();
}

// So that a notification dropped as the very first one is missed too.
void DaemonClient::noteSubscribed(const Result<QJsonObject>& answer) {
    if (!answer) return;
    if (const auto subscribed = fromJson<SubscribeResult>(*answer)) m_sequence = subscribed->sequence;
}

void DaemonClient::end(const Error& why) {
    if (m_state == State::Over) return;
    m_state = State::Over;
    m_transport->close();
    const QPointer<DaemonClient> self(this);
    failAll(why.code() == ErrorCode::Network ? why : Error(ErrorCode::Network, why.message()));
    if (self) Q_EMIT disconnected(why);
}

void DaemonClient::failAll(const Error& why) {
    const QPointer<DaemonClient> self(this);
    while (self && !m_pending.empty()) answer(m_pending.begin()->first, std::unexpected(why));
}

} // namespace alula
