// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/log_memory.h"

#include <QTest>

#include <string>
#include <thread>
#include <vector>

using namespace alula;

// What the daemon remembers of its log: bounded, numbered without a gap, and asked for by level, time and place.
class TestLogMemory : public QObject {
    Q_OBJECT

    static LogRecord record(const std::string& level, const std::string& text, std::int64_t ns = 1) {
        return {0, Timestamp{ns}, level, text};
    }
    static std::string texts(const std::vector<LogRecord>& records) {
        std::string all;
        for (const auto& one : records) all += one.text;
        return all;
    }

private Q_SLOTS:
    void anEmptyOneAnswersNothing() {
        const LogMemory memory;
        QVERIFY(memory.records(0, "debug", {}, 100).empty());
        QVERIFY(memory.records(99, "error", Timestamp{5}, 0).empty());
    }
    void theOldestGo() {
        LogMemory memory;
        for (std::size_t i = 0; i < LogMemory::kMost + 5; ++i) memory.add(record("info", std::to_string(i)));
        const auto all = memory.records(0, "debug", {}, LogMemory::kMost * 2);
        QCOMPARE(all.size(), LogMemory::kMost);
        QCOMPARE(all.front().text, std::string("5"));
        QCOMPARE(all.front().number, std::int64_t{6});
        QCOMPARE(all.back().number, static_cast<std::int64_t>(LogMemory::kMost + 5));
    }
    void numbersAreGivenHere() {
        LogMemory memory;
        auto forged = record("info", "a");
        forged.number = 77;
        memory.add(forged);
        memory.add(record("info", "b"));
        QCOMPARE(memory.records(0, "debug", {}, 10).at(0).number, std::int64_t{1});
        QCOMPARE(memory.records(0, "debug", {}, 10).at(1).number, std::int64_t{2});
    }
    void aLevelHoldsTheWorseOnesToo_data() {
        QTest::addColumn<QByteArray>("level");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("debug") << QByteArray("debug") << QByteArray("diwe");
        QTest::newRow("info") << QByteArray("info") << QByteArray("iwe");
        QTest::newRow("warning") << QByteArray("warning") << QByteArray("we");
        QTest::newRow("error") << QByteArray("error") << QByteArray("e");
    }
    void aLevelHoldsTheWorseOnesToo() {
        QFETCH(QByteArray, level);
        QFETCH(QByteArray, expected);
        LogMemory memory;
        for (const char* name : {"debug", "info", "warning", "error"}) memory.add(record(name, std::string(1, *name)));
        QCOMPARE(texts(memory.records(0, level.toStdString(), {}, 10)), expected.toStdString());
    }
    void withoutAPlaceTheNewest() {
        LogMemory memory;
        for (const char* text : {"a", "b", "c", "d"}) memory.add(record("info", text));
        QCOMPARE(texts(memory.records(0, "debug", {}, 2)), std::string("cd"));
        QVERIFY(memory.records(0, "debug", {}, 0).empty());
    }
    void afterAPlaceTheNext() {
        LogMemory memory;
        for (const char* text : {"a", "b", "c", "d"}) memory.add(record("info", text));
        QCOMPARE(texts(memory.records(1, "debug", {}, 2)), std::string("bc"));
        QCOMPARE(texts(memory.records(3, "debug", {}, 2)), std::string("d"));
        QVERIFY(memory.records(4, "debug", {}, 2).empty());
        QVERIFY(memory.records(1'000, "debug", {}, 2).empty());
    }
    // Every record once, in order, whatever else is filtered out: this is how a console follows the log.
    void pagesJoinWithoutAGap() {
        LogMemory memory;
        std::string expected;
        for (int i = 0; i < 100; ++i) {
            memory.add(record(i % 3 == 0 ? "error" : "info", std::to_string(i) + " "));
            if (i % 3 == 0) expected += std::to_string(i) + " ";
        }
        std::string joined = texts(memory.records(0, "error", Timestamp{1}, 7));
        std::int64_t after = memory.records(0, "error", Timestamp{1}, 7).back().number;
        for (auto page = memory.records(after, "error", {}, 7); !page.empty(); page = memory.records(after, "error", {}, 7)) {
            joined += texts(page);
            after = page.back().number;
        }
        QCOMPARE(joined, expected);
    }
    void sinceATimeTheFirstOnes() {
        LogMemory memory;
        for (int i = 1; i <= 5; ++i) memory.add(record("info", std::to_string(i), i * 10));
        QCOMPARE(texts(memory.records(0, "debug", Timestamp{30}, 2)), std::string("34"));
        QCOMPARE(texts(memory.records(4, "debug", Timestamp{30}, 2)), std::string("5"));
        QVERIFY(memory.records(0, "debug", Timestamp{51}, 2).empty());
    }
    void anyThreadMayWriteAndRead() {
        LogMemory memory;
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < 4; ++t) {
                threads.emplace_back([&memory] {
                    for (int i = 0; i < 500; ++i) {
                        memory.add(record("info", "x"));
                        (void)memory.records(0, "debug", {}, 3);
                    }
                });
            }
        }
        const auto all = memory.records(0, "debug", {}, LogMemory::kMost);
        QCOMPARE(all.size(), std::size_t{2000});
        for (std::size_t i = 0; i < all.size(); ++i) QCOMPARE(all[i].number, static_cast<std::int64_t>(i + 1));
    }
};

QTEST_APPLESS_MAIN(TestLogMemory)
#include "test_log_memory.moc"
