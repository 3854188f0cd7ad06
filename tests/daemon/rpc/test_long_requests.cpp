// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/rpc_server.h"
#include "shared/protocol/message.h"
#include "tests/daemon/rpc/rpc_node.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QTest>

#include <atomic>
#include <filesystem>
#include <latch>
#include <set>

using namespace alula;
using namespace alula::test;
using namespace Qt::StringLiterals;

// However much is asked for that takes long, what is quick is answered.
class TestLongRequests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statusIsAnsweredWhileAllTheLongOnesHang() {
        RpcNode node;
        const std::string volume = node.volume(serverId(1), {file("x", 1)});
        std::latch goOn(1);
        std::atomic<int> hanging{0};
        std::atomic<bool> over{false};
        node.files.when([&](const CallInfo& call) {
            if (call.call != Call::List || over) return 0;
            std::error_code ignored;
            if (std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(call.directory), ignored) != volume) return 0;
            ++hanging;
            goOn.wait();
            return 0;
        });
        RpcSettings settings;
        settings.socket = node.temp.path("socket");
        RpcServer server(settings, node.services());
        struct Release { // before the server waits for them
            std::latch& latch;
            std::atomic<bool>& over;
            ~Release() {
                if (!over.exchange(true)) latch.count_down();
            }
        } release{goOn, over};
        must(server.listen());
        QLocalSocket client;
        std::set<qint64> answered;
        connect(&client, &QLocalSocket::readyRead, &client, [&] {
            while (client.canReadLine())
                answered.insert(QJsonDocument::fromJson(client.readLine()).object().value("id"_L1).toInteger());
        });
        client.connectToServer(QString::fromStdString(settings.socket));
        const auto ask = [&](int id, const QString& method, const QJsonObject& params) {
            const QJsonObject request{{"jsonrpc"_L1, "2.0"_L1}, {"id"_L1, id}, {"method"_L1, method}, {"params"_L1, params}};
            client.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
        };
        ask(1, u"system.hello"_s, must(protocol::toJson(protocol::HelloParams{protocol::kVersion, "test"})));
        QVERIFY(QTest::qWaitFor([&] { return answered.contains(1); }, 60'000));
        protocol::LiveEntriesParams wanted;
        wanted.server = serverId(1);
        const auto list = must(protocol::toJson(wanted));
        for (int id = 10; id < 30; ++id) ask(id, u"live.entries"_s, list);
        QVERIFY(QTest::qWaitFor([&] { return hanging >= 6; }, 60'000));
        ask(2, u"system.status"_s, {});
        QVERIFY(QTest::qWaitFor([&] { return answered.contains(2); }, 60'000));
        QCOMPARE(answered.size(), std::size_t{2});
        QCOMPARE(hanging.load(), 6);
        over = true;
        goOn.count_down();
        QVERIFY(QTest::qWaitFor([&] { return answered.size() == 22; }, 60'000));
    }

    void whatIsLong() {
        for (const char* method : {"backups.search", "backups.versions", "backups.compare", "backups.count", "backups.read",
                                   "live.entries", "live.read"})
            QVERIFY2(Dispatcher::isLong(method, {}), method);
        QVERIFY(Dispatcher::isLong("backups.restore", {{"dry_run"_L1, true}}));
        QVERIFY(!Dispatcher::isLong("backups.restore", {{"dry_run"_L1, false}}));
        QVERIFY(Dispatcher::isLong("backups.entries", {{"against"_L1, "b"_L1}}));
        for (const char* method : {"backups.entries", "system.status", "jobs.cancel", "jobs.list", "servers.list"})
            QVERIFY2(!Dispatcher::isLong(method, {}), method);
    }
};

QTEST_GUILESS_MAIN(TestLongRequests)
#include "test_long_requests.moc"
