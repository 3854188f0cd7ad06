// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/pressure_rules.h"

#include <QTest>

using namespace alula;
using namespace std::chrono_literals;

// What becomes of work on a machine whose pressure is known at every moment.
class TestPressureRules : public QObject {
    Q_OBJECT

    struct Seen {
        std::chrono::milliseconds passed{0}, worked{0};
        double share() const { return static_cast<double>(worked.count()) / static_cast<double>(passed.count()); }
    };
    // `others` wait so much of the time whatever we do; our work alone makes somebody wait so much.
    static Seen run(PressureRules& rules, std::chrono::milliseconds time, double others, double ours) {
        Seen seen;
        while (seen.passed < time) {
            const auto step = rules.step();
            seen.passed += step.length;
            const bool works = step.yielding != Yielding::Hold;
            if (works) seen.worked += step.length;
            rules.ended(std::max(others, works ? ours : 0));
        }
        return seen;
    }

private Q_SLOTS:
    void aQuietMachineIsNotLookedAt() {
        PressureRules rules(20);
        QCOMPARE(run(rules, 10min, 5, 10).share(), 1.0);
    }
    // A backup of a cold disk waits for it nearly always, and nobody else does.
    void ourOwnPressureHardlyCostsTime() {
        PressureRules rules(20);
        QCOMPARE_GE(run(rules, 10min, 0, 95).share(), 0.95);
    }
    void othersAreGivenWay() {
        PressureRules rules(20);
        const auto seen = run(rules, 10min, 60, 95);
        QCOMPARE_LE(seen.share(), 0.11);
    }
    // However long it lasts: each second has its turn.
    void workNeverStopsAltogether() {
        PressureRules rules(20);
        run(rules, 10s, 100, 100);
        for (int second = 0; second < 1000; ++second) QCOMPARE_GE(run(rules, 1s, 100, 100).worked, 100ms);
    }
    void itGoesOnWhenTheOthersAreDone() {
        PressureRules rules(20);
        run(rules, 1min, 90, 0);
        run(rules, 3s, 0, 0);
        QCOMPARE(rules.step().yielding, Yielding::No);
    }
    // One calm look may be chance. Between 15 and 20 % it neither begins nor ends.
    void theEndIsNotTheBeginning() {
        PressureRules busy(20);
        run(busy, 1min, 90, 0);
        run(busy, 1min, 17, 0);
        QVERIFY(busy.step().yielding != Yielding::No);
        PressureRules quiet(20);
        QCOMPARE(run(quiet, 1min, 17, 17).share(), 1.0);
    }
    void oneCalmLookIsNotEnough() {
        PressureRules rules(20);
        int looks = 0;
        for (int step = 0; step < 300; ++step) { // pressed and calm in turns
            const bool looking = rules.step().yielding == Yielding::Hold && rules.step().length > 500ms;
            rules.ended(looking && ++looks % 2 == 0 ? 0 : 90);
            if (looks > 0) QVERIFY(rules.step().yielding != Yielding::No);
        }
    }
    // After a calm half hour, whoever comes is noticed within the longest time between two looks.
    void whoComesLateIsNoticed() {
        PressureRules rules(20);
        run(rules, 30min, 0, 95);
        const auto seen = run(rules, 2min, 90, 95);
        QCOMPARE_LE(seen.worked, 45s);
    }
};

QTEST_APPLESS_MAIN(TestPressureRules)
#include "test_pressure_rules.moc"
