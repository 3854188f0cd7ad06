// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/swap_plan.h"

#include <QTest>

using namespace alula;

// A journaled plan: what goes in comes out, and nothing that is not sound is taken.
class TestSwapPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void inverseTwiceIsTheSame();
    void inverseOfEachKind();
    void everyTruncationIsRefused();
    void everyFlippedByteIsHandled();
    void refused_data();
    void refused();
    void hugeCountsDoNotAllocate();
    void namesOfStaging();
    void stagingJobOfAPlan();
    void whatCouldNotBeReadAgainIsNotJournaled();
};

namespace {

using Kind = SwapStep::Kind;
using Place = SwapStep::Place;

SwapPlan example() {
    SwapPlan plan;
    plan.staging = stagingName(JobId(Uuid({1, 2, 3})));
    plan.stagingInside = true;
    plan.stagingInode = 0xfedcba9876543210;
    plan.steps = {{Kind::Insert, Place::New, "world/new \xff", 0, 5},
                  {Kind::Exchange, Place::New, "server.properties", 6, 7},
                  {Kind::Remove, Place::Old, "gone", 8, 0}};
    plan.directories = {{"", -5, 6}, {"world", std::nullopt, 7}, {"a", 8, std::nullopt}};
    return plan;
}

} // namespace

void TestSwapPlan::roundTrip() {
    const auto decoded = decodeSwapPlan(encode(example()));
    QVERIFY(decoded);
    QVERIFY(*decoded == example());
    SwapPlan settled = example();
    settled.settled = true;
    QVERIFY(*decodeSwapPlan(encode(settled)) == settled);
    SwapPlan over = example();
    over.rolledBack = true;
    QVERIFY(*decodeSwapPlan(encode(over)) == over);
    SwapPlan undo = inverse(settled);
    QVERIFY(!undo.settled);
    QVERIFY(undo.undo);
    QVERIFY(*decodeSwapPlan(encode(undo)) == undo);
    SwapPlan empty;
    empty.staging = example().staging;
    QVERIFY(*decodeSwapPlan(encode(empty)) == empty);
}

void TestSwapPlan::inverseTwiceIsTheSame() { QVERIFY(inverse(inverse(example())) == example()); }

void TestSwapPlan::inverseOfEachKind() {
    QVERIFY((inverse(SwapStep{Kind::Insert, Place::New, "p", 0, 5}) == SwapStep{Kind::Remove, Place::New, "p", 5, 0}));
    QVERIFY((inverse(SwapStep{Kind::Remove, Place::Old, "p", 5, 0}) == SwapStep{Kind::Insert, Place::Old, "p", 0, 5}));
    QVERIFY((inverse(SwapStep{Kind::Exchange, Place::New, "p", 5, 6}) == SwapStep{Kind::Exchange, Place::New, "p", 6, 5}));
    QCOMPARE(inverse(example()).steps.front().path, std::string("gone"));
    QCOMPARE(describe(example().steps[1]), std::string("exchange server.properties (inode 6 by 7)"));
}

void TestSwapPlan::everyTruncationIsRefused() {
    const std::string whole = encode(example());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto decoded = decodeSwapPlan(whole.substr(0, length));
        QVERIFY2(!decoded, qPrintable(QString::number(length)));
        QCOMPARE(decoded.error().code(), ErrorCode::Corrupt);
    }
    QVERIFY(!decodeSwapPlan(whole + "x"));
}

void TestSwapPlan::everyFlippedByteIsHandled() {
    const std::string whole = encode(example());
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const char flip : {'\x01', '\x80', '\xff'}) {
            std::string bytes = whole;
            bytes[at] = static_cast<char>(bytes[at] ^ flip);
            const auto decoded = decodeSwapPlan(bytes);
            if (decoded) QVERIFY(*decodeSwapPlan(encode(*decoded)) == *decoded);
        }
    }
}

void TestSwapPlan::refused_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<quint64>("oldInode");
    QTest::addColumn<quint64>("newInode");
    const auto row = [](const char* name, Kind kind, const QByteArray& path, quint64 oldInode, quint64 newInode) {
        QTest::newRow(name) << static_cast<int>(kind) << path << oldInode << newInode;
    };
    row("outside", Kind::Remove, "../x", 1, 0);
    row("absolute", Kind::Remove, "/etc", 1, 0);
    row("empty", Kind::Remove, "", 1, 0);
    row("dot", Kind::Remove, "a/./b", 1, 0);
    row("NUL", Kind::Remove, QByteArray("a\0b", 3), 1, 0);
    row("Alula's own", Kind::Remove, ".alula-x", 1, 0);
    row("insert over something", Kind::Insert, "a", 1, 2);
    row("insert of nothing", Kind::Insert, "a", 0, 0);
    row("exchange with nothing", Kind::Exchange, "a", 1, 0);
    row("exchange with itself", Kind::Exchange, "a", 1, 1);
    row("remove with a new one", Kind::Remove, "a", 1, 2);
    row("unknown kind", static_cast<Kind>(3), "a", 1, 2);
}

void TestSwapPlan::refused() {
    QFETCH(int, kind);
    QFETCH(QByteArray, path);
    QFETCH(quint64, oldInode);
    QFETCH(quint64, newInode);
    SwapPlan plan = example();
    plan.steps = {{static_cast<Kind>(kind), Place::New, path.toStdString(), oldInode, newInode}};
    const auto decoded = decodeSwapPlan(encode(plan));
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code(), ErrorCode::Corrupt);
}

void TestSwapPlan::hugeCountsDoNotAllocate() {
    SwapPlan plan;
    plan.staging = example().staging;
    std::string bytes = encode(plan);
    // The step count is the 8 bytes before the directory count.
    bytes.replace(bytes.size() - 16, 8, 8, '\xff');
    QVERIFY(!decodeSwapPlan(bytes));
    bytes = encode(plan);
    bytes.replace(bytes.size() - 8, 8, 8, '\xff');
    QVERIFY(!decodeSwapPlan(bytes));
    plan.staging = "../../etc";
    QVERIFY(!decodeSwapPlan(encode(plan)));
}

void TestSwapPlan::namesOfStaging() {
    const JobId job(Uuid({1, 2, 3}));
    QVERIFY(jobOfStaging(stagingName(job)) == job);
    QVERIFY(!jobOfStaging(".alula-"));
    QVERIFY(!jobOfStaging(".alula-world"));
    QVERIFY(!jobOfStaging("x" + stagingName(job)));
}

// Also of an undo: its swap needs the folder of the restore.
void TestSwapPlan::stagingJobOfAPlan() {
    const JobId job(Uuid({1, 2, 3}));
    QVERIFY(*stagingJob(encode(example())) == job);
    QVERIFY(*stagingJob(encode(inverse(example()))) == job);
    for (const auto& nonsense : {std::string(), std::string("ALSW"), std::string("nonsense"), encode(example()).substr(0, 20)})
        QCOMPARE(stagingJob(nonsense).error().code(), ErrorCode::Corrupt);
}

void TestSwapPlan::whatCouldNotBeReadAgainIsNotJournaled() {
    QVERIFY(checkJournalable(example()));
    QVERIFY(checkJournalable(inverse(example())));
    SwapPlan longest = example();
    longest.steps[0].path = "d";
    while (longest.steps[0].path.size() < 4094) longest.steps[0].path += "/d";
    QCOMPARE(longest.steps[0].path.size(), std::size_t{4095});
    QVERIFY(checkJournalable(longest));
    QVERIFY(decodeSwapPlan(encode(longest)));
    longest.steps[0].path += "d";
    const auto refused = checkJournalable(longest);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Unsupported);
    QCOMPARE(refused.error().path(), longest.steps[0].path);
    QVERIFY(!decodeSwapPlan(encode(longest)));
}

QTEST_APPLESS_MAIN(TestSwapPlan)
#include "test_swap_plan.moc"
