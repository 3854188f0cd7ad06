// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/jobs_model.h"
#include "gui/models/warnings_model.h"
#include "tests/gui/scripted_jobs.h"

#include <QtCore/QCoreApplication>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {
struct Bench {
    explicit Bench(int ended) : jobs(ended) { jobs.script(bench.daemon()); }
    bool open(const JobsFilter& filter = {}) {
        if (!bench.connect()) return false;
        model.show(&bench.node(), filter);
        return settles();
    }
    bool settles() {
        return QTest::qWaitFor([this] { return model.isKnown() && !model.isLoading(); });
    }
    void change(const protocol::JobInfo& job) { bench.daemon().notify(protocol::kJobChanged, {.job = job}); }
    NodeBench bench;
    ScriptedJobs jobs;
    JobsModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};
} // namespace

class TestJobsModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesAreReadAsTheyAreWanted() {
        Bench it(450);
        QVERIFY(it.open());
        QVERIFY(QTest::qWaitFor([&] {
            if (it.model.canFetchMore({})) it.model.fetchMore({});
            return it.model.isWhole() && !it.model.isLoading();
        }));
        QCOMPARE(it.model.rowCount(), 450);
        for (int i = 0; i < 450; ++i) QCOMPARE(it.model.at(i).job, it.jobs.all[static_cast<std::size_t>(i)].job);
    }

    void jobsComeRunAndEndInTheirPlaces() {
        Bench it(10);
        QVERIFY(it.open());
        auto second = runningJob(101);
        second.state = "queued";
        second.queuePosition = 2;
        auto first = second;
        first.job = jobId(102);
        first.queuePosition = 1;
        auto running = runningJob(100);
        for (const auto& job : {second, running, first}) it.change(job);
        QVERIFY(QTest::qWaitFor([&] { return it.model.rowCount() == 13; }));
        QCOMPARE(it.model.rowOf(running.job), 0);
        QCOMPARE(it.model.rowOf(first.job), 1);
        QCOMPARE(it.model.rowOf(second.job), 2);
        running.state = "completed";
        running.created = at("2026-11-22T03:00:00Z");
        it.change(running);
        QVERIFY(QTest::qWaitFor([&] { return it.model.rowOf(running.job) == 2; })); // behind the queue, before what ended earlier
        QCOMPARE(it.model.rowCount(), 13);
    }

    void whatDoesNotFitTheFilterGoes() {
        Bench it(10);
        it.jobs.all.insert(it.jobs.all.begin(), runningJob(100));
        QVERIFY(it.open({.state = "active", .server = {}, .kind = {}, .text = {}}));
        QCOMPARE(it.model.rowCount(), 1);
        auto other = runningJob(101, "verify");
        it.change(other);
        QVERIFY(QTest::qWaitFor([&] { return it.model.rowCount() == 2; }));
        other.state = "failed";
        it.change(other);
        QVERIFY(QTest::qWaitFor([&] { return it.model.rowCount() == 1; }));
    }

    void aJobThatComesWhilePagesAreReadIsNotThereTwice() {
        Bench it(250);
        QVERIFY(it.open());
        const auto fresh = runningJob(999);
        it.jobs.all.insert(it.jobs.all.begin(), fresh);
        it.change(fresh);
        QVERIFY(QTest::qWaitFor([&] { return it.model.rowOf(fresh.job) == 0; }));
        QVERIFY(QTest::qWaitFor([&] {
            if (it.model.canFetchMore({})) it.model.fetchMore({});
            return it.model.isWhole() && !it.model.isLoading();
        }));
        QCOMPARE(it.model.rowCount(), 251);
    }

    void missedEventsMakeItStale() {
        Bench it(5);
        QVERIFY(it.open());
        QSignalSpy stale(&it.model, &JobsModel::becameStale);
        it.bench.daemon().skipSequence();
        it.change(it.jobs.all[0]);
        QVERIFY(QTest::qWaitFor([&] { return !stale.isEmpty(); }));
        it.jobs.all.erase(it.jobs.all.begin() + 2);
        it.model.refresh();
        QVERIFY(QTest::qWaitFor([&] { return it.model.rowCount() == 4; }));
        QVERIFY(!it.model.isStale());
    }

    void warningsComeInPagesAndAreGathered() {
        NodeBench bench;
        QVERIFY(bench.connect());
        bench.daemon().on(protocol::kJobsWarnings, [](const protocol::JobLogParams& params) -> Result<protocol::JobLogPage> {
            const int from = params.cursor ? std::stoi(*params.cursor) : 0;
            protocol::JobLogPage page;
            for (int i = from; i < std::min(1200, from + 500); ++i) {
                protocol::JobLogLine line;
                line.number = static_cast<std::uint64_t>(i);
                line.level = "warning";
                line.text = i % 3 == 0 ? "Permission denied" : "It changed while it was read";
                if (i % 2 == 0) line.path = protocol::WirePath{"world/region/r." + std::to_string(i) + ".mca"};
                page.lines.push_back(line);
            }
            page.cursor = std::to_string(from + 500);
            page.more = from + 500 < 1200;
            return page;
        });
        WarningsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.show(&bench.node(), jobId(1));
        QVERIFY(QTest::qWaitFor([&] { return model.isWhole(); }));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 0).data().toString(), u"It changed while it was read (800)"_s);
        QCOMPARE(model.rowCount(model.index(1, 0)), 400);
        model.gather(WarningsModel::By::Folder);
        QCOMPARE(model.rowCount(), 2); // world/region/, and those of no file
        QCOMPARE(model.rowCount(model.index(0, 0)), 600);
    }
};

QTEST_GUILESS_MAIN(TestJobsModel)
#include "test_jobs_model.moc"
