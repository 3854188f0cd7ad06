// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_daemon.h"
#include "shared/client/call_and_wait.h"
#include "shared/client/local_socket_transport.h"
#include "shared/client/process_transport.h"
#include "tests/support/temp_dir.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace alula;
using namespace alula::protocol;
using namespace std::chrono_literals;

namespace {
JobId someJob() { return *JobId::parse("11111111-2222-4333-8444-555555555555"); }
} // namespace

class TestDaemonClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_dir = std::make_unique<test::TempDir>();
        m_daemon = std::make_unique<test::FakeDaemon>(path());
        m_client = client();
    }
    void cleanup() {
        m_client.reset();
        m_daemon.reset();
    }

    void helloComesFirst() {
        QVERIFY(openAndWait(*m_client));
        QVERIFY(m_client->isReady());
        QCOMPARE(m_client->hello().node, "node-1");
        QCOMPARE(m_daemon->calls.size(), std::size_t(1));
        QCOMPARE(m_daemon->calls[0].method, "system.hello");
        const auto params = fromJson<HelloParams>(m_daemon->calls[0].params);
        QCOMPARE(params->protocol, kVersion);
        QCOMPARE(params->client, "test 1");
    }

    void callsBeforeHelloFail() {
        const auto got = callAndWait(*m_client, kStatus, StatusParams{});
        QVERIFY(!got);
        QCOMPARE(got.error().code(), ErrorCode::Network);
        QVERIFY(m_daemon->calls.empty());
    }

    void anAnswerIsTyped() {
        QVERIFY(openAndWait(*m_client));
        m_daemon->answer(kSetLimits, Limits{1.5, 0, 3, true});
        const auto got = callAndWait(*m_client, kSetLimits, SetLimitsParams{1.5, {}, 3, true});
        QVERIFY(got);
        QCOMPARE(*got, (Limits{1.5, 0, 3, true}));
        QCOMPARE(fromJson<SetLimitsParams>(m_daemon->calls.back().params)->parallel, 3);
    }

    void anErrorKeepsItsFacts() {
        QVERIFY(openAndWait(*m_client));
        m_daemon->refuse(kJobsGet, ErrorCode::NotFound, "No such job.");
        const auto got = callAndWait(*m_client, kJobsGet, JobParams{someJob()});
        QVERIFY(!got);
        QCOMPARE(got.error().code(), ErrorCode::NotFound);
        QCOMPARE(got.error().message(), "No such job.");
        const auto unknown = callAndWait(*m_client, kJobsCancel, JobParams{someJob()});
        QCOMPARE(unknown.error().code(), ErrorCode::Unsupported);
    }

    void anUnreadableAnswerIsAnError() {
        QVERIFY(openAndWait(*m_client));
        m_daemon->hold(kStatus);
        std::optional<Result<Status>> got;
        m_client->call<StatusParams, Status>(kStatus, {}, this, [&](Result<Status> answer) { got.emplace(std::move(answer)); });
        QVERIFY(QTest::qWaitFor([&] { return bool(m_daemon->called("system.status")); }));
        m_daemon->write(*toLine(ResponseMessage{m_daemon->calls.back().id, QJsonObject{}}));
        QVERIFY(QTest::qWaitFor([&] { return bool(got); }));
        QCOMPARE(got->error().code(), ErrorCode::Protocol);
        QVERIFY(m_client->isReady()); // the connection as such is sound
    }

    void answersMayComeInAnyOrder() {
        QVERIFY(openAndWait(*m_client));
        m_daemon->hold(kStatus);
        m_daemon->answer(kServersList, ServersList{});
        QStringList order;
        m_client->call<StatusParams, Status>(
            kStatus, {}, this, [&](Result<Status> answer) { order << (answer ? QStringLiteral("status") : QString()); });
        m_client->call<ServersListParams, ServersList>(kServersList, {}, this, [&](Result<ServersList>) {
            order << QStringLiteral("servers");
            for (const auto& call : m_daemon->calls) {
                if (call.method == "system.status") m_daemon->write(*toLine(ResponseMessage{call.id, *toJson(Status{})}));
            }
        });
        QVERIFY(QTest::qWaitFor([&] { return order == (QStringList{QStringLiteral("servers"), QStringLiteral("status")}); }));
    }

    void cancelTellsBothSides() {
        QVERIFY(openAndWait(*m_client));
        m_daemon->hold(kStatus);
        int answers = 0;
        ErrorCode code{};
        const RequestId id = m_client->call<StatusParams, Status>(kStatus, {}, this, [&](Result<Status> answer) {
            ++answers;
            code = answer.error().code();
        });
        m_client->cancel(id);
        QCOMPARE(answers, 0); // never from inside a call
        QVERIFY(QTest::qWaitFor([&] { return answers == 1; }));
        QCOMPARE(code, ErrorCode::Cancelled);
        QVERIFY(QTest::qWaitFor([&] { return m_daemon->cancelled.size() == std::size_t(1); }));
        QCOMPARE(RequestId(std::stoll(m_daemon->cancelled[0])), id);
        m_daemon->write(*toLine(ResponseMessage{id, *toJson(Status{})})); // too late
        m_daemon->answer(kServersList, ServersList{});
        QVERIFY(callAndWait(*m_client, kServersList, ServersListParams{}));
        QCOMPARE(answers, 1);
    }

    void aSilentDaemonTimesOut() {
        QVERIFY(openAndWait(*m_client));
        m_daemon->hold(kStatus);
        const auto got = callAndWait(*m_client, kStatus, StatusParams{}, 50ms);
        QCOMPARE(got.error().code(), ErrorCode::TimedOut);
        QVERIFY(QTest::qWaitFor([&] { return m_daemon->cancelled.size() == std::size_t(1); }));
        QVERIFY(m_client->isReady());
    }

    void aSilentHelloTimesOut() {
        m_daemon->hold(kHello);
        const auto got = openAndWait(*m_client, 50ms);
        QVERIFY(!got);
        QCOMPARE(got.error().code(), ErrorCode::TimedOut);
    }

    void aLostConnectionFailsEverything() {
        QVERIFY(openAndWait(*m_client));
        m_daemon->hold(kStatus);
        int ends = 0;
        connect(m_client.get(), &DaemonClient::disconnected, this, [&] { ++ends; });
        QList<ErrorCode> codes;
        for (int i = 0; i < 3; ++i)
            m_client->call<StatusParams, Status>(kStatus, {}, this,
                                                 [&](Result<Status> answer) { codes << answer.error().code(); });
        QVERIFY(QTest::qWaitFor([&] { return m_daemon->calls.size() == std::size_t(4); }));
        m_daemon->dropConnections();
        QVERIFY(QTest::qWaitFor([&] { return ends == 1; }));
        QCOMPARE(codes, (QList<ErrorCode>{ErrorCode::Network, ErrorCode::Network, ErrorCode::Network}));
        const auto later = callAndWait(*m_client, kStatus, StatusParams{});
        QCOMPARE(later.error().code(), ErrorCode::Network);
    }

    void callbacksMayDeleteTheClient() {
        QVERIFY(openAndWait(*m_client));
        m_daemon->hold(kStatus);
        int answers = 0;
        for (int i = 0; i < 2; ++i) {
            m_client->call<StatusParams, Status>(kStatus, {}, this, [&](Result<Status>) {
                ++answers;
                m_client.reset();
            });
        }
        QVERIFY(QTest::qWaitFor([&] { return m_daemon->calls.size() == std::size_t(3); }));
        m_daemon->dropConnections();
        QVERIFY(QTest::qWaitFor([&] { return answers == 1; }));
        QVERIFY(!m_client);
    }

    void aGoneContextIsNotCalled() {
        QVERIFY(openAndWait(*m_client));
        bool called = false;
        {
            QObject context;
            m_client->call<ServersListParams, ServersList>(kServersList, {}, &context,
                                                           [&](Result<ServersList>) { called = true; });
        }
        m_daemon->answer(kStatus, Status{});
        QVERIFY(callAndWait(*m_client, kStatus, StatusParams{}));
        QVERIFY(!called);
    }

    void notificationsAreTypedAndGapsAreTold() {
        QVERIFY(openAndWait(*m_client));
        QList<JobProgressEvent> progress;
        QList<BackupChangedEvent> changed;
        connect(m_client.get(), &DaemonClient::jobProgress, this, [&](const JobProgressEvent& event) { progress << event; });
        connect(m_client.get(), &DaemonClient::backupChanged, this, [&](const BackupChangedEvent& event) { changed << event; });
        QSignalSpy missed(m_client.get(), &DaemonClient::eventsMissed);
        QVERIFY(callAndWait(*m_client, kEventsSubscribe, SubscribeParams{{std::string(kJobProgress.name)}}));
        JobProgress reading;
        reading.path = WirePath{"a\xff"};
        m_daemon->notify(kJobProgress, JobProgressEvent{0, someJob(), reading});
        m_daemon->notify(kBackupChanged, BackupChangedEvent{});
        QVERIFY(QTest::qWaitFor([&] { return changed.size() == 1; }));
        QCOMPARE(progress.size(), 1);
        QCOMPARE(progress[0].job, someJob());
        QCOMPARE(progress[0].progress.path->bytes, "a\xff");
        QCOMPARE(missed.size(), 0);
        m_daemon->skipSequence();
        m_daemon->notify(kSystemChanged, SystemChangedEvent{});
        QVERIFY(QTest::qWaitFor([&] { return missed.size() == 1; }));
        m_daemon->write("{\"jsonrpc\":\"2.0\",\"method\":\"from.tomorrow\",\"params\":{}}\n");
        m_daemon->answer(kStatus, Status{});
        QVERIFY(callAndWait(*m_client, kStatus, StatusParams{}));
    }

    void aDroppedFirstNotificationIsTold() {
        QVERIFY(openAndWait(*m_client));
        QSignalSpy missed(m_client.get(), &DaemonClient::eventsMissed);
        QVERIFY(callAndWait(*m_client, kEventsSubscribe, SubscribeParams{{std::string(kSystemChanged.name)}}));
        m_daemon->skipSequence();
        m_daemon->notify(kSystemChanged, SystemChangedEvent{});
        QVERIFY(QTest::qWaitFor([&] { return missed.size() == 1; }));
    }

    void otherMajorVersionsAreRefused_data() {
        QTest::addColumn<int>("major");
        QTest::addColumn<QByteArray>("upgrade");
        QTest::newRow("older daemon") << kVersion.major - 1 << QByteArray("upgrade the daemon");
        QTest::newRow("newer daemon") << kVersion.major + 1 << QByteArray("upgrade this program");
    }
    void otherMajorVersionsAreRefused() {
        QFETCH(int, major);
        QFETCH(QByteArray, upgrade);
        m_daemon->setHello({{major, 0}, "9", "node", {}, "admin"});
        const auto got = openAndWait(*m_client);
        QVERIFY(!got);
        QCOMPARE(got.error().code(), ErrorCode::Unsupported);
        QVERIFY(got.error().message().contains(upgrade.constData()));
        QVERIFY(!m_client->isReady());
    }

    void aNewerMinorIsFine() {
        m_daemon->setHello({{kVersion.major, kVersion.minor + 7}, "9", "node", {}, "reader"});
        QVERIFY(openAndWait(*m_client));
    }

    void nonsenseEndsTheConnection_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no JSON") << QByteArray("HTTP/1.1 400 Bad Request\r\n");
        QTest::newRow("too long a line") << QByteArray(kMaxLine + 2, 'x');
        QTest::newRow("a bad notification") << QByteArray("{\"jsonrpc\":\"2.0\",\"method\":\"job.changed\",\"params\":{}}\n");
    }
    void nonsenseEndsTheConnection() {
        QFETCH(QByteArray, bytes);
        QVERIFY(openAndWait(*m_client));
        QList<ErrorCode> ends;
        connect(m_client.get(), &DaemonClient::disconnected, this, [&](const Error& why) { ends << why.code(); });
        m_daemon->write(bytes);
        QVERIFY(QTest::qWaitFor([&] { return !ends.isEmpty(); }));
        QCOMPARE(ends, QList<ErrorCode>{ErrorCode::Protocol});
    }

    void noDaemonIsSaidPlainly() {
        DaemonClient lonely(std::make_unique<LocalSocketTransport>(QString::fromStdString(m_dir->path("nobody.sock"))), "test 1");
        const auto got = openAndWait(lonely);
        QVERIFY(!got);
        QCOMPARE(got.error().code(), ErrorCode::Network);
        QVERIFY2(got.error().message().contains("No daemon answers at") && got.error().message().contains("nobody.sock"),
                 got.error().message().c_str());
    }

    void aFailingBridgeTellsWhatItSaid() {
        auto transport = std::make_unique<ProcessTransport>(
            QStringLiteral("sh"),
            QStringList{QStringLiteral("-c"), QStringLiteral("echo 'ssh: no route to host' >&2; exit 255")});
        DaemonClient far(std::move(transport), "test 1");
        const auto got = openAndWait(far);
        QVERIFY(!got);
        QVERIFY2(got.error().message().contains("ssh: no route to host"), got.error().message().c_str());
    }

    void aMissingBridgeProgramIsSaid() {
        DaemonClient far(std::make_unique<ProcessTransport>(QStringLiteral("no-such-program-here"), QStringList{}), "test 1");
        const auto got = openAndWait(far);
        QVERIFY(!got);
        QVERIFY2(got.error().message().contains("no-such-program-here"), got.error().message().c_str());
    }

    void aProcessCanCarryTheProtocol() {
        // Answers one hello and ends: what it wrote before its end still counts.
        const auto hello = toLine(ResponseMessage{RequestId(1), *toJson(HelloResult{kVersion, "1", "far", {}, "admin"})});
        auto transport = std::make_unique<ProcessTransport>(
            QStringLiteral("sh"),
            QStringList{QStringLiteral("-c"), QStringLiteral("read line; printf '%s' \"$1\"; cat >/dev/null"),
                        QStringLiteral("sh"), QString::fromUtf8(*hello)});
        DaemonClient far(std::move(transport), "test 1");
        const auto got = openAndWait(far);
        QVERIFY2(got, got ? "" : got.error().message().c_str());
        QCOMPARE(far.hello().node, "far");
    }

private:
    std::string path() const { return m_dir->path("d.sock"); }
    std::unique_ptr<DaemonClient> client() const {
        return std::make_unique<DaemonClient>(std::make_unique<LocalSocketTransport>(QString::fromStdString(path())), "test 1");
    }

    std::unique_ptr<test::TempDir> m_dir;
    std::unique_ptr<test::FakeDaemon> m_daemon;
    std::unique_ptr<DaemonClient> m_client;
};

QTEST_GUILESS_MAIN(TestDaemonClient)
#include "test_daemon_client.moc"
