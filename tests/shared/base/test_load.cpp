// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/load.h"
#include "shared/base/progress.h"

#include <QtTest>
#include <atomic>
#include <functional>
#include <thread>

using namespace alula;
using namespace std::chrono_literals;

namespace {
// A clock on which sleeping is what makes time pass.
class SleptClock final : public Clock {
public:
    Timestamp now() override { return {m_now.count()}; }
    std::chrono::steady_clock::time_point steady() override { return std::chrono::steady_clock::time_point(m_now); }
    bool sleepFor(std::chrono::nanoseconds duration, std::stop_token stop) override {
        if (onSleep) onSleep();
        if (stop.stop_requested()) return false;
        m_now += duration;
        return true;
    }
    void advance(std::chrono::nanoseconds duration) { m_now += duration; }
    std::chrono::nanoseconds elapsed() const { return m_now - 1h; }
    std::function<void()> onSleep;

private:
    std::chrono::nanoseconds m_now = 1h;
};
} // namespace

class TestLoad : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutALimitNothingWaits();
    void theRateIsKept();
    void idleTimeIsNotSavedUp();
    void aLiftedLimitIsFeltAtOnce();
    void aLowerLimitIsFeltByTheNext();
    void stopEndsAWait();
    void hugeAmountsDoNotOverflow();
    void checkpointPasses();
    void checkpointHoldsWhilePaused();
    void checkpointEndsWhenStopped();
    void aTurnLetsEachPassOnce();
    void whoeverComesLateHasATurnOfTime();
    void aPauseOutlastsYielding();
    void progressBeginsAPhaseAnew();
};

void TestLoad::withoutALimitNothingWaits() {
    SleptClock clock;
    RateLimiter limiter(clock);
    QVERIFY(limiter.take(1ULL << 40, {}));
    QCOMPARE(clock.elapsed(), 0ns);
}

void TestLoad::theRateIsKept() {
    SleptClock clock;
    RateLimiter limiter(clock);
    limiter.setLimit(1000);
    for (int i = 0; i < 100; ++i) QVERIFY(limiter.take(100, {}));
    QCOMPARE_GE(clock.elapsed(), 9900ms); // 10,000 bytes at 1,000 a second; the last may be on its way
    QCOMPARE_LE(clock.elapsed(), 10100ms);
}

void TestLoad::idleTimeIsNotSavedUp() {
    SleptClock clock;
    RateLimiter limiter(clock);
    limiter.setLimit(1000);
    QVERIFY(limiter.take(1, {}));
    clock.advance(1h);
    const auto before = clock.elapsed();
    for (int i = 0; i < 10; ++i) QVERIFY(limiter.take(1000, {}));
    QCOMPARE_GE(clock.elapsed() - before, 9s);
}

void TestLoad::aLiftedLimitIsFeltAtOnce() {
    SleptClock clock;
    RateLimiter limiter(clock);
    limiter.setLimit(1);
    QVERIFY(limiter.take(1, {}));
    int sleeps = 0;
    clock.onSleep = [&] {
        if (++sleeps == 3) limiter.setLimit(0);
    };
    QVERIFY(limiter.take(1'000'000, {}));
    QCOMPARE_LE(clock.elapsed(), 3s); // not the eleven days that were due
}

void TestLoad::aLowerLimitIsFeltByTheNext() {
    SleptClock clock;
    RateLimiter limiter(clock);
    limiter.setLimit(1'000'000);
    QVERIFY(limiter.take(1000, {}));
    limiter.setLimit(100);
    QCOMPARE(limiter.limit(), std::uint64_t{100});
    const auto before = clock.elapsed();
    QVERIFY(limiter.take(100, {}));
    QVERIFY(limiter.take(100, {}));
    QCOMPARE_GE(clock.elapsed() - before, 1s);
}

void TestLoad::stopEndsAWait() {
    SleptClock clock;
    RateLimiter limiter(clock);
    limiter.setLimit(1);
    std::stop_source stop;
    clock.onSleep = [&] { stop.request_stop(); };
    QVERIFY(limiter.take(5, stop.get_token()) || stop.stop_requested());
    const auto result = limiter.take(5, stop.get_token());
    QCOMPARE(result.error().code(), ErrorCode::Cancelled);
}

void TestLoad::hugeAmountsDoNotOverflow() {
    SleptClock clock;
    RateLimiter limiter(clock);
    limiter.setLimit(1);
    std::stop_source stop;
    int sleeps = 0;
    clock.onSleep = [&] {
        if (++sleeps > 10) stop.request_stop();
    };
    for (int i = 0; i < 3; ++i) {
        const auto result = limiter.take(std::numeric_limits<std::uint64_t>::max(), stop.get_token());
        if (!result) {
            QCOMPARE(result.error().code(), ErrorCode::Cancelled);
            return;
        }
    }
    QFAIL("at one byte a second so many bytes never pass");
}

void TestLoad::checkpointPasses() {
    SleptClock clock;
    LoadControl load(clock);
    QVERIFY(load.checkpoint({}));
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(load.checkpoint(stop.get_token()).error().code(), ErrorCode::Cancelled);
}

void TestLoad::checkpointHoldsWhilePaused() {
    SystemClock clock;
    LoadControl load(clock);
    load.setPaused(true);
    std::atomic<bool> passed = false;
    std::jthread worker([&] {
        if (load.checkpoint({})) passed = true;
    });
    QVERIFY(!passed);
    QVERIFY(load.paused());
    load.setPaused(false);
    worker.join();
    QVERIFY(passed);
}

void TestLoad::checkpointEndsWhenStopped() {
    SystemClock clock;
    LoadControl load(clock);
    load.setPaused(true);
    std::stop_source stop;
    Result<void> result;
    {
        std::jthread worker([&] { result = load.checkpoint(stop.get_token()); });
        stop.request_stop();
    }
    QCOMPARE(result.error().code(), ErrorCode::Cancelled);
}

// A worker at the end of everybody's queue comes to run when the turn is over; without this it would never get on.
void TestLoad::aTurnLetsEachPassOnce() {
    SystemClock clock;
    LoadControl load(clock);
    load.setYielding(Yielding::Hold);
    QVERIFY(load.yielding());
    std::atomic<int> passed = 0;
    std::stop_source stop;
    {
        std::jthread worker([&] {
            while (load.checkpoint(stop.get_token())) ++passed;
        });
        for (int turn = 1; turn <= 3; ++turn) {
            // Open for no time at all; again until the worker has come to wait.
            while (passed < turn) {
                load.setYielding(Yielding::Turn);
                load.setYielding(Yielding::Hold);
            }
        }
        stop.request_stop();
    }
    QCOMPARE_GE(passed, 3);
    load.setYielding(Yielding::No);
    QVERIFY(!load.yielding());
    QVERIFY(load.checkpoint({}));
}

// One pass a turn would be one file a second.
void TestLoad::whoeverComesLateHasATurnOfTime() {
    class HandClock final : public Clock {
    public:
        Timestamp now() override { return {}; }
        std::chrono::steady_clock::time_point steady() override { return std::chrono::steady_clock::time_point(m_time.load()); }
        bool sleepFor(std::chrono::nanoseconds, std::stop_token) override { return true; }
        void advance(std::chrono::nanoseconds by) { m_time = m_time.load() + by; }

    private:
        std::atomic<std::chrono::nanoseconds> m_time{1s};
    } clock;
    LoadControl load(clock);
    load.setYielding(Yielding::Hold);
    std::atomic<int> passed = 0;
    std::stop_source stop;
    std::jthread worker([&] {
        while (load.checkpoint(stop.get_token())) ++passed;
    });
    int turns = 0;
    for (; passed < 1000 && turns < 100; ++turns) {
        std::this_thread::sleep_for(20ms); // until it waits
        load.setYielding(Yielding::Turn);  // open for no time at all
        load.setYielding(Yielding::Hold);
    }
    clock.advance(LoadControl::kTurn);
    std::this_thread::sleep_for(50ms);
    const int then = passed;
    std::this_thread::sleep_for(50ms);
    stop.request_stop();
    worker.join();
    QVERIFY(turns < 100);
    QCOMPARE(passed, then);
}

void TestLoad::aPauseOutlastsYielding() {
    SystemClock clock;
    LoadControl load(clock);
    load.setPaused(true);
    load.setYielding(Yielding::Turn);
    load.setYielding(Yielding::No);
    std::atomic<bool> passed = false;
    std::jthread worker([&] { passed = load.checkpoint({}).has_value(); });
    QVERIFY(load.paused());
    QVERIFY(!passed);
    load.setPaused(false);
    worker.join();
    QVERIFY(passed);
}

void TestLoad::progressBeginsAPhaseAnew() {
    ProgressSink progress;
    QCOMPARE(progress.phase.load(), Phase::Waiting);
    progress.begin(Phase::Packing, 10, 1000);
    progress.filesDone += 3;
    progress.bytesDone += 300;
    progress.setPath("a/b");
    QCOMPARE(progress.path(), std::string("a/b"));
    progress.begin(Phase::Checking, 5, 50);
    QCOMPARE(progress.phase.load(), Phase::Checking);
    QCOMPARE(progress.filesTotal.load(), std::uint64_t{5});
    QCOMPARE(progress.filesDone.load(), std::uint64_t{0});
    QCOMPARE(progress.bytesDone.load(), std::uint64_t{0});
    QCOMPARE(name(Phase::Packing), std::string_view("packing"));
}

QTEST_APPLESS_MAIN(TestLoad)
#include "test_load.moc"
