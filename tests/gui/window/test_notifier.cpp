// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/node_data.h"
#include "gui/window/notifier.h"
#include "tests/gui/node_bench.h"
#include "tests/gui/stall_watch.h"

#include <QtTest/QTest>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {
// A notifier over one scripted daemon, with a clock that the test moves.
struct Bench {
    Bench() : daemon(dir.path() + "/alulad.sock") {
        NodeBench::script(daemon, "admin");
        nodes.add(NodeAddress::local(QString::fromStdString(dir.path() + "/alulad.sock")));
        QObject::connect(&notifier, &Notifier::notice, &notifier, [this](const Notice& notice) { notices.push_back(notice); });
        QObject::connect(&nodes.at(0)->data(), &NodeData::jobEnded, &notifier, [this] { ++heard; });
    }
    bool connect() {
        return QTest::qWaitFor([this] { return nodes.at(0)->isOnline() && nodes.at(0)->data().isKnown(); });
    }
    // Ends a job that ran so long, and waits until that was heard.
    bool end(int number, const std::string& state, std::chrono::minutes took = 1min) {
        auto job = runningJob(number);
        job.state = state;
        job.ended = *job.started + took;
        if (state == "failed") job.error = protocol::JobError{"no_space", "No space left on the disk."};
        daemon.notify(protocol::kJobChanged, {.job = job});
        return QTest::qWaitFor([this, before = heard] { return heard > before; });
    }
    void pass(std::chrono::seconds time) {
        now += time;
        notifier.tellHeld(); // what the timer does then
    }
    TempDir dir;
    FakeDaemon daemon;
    NodeList nodes{[](const NodeAddress& address) { return std::make_unique<LocalSocketTransport>(address.where); }};
    bool watched = false;
    std::chrono::steady_clock::time_point now{1000s};
    std::vector<Notice> notices;
    int heard = 0;
    Notifier notifier{nodes, [this] { return watched; }, nullptr, [this] { return now; }};
};
} // namespace

class TestNotifier : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFailureIsToldAndLeadsToItsJob() {
        Bench it;
        QVERIFY(it.connect());
        QVERIFY(it.end(7, "failed"));
        QCOMPARE(it.notices.size(), 1U);
        QVERIFY(it.notices[0].bad);
        QCOMPARE(it.notices[0].title, u"Survival, Backup failed"_s);
        QVERIFY(it.notices[0].text.contains(u"No space left on the disk."));
        QVERIFY(it.notices[0].place.page == PageKind::Activity);
        QCOMPARE(it.notices[0].place.job, std::optional(jobId(7)));
    }

    void onlyLongJobsThatEndWellAreTold() {
        Bench it;
        QVERIFY(it.connect());
        QVERIFY(it.end(1, "completed", 5min));
        QVERIFY(it.end(2, "cancelled", 60min));
        QVERIFY(it.notices.empty());
        QVERIFY(it.end(3, "completed_with_warnings", 6min));
        QCOMPARE(it.notices.size(), 1U);
        QVERIFY(!it.notices[0].bad);
    }

    void whoLooksIsNotTold() {
        Bench it;
        QVERIFY(it.connect());
        it.watched = true;
        QVERIFY(it.end(1, "failed"));
        it.watched = false;
        it.pass(120s);
        QVERIFY(it.notices.empty());
    }

    void neverMoreThanOneAMinute() {
        Bench it;
        QVERIFY(it.connect());
        QVERIFY(it.end(1, "failed"));
        for (const int number : {2, 3, 4}) QVERIFY(it.end(number, "failed"));
        QVERIFY(it.end(5, "completed", 10min));
        QCOMPARE(it.notices.size(), 1U);
        it.pass(59s);
        QCOMPARE(it.notices.size(), 1U);
        it.pass(1s);
        QCOMPARE(it.notices.size(), 2U);
        QCOMPARE(it.notices[1].title, u"3 job(s) failed"_s);
        QCOMPARE(it.notices[1].text, u"1 long job(s) ended"_s);
        QCOMPARE(it.notices[1].place.query, u"failed"_s);
        it.pass(300s);
        QCOMPARE(it.notices.size(), 2U); // nothing is told twice
    }

    void whatWaitsIsDroppedWhenTheWindowIsLookedAt() {
        Bench it;
        QVERIFY(it.connect());
        QVERIFY(it.end(1, "failed"));
        QVERIFY(it.end(2, "failed"));
        it.watched = true;
        it.pass(60s);
        it.watched = false;
        it.pass(60s);
        QCOMPARE(it.notices.size(), 1U);
    }
};

ALULA_GUI_TEST_MAIN(TestNotifier)
#include "test_notifier.moc"
