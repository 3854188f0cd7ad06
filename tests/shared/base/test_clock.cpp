// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/clock.h"

#include <QtTest>
#include <string>
#include <thread>

using namespace alula;

class TestClock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void iso8601_data();
    void iso8601();
    void readsOtherForms_data();
    void readsOtherForms();
    void refusesOtherText_data();
    void refusesOtherText();
    void timestampsCount();
    void sleepEndsWhenStopped();
    void systemTimeIsNow();
};

void TestClock::iso8601_data() {
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("epoch") << qint64{0} << QByteArray("1970-01-01T00:00:00.000Z");
    QTest::newRow("milliseconds") << qint64{1'700'000'000'123'000'000} << QByteArray("2023-11-14T22:13:20.123Z");
    QTest::newRow("leap day") << qint64{1'709'164'800'000'000'000} << QByteArray("2024-02-29T00:00:00.000Z");
    QTest::newRow("before 1970") << qint64{-1'000'000} << QByteArray("1969-12-31T23:59:59.999Z");
    QTest::newRow("far") << qint64{7'258'118'400'000'000'000} << QByteArray("2200-01-01T00:00:00.000Z");
}

void TestClock::iso8601() {
    QFETCH(const qint64, ns);
    QFETCH(const QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(toIso8601({ns})), text);
    const auto back = fromIso8601(text.toStdString());
    QVERIFY(back);
    QCOMPARE(back->ns, std::int64_t{ns});
}

void TestClock::readsOtherForms_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("ns");
    QTest::newRow("no fraction") << QByteArray("2023-11-14T22:13:20Z") << qint64{1'700'000'000'000'000'000};
    QTest::newRow("tenths") << QByteArray("2023-11-14T22:13:20.5Z") << qint64{1'700'000'000'500'000'000};
    QTest::newRow("nanoseconds") << QByteArray("2023-11-14T22:13:20.123456789Z") << qint64{1'700'000'000'123'456'789};
    QTest::newRow("offset") << QByteArray("2023-11-15T00:13:20+02:00") << qint64{1'700'000'000'000'000'000};
    QTest::newRow("offset west") << QByteArray("2023-11-14T16:43:20.000-05:30") << qint64{1'700'000'000'000'000'000};
}

void TestClock::readsOtherForms() {
    QFETCH(const QByteArray, text);
    QFETCH(const qint64, ns);
    const auto t = fromIso8601(text.toStdString());
    QVERIFY(t);
    QCOMPARE(t->ns, std::int64_t{ns});
}

void TestClock::refusesOtherText_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "Z", "now", "2023-11-14", "2023-11-14T22:13:20", "2023-13-14T22:13:20Z", "2023-02-30T00:00:00Z",
          "2023-11-14T24:00:00Z", "2023-11-14T22:60:20Z", "2023-11-14T22:13:20.Z", "2023-11-14T22:13:20Zjunk",
          " 2023-11-14T22:13:20Z", "2023-11-14T22:13:2 Z", "-023-11-14T22:13:20Z", "2023-1-14T22:13:20Z",
          "2023-11-14T22:13:20+2Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2023-11-14T22:13:20.0000000000Z"})
        QTest::newRow(text) << QByteArray(text);
}

void TestClock::refusesOtherText() {
    QFETCH(const QByteArray, text);
    QVERIFY(!fromIso8601(text.toStdString()));
}

void TestClock::timestampsCount() {
    const Timestamp t{1000};
    QCOMPARE((t + std::chrono::microseconds(1)).ns, std::int64_t{2000});
    QCOMPARE((t - std::chrono::nanoseconds(1)).ns, std::int64_t{999});
    QCOMPARE((t - Timestamp{400}).count(), std::int64_t{600});
    QVERIFY(Timestamp{1} < t);
}

void TestClock::sleepEndsWhenStopped() {
    SystemClock clock;
    std::stop_source stop;
    bool slept = true;
    {
        std::jthread sleeper([&] { slept = clock.sleepFor(std::chrono::hours(1), stop.get_token()); });
        stop.request_stop();
    }
    QVERIFY(!slept);
    QVERIFY(clock.sleepFor(std::chrono::nanoseconds(1), {}));
}

void TestClock::systemTimeIsNow() {
    SystemClock clock;
    const auto before = clock.steady();
    QVERIFY(clock.now().ns > 1'700'000'000'000'000'000);
    QVERIFY(clock.steady() >= before);
}

QTEST_APPLESS_MAIN(TestClock)
#include "test_clock.moc"
