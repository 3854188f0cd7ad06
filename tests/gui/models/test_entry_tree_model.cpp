// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/entry_tree_model.h"
#include "tests/gui/node_bench.h"
#include "tests/gui/scripted_folder.h"

#include <QtCore/QThread>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;

class TestEntryTreeModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSmallFolderIsShownWholeAndItsFoldersOpen() {
        NodeBench bench;
        script(bench.daemon(), {{"", {folder("world", 2, 300), file("zone.txt", 100)}},
                                {"world", {file("level.dat", 100), file("session.lock", 200)}}});
        QVERIFY(bench.connect());
        EntryTreeModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.show(source(bench), "");
        QVERIFY(QTest::qWaitFor([&] { return model.isComplete(); }));
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex world = model.index(0, 0);
        QCOMPARE(world.data().toString(), QStringLiteral("world"));
        QCOMPARE(world.siblingAtColumn(EntryTreeModel::Size).data().toString(), QStringLiteral("300 B"));
        QVERIFY(model.hasChildren(world));
        if (model.canFetchMore(world)) model.fetchMore(world); // the tester may have asked for it
        QVERIFY(QTest::qWaitFor([&] { return model.rowCount(world) == 2; }));
        QCOMPARE(model.pathAt(model.index(0, 0, world)), std::string("world/level.dat"));
        QCOMPARE(model.find("world/session.lock"), model.index(1, 0, world));
        QVERIFY(!model.find("world/none").isValid());
    }

    void aNameThatLooksLikeMarkupIsNoneInItsToolTip() {
        NodeBench bench;
        script(bench.daemon(), {{"", {file("<img src=/dev/zero>", 1)}}});
        QVERIFY(bench.connect());
        EntryTreeModel model;
        model.show(source(bench), "");
        QVERIFY(QTest::qWaitFor([&] { return model.isComplete(); }));
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("<img src=/dev/zero>"));
        const QString tip = model.index(0, 0).data(Qt::ToolTipRole).toString();
        QVERIFY(tip.contains(QStringLiteral("&lt;img src=/dev/zero&gt;")));
        QVERIFY(!tip.contains(QStringLiteral("<img")));
    }

    void pagesComeAsTheyAreWanted() {
        NodeBench bench;
        scriptMany(bench.daemon(), 2500);
        QVERIFY(bench.connect());
        EntryTreeModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        tester.setUseFetchMore(false);
        model.show(source(bench), "");
        QVERIFY(QTest::qWaitFor([&] { return model.loaded() == 1000; }));
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QVERIFY(!model.canFetchMore({})); // on its way
        QVERIFY(QTest::qWaitFor([&] { return model.loaded() == 2000; }));
        model.fetchMore({});
        QVERIFY(QTest::qWaitFor([&] { return model.isComplete(); }));
        QCOMPARE(model.loaded(), std::size_t(2500));
        QCOMPARE(model.rowCount(), 2500);
    }

    void aRowSaysLoadingOnlyWhenItTakesLong() {
        NodeBench bench;
        bench.daemon().hold(protocol::kBackupsEntries);
        QVERIFY(bench.connect());
        EntryTreeModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        tester.setUseFetchMore(false);
        model.show(source(bench), "");
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(QTest::qWaitFor([&] { return model.rowCount() == 1; }));
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Loading…"));
        QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsSelectable));
    }

    void anOlderQuestionsAnswerIsNotShown() {
        NodeBench bench;
        script(bench.daemon(), {{"a", {file("of-a", 1)}}, {"b", {file("of-b", 1)}}});
        QVERIFY(bench.connect());
        EntryTreeModel model;
        model.show(source(bench), "a");
        model.show(source(bench), "b");
        QVERIFY(QTest::qWaitFor([&] { return model.isComplete(); }));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("of-b"));
    }

    void whatChangedComesBehindTheRows() {
        NodeBench bench;
        script(bench.daemon(), {{"", {file("a", 1), file("b", 1), file("c", 1)}}},
               {{"a", "same"}, {"b", "changed"}, {"c", "added"}}, {"aa-gone"});
        QVERIFY(bench.connect());
        EntryTreeModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.show(source(bench), "");
        QVERIFY(QTest::qWaitFor([&] { return model.isComplete(); }));
        const auto change = [&](int row) { return model.index(row, EntryTreeModel::Change).data().toString(); };
        QCOMPARE(change(1), QString());
        model.setAgainst(backupId(2));
        QVERIFY(QTest::qWaitFor([&] { return !change(2).isEmpty(); }));
        QCOMPARE(change(0), QString());
        QCOMPARE(change(1), QStringLiteral("~ changed"));
        QCOMPARE(change(2), QStringLiteral("+ new"));
        QCOMPARE(model.goneSinceBefore(), std::uint64_t(1));
    }

    void atMostTwoQuestionsAreUnderWay() {
        NodeBench bench;
        script(bench.daemon(), {{"", {folder("a", 1, 1), folder("b", 1, 1), folder("c", 1, 1)}}});
        QVERIFY(bench.connect());
        EntryTreeModel model;
        model.show(source(bench), "");
        QVERIFY(QTest::qWaitFor([&] { return model.isComplete(); }));
        bench.daemon().calls.clear();
        bench.daemon().hold(protocol::kBackupsEntries);
        for (int row = 0; row < 3; ++row) model.fetchMore(model.index(row, 0));
        QVERIFY(QTest::qWaitFor([&] { return model.rowCount(model.index(0, 0)) == 1; })); // "Loading": 100 ms have gone by
        QCOMPARE(bench.daemon().calls.size(), std::size_t(2));
    }

    void theDaemonSorts() {
        NodeBench bench;
        scriptMany(bench.daemon(), 10);
        QVERIFY(bench.connect());
        EntryTreeModel model;
        model.show(source(bench), "");
        model.sort(EntryTreeModel::Size, Qt::DescendingOrder);
        QVERIFY(QTest::qWaitFor([&] { return model.isComplete(); }));
        QCOMPARE(bench.daemon().calls.back().params.value(QLatin1StringView("sort")).toString(), QStringLiteral("-size"));
    }

    void aFolderThatCannotBeListedSaysWhy() {
        NodeBench bench;
        bench.daemon().refuse(protocol::kBackupsEntries, ErrorCode::Corrupt, "the index is damaged");
        QVERIFY(bench.connect());
        EntryTreeModel model;
        QSignalSpy failed(&model, &EntryTreeModel::failed);
        model.show(source(bench), "");
        QVERIFY(QTest::qWaitFor([&] { return failed.size() == 1; }));
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("the index is damaged"));
    }

    void aSelectionIsCountedWithoutTheRowsInAFolderThatIsInIt() {
        NodeBench bench;
        script(bench.daemon(), {{"", {folder("world", 2, 300), file("x", 50)}}, {"world", {file("l", 100), file("m", 200)}}});
        QVERIFY(bench.connect());
        EntryTreeModel model;
        model.show(source(bench), "");
        QVERIFY(QTest::qWaitFor([&] { return model.isComplete(); }));
        const QModelIndex world = model.index(0, 0);
        model.fetchMore(world);
        QVERIFY(QTest::qWaitFor([&] { return model.rowCount(world) == 2; }));
        QItemSelection selection(world, model.index(1, 0));
        selection.select(model.index(0, 0, world), model.index(0, 0, world));
        QCOMPARE(model.pathsOf(selection), (std::vector<std::string>{"world", "x"}));
        const EntryTotals totals = model.totalsOf(selection);
        QVERIFY(totals.known);
        QCOMPARE(totals.bytes, std::uint64_t(350));
        QCOMPARE(totals.files, std::uint64_t(3));
        QCOMPARE(totals.entries, std::uint64_t(2));
    }

    void theLiveVolumeHasTheSameRows() {
        NodeBench bench;
        bench.daemon().answer(protocol::kLiveEntries, protocol::EntryPage{{folder("world"), file("x", 5)}, {}});
        QVERIFY(bench.connect());
        EntryTreeModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        tester.setUseFetchMore(false);
        model.show({&bench.node(), {}, kSurvival}, "");
        QVERIFY(QTest::qWaitFor([&] { return model.isComplete(); }));
        QCOMPARE(model.index(0, EntryTreeModel::Size).data().toString(), QString()); // nobody has counted it: not 0
        QVERIFY(!model.totalsOf(QItemSelection(model.index(0, 0), model.index(1, 0))).known);
    }

    void aMillionFilesShowTheirFirstPageInATenthOfASecond() {
        NodeBench bench;
        scriptMany(bench.daemon(), 1'000'000);
        QVERIFY(bench.connect());
        EntryTreeModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        tester.setUseFetchMore(false);
        QElapsedTimer clock;
        clock.start();
        model.show(source(bench), "");
        QVERIFY(QTest::qWaitFor([&] { return model.loaded() > 0; }));
        qInfo("first page of 1,000,000 files: %lld ms", static_cast<long long>(clock.elapsed()));
        QCOMPARE(model.rowCount(), EntryTreeModel::kPage);
        QVERIFY(!model.isComplete());
    }
};

QTEST_GUILESS_MAIN(TestEntryTreeModel)
#include "test_entry_tree_model.moc"
