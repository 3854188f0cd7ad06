// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node_address.h"
#include "gui/nodes/trouble.h"
#include "shared/client/daemon_client.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace alula::gui {

class NodeData;

using TransportMaker = std::function<std::unique_ptr<Transport>(const NodeAddress&)>;

// One node: a connection that comes back by itself, and what is known of it (data()), which stays when the connection goes.
// GUI thread; nothing here blocks.
class Node final : public QObject {
    Q_OBJECT

public:
    enum class State : std::uint8_t {
        Off,        // not wanted
        Connecting, // for the first time, or again
        Online,     // hello was answered, events are subscribed to
        Waiting,    // tries again by itself at retryAt()
        Stuck,      // trying again would not help: trouble() says what to do, reconnect() tries
    };

    Node(NodeAddress address, TransportMaker transports, QObject* parent = nullptr);
    ~Node() override;

    const NodeAddress& address() const { return m_address; }
    QString name() const; // the daemon's word for itself, else the address's title
    State state() const { return m_state; }
    bool isOnline() const { return m_state == State::Online; }
    bool isAdmin() const; // false: shown everything, offered nothing that changes something
    const std::optional<Trouble>& trouble() const { return m_trouble; } // why it is not online
    QDateTime retryAt() const { return m_retryAt; }
    QDateTime asOf() const; // what is shown is of then: now while online, else when the connection was lost
    const protocol::HelloResult& hello() const { return m_hello; } // of the last connection
    NodeData& data() { return *m_data; }
    const NodeData& data() const { return *m_data; }

    void open();      // wanted from now on
    void close();     // not wanted; what is known stays
    void reconnect(); // now, whatever it waits for

    // As DaemonClient::call: answered exactly once from the event loop, unless context is gone by then. Not online: Network at once.
    template <class P, class A>
    protocol::RequestId call(const protocol::Method<P, A>& method, const P& params, QObject* context,
                             std::function<void(Result<A>)> done, std::chrono::milliseconds timeout = DaemonClient::kTimeout) {
        if (m_client && isOnline()) return m_client->call(method, params, context, std::move(done), timeout);
        refuseLater(context, [done = std::move(done)](Error error) { done(std::unexpected(std::move(error))); });
        return {};
    }
    void cancel(const protocol::RequestId& id);

Q_SIGNALS:
    void stateChanged();
    void cameOnline(); // list again: nothing is known of the time between
    void jobProgress(const alula::protocol::JobProgressEvent& event);
    void jobChanged(const alula::protocol::JobChangedEvent& event);
    void backupChanged(const alula::protocol::BackupChangedEvent& event);
    void backupsMissed(); // some of these events were lost: list again
    void serverChanged(const alula::protocol::ServerChangedEvent& event);
    void systemChanged(const alula::protocol::SystemChangedEvent& event);

private:
    void dial();
    void onReady();
    void onDisconnected(const Error& why);
    void connectEvents();
    void setState(State state);
    void refuseLater(QObject* context, std::function<void(Error)> refuse);

    const NodeAddress m_address;
    const TransportMaker m_transports;
    State m_state = State::Off;
    std::optional<Trouble> m_trouble;
    protocol::HelloResult m_hello;
    QDateTime m_retryAt, m_lostAt;
    int m_failures = 0; // in a row
    QTimer m_retry;
    std::unique_ptr<DaemonClient> m_client;
    std::unique_ptr<NodeData> m_data;
};

} // namespace alula::gui
