// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

using namespace alula;
using namespace alula::protocol;
using namespace Qt::StringLiterals;
using F = alula::test::CliFixture;
using alula::test::AlulactlOnTerminal;

namespace {
constexpr int kPatience = alula::test::kPatience;
}

// The full screen on a real terminal, against the scripted daemon.
class TestTop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        qputenv("LC_ALL", "C.UTF-8");
        m_fixture = std::make_unique<F>();
        answerAll();
    }
    void cleanup() { m_fixture.reset(); }

    void showsJobsAndGivesTheTerminalBack() {
        AlulactlOnTerminal top(m_fixture->withSocket({u"top"_s}), 80);
        QVERIFY2(top.waitFor("packing"), top.said.constData());
        QVERIFY(top.said.startsWith("\x1b[?1049h"));
        QVERIFY(!top.isCooked());
        QVERIFY(top.waitFor("Survival"));
        auto done = F::job("completed");
        done.ended = F::kTime;
        m_fixture->daemon->notify(kJobChanged, JobChangedEvent{0, done});
        QVERIFY2(top.waitFor("completed, "), top.said.constData());
        top.type("q");
        QCOMPARE(top.finish(), 0);
        QVERIFY2(top.said.endsWith("\x1b[?25h\x1b[?1049l"), top.said.right(60).toHex(' ').constData());
        QVERIFY(top.isCooked());
    }

    void cancelsAfterYes() {
        std::vector<JobId> cancelled;
        m_fixture->daemon->on(kJobsCancel, [&](const JobParams& params) -> Result<JobInfo> {
            cancelled.push_back(params.job);
            return F::job("cancelling");
        });
        AlulactlOnTerminal top(m_fixture->withSocket({u"top"_s}), 80);
        QVERIFY(top.waitFor("packing"));
        top.type("c");
        QVERIFY2(top.waitFor("[y/n]"), top.said.constData());
        QVERIFY(cancelled.empty());
        top.type("y");
        QVERIFY(QTest::qWaitFor([&] { return !cancelled.empty(); }, kPatience));
        QCOMPARE(cancelled, std::vector{*JobId::parse(F::kJob)});
        QVERIFY(top.waitFor("being cancelled"));
        top.type("\x03"); // Ctrl-C ends it as well
        QCOMPARE(top.finish(), 0);
        QVERIFY(top.isCooked());
    }

    void pausesBacksUpAndShowsALog() {
        std::optional<bool> paused;
        std::optional<ServerId> backedUp;
        m_fixture->daemon->on(kSetLimits, [&](const SetLimitsParams& params) -> Result<Limits> {
            paused = params.paused;
            return Limits{};
        });
        m_fixture->daemon->on(kBackupsCreate, [&](const CreateParams& params) -> Result<JobStarted> {
            backedUp = params.server;
            return fail(ErrorCode::Busy, "the queue is full");
        });
        m_fixture->daemon->answer(kJobsLog, JobLogPage{{{1, F::kTime, "info", "41,203 files are planned", {}}}, "1", false});
        AlulactlOnTerminal top(m_fixture->withSocket({u"top"_s}), 80);
        QVERIFY(top.waitFor("Lobby"));
        QVERIFY(top.waitFor("packing"));
        top.type("p");
        QVERIFY(QTest::qWaitFor([&] { return paused == true; }, kPatience));
        top.type("\t\x1b[B"
                 "b");
        QVERIFY2(top.waitFor("[y/n]"), top.said.constData());
        QVERIFY(!backedUp);
        top.type("y");
        QVERIFY(top.waitFor("the queue is full")); // what the daemon says is shown
        QCOMPARE(backedUp, ServerId::parse(F::kOtherServer));
        top.type("\t\r");
        QVERIFY2(top.waitFor("41,203 files are planned"), top.said.constData());
        top.type("q");
        QCOMPARE(top.finish(), 0);
    }

    void comesBackWithTheDaemon() {
        AlulactlOnTerminal top(m_fixture->withSocket({u"top"_s}), 80);
        QVERIFY(top.waitFor("packing"));
        m_fixture->daemon.reset();
        QVERIFY2(top.waitFor("Trying again in"), top.said.constData());
        const auto calls = top.said.size();
        m_fixture->daemon = std::make_unique<test::FakeDaemon>(m_fixture->socket());
        answerAll();
        QVERIFY(QTest::qWaitFor([&] { return m_fixture->daemon->called(kServersList.name); }, kPatience));
        QVERIFY(QTest::qWaitFor([&] { return top.said.sliced(calls).contains("All is well"); }, kPatience));
        top.type("q");
        QCOMPARE(top.finish(), 0);
    }

    void followsTheSizeOfTheTerminal() {
        AlulactlOnTerminal top(m_fixture->withSocket({u"top"_s}), 80);
        QVERIFY(top.waitFor("packing"));
        top.said.clear();
        top.resize(100, 40);
        QVERIFY(QTest::qWaitFor([&] { return top.said.count("\r\n") >= 39; }, kPatience));
        top.type("q");
        QCOMPARE(top.finish(), 0);
    }

    // Nothing happens: then nothing is drawn but the clock, and nothing is asked.
    void restsWhenNothingHappens() {
        AlulactlOnTerminal top(m_fixture->withSocket({u"top"_s}), 80);
        QVERIFY(top.waitFor("packing"));
        QVERIFY(QTest::qWaitFor([&] { return m_fixture->daemon->called(kJobsList.name); }, kPatience));
        const auto asked = m_fixture->daemon->calls.size();
        const auto drawn = top.said.count("\x1b[H");
        QVERIFY(QTest::qWaitFor([&] { return top.said.count("\x1b[H") >= drawn + 2; }, kPatience)); // two seconds
        QVERIFY2(top.said.count("\x1b[H") <= drawn + 4, "it draws without a reason");
        QCOMPARE(m_fixture->daemon->calls.size(), asked);
        top.type("q");
        QCOMPARE(top.finish(), 0);
    }

    void theQuitCharacterLeavesNoRawTerminal() {
        AlulactlOnTerminal top(m_fixture->withSocket({u"top"_s}), 80);
        QVERIFY(top.waitFor("packing"));
        top.type("\x1c");
        top.type("\t"); // it still lives
        top.type("q");
        QCOMPARE(top.finish(), 0);
        QVERIFY(top.isCooked());
    }

    void withoutATerminalOrADaemonItSaysSo() {
        const auto piped = m_fixture->run({u"top"_s});
        QCOMPARE(piped.code, 2);
        QVERIFY2(piped.err.contains("alulactl overview"), piped.err.constData());
        m_fixture->daemon.reset();
        AlulactlOnTerminal top(m_fixture->withSocket({u"top"_s}), 80);
        QCOMPARE(top.finish(), 3);
        QVERIFY(!top.said.contains("\x1b[?1049h"));
    }

private:
    void answerAll() {
        Status status;
        status.ready = true;
        auto& daemon = *m_fixture->daemon;
        daemon.answer(kStatus, status);
        daemon.answer(kServersList, ServersList{{F::server(F::kServer, "Survival"), F::server(F::kOtherServer, "Lobby")}, {}});
        daemon.answer(kJobsList, JobsList{{F::job("running")}, {}});
    }
    std::unique_ptr<F> m_fixture;
};

ALULACTL_TEST_MAIN(TestTop)
#include "test_top.moc"
