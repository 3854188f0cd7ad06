// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

using namespace alula;
using namespace alula::protocol;
using namespace Qt::StringLiterals;
using F = alula::test::CliFixture;

// Commands that start a job and wait for it.
class TestWaiting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<F>();
        m_fixture->daemon->answer(kBackupsCreate, JobStarted{*JobId::parse(F::kJob), BackupId::parse(F::kBackup)});
        m_fixture->daemon->answer(kBackupsVerify, JobStarted{*JobId::parse(F::kJob), {}});
        m_fixture->daemon->answer(kJobsGet, F::job("running"));
    }
    void cleanup() { m_fixture.reset(); }

    void createSubscribesFirstAndWaits() {
        test::Alulactl running(m_fixture->withSocket(
            {u"create"_s, u"Lobby"_s, u"--note"_s, u"mine"_s, u"--ignore"_s, u"*.log"_s, u"--ignore"_s, u"!keep.log"_s}));
        waitForJob();
        tell(progress(100));
        QVERIFY(running.waitForError("packing"));
        end("completed");
        const auto ran = running.finish();
        QCOMPARE(ran.code, 0);
        QVERIFY2(ran.out.contains("completed") && ran.out.contains(F::kBackup), ran.out.constData());
        std::vector<std::string> order;
        for (const auto& call : m_fixture->daemon->calls) order.push_back(call.method);
        const auto at = [&](const char* name) { return std::find(order.begin(), order.end(), name); };
        QVERIFY(at("events.subscribe") < at("backups.create"));
        const auto params = fromJson<CreateParams>(
            m_fixture->daemon->calls.at(static_cast<std::size_t>(at("backups.create") - order.begin())).params);
        QCOMPARE(params->server, *ServerId::parse(F::kOtherServer));
        QCOMPARE(params->note, "mine");
        QCOMPARE(params->ignore, "*.log\n!keep.log\n");
    }

    void aJobThatEndedAtOnceIsNotMissed() {
        m_fixture->daemon->answer(kJobsGet, F::job("completed"));
        QCOMPARE(m_fixture->run({u"verify"_s, u"bbbbb"_s}).code, 0);
    }

    void outcomes_data() {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<int>("code");
        QTest::newRow("completed") << QByteArray("completed") << QByteArray() << 0;
        QTest::newRow("warnings") << QByteArray("completed_with_warnings") << QByteArray() << 10;
        QTest::newRow("cancelled") << QByteArray("cancelled") << QByteArray() << 13;
        QTest::newRow("failed") << QByteArray("failed") << QByteArray("io") << 1;
        QTest::newRow("damaged") << QByteArray("failed") << QByteArray("corrupt") << 7;
        QTest::newRow("no room") << QByteArray("failed") << QByteArray("no_space") << 8;
        QTest::newRow("the daemon's network") << QByteArray("failed") << QByteArray("network") << 1;
        QTest::newRow("a code of tomorrow") << QByteArray("failed") << QByteArray("sunspots") << 1;
    }
    void outcomes() {
        QFETCH(QByteArray, state);
        QFETCH(QByteArray, error);
        QFETCH(int, code);
        JobInfo job = F::job(state.toStdString());
        if (!error.isEmpty()) job.error = JobError{error.toStdString(), "It went wrong."};
        if (state == "completed_with_warnings") job.warnings = 25;
        m_fixture->daemon->answer(kJobsWarnings,
                                  JobLogPage{{{1, F::kTime, "warning", "shrank", WirePath{"world/a"}}}, "1", true});
        m_fixture->daemon->answer(kJobsGet, job);
        const auto ran = m_fixture->run({u"verify"_s, u"bbbbb"_s});
        QCOMPARE(ran.code, code);
        if (!error.isEmpty()) QVERIFY2(ran.out.contains("It went wrong."), ran.out.constData());
        if (job.warnings)
            QVERIFY2(ran.err.contains("warning: world/a: shrank") && ran.err.contains("24 more"), ran.err.constData());
        const auto json = m_fixture->run({u"verify"_s, u"bbbbb"_s, u"--json"_s});
        QCOMPARE(json.code, code);
        QCOMPARE(fromJson<JobInfo>(json.json()).value(), job);
    }

    void detachDoesNotWait() {
        const auto ran = m_fixture->run({u"create"_s, u"Survival"_s, u"--detach"_s});
        QCOMPARE(ran.code, 0);
        QVERIFY(ran.out.contains(QByteArray(QByteArray("alulactl watch ") + F::kJob)));
        QVERIFY(!m_fixture->daemon->called("jobs.get"));
        const auto json = m_fixture->run({u"create"_s, u"Survival"_s, u"--detach"_s, u"--json"_s});
        QCOMPARE(fromJson<JobStarted>(json.json())->backup, BackupId::parse(F::kBackup));
    }

    void progressIsNotALineAnEvent() {
        test::Alulactl running(m_fixture->withSocket({u"verify"_s, u"bbbbb"_s}));
        waitForJob();
        for (std::uint64_t i = 0; i < 200; ++i) tell(progress(i));
        JobProgress next = F::progress(5);
        next.phase = "publishing";
        tell({0, *JobId::parse(F::kJob), next});
        QVERIFY(running.waitForError("publishing"));
        end("completed");
        const auto ran = running.finish();
        QVERIFY2(ran.err.count('\n') <= 4, ran.err.constData()); // a line every 5 s, and one a phase
        QVERIFY(!ran.err.contains('\r'));
    }

    void aTerminalGetsABar() {
        test::AlulactlOnTerminal running(m_fixture->withSocket({u"verify"_s, u"bbbbb"_s}));
        waitForJob();
        tell(progress(500));
        JobProgress next = F::progress(1000);
        next.phase = "checking"; // a new phase is shown at once
        tell({0, *JobId::parse(F::kJob), next});
        QVERIFY2(running.waitFor(
                     "\r[##########----------]  checking   50%  1,000 of 2,000 files  1000.0 MiB of 2.0 GiB  96.0 MiB/s  11 s"),
                 running.said.constData());
        end("completed");
        QCOMPARE(running.finish(), 0);
    }

    void slowQueueIsTold() {
        JobInfo queued = F::job("queued");
        queued.queuePosition = 3;
        m_fixture->daemon->answer(kJobsGet, queued);
        test::Alulactl running(m_fixture->withSocket({u"watch"_s, u"cccc"_s}));
        QVERIFY(running.waitForError("place 3"));
        end("cancelled");
        QCOMPARE(running.finish().code, 13);
    }

    void aGapMakesItLookAgain() {
        test::Alulactl running(m_fixture->withSocket({u"verify"_s, u"bbbbb"_s}));
        waitForJob();
        tell(progress(1));
        m_fixture->daemon->answer(kJobsGet, F::job("completed"));
        m_fixture->daemon->skipSequence(); // the job's end was dropped
        tell(progress(2));
        QCOMPARE(running.finish().code, 0);
    }

    void aDaemonThatDiesInMidJob() {
        test::Alulactl running(m_fixture->withSocket({u"create"_s, u"Survival"_s}));
        waitForJob();
        tell(progress(10));
        m_fixture->daemon->dropConnections();
        const auto ran = running.finish();
        QCOMPARE(ran.code, 3);
        QVERIFY2(ran.err.contains("Lost sight of the job") &&
                     ran.err.contains(QByteArray(QByteArray("alulactl jobs ") + F::kJob)),
                 ran.err.constData());
    }

    void ctrlCEndsOnlyTheWaiting() {
        test::Alulactl running(m_fixture->withSocket({u"create"_s, u"Survival"_s}));
        waitForJob();
        tell(progress(10));
        QVERIFY(running.waitForError("packing"));
        running.interrupt();
        const auto ran = running.finish();
        QCOMPARE(ran.code, 130);
        QVERIFY2(ran.err.contains("goes on") && ran.err.contains(QByteArray(QByteArray("alulactl cancel ") + F::kJob)),
                 ran.err.constData());
        QVERIFY(!m_fixture->daemon->called("jobs.cancel"));
    }

private:
    static JobProgressEvent progress(std::uint64_t files) { return {0, *JobId::parse(F::kJob), F::progress(files)}; }
    void tell(const JobProgressEvent& event) { m_fixture->daemon->notify(kJobProgress, event); }
    void end(const std::string& state) { m_fixture->daemon->notify(kJobChanged, JobChangedEvent{0, F::job(state)}); }
    void waitForJob() {
        QVERIFY(QTest::qWaitFor([&] { return m_fixture->daemon->called("jobs.get"); }, test::kPatience));
    }

    std::unique_ptr<F> m_fixture;
};

ALULACTL_TEST_MAIN(TestWaiting)
#include "test_waiting.moc"
