// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rpc/backup_changes.h"
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/rpc_connection.h"
#include "daemon/rpc/rpc_services.h"

#include <QElapsedTimer>
#include <QLocalServer>
#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <map>
#include <set>
#include <string>

namespace alula {

// The local socket of console and CLI (API: local socket): who may in, who asks what, who hears of what. Main thread; the methods
// themselves run on two pools of its own.
class RpcServer final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMostConnections = 256;
    // Of what all clients together leave unfinished or unread. More is kept for none of them for long.
    static constexpr std::size_t kMostHeld = 4 << 20;
    RpcServer(const RpcSettings& settings, const RpcServices& services);
    ~RpcServer() override; // hangs up on everybody, waits for requests under way

    // Takes over the socket of a daemon that is gone; Conflict when one is listening there.
    Result<void> listen();
    const std::string& path() const { return m_settings.socket; }

private:
    void accept();
    void admit(QLocalSocket* socket);
    void drop(std::uint64_t id);
    void carry(std::uint64_t connection, const std::string& token);
    void handle(std::uint64_t connection, const protocol::RequestMessage& request);
    Result<std::string> greet(RpcConnection& connection, const QJsonObject& params);
    Result<std::string> subscribe(RpcConnection& connection, const QJsonObject& params);
    void run(std::uint64_t connection, const protocol::RequestMessage& request);
    void start(std::uint64_t connection, const protocol::RequestMessage& request, bool isLong);
    void hasRun(std::uint64_t connection, const protocol::RequestMessage& request, bool isLong, Result<std::string> result);
    Result<void> open();
    void listenAgain();
    void weigh();
    void logHangUp(const std::string& user, const Error& why);
    void connectEvents();
    template <class P>
    void tell(const protocol::Notification<P>& notification, const P& event);
    void serverChanged(const ServerId& server);
    void tellServers();

    const RpcSettings m_settings;
    const RpcServices m_services;
    const RpcGroups m_groups;
    Dispatcher m_dispatcher;
    QLocalServer m_server;
    BackupChanges m_backupChanges;
    std::set<ServerId> m_serverChanges; // to be told at the end of this turn of the event loop
    QTimer m_minute, m_second;
    QThreadPool m_pool, m_longPool;                        // quick requests, and those that may take long
    std::map<std::uint64_t, RpcConnection*> m_connections; // children
    std::uint64_t m_nextConnection = 1;
    QElapsedTimer m_hangUpTold;
    std::uint64_t m_hangUpsUntold = 0;
    bool m_weighQueued = false, m_accepting = false;
};

} // namespace alula
