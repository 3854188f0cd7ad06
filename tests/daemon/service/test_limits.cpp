// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/limits.h"
#include "tests/daemon/service/node_fixture.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <semaphore>
#include <stop_token>
#include <thread>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

// Runs until it is let go, or stopped.
class HeldExecutor final : public JobExecutor {
public:
    JobOutcome run(JobContext& context) override {
        const std::stop_callback stopped(context.stop, [this] { go.release(); });
        started.release();
        go.acquire();
        return {};
    }
    std::function<Result<void>()> recordNotRun(const Job&, const Error&) override { return {}; }
    std::counting_semaphore<> started{0}, go{0};
};

LimitsWanted readLimit(double mib) { return {.readMibPerSecond = mib, .writeMibPerSecond = {}, .parallel = {}, .paused = {}}; }

} // namespace

Q_DECLARE_METATYPE(LimitsWanted)

// The limits an admin sets while the daemon runs: nonsense changes nothing, the rest takes effect at once.
class TestLimits : public QObject {
    Q_OBJECT

    static bool isUnchanged(const LimitsNow& now) {
        return now.readMibPerSecond == 5 && now.writeMibPerSecond == 6 && now.parallel == 2 && now.paused;
    }

private Q_SLOTS:
    void nonsenseChangesNothing_data() {
        QTest::addColumn<LimitsWanted>("wanted");
        const double numbers[] = {-1, -0.001, 1'000'001, 1e300, HUGE_VAL, -HUGE_VAL, std::nan("")};
        for (const double number : numbers) {
            QTest::addRow("reads %g", number) << LimitsWanted{number, 7, 3, false};
            QTest::addRow("writes %g", number) << LimitsWanted{7, number, 3, false};
        }
        for (const std::int64_t jobs : {std::int64_t{-1}, std::int64_t{0}, std::int64_t{65}, std::int64_t{1} << 32,
                                        std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
            QTest::addRow("%lld jobs", static_cast<long long>(jobs)) << LimitsWanted{7, 7, jobs, false};
        }
    }
    void nonsenseChangesNothing() {
        QFETCH(LimitsWanted, wanted);
        NodeFixture node;
        Scheduler scheduler(*node.catalog, node.clock, SchedulerSettings{1, 10, false});
        QVERIFY(setLimits(node.node, scheduler, {5, 6, 2, true}));
        const auto refused = setLimits(node.node, scheduler, wanted);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::InvalidInput);
        QVERIFY(isUnchanged(currentLimits(node.node, scheduler)));
    }
    void whatIsNotNamedStays() {
        NodeFixture node;
        Scheduler scheduler(*node.catalog, node.clock, SchedulerSettings{1, 10, false});
        QVERIFY(setLimits(node.node, scheduler, {5, 6, 2, true}));
        const auto now = setLimits(node.node, scheduler, {});
        QVERIFY(now && isUnchanged(*now));
        const auto changed = setLimits(node.node, scheduler, readLimit(0));
        QVERIFY(changed);
        QCOMPARE(changed->readMibPerSecond, 0.0);
        QCOMPARE(changed->writeMibPerSecond, 6.0);
    }
    void theBoundsAreAllowed() {
        NodeFixture node;
        Scheduler scheduler(*node.catalog, node.clock, SchedulerSettings{1, 10, false});
        const auto most = setLimits(node.node, scheduler, {1'000'000, 1'000'000, 64, {}});
        QVERIFY2(most, qPrintable(why(most)));
        QCOMPARE(most->parallel, 64u);
        const auto least = setLimits(node.node, scheduler, {0, 0, 1, {}});
        QVERIFY2(least, qPrintable(why(least)));
        QCOMPARE(node.load.read.limit(), std::uint64_t{0});
    }
    // What the engine asks for on every block.
    void theEngineIsHeldBack() {
        NodeFixture node;
        Scheduler scheduler(*node.catalog, node.clock, SchedulerSettings{1, 10, false});
        QVERIFY(setLimits(node.node, scheduler, {2, 0.5, {}, {}}));
        QCOMPARE(node.load.read.limit(), std::uint64_t{2} << 20);
        QCOMPARE(node.load.write.limit(), std::uint64_t{1} << 19);

        QVERIFY(setLimits(node.node, scheduler, {{}, {}, {}, true}));
        QVERIFY(node.load.paused());
        std::atomic<bool> passed = false;
        std::jthread worker([&](std::stop_token stop) { passed = node.load.checkpoint(stop).has_value(); });
        QVERIFY(setLimits(node.node, scheduler, {{}, {}, {}, false}));
        worker.join();
        QVERIFY(passed);
        QVERIFY(node.load.checkpoint({}));
    }
    void aWaitingJobStartsAtOnce() {
        NodeFixture node;
        HeldExecutor executor;
        Scheduler scheduler(*node.catalog, node.clock, SchedulerSettings{1, 10, false});
        scheduler.setExecutor(JobKind::Create, executor);
        QVERIFY(scheduler.start([](const Job&) { return AfterCrash::End; }));
        for (int n = 1; n <= 3; ++n) {
            Job job;
            job.id = jobId(n);
            job.server = serverId(n);
            QVERIFY(scheduler.enqueue(job));
        }
        QVERIFY(executor.started.try_acquire_for(30s));
        QCOMPARE(scheduler.counts().running, std::size_t{1});
        QVERIFY(setLimits(node.node, scheduler, {{}, {}, 2, {}}));
        QVERIFY(executor.started.try_acquire_for(30s));
        QCOMPARE(scheduler.counts().running, std::size_t{2});
        QCOMPARE(scheduler.counts().queued, std::size_t{1});
        // Fewer than are running: none is stopped, and none is started before there is room.
        QVERIFY(setLimits(node.node, scheduler, {{}, {}, 1, {}}));
        QCOMPARE(scheduler.counts().running, std::size_t{2});
        executor.go.release();
        QVERIFY(QTest::qWaitFor([&] { return scheduler.counts().running == 1; }, 30'000));
        QVERIFY(!executor.started.try_acquire());
        // Paused: what runs ends, what waits goes on waiting.
        QVERIFY(setLimits(node.node, scheduler, {{}, {}, {}, true}));
        executor.go.release();
        QVERIFY(QTest::qWaitFor([&] { return scheduler.counts().running == 0; }, 30'000));
        QCOMPARE(scheduler.counts().queued, std::size_t{1});
        QVERIFY(setLimits(node.node, scheduler, {{}, {}, {}, false}));
        executor.go.release();
        for (int n = 1; n <= 3; ++n) QVERIFY(scheduler.waitUntilEnded(jobId(n), 30s));
    }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "test_limits.moc"
