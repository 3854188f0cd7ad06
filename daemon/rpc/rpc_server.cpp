// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/rpc_server.h"

#include "daemon/rpc/convert.h"
#include "daemon/rpc/held_bytes.h"
#include "daemon/rpc/open_stream.h"
#include "shared/base/log.h"

#include <QLocalSocket>
#include <QSysInfo>
#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace alula {

namespace {

constexpr int kThreads = 8;
constexpr int kLongThreads = 6; // for what may take long: however much of it is asked for, the next status is answered
constexpr int kBacklog = 512;   // Qt's default is 50: a burst of clients would be turned away by the kernel
constexpr int kAcceptsATurn = 64;
constexpr int kAnswersWithinMs = 500; // of a daemon that is alive, when asked whether it is

RpcCaller callerOf(const RpcConnection& connection, std::stop_token stop) {
    const bool cli = connection.client().starts_with("alulactl");
    return {connection.role(), {cli ? "cli" : "console", connection.peer().userName}, std::move(stop), connection.peer().uid};
}

} // namespace

RpcServer::RpcServer(const RpcSettings& settings, const RpcServices& services)
    : m_settings(settings), m_services(services), m_groups(rpcGroups(settings)), m_backupChanges(services.node.catalog) {
    m_pool.setMaxThreadCount(kThreads);
    m_longPool.setMaxThreadCount(kLongThreads);
    addSystemHandlers(m_dispatcher, m_services);
    addServerHandlers(m_dispatcher, m_services);
    addBackupHandlers(m_dispatcher, m_services);
    addBrowseHandlers(m_dispatcher, m_services);
    addCompareHandlers(m_dispatcher, m_services);
    addChangeHandlers(m_dispatcher, m_services);
    addDeleteHandlers(m_dispatcher, m_services);
    addStreamHandlers(m_dispatcher, m_services);
    addSearchHandlers(m_dispatcher, m_services);
    addJobHandlers(m_dispatcher, m_services);
    connect(&m_server, &QLocalServer::newConnection, this, &RpcServer::accept);
    connect(&m_minute, &QTimer::timeout, this, [this] { m_services.comparer.forgetUnused(); });
    m_minute.start(std::chrono::minutes(1));
    connect(&m_second, &QTimer::timeout, this, &RpcServer::listenAgain);
    connectEvents();
}

RpcServer::~RpcServer() {
    m_server.close();
    for (const auto& [id, connection] : m_connections) {
        connection->disconnect(this);
        delete connection;
    }
    m_pool.waitForDone();
    m_longPool.waitForDone();
}

Result<void> RpcServer::listen() {
    const QString path = QString::fromStdString(m_settings.socket);
    QLocalSocket probe;
    probe.connectToServer(path);
    if (probe.waitForConnected(kAnswersWithinMs)) {
        return fail(
            Error(ErrorCode::Conflict, "another alulad is listening on this socket: stop it first").withPath(m_settings.socket));
    }
    std::error_code ignored; // listen() says what is wrong with the place
    std::filesystem::create_directories(std::filesystem::path(m_settings.socket).parent_path(), ignored);
    m_server.setListenBacklogSize(kBacklog);
    ALULA_TRY(open());
    m_second.start(std::chrono::seconds(1));
    return {};
}

Result<void> RpcServer::open() {
    const QString path = QString::fromStdString(m_settings.socket);
    QLocalServer::removeServer(path);
    m_server.setSocketOptions(QLocalServer::UserAccessOption | QLocalServer::GroupAccessOption);
    if (!m_server.listen(path)) {
        return fail(Error(ErrorCode::Io, "the local socket cannot be made: " + m_server.errorString().toStdString())
                        .withPath(m_settings.socket));
    }
    // Two groups cannot own one file: with readers configured everybody may knock, and the kernel says who it is.
    if (m_groups.readers) {
        if (::chmod(m_settings.socket.c_str(), 0666) != 0) log::warning("readers cannot be let onto {}", m_settings.socket);
    } else if (m_groups.admins && ::chown(m_settings.socket.c_str(), static_cast<uid_t>(-1), *m_groups.admins) != 0) {
        log::warning("the group '{}' cannot be let onto {}: only root and the daemon's user get in", m_settings.group,
                     m_settings.socket);
    }
    return {};
}

// QLocalServer closes itself for good when a client cannot be accepted, as when there are too many open files.
void RpcServer::listenAgain() {
    if (m_server.isListening()) return;
    const auto opened = open();
    if (opened) log::warning("the local socket was closed because there were too many open files; it is open again");
    else log::warning("the local socket is closed: {}", opened.error().toString());
}

// All that wait, not one a turn of the event loop as QLocalServer has it: who is turned away and comes back must not keep a good client
// waiting for its turn.
void RpcServer::accept() {
    if (std::exchange(m_accepting, true)) return; // waiting for the next one tells of it too
    for (int accepted = 0; accepted < kAcceptsATurn; ++accepted) {
        while (QLocalSocket* socket = m_server.nextPendingConnection()) admit(socket);
        if (!m_server.waitForNewConnection(0)) break;
    }
    m_accepting = false;
    while (QLocalSocket* socket = m_server.nextPendingConnection()) admit(socket);
}

void RpcServer::admit(QLocalSocket* socket) {
    const auto peer = peerOf(static_cast<int>(socket->socketDescriptor()));
    const auto role = peer ? roleOf(*peer, m_groups, ::geteuid()) : std::nullopt;
    if (m_connections.size() >= 2 * kMostConnections) { // not even told why
        delete socket;
        return;
    }
    const std::uint64_t id = m_nextConnection++;
    auto* connection = new RpcConnection(socket, peer.value_or(Peer{}), role.value_or(protocol::Role::Reader), this);
    m_connections[id] = connection;
    connect(connection, &RpcConnection::gone, this, [this, id] { drop(id); });
    connect(connection, &RpcConnection::holdsMore, this, [this] {
        if (!std::exchange(m_weighQueued, true)) QMetaObject::invokeMethod(this, &RpcServer::weigh, Qt::QueuedConnection);
    });
    connect(connection, &RpcConnection::hungUpOn, this,
            [this, connection](const Error& why) { logHangUp(connection->peer().userName, why); });
    if (!role) {
        connection->closeWith(
            {}, Error(ErrorCode::PermissionDenied,
                      "you are not in a group that may use this socket: ask for membership of '" + m_settings.group + "'"));
    } else if (m_connections.size() > kMostConnections) {
        connection->closeWith({}, Error(ErrorCode::Busy, "too many clients are connected; try again later"));
    } else {
        connect(connection, &RpcConnection::requested, this, [this, id](const protocol::RequestMessage& r) { handle(id, r); });
        connect(connection, &RpcConnection::streamOpened, this, [this, id](const std::string& token) { carry(id, token); });
    }
}

// Once a second: whoever comes back a hundred times must not fill the log.
void RpcServer::logHangUp(const std::string& user, const Error& why) {
    if (m_hangUpTold.isValid() && !m_hangUpTold.hasExpired(1000)) {
        ++m_hangUpsUntold;
        return;
    }
    log::info("a client of the local socket (user {}) is hung up on: {}; {} others since this was last said", user,
              why.toString(), std::exchange(m_hangUpsUntold, 0));
    m_hangUpTold.start();
}

void RpcServer::drop(std::uint64_t id) {
    const auto it = m_connections.find(id);
    if (it == m_connections.end()) return;
    it->second->disconnect(this); // what it still has to say is nobody's
    it->second->deleteLater();
    m_connections.erase(it);
    if (m_connections.empty()) m_services.comparer.forgetAll();
}

void RpcServer::carry(std::uint64_t id, const std::string& token) {
    RpcConnection& connection = *m_connections.at(id);
    if (const auto opened = openStream(connection, token, m_services.streams); !opened) connection.closeWith({}, opened.error());
    else drop(id);
}

Result<std::string> RpcServer::greet(RpcConnection& connection, const QJsonObject& params) {
    ALULA_ASSIGN(const auto hello, protocol::fromJson<protocol::HelloParams>(params));
    ALULA_TRY(protocol::checkVersions(protocol::kVersion, hello.protocol));
    connection.greet(hello.client.empty() ? "a client without a name" : log::printable(hello.client.substr(0, 100)));
    protocol::HelloResult answer;
    answer.protocol = protocol::kVersion;
    answer.daemon = ALULA_VERSION;
    answer.node = QSysInfo::machineHostName().toStdString();
    answer.role = protocol::name(connection.role());
    return protocol::toText(answer);
}

Result<std::string> RpcServer::subscribe(RpcConnection& connection, const QJsonObject& params) {
    ALULA_ASSIGN(const auto wanted, protocol::fromJson<protocol::SubscribeParams>(params));
    for (const auto& topic : wanted.topics) {
        if (!std::ranges::contains(protocol::kTopics, topic))
            return fail(ErrorCode::InvalidInput, "there is no topic '" + topic + "'");
    }
    connection.subscribe({wanted.topics.begin(), wanted.topics.end()});
    return protocol::toText(protocol::SubscribeResult{connection.sequence()});
}

void RpcServer::handle(std::uint64_t id, const protocol::RequestMessage& request) {
    RpcConnection& connection = *m_connections.at(id);
    if (request.method == protocol::kHello.name) {
        auto greeted = greet(connection, request.params);
        if (!greeted && greeted.error().code() == ErrorCode::Unsupported) connection.closeWith(request.id, greeted.error());
        else connection.answer(request.id, std::move(greeted));
    } else if (!connection.greeted()) {
        connection.answer(request.id, fail(ErrorCode::InvalidInput,
                                           "say system.hello first, with the protocol's version and the client's name"));
    } else if (request.method == protocol::kEventsSubscribe.name) {
        connection.answer(request.id, subscribe(connection, request.params));
    } else if (!m_dispatcher.knows(request.method)) {
        const Error unknown(ErrorCode::Unsupported, "there is no method '" + request.method + "'");
        protocol::RpcError error = protocol::toRpcError(unknown);
        error.code = protocol::kMethodNotFound;
        connection.answerError(request.id, error);
    } else {
        run(id, request);
    }
}

void RpcServer::run(std::uint64_t id, const protocol::RequestMessage& request) {
    RpcConnection& connection = *m_connections.at(id);
    if (!connection.begin(request.id)) {
        connection.answerError(
            request.id, protocol::toRpcError(Error(ErrorCode::Busy, "too many requests are under way, or one of this id is")));
        return;
    }
    const bool isLong = Dispatcher::isLong(request.method, request.params);
    if (isLong || connection.mayRun(request)) start(id, request, isLong);
}

void RpcServer::start(std::uint64_t id, const protocol::RequestMessage& request, bool isLong) {
    RpcConnection& connection = *m_connections.at(id);
    QThreadPool& pool = isLong ? m_longPool : m_pool;
    pool.start([this, id, isLong, request, caller = callerOf(connection, connection.stopOf(request.id))] {
        auto result = m_dispatcher.call(request.method, request.params, caller);
        auto shared = std::make_shared<Result<std::string>>(std::move(result));
        QMetaObject::invokeMethod(
            this, [this, id, isLong, request, shared] { hasRun(id, request, isLong, std::move(*shared)); }, Qt::QueuedConnection);
    });
}

void RpcServer::hasRun(std::uint64_t id, const protocol::RequestMessage& request, bool isLong, Result<std::string> result) {
    const auto it = m_connections.find(id);
    if (it == m_connections.end()) return;
    it->second->answer(request.id, std::move(result));
    if (isLong) return;
    if (const auto next = it->second->nextToRun()) start(id, *next, false);
}

// Once for all that came in one turn of the event loop.
void RpcServer::weigh() {
    m_weighQueued = false;
    std::vector<Holding> holdings;
    for (const auto& [id, connection] : m_connections) {
        const std::size_t bytes = connection->held();
        holdings.push_back({id, bytes, connection->heldSince()});
    }
    for (const std::uint64_t id : tooMuchHeld(std::move(holdings), kMostHeld)) {
        m_connections.at(id)->hangUp(Error(ErrorCode::Busy, "the clients leave more unread or unfinished than is kept for them"));
    }
}

template <class P>
void RpcServer::tell(const protocol::Notification<P>& notification, const P& event) {
    const auto wants = [&](const auto& client) { return client.second->wants(notification.name); };
    if (std::ranges::none_of(m_connections, wants)) return;
    const auto line = protocol::NotificationLine::make(notification, event);
    if (!line) return;
    for (auto at = m_connections.begin(); at != m_connections.end();) {
        const auto client = at++; // whose end may be found out on the way, and then it is no longer one of them
        if (wants(*client)) client->second->notify(*line);
    }
}

void RpcServer::connectEvents() {
    NodeEvents& events = m_services.events;
    connect(&events, &NodeEvents::jobChanged, this,
            [this](const Job& job) { tell(protocol::kJobChanged, {0, toWire(m_services.jobs.viewOf(job))}); });
    connect(&events, &NodeEvents::jobProgress, this,
            [this](const JobProgress& p) { tell(protocol::kJobProgress, {0, p.job, toWire(p)}); });
    connect(&events, &NodeEvents::backupChanged, &m_backupChanges, &BackupChanges::changed);
    connect(&m_backupChanges, &BackupChanges::read, this, [this](const BackupId& id, const std::optional<Backup>& now) {
        tell(protocol::kBackupChanged, {0, id, now ? std::optional(toWire(*now)) : std::nullopt});
    });
    connect(&events, &NodeEvents::serverChanged, this, &RpcServer::serverChanged);
    connect(&events, &NodeEvents::systemChanged, this, [this] { tell(protocol::kSystemChanged, {0}); });
}

// Told once, however often it changed in one turn of the event loop: each time every console lists the servers again.
void RpcServer::serverChanged(const ServerId& server) {
    if (m_serverChanges.empty()) QMetaObject::invokeMethod(this, &RpcServer::tellServers, Qt::QueuedConnection);
    m_serverChanges.insert(server);
}

void RpcServer::tellServers() {
    for (const ServerId& server : std::exchange(m_serverChanges, {})) tell(protocol::kServerChanged, {0, server});
}

} // namespace alula
