// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/tick_tree_model.h"

#include "gui/models/entry_tree_model.h"
#include "tests/gui/node_bench.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>

#include <format>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using Tester = QAbstractItemModelTester;

namespace {
constexpr int kFolders = 8, kFiles = 25, kPage = 10;

// Folders d0000 … d0007 at the top, and 25 files in each, in small pages. (The tester opens every folder that it sees.)
protocol::EntryPage pageOf(const protocol::BackupEntriesParams& params) {
    protocol::EntryPage page;
    const bool top = params.path.bytes.empty();
    const int first = params.cursor ? std::stoi(*params.cursor) : 0;
    const int end = std::min(first + kPage, top ? kFolders : kFiles);
    for (int number = first; number < end; ++number) {
        protocol::EntryInfo entry;
        entry.name = {std::format("{}{:04}", top ? 'd' : 'f', number)};
        entry.type = top ? "directory" : "file";
        if (top) entry.files = kFiles, entry.bytes = kFiles;
        page.entries.push_back(entry);
    }
    if (end < (top ? kFolders : kFiles)) page.cursor = std::to_string(end);
    return page;
}
} // namespace

class TestTickTreeModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ticksGoDownAndUp() {
        Ticked ticked;
        QVERIFY(ticked.open());
        TickTreeModel& ticks = ticked.ticks;
        ticks.setAll(true);
        const QModelIndex folder = ticks.index(3, 0);
        QVERIFY(ticked.openFolder(folder));
        QCOMPARE(state(folder), Qt::Checked);
        const QModelIndex file = ticks.index(7, 0, folder);
        QSignalSpy changed(&ticks, &QAbstractItemModel::dataChanged);
        ticks.toggle(file.siblingAtColumn(1)); // the row counts, not the column
        QCOMPARE(state(file), Qt::Unchecked);
        QCOMPARE(state(folder), Qt::PartiallyChecked);
        QCOMPARE(state(ticks.index(4, 0)), Qt::Checked);
        QVERIFY(changed.size() >= 2); // of the top, and of the folder that is open
        QCOMPARE(ticks.rules().exclude(), std::vector<std::string>{"d0003/f0007"});
        ticks.toggle(folder); // partly becomes wholly
        QCOMPARE(state(file), Qt::Checked);
        QVERIFY(ticks.rules().isAll());
        QVERIFY(ticks.setData(folder, Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(state(file), Qt::Unchecked);
    }

    void rowsThatComeLaterAreTicked() {
        Ticked ticked;
        ticked.ticks.setRules(SelectionRules::only({"d0005", "d0006/f0024"}));
        QVERIFY(ticked.open());
        TickTreeModel& ticks = ticked.ticks;
        QCOMPARE(state(ticks.index(5, 0)), Qt::Checked);
        QCOMPARE(state(ticks.index(6, 0)), Qt::PartiallyChecked);
        QCOMPARE(state(ticks.index(7, 0)), Qt::Unchecked);
        const QModelIndex folder = ticks.index(6, 0);
        QVERIFY(ticked.openFolder(folder));
        QVERIFY(QTest::qWaitFor([&] {
            if (ticks.canFetchMore(folder)) ticks.fetchMore(folder);
            return ticks.rowCount(folder) == kFiles;
        }));
        QCOMPARE(state(ticks.index(24, 0, folder)), Qt::Checked);
        QCOMPARE(state(ticks.index(23, 0, folder)), Qt::Unchecked);
    }

    void onlyRowsWithAPathCanBeTicked() {
        Ticked ticked;
        QVERIFY(ticked.open());
        QVERIFY(ticked.ticks.flags(ticked.ticks.index(0, 0)) & Qt::ItemIsUserCheckable);
        QVERIFY(!(ticked.ticks.flags(ticked.ticks.index(0, 1)) & Qt::ItemIsUserCheckable));
        QVERIFY(!ticked.ticks.setData({}, Qt::Checked, Qt::CheckStateRole));
        QVERIFY(ticked.ticks.rules().isEmpty());
    }

private:
    struct Ticked {
        NodeBench bench;
        EntryTreeModel entries;
        TickTreeModel ticks{&entries, EntryTreeModel::PathRole};
        Tester tester{&ticks, Tester::FailureReportingMode::Fatal};

        bool open() {
            bench.daemon().on(
                protocol::kBackupsEntries,
                [](const protocol::BackupEntriesParams& params) -> Result<protocol::EntryPage> { return pageOf(params); });
            if (!bench.connect()) return false;
            entries.show({&bench.node(), backupId(1), kSurvival}, {});
            return QTest::qWaitFor([this] { return ticks.rowCount() == kFolders; });
        }
        bool openFolder(const QModelIndex& folder) {
            if (ticks.canFetchMore(folder)) ticks.fetchMore(folder);
            return QTest::qWaitFor([&] { return ticks.rowCount(folder) >= kPage; });
        }
    };
    static Qt::CheckState state(const QModelIndex& index) {
        return static_cast<Qt::CheckState>(index.data(Qt::CheckStateRole).toInt());
    }
};

QTEST_MAIN(TestTickTreeModel)
#include "test_tick_tree_model.moc"
