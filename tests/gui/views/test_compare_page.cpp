// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/change_filter.h"
#include "gui/models/compare_model.h"
#include "gui/views/compare_page.h"
#include "gui/views/paged_tree.h"
#include "tests/gui/node_bench.h"
#include "tests/gui/stall_watch.h"

#include <QtCore/QSettings>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QPushButton>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;

namespace {
protocol::EntryFacts facts(const std::string& type, std::uint64_t size) { return {type, 0644, size, at("2026-11-21T03:00:00Z")}; }
protocol::CompareRow row(const std::string& path, const std::string& change) {
    protocol::CompareRow one;
    one.path = {path};
    one.change = change;
    if (change != "added") one.before = facts("file", 100);
    if (change != "removed") one.after = facts("file", 300);
    if (change == "changed") one.differences = {"contents", "time"};
    return one;
}
protocol::CompareRow folderRow(const std::string& path, const protocol::ChangeTotals& below) {
    protocol::CompareRow one;
    one.path = {path};
    one.change = "same";
    one.before = one.after = facts("directory", 0);
    one.below = below;
    return one;
}

const protocol::ChangeTotals kBelow{1, 1, 0, 100, 300};

void scriptCompare(FakeDaemon& daemon, std::vector<protocol::CompareParams>& asked) {
    daemon.on(protocol::kBackupsCompare, [&asked](const protocol::CompareParams& p) -> Result<protocol::ComparePage> {
        asked.push_back(p);
        protocol::ComparePage page;
        page.totals = {1, 1, 1, 200, 600};
        if (!p.to) page.asOf = at("2026-11-22T13:02:00Z");
        if (p.path.bytes.empty()) page.rows = {row("server.properties", "changed"), folderRow("world", kBelow)};
        else page.rows = {row("world/level.dat", "removed"), row("world/new.dat", "added")};
        return page;
    });
    daemon.answer(protocol::kBackupsList, protocol::BackupsList{{someBackup(1), someBackup(2), someBackup(3)}, 3, {}});
}

Place compared(NodeBench& bench, bool live) {
    Place place{.page = PageKind::Compare, .scope = {&bench.node(), kSurvival}, .backup = backupId(2)};
    if (!live) place.against = backupId(1);
    return place;
}

QModelIndex indexOf(ComparePage& page, const std::string& path) {
    return static_cast<const QSortFilterProxyModel*>(page.view().model())->mapFromSource(page.model().find(path));
}
bool says(const ComparePage& page, const QString& text) {
    return QTest::qWaitFor([&] { return page.sentence().contains(text); });
}
} // namespace

class TestComparePage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void theTreeIsReadAFolderAtATime() {
        NodeBench bench;
        std::vector<protocol::CompareParams> asked;
        scriptCompare(bench.daemon(), asked);
        QVERIFY(bench.connect());
        CompareModel model;
        ChangeFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        tester.setUseFetchMore(false);
        QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
        filterTester.setUseFetchMore(false);
        model.show({&bench.node(), backupId(2), backupId(1), false}, "");
        QVERIFY(QTest::qWaitFor([&] { return model.isComplete(); }));
        QCOMPARE(asked.size(), std::size_t(1));
        QVERIFY(!asked[0].recursive);
        QCOMPARE(model.index(0, CompareModel::Name).data().toString(), QStringLiteral("~ server.properties"));
        QCOMPARE(model.index(0, CompareModel::Differs).data().toString(), QStringLiteral("contents, time"));
        QCOMPARE(model.index(0, CompareModel::Before).data().toString(), QStringLiteral("100 B"));
        QCOMPARE(model.index(0, CompareModel::After).data().toString(), QStringLiteral("300 B"));
        const QModelIndex world = model.index(1, 0);
        QCOMPARE(world.siblingAtColumn(CompareModel::Change).data().toString(), QStringLiteral("+1 −1"));
        model.fetchMore(world);
        QVERIFY(QTest::qWaitFor([&] { return model.rowCount(world) == 2; }));
        QCOMPARE(asked.back().path.bytes, std::string("world"));
        QCOMPARE(model.index(0, 0, world).data().toString(), QStringLiteral("− level.dat"));
        filter.setWanted({QStringLiteral("added")});
        QCOMPARE(filter.rowCount(), 1); // the folder, for what is below it
        QCOMPARE(filter.rowCount(filter.index(0, 0)), 1);
        QCOMPARE(filter.index(0, 0, filter.index(0, 0)).data().toString(), QStringLiteral("+ new.dat"));
    }

    void totalsAreToldAndTheLiveSideSaysWhenItWasLookedAt() {
        NodeBench bench;
        std::vector<protocol::CompareParams> asked;
        scriptCompare(bench.daemon(), asked);
        QVERIFY(bench.connect());
        ComparePage page;
        page.resize(900, 500);
        page.show();
        page.go(compared(bench, true));
        QVERIFY(says(page, QStringLiteral("1 added, 1 removed, 1 changed; 200 B before, 600 B after; live: size and time only")));
        const auto pickers = page.findChildren<QComboBox*>();
        QCOMPARE(pickers.size(), 2);
        QVERIFY(pickers[1]->currentText().startsWith(QStringLiteral("Live, as of")));
        QVERIFY(QTest::qWaitFor([&] { return pickers[0]->count() == 3; }));
        QCOMPARE(pickers[1]->count(), 4);
        for (QPushButton* button : page.findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Compare contents")) button->click();
        }
        QVERIFY(QTest::qWaitFor([&] { return asked.back().contents; }));
    }

    void anotherSideIsPicked() {
        NodeBench bench;
        std::vector<protocol::CompareParams> asked;
        scriptCompare(bench.daemon(), asked);
        QVERIFY(bench.connect());
        ComparePage page;
        page.show();
        QSignalSpy moved(&page, &Page::moved);
        page.go(compared(bench, true));
        QVERIFY(says(page, QStringLiteral("added")));
        auto* to = page.findChildren<QComboBox*>()[1];
        QVERIFY(QTest::qWaitFor([&] { return to->count() == 4; }));
        to->setCurrentIndex(1);
        Q_EMIT to->activated(1);
        QVERIFY(QTest::qWaitFor([&] { return asked.back().to == backupId(1); }));
        QCOMPARE(page.place().against, std::optional(backupId(1)));
        QCOMPARE(moved.size(), 1);
    }

    void onlyWhatTheOlderSideHasIsRestored() {
        NodeBench bench;
        std::vector<protocol::CompareParams> asked;
        scriptCompare(bench.daemon(), asked);
        QVERIFY(bench.connect());
        ComparePage page;
        page.show();
        page.go(compared(bench, false));
        QVERIFY(says(page, QStringLiteral("added")));
        QVERIFY(!page.possible(Act::Restore)->yes);
        page.view().expand(indexOf(page, "world"));
        QVERIFY(QTest::qWaitFor([&] { return indexOf(page, "world/new.dat").isValid(); }));
        page.view().setCurrentIndex(indexOf(page, "world/new.dat"));
        QVERIFY(!page.possible(Act::Restore)->yes);
        QCOMPARE(page.possible(Act::Restore)->why, QStringLiteral("The older backup does not have this."));
        page.view().setCurrentIndex(indexOf(page, "world/level.dat"));
        QVERIFY(page.possible(Act::Restore)->yes);
    }

    void theFilterThatHidesAllSaysSo() {
        NodeBench bench;
        std::vector<protocol::CompareParams> asked;
        scriptCompare(bench.daemon(), asked);
        QVERIFY(bench.connect());
        ComparePage page;
        page.show();
        page.go(compared(bench, false));
        QVERIFY(says(page, QStringLiteral("added")));
        for (QCheckBox* box : page.findChildren<QCheckBox*>()) box->setChecked(false);
        QVERIFY(page.sentence().startsWith(QStringLiteral("None of these changes")));
        for (QPushButton* button : page.findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Show &all")) button->click();
        }
        QVERIFY(page.sentence().contains(QStringLiteral("1 added")));
    }

    void aChangedFileShowsBothSidesOfItsText() {
        NodeBench bench;
        std::vector<protocol::CompareParams> asked;
        scriptCompare(bench.daemon(), asked);
        bench.daemon().on(protocol::kBackupsRead, [](const protocol::BackupReadParams& p) -> Result<protocol::FilePiece> {
            const QByteArray text = p.backup == backupId(2) ? "old\nsame\n" : "new\nsame\n";
            return protocol::FilePiece{static_cast<std::uint64_t>(text.size()), {}, text.toBase64().toStdString()};
        });
        QVERIFY(bench.connect());
        ComparePage page;
        page.show();
        page.go(compared(bench, false));
        QVERIFY(says(page, QStringLiteral("added")));
        page.view().setCurrentIndex(indexOf(page, "server.properties"));
        auto& details = *static_cast<EntryDetails*>(page.details());
        QVERIFY(QTest::qWaitFor([&] { return details.preview().sentence().contains(QStringLiteral("in the newer backup")); }));
        QCOMPARE(details.preview().lines().index(0).data().toString(), QStringLiteral("− old"));
        QCOMPARE(details.preview().lines().index(1).data().toString(), QStringLiteral("+ new"));
    }

    void twoEqualOnesSaySo() {
        NodeBench bench;
        bench.daemon().answer(protocol::kBackupsCompare, protocol::ComparePage{});
        QVERIFY(bench.connect());
        ComparePage page;
        page.show();
        page.go(compared(bench, false));
        QVERIFY(says(page, QStringLiteral("Nothing differs.")));
    }

    void whatCannotBeComparedSaysWhy() {
        NodeBench bench;
        bench.daemon().refuse(protocol::kBackupsCompare, ErrorCode::NotFound, "There is no such backup.");
        QVERIFY(bench.connect());
        ComparePage page;
        page.show();
        page.go(compared(bench, false));
        QVERIFY(says(page, QStringLiteral("These two cannot be compared. Nothing was changed.")));
    }
};

ALULA_GUI_TEST_MAIN(TestComparePage)
#include "test_compare_page.moc"
