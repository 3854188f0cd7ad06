// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/restore/restore_bench.h"

#include <QTest>

#include <unistd.h>

using namespace alula;
using namespace alula::test;

// A restore taken back, also after the server ran on the restored files.
class TestUndo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bringsBackTheTreeBefore_data();
    void bringsBackTheTreeBefore();
    void afterTheServerRan();
    void newFilesStay();
    void somethingInTheWayIsAConflict();
    void aParentThatIsGoneIsAConflict();
    void replacedFilesThatAreGone();
    void twiceIsRefused();
    void theServerIsStoppedAndHeld();
    void cancelledLeavesTheRestoreUndoable();
    void otherPlansAreRefused();
    void afterDropReplacedItIsGone();
};

void TestUndo::bringsBackTheTreeBefore_data() {
    QTest::addColumn<bool>("truncate");
    QTest::addColumn<bool>("inside");
    for (const bool truncate : {true, false})
        for (const bool inside : {true, false})
            QTest::addRow("%s, staging %s", truncate ? "truncate" : "overlay", inside ? "inside" : "beside")
                << truncate << inside;
}

void TestUndo::bringsBackTheTreeBefore() {
    QFETCH(bool, truncate);
    QFETCH(bool, inside);
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    const auto archive = bench.archiveOf(fullTree());
    if (inside) bench.dataDirectory = bench.temp.path("none");
    bench.options.truncate = truncate;
    QVERIFY(bench.restore(*archive));
    const auto undone = bench.undo();
    QVERIFY2(undone, qPrintable(why(undone)));
    QCOMPARE(differences(before, bench.now(), {.rootTime = !inside}), QString());
    for (const auto& [path, entry] : bench.now()) QCOMPARE(entry.inode, before.at(path).inode);
    QVERIFY(bench.stagingFolders().empty());
    QVERIFY(bench.journal.entries.empty());
}

void TestUndo::afterTheServerRan() {
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    const auto archive = bench.archiveOf(fullTree());
    bench.options.truncate = true;
    QVERIFY(bench.restore(*archive));
    // Saves by rename, deletes, writes into restored files.
    writeFile(bench.volumePath("tmp"), "saved again");
    QCOMPARE(::rename(bench.volumePath("tmp").c_str(), bench.volumePath("server.properties").c_str()), 0);
    writeFile(bench.volumePath("world/level.dat"), "played");
    removeTree(bench.volumePath("plugins"));
    removeTree(bench.volumePath("sticky"));
    const auto undone = bench.undo();
    QVERIFY2(undone, qPrintable(why(undone)));
    QCOMPARE(differences(before, bench.now()), QString());
}

void TestUndo::newFilesStay() {
    Bench bench;
    bench.live({file("world/a", 1), file("world/b", 2)});
    const auto before = bench.now();
    const auto archive = bench.archiveOf({file("world/a", 3), file("world/c", 4)});
    QVERIFY(bench.restore(*archive));
    writeFile(bench.volumePath("world/later"), "later");
    writeFile(bench.volumePath("top-later"), "later");
    QVERIFY(bench.undo());
    auto now = bench.now();
    QCOMPARE(now.erase("world/later"), std::size_t{1});
    QCOMPARE(now.erase("top-later"), std::size_t{1});
    QCOMPARE(differences(before, now), QString());
}

void TestUndo::somethingInTheWayIsAConflict() {
    Bench bench;
    bench.live(vandalised());
    const auto archive = bench.archiveOf(fullTree());
    bench.options.truncate = true;
    QVERIFY(bench.restore(*archive));
    writeFile(bench.volumePath("extra"), "in the way");
    const auto now = bench.now();
    const auto refused = bench.undo();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Conflict);
    QCOMPARE(refused.error().path(), std::string("extra"));
    QCOMPARE(differences(now, bench.now(), {.rootTime = true}), QString());
    QCOMPARE(bench.gate.stops, 1); // that of the restore
    // Once it is out of the way, it works.
    QCOMPARE(::unlink(bench.volumePath("extra").c_str()), 0);
    QVERIFY(bench.undo());
}

void TestUndo::aParentThatIsGoneIsAConflict() {
    Bench bench;
    bench.live({file("world/a", 1)});
    const auto archive = bench.archiveOf({file("world/a", 3)});
    QVERIFY(bench.restore(*archive));
    removeTree(bench.volumePath("world"));
    const auto gone = bench.undo();
    QVERIFY(!gone);
    QCOMPARE(gone.error().code(), ErrorCode::Conflict);
    QCOMPARE(gone.error().path(), std::string("world/a"));
    bench.temp.makeDirectory("outside");
    bench.live({softlink("world", "../../outside")});
    const auto link = bench.undo();
    QVERIFY(!link);
    QCOMPARE(link.error().code(), ErrorCode::Conflict);
    QCOMPARE(snapshot(bench.temp.path("outside")).size(), std::size_t{1});
}

void TestUndo::replacedFilesThatAreGone() {
    Bench bench;
    bench.live({file("a", 1), file("b", 1)});
    const auto archive = bench.archiveOf({file("a", 3)});
    bench.options.truncate = true;
    QVERIFY(bench.restore(*archive));
    const std::string staging = bench.temp.path("data/" + stagingName(bench.options.job));
    const auto now = bench.now();
    QCOMPARE(::unlink((staging + "/old/b").c_str()), 0);
    const auto one = bench.undo();
    QVERIFY(!one);
    QCOMPARE(one.error().code(), ErrorCode::NotFound);
    removeTree(staging);
    // Another folder of that name is not taken for it.
    bench.temp.makeDirectory("data/" + stagingName(bench.options.job) + "/old");
    bench.temp.makeDirectory("data/" + stagingName(bench.options.job) + "/new");
    const auto all = bench.undo();
    QVERIFY(!all);
    QCOMPARE(all.error().code(), ErrorCode::NotFound);
    QCOMPARE(differences(now, bench.now(), {.rootTime = true}), QString());
}

void TestUndo::twiceIsRefused() {
    Bench bench;
    bench.live(vandalised());
    const auto archive = bench.archiveOf(fullTree());
    QVERIFY(bench.restore(*archive));
    const auto plan = bench.journal.entries.at(bench.options.job).plan;
    QVERIFY(bench.undo());
    bench.journal.entries[bench.options.job] = {plan, true};
    const auto again = bench.undo();
    QVERIFY(!again);
    QCOMPARE(again.error().code(), ErrorCode::NotFound);
}

void TestUndo::theServerIsStoppedAndHeld() {
    Bench bench;
    bench.live(vandalised());
    const auto archive = bench.archiveOf(fullTree());
    bench.options.truncate = true;
    QVERIFY(bench.restore(*archive));
    const auto restored = bench.now();
    bench.gate.asked = 0;
    bench.gate.runsWhenAsked = {2, 3}; // after the swap, and once more
    const auto refused = bench.undo();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Busy);
    QCOMPARE(differences(restored, bench.now()), QString());
    QCOMPARE(bench.journal.entries.size(), std::size_t{1});
    QVERIFY(bench.journal.entries.at(bench.options.job).committed);
    bench.gate.runsWhenAsked.clear();
    QVERIFY(bench.undo());
}

void TestUndo::cancelledLeavesTheRestoreUndoable() {
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    const auto archive = bench.archiveOf(fullTree());
    bench.options.truncate = true;
    QVERIFY(bench.restore(*archive));
    const auto restored = bench.now();
    int renames = 0;
    bench.files.when([&](const CallInfo& call) {
        if (call.call == Call::Rename && ++renames == 3) bench.stop.request_stop();
        return 0;
    });
    const auto refused = bench.undo();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Cancelled);
    QCOMPARE(differences(restored, bench.now()), QString());
    bench.stop = {};
    QVERIFY(bench.undo());
    QCOMPARE(differences(before, bench.now()), QString());
}

void TestUndo::otherPlansAreRefused() {
    Bench bench;
    bench.live(vandalised());
    const auto archive = bench.archiveOf(fullTree());
    QVERIFY(bench.restore(*archive));
    const auto plan = bench.journal.entries.at(bench.options.job).plan;
    const auto attempt = [&](const JobId& restore, const std::string& bytes) {
        return bench.with(quickFiles(), [&](const RestoreDeps& deps) {
            return undoRestore(deps, {JobId(Uuid({9, 9, 2})), restore, bytes}, bench.progress, {}).error().code();
        });
    };
    QCOMPARE(attempt(JobId(Uuid({7})), plan), ErrorCode::InvalidInput);
    QCOMPARE(attempt(bench.options.job, encode(inverse(*decodeSwapPlan(plan)))), ErrorCode::InvalidInput);
    QCOMPARE(attempt(bench.options.job, "nonsense"), ErrorCode::Corrupt);
}

void TestUndo::afterDropReplacedItIsGone() {
    Bench bench;
    bench.live(vandalised());
    const auto archive = bench.archiveOf(fullTree());
    QVERIFY(bench.restore(*archive));
    const auto plan = bench.journal.entries.at(bench.options.job).plan;
    for (int i = 0; i < 2; ++i)
        QVERIFY(bench.with(quickFiles(), [&](const RestoreDeps& deps) { return dropReplaced(deps, bench.options.job, {}); }));
    bench.journal.entries[bench.options.job] = {plan, true};
    QCOMPARE(bench.undo().error().code(), ErrorCode::NotFound);
}

QTEST_APPLESS_MAIN(TestUndo)
#include "test_undo.moc"
