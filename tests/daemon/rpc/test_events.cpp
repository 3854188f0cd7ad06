// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/rpc_server.h"
#include "tests/daemon/rpc/rpc_node.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace alula;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {

// Hears of everything.
class Listener {
public:
    explicit Listener(const std::string& path) {
        QObject::connect(&m_socket, &QLocalSocket::readyRead, &m_socket, [this] {
            while (m_socket.canReadLine()) take(m_socket.readLine());
        });
        m_socket.connectToServer(QString::fromStdString(path));
        ask(1, u"system.hello"_s, must(protocol::toJson(protocol::HelloParams{protocol::kVersion, "test"})));
        protocol::SubscribeParams topics;
        topics.topics.assign(protocol::kTopics.begin(), protocol::kTopics.end());
        ask(2, u"events.subscribe"_s, must(protocol::toJson(topics)));
    }
    bool isSubscribed() const { return m_answers == 2; }
    bool isConnected() const { return m_socket.state() == QLocalSocket::ConnectedState; }
    std::vector<QJsonObject> of(QLatin1StringView method) const {
        std::vector<QJsonObject> found;
        for (const QJsonObject& event : events) {
            if (event.value("method"_L1) == method) found.push_back(event.value("params"_L1).toObject());
        }
        return found;
    }
    bool hasNoGap() const {
        qint64 sequence = 0;
        return std::ranges::all_of(events, [&](const QJsonObject& event) {
            return event.value("params"_L1).toObject().value("sequence"_L1).toInteger() == ++sequence;
        });
    }
    std::vector<QJsonObject> events;
    qsizetype bytes = 0;

private:
    void ask(int id, const QString& method, const QJsonObject& params) {
        const QJsonObject request{{"jsonrpc"_L1, "2.0"_L1}, {"id"_L1, id}, {"method"_L1, method}, {"params"_L1, params}};
        m_socket.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
    }
    void take(const QByteArray& line) {
        const QJsonObject message = QJsonDocument::fromJson(line).object();
        if (message.contains("method"_L1)) {
            events.push_back(message);
            bytes += line.size();
        } else if (message.contains("result"_L1)) {
            ++m_answers;
        }
    }
    QLocalSocket m_socket;
    int m_answers = 0;
};

struct Listening : RpcNode {
    explicit Listening(std::size_t count) {
        RpcSettings options;
        options.socket = temp.path("socket");
        server = std::make_unique<RpcServer>(options, services());
        must(server->listen());
        for (std::size_t i = 0; i < count; ++i) listeners.push_back(std::make_unique<Listener>(options.socket));
        if (!waitFor([](const Listener& l) { return l.isSubscribed(); })) throw std::runtime_error("nobody listens");
    }
    template <class Holds>
    bool waitFor(Holds holds) {
        return QTest::qWaitFor([&] { return std::ranges::all_of(listeners, [&](const auto& l) { return holds(*l); }); }, 60'000);
    }
    std::unique_ptr<RpcServer> server;
    std::vector<std::unique_ptr<Listener>> listeners;
};

Job ended(int number, std::size_t words) {
    Job job;
    job.id = jobId(number);
    job.server = serverId(1);
    job.state = JobState::Failed;
    job.errorCode = "io";
    job.errorMessage = std::string(words, 'x');
    return job;
}

} // namespace

class TestEvents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // What the daemon itself has not come to write is not what a client leaves unread: 50 consoles were hung up on when 500 small
    // jobs ended one after the other.
    void aBurstIsNoClientsFault() {
        constexpr std::size_t kListeners = 5;
        constexpr int kJobs = 200;
        Listening node(kListeners);
        for (int i = 0; i < kJobs; ++i) Q_EMIT node.events.jobChanged(ended(1 + i % 200, 4000)); // in one turn of the event loop
        QVERIFY(node.waitFor([](const Listener& l) { return !l.isConnected() || l.of("job.changed"_L1).size() == kJobs; }));
        qsizetype all = 0;
        for (const auto& listener : node.listeners) {
            QVERIFY(listener->isConnected() && listener->hasNoGap());
            QVERIFY2(listener->bytes < 1 << 20, "a client may be a megabyte behind before events are left out");
            all += listener->bytes;
        }
        QVERIFY2(all > static_cast<qsizetype>(RpcServer::kMostHeld), "too little to be held against anybody");
    }

    // Each is told as it is when it is read; that it changed three times at once is nobody's concern.
    void theLastStateOfABackupIsTold() {
        Listening node(2);
        Backup row;
        row.id = backupId(1);
        row.server = serverId(1);
        row.state = BackupState::Completed;
        must(node.catalog->backups().insert(row));
        Q_EMIT node.events.backupChanged(row.id);
        row.note = "the last word";
        must(node.catalog->backups().update(row));
        for (int i = 0; i < 100; ++i) Q_EMIT node.events.backupChanged(row.id);
        const auto lastNote = [](const Listener& l) {
            const auto told = l.of("backup.changed"_L1);
            return told.empty() ? QString() : told.back().value("info"_L1).toObject().value("note"_L1).toString();
        };
        QVERIFY(node.waitFor([&](const Listener& l) { return lastNote(l) == u"the last word"; }));
        for (const auto& listener : node.listeners) QVERIFY(listener->of("backup.changed"_L1).size() <= 3);
        must(node.catalog->backups().remove(row.id));
        Q_EMIT node.events.backupChanged(row.id);
        const auto isGone = [](const Listener& l) { return !l.of("backup.changed"_L1).back().contains("info"_L1); };
        QVERIFY(node.waitFor(isGone));
    }

    void aServerThatChangedOftenIsToldOnce() {
        Listening node(1);
        for (int i = 0; i < 100; ++i) Q_EMIT node.events.serverChanged(serverId(1 + i % 2));
        QVERIFY(node.waitFor([](const Listener& l) { return l.of("server.changed"_L1).size() == 2; }));
        Q_EMIT node.events.serverChanged(serverId(1));
        Q_EMIT node.events.systemChanged();
        QVERIFY(node.waitFor([](const Listener& l) { return l.of("system.changed"_L1).size() == 1; }));
        QVERIFY(node.waitFor([](const Listener& l) { return l.of("server.changed"_L1).size() == 3; }));
        QVERIFY(node.listeners.front()->hasNoGap());
    }
};

QTEST_GUILESS_MAIN(TestEvents)
#include "test_events.moc"
