// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/calm_clock.h"

#include "tests/support/fake_clock.h"

#include <QTest>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {
constexpr auto kYear = 24h * 365;
}

class TestCalmClock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutLeapsItIsTheClock() {
        FakeClock clock;
        CalmClock calm(clock);
        for (const auto step : {1s, 3600s, 86400s}) {
            clock.advance(step);
            QCOMPARE(calm.now(), clock.now());
        }
    }
    void aLeapForwardIsBelievedAfterAnHour() {
        FakeClock clock;
        CalmClock calm(clock);
        const Timestamp before = clock.now();
        clock.jump(kYear);
        QCOMPARE(calm.now(), before);
        clock.advance(59min);
        QCOMPARE(calm.now(), before + 59min);
        clock.advance(1min);
        QCOMPARE(calm.now(), clock.now());
    }
    void aLeapThatIsTakenBackWasNone() {
        FakeClock clock;
        CalmClock calm(clock);
        for (int i = 0; i < 5; ++i) {
            clock.jump(kYear);
            const Timestamp during = calm.now();
            clock.advance(50min);
            QCOMPARE(calm.now(), during + 50min);
            clock.jump(-kYear);
            QCOMPARE(calm.now(), clock.now());
        }
    }
    void aLeapBackIsBelievedAtOnce() {
        FakeClock clock;
        CalmClock calm(clock);
        clock.jump(-kYear);
        QCOMPARE(calm.now(), clock.now());
        clock.jump(kYear); // put right again: after an hour
        QVERIFY(calm.now() < clock.now());
        clock.advance(1h);
        QCOMPARE(calm.now(), clock.now());
    }
    // Off for a week, or started with a wrong clock: nobody can tell at once.
    void whatPassedBetweenRunsIsBelievedAfterAnHour() {
        FakeClock clock;
        CalmClock calm(clock, clock.now() - 24h * 7);
        QCOMPARE(calm.now(), clock.now() - 24h * 7);
        clock.advance(1h);
        QCOMPARE(calm.now(), clock.now());
        CalmClock behind(clock, clock.now() + kYear); // it was ahead then
        QCOMPARE(behind.now(), clock.now());
    }
    void aSlowSlewIsNoLeap() {
        FakeClock clock;
        CalmClock calm(clock);
        for (int i = 0; i < 100; ++i) {
            clock.advance(1min);
            clock.jump(1s);
            QCOMPARE(calm.now(), clock.now());
        }
    }
};

QTEST_APPLESS_MAIN(TestCalmClock)
#include "test_calm_clock.moc"
