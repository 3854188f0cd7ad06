// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/held_bytes.h"

#include <QTest>

using namespace alula;
using namespace std::chrono_literals;

class TestHeldBytes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nobodyGoesWithoutNeed() {
        QCOMPARE(tooMuchHeld({}, 0), Ids{});
        QCOMPARE(tooMuchHeld({{1, 40, at(1)}, {2, 60, at(2)}}, 100), Ids{});
    }
    void whoHoldsMuchForLongestGoesFirst() {
        QCOMPARE(tooMuchHeld({{1, 60, at(3)}, {2, 60, at(1)}, {3, 60, at(2)}}, 120), Ids{2});
    }
    void aLargeAnswerOnItsWayIsNotAtFault() {
        QCOMPARE(tooMuchHeld({{1, 100, at(9)}, {2, 90, at(1)}, {3, 90, at(2)}}, 150), (Ids{2, 3}));
    }
    void whoHoldsLittleStays() { // however long
        QCOMPARE(tooMuchHeld({{1, 5, at(1)}, {2, 90, at(8)}, {3, 90, at(9)}}, 100), Ids{2});
    }
    void oneAloneGoesToo() { QCOMPARE(tooMuchHeld({{7, 101, at(1)}}, 100), Ids{7}); }
    void allMayHaveToGo() { QCOMPARE(tooMuchHeld({{1, 10, at(2)}, {2, 10, at(1)}}, 0).size(), std::size_t{2}); }

private:
    using Ids = std::vector<std::uint64_t>;
    static std::chrono::steady_clock::time_point at(int second) { return std::chrono::steady_clock::time_point{} + second * 1s; }
};

QTEST_APPLESS_MAIN(TestHeldBytes)
#include "test_held_bytes.moc"
