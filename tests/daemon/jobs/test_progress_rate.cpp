// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/progress_rate.h"

#include <QTest>

using namespace alula;
using namespace std::chrono_literals;

class TestProgressRate : public QObject {
    Q_OBJECT

    const std::chrono::steady_clock::time_point m_start{1h};

private Q_SLOTS:
    void aSteadyRateIsFound() {
        ProgressSink sink;
        sink.begin(Phase::Reading, 10, 1000);
        ProgressRate rate;
        QCOMPARE(rate.sample({}, sink, m_start).secondsLeft, std::int64_t{-1}); // nothing is known at first
        JobProgress last;
        for (int i = 1; i <= 5; ++i) {
            sink.bytesDone = static_cast<std::uint64_t>(i) * 100;
            last = rate.sample({}, sink, m_start + i * 1s);
        }
        QCOMPARE(last.bytesPerSecond, 100.0);
        QCOMPARE(last.secondsLeft, std::int64_t{5});
        QCOMPARE(last.bytesTotal, std::uint64_t{1000});
    }
    void aNewPhaseBeginsAgain() {
        ProgressSink sink;
        sink.begin(Phase::Reading, 1, 1000);
        ProgressRate rate;
        rate.sample({}, sink, m_start);
        sink.bytesDone = 900;
        QVERIFY(rate.sample({}, sink, m_start + 1s).bytesPerSecond > 0);
        sink.begin(Phase::Publishing, 0, 0);
        const auto p = rate.sample({}, sink, m_start + 2s);
        QCOMPARE(p.bytesPerSecond, 0.0);
        QCOMPARE(p.secondsLeft, std::int64_t{-1});
    }
    void aStallSlowsItDown() {
        ProgressSink sink;
        sink.begin(Phase::Reading, 1, 1'000'000);
        ProgressRate rate;
        rate.sample({}, sink, m_start);
        sink.bytesDone = 1000;
        const double fast = rate.sample({}, sink, m_start + 1s).bytesPerSecond;
        const double stalled = rate.sample({}, sink, m_start + 4s).bytesPerSecond;
        QVERIFY(stalled < fast / 2);
    }
};

QTEST_APPLESS_MAIN(TestProgressRate)
#include "test_progress_rate.moc"
