// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/node_bench.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;

class TestNode : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsItsServersOnceOnline() {
        NodeBench bench;
        QVERIFY(bench.connect());
        QCOMPARE(bench.node().name(), QStringLiteral("node-1"));
        QVERIFY(bench.node().isAdmin());
        QCOMPARE(bench.node().data().servers().size(), std::size_t(2));
        QCOMPARE(bench.node().data().serverName(kSurvival), QStringLiteral("Survival"));
        QCOMPARE(bench.daemon().topics.size(), protocol::kTopics.size());
    }

    void aReaderIsNoAdmin() {
        NodeBench bench("reader");
        QVERIFY(bench.connect());
        QVERIFY(!bench.node().isAdmin());
    }

    void aKilledDaemonComesBackAndWhatIsKnownStays() {
        NodeBench bench;
        QVERIFY(bench.connect());
        bench.killDaemon();
        QVERIFY(QTest::qWaitFor([&] { return bench.node().state() == Node::State::Waiting; }));
        QCOMPARE(bench.node().trouble()->kind, Trouble::Kind::Lost);
        QVERIFY(bench.node().asOf().isValid());
        QCOMPARE(bench.node().data().servers().size(), std::size_t(2));
        QSignalSpy online(&bench.node(), &Node::cameOnline);
        bench.startDaemon();
        QVERIFY(QTest::qWaitFor([&] { return online.size() == 1; }, 10'000));
        QVERIFY(!bench.node().trouble());
    }

    void aDaemonThatDiesOfBeingAskedIsDialledLessAndLess() {
        NodeBench bench;
        const auto pause = [&] { return QDateTime::currentDateTime().msecsTo(bench.node().retryAt()); };
        QVERIFY(bench.connect());
        bench.killDaemon();
        QVERIFY(QTest::qWaitFor([&] { return bench.node().state() == Node::State::Waiting; }));
        QVERIFY2(pause() <= 1000, qPrintable(QString::number(pause())));
        bench.startDaemon();
        QVERIFY(QTest::qWaitFor([&] { return bench.node().isOnline(); }, 10'000));
        bench.killDaemon();
        QVERIFY(QTest::qWaitFor([&] { return bench.node().state() == Node::State::Waiting; }));
        QVERIFY2(pause() > 1000, qPrintable(QString::number(pause()))); // 2 s: it was online, and not for long
    }

    void aCallWhileAwayIsRefusedFromTheEventLoop() {
        NodeBench bench;
        std::optional<ErrorCode> code;
        bench.node().call<protocol::StatusParams, protocol::Status>(
            protocol::kStatus, {}, this, [&](Result<protocol::Status> answer) { code = answer.error().code(); });
        QVERIFY(!code);
        QVERIFY(QTest::qWaitFor([&] { return code.has_value(); }));
        QCOMPARE(*code, ErrorCode::Network);
    }

    void jobsComeMoveAndGo() {
        NodeBench bench;
        QVERIFY(bench.connect());
        NodeData& data = bench.node().data();
        QSignalSpy ended(&data, &NodeData::jobEnded);
        auto job = runningJob(1);
        bench.daemon().notify(protocol::kJobChanged, {0, job});
        QVERIFY(QTest::qWaitFor([&] { return data.jobs().size() == 1; }));
        protocol::JobProgress progress = job.progress;
        progress.bytesDone = 3'000'000'000;
        bench.daemon().notify(protocol::kJobProgress, {0, job.job, progress});
        QVERIFY(QTest::qWaitFor([&] { return data.jobs()[0].progress.bytesDone == 3'000'000'000; }));
        job.state = "failed";
        bench.daemon().notify(protocol::kJobChanged, {0, job});
        QVERIFY(QTest::qWaitFor([&] { return ended.size() == 1; }));
        QVERIFY(data.jobs().empty());
    }

    void lostEventsMakeItListAgain() {
        NodeBench bench;
        QVERIFY(bench.connect());
        QSignalSpy missed(&bench.node(), &Node::backupsMissed);
        bench.daemon().calls.clear();
        bench.daemon().skipSequence();
        bench.daemon().notify(protocol::kSystemChanged, {});
        QVERIFY(QTest::qWaitFor([&] { return missed.size() == 1 && bench.daemon().called("servers.list"); }));
    }

    void anotherVersionIsNotTriedForEver() {
        NodeBench bench;
        bench.daemon().setHello({{protocol::kVersion.major + 1, 0}, "9.9.9", "node-1", {}, "admin"});
        bench.node().open();
        QVERIFY(QTest::qWaitFor([&] { return bench.node().state() == Node::State::Stuck; }));
        QCOMPARE(bench.node().trouble()->kind, Trouble::Kind::OtherVersion);
    }
};

QTEST_GUILESS_MAIN(TestNode)
#include "test_node.moc"
