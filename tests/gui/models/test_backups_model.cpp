// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/backups_model.h"
#include "gui/models/selected_backups.h"
#include "tests/gui/many_backups.h"

#include <QtCore/QCoreApplication>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {
// A daemon with these backups, newest first, and a model of them.
struct Bench {
    explicit Bench(int count) {
        for (int i = 0; i < count; ++i) all.push_back(variedBackup(i));
        bench.daemon().on(
            protocol::kBackupsList,
            [this](const protocol::BackupsListParams& params) -> Result<protocol::BackupsList> { return pageOf(all, params); });
    }
    bool open(const std::optional<ServerId>& server = {}) {
        if (!bench.connect()) return false;
        model.show(&bench.node(), server);
        return settles();
    }
    bool settles() {
        return QTest::qWaitFor([this] { return model.isWhole() && !model.isLoading() && !model.isArranging(); });
    }
    bool shows(int rows) {
        return QTest::qWaitFor([=, this] { return model.rowCount() == rows && !model.isArranging(); });
    }
    bool filter(const QString& words, int rows) {
        model.setFilter(words);
        return shows(rows);
    }
    int count(const std::function<bool(const protocol::BackupInfo&)>& fits) const {
        return static_cast<int>(std::ranges::count_if(all, fits));
    }
    std::vector<protocol::BackupInfo> all;
    NodeBench bench;
    BackupsModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};
} // namespace

class TestBackupsModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesAreReadAndSeenNewestFirst() {
        Bench it(2500);
        QVERIFY(it.open());
        QCOMPARE(it.model.rowCount(), 2500);
        QCOMPARE(it.model.total(), 2500U);
        QCOMPARE(it.model.at(0).backup, it.all[0].backup);
        QCOMPARE(it.model.at(2499), it.all[2499]); // every member went through the columns
        QCOMPARE(it.model.rowOf(it.all[1234].backup), 1234);
        int pages = 0;
        for (const auto& call : it.bench.daemon().calls) pages += call.method == protocol::kBackupsList.name;
        QCOMPARE(pages, 3);
    }

    void aServersListHasOnlyItsOwn() {
        Bench it(300);
        QVERIFY(it.open(kLobby));
        QCOMPARE(it.model.rowCount(), 100);
        it.bench.daemon().notify(protocol::kBackupChanged, {.backup = backupId(9001), .info = someBackup(9001, kSurvival)});
        it.bench.daemon().notify(protocol::kBackupChanged, {.backup = backupId(9002), .info = someBackup(9002, kLobby)});
        QVERIFY(it.shows(101)); // the one of Survival did not come
        QCOMPARE(it.model.rowOf(backupId(9001)), -1);
    }

    void everyColumnIsSortedByItsValues() {
        Bench it(1500);
        QVERIFY(it.open());
        const auto check = [&](BackupColumn column, auto value) {
            for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                it.model.sort(static_cast<int>(column), order);
                QVERIFY(it.settles());
                for (int row = 1; row < it.model.rowCount(); ++row) {
                    const auto before = value(it.model.at(row - 1)), after = value(it.model.at(row));
                    QVERIFY2(order == Qt::AscendingOrder ? before <= after : before >= after,
                             qPrintable(u"column %1, row %2"_s.arg(static_cast<int>(column)).arg(row)));
                }
            }
        };
        using Info = const protocol::BackupInfo&;
        check(BackupColumn::When, [](Info b) { return b.created; });
        check(BackupColumn::Server, [](Info b) { return b.server == kSurvival; }); // Lobby, Survival
        check(BackupColumn::Size, [](Info b) { return b.size; });
        check(BackupColumn::Logical, [](Info b) { return b.contentBytes; });
        check(BackupColumn::New, [](Info b) { return b.newBytes; });
        check(BackupColumn::Files, [](Info b) { return b.files; });
        check(BackupColumn::Took, [](Info b) { return b.durationMs; });
        check(BackupColumn::State, [](Info b) { return b.damaged ? 3 : b.warnings > 0 ? 2 : 0; });
        check(BackupColumn::Adapter, [](Info b) { return b.adapter; });
        check(BackupColumn::Checksum, [](Info b) { return b.sha1; });
        check(BackupColumn::Kept, [](Info b) { return b.pinned; });
        check(BackupColumn::Verified, [](Info b) { return b.verified.value_or(Timestamp{INT64_MIN}); });
        check(BackupColumn::Note, [](Info b) { return b.note; });
    }

    void filterWordsAreTextOrKeywords() {
        Bench it(1200);
        QVERIFY(it.open());
        using Info = const protocol::BackupInfo&;
        QVERIFY(it.filter(u"pinned"_s, it.count([](Info b) { return b.pinned; })));
        QVERIFY(it.filter(u"warn s3"_s, it.count([](Info b) { return b.warnings > 0 && b.adapter == "s3"; })));
        QVERIFY(it.filter(u"-verified noted"_s, it.count([](Info b) { return !b.verified && !b.note.empty(); })));
        QVERIFY(it.filter(u"failed"_s, it.count([](Info b) { return b.damaged || b.missing; })));
        QVERIFY(it.filter(u"UPDATE lobby"_s, it.count([](Info b) { return !b.note.empty() && b.server == kLobby; })));
        QVERIFY(it.filter(QString::fromStdString(backupId(77).toString()), 1));
        QVERIFY(it.filter(u"2026-11-21"_s, it.count([](Info b) {
            return QDateTime::fromMSecsSinceEpoch(b.created.ns / 1'000'000).date() == QDate(2026, 11, 21);
        })));
        QVERIFY(it.filter(u"no such words"_s, 0));
        QVERIFY(it.filter({}, 1200));
    }

    void typingIsOneFilter() {
        Bench it(50);
        QVERIFY(it.open());
        QSignalSpy arranged(&it.model, &BackupsModel::arrangedAnew);
        for (const auto& typed : {u"p"_s, u"pi"_s, u"pin"_s, u"pinned"_s}) it.model.setFilter(typed);
        QVERIFY(it.shows(1)); // number 0
        QCOMPARE(arranged.size(), 1);
    }

    void eventsChangeAddAndTakeRows() {
        Bench it(100);
        QVERIFY(it.open());
        auto changed = it.all[40];
        changed.note = "read this";
        it.bench.daemon().notify(protocol::kBackupChanged, {.backup = changed.backup, .info = changed});
        QVERIFY(QTest::qWaitFor([&] { return it.model.at(40).note == "read this"; }));
        QSignalSpy inserted(&it.model, &QAbstractItemModel::rowsInserted), resets(&it.model, &QAbstractItemModel::modelReset);
        auto fresh = someBackup(5000);
        fresh.created = at("2026-11-22T05:00:00Z");
        it.bench.daemon().notify(protocol::kBackupChanged, {.backup = fresh.backup, .info = fresh});
        QVERIFY(it.shows(101));
        QCOMPARE(it.model.idAt(0), fresh.backup);
        it.bench.daemon().notify(protocol::kBackupChanged, {.backup = it.all[99].backup, .info = {}});
        QVERIFY(it.shows(100));
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(resets.size(), 0); // the view keeps its place
    }

    void theSelectionSurvivesByIdAndNothingUnseenIsSelected() {
        Bench it(400);
        SelectedBackups selection(it.model);
        QVERIFY(it.open());
        const std::vector<BackupId> chosen = {it.all[3].backup, it.all[200].backup, it.all[97].backup};
        for (const BackupId& id : chosen)
            selection.QItemSelectionModel::select(it.model.index(it.model.rowOf(id), 0),
                                                  QItemSelectionModel::Select | QItemSelectionModel::Rows);
        const auto sorted = [](std::vector<BackupId> ids) {
            std::ranges::sort(ids);
            return ids;
        };
        it.model.sort(static_cast<int>(BackupColumn::Size), Qt::AscendingOrder);
        QVERIFY(it.settles());
        QVERIFY(QTest::qWaitFor([&] { return selection.count() == 3; }));
        QCOMPARE(sorted(selection.ids()), sorted(chosen));
        it.model.setFilter(u"pinned"_s); // 97 is
        QVERIFY(QTest::qWaitFor([&] { return selection.count() == 1; }));
        QCOMPARE(selection.only(), std::optional(it.all[97].backup));
        it.model.setFilter({});
        QVERIFY(it.shows(400));
        it.model.refresh();
        QVERIFY(it.settles());
        QVERIFY(QTest::qWaitFor([&] { return selection.only() == it.all[97].backup; }));
    }

    void missedEventsAreReadAnewAndTheOldViewStaysMeanwhile() {
        Bench it(1500);
        QVERIFY(it.open());
        QSignalSpy stale(&it.model, &BackupsModel::becameStale);
        it.bench.daemon().skipSequence();
        it.all.erase(it.all.begin() + 10);
        it.bench.daemon().notify(protocol::kBackupChanged, {.backup = it.all[0].backup, .info = it.all[0]});
        QVERIFY(QTest::qWaitFor([&] { return !stale.isEmpty(); }));
        it.model.refresh();
        QCOMPARE(it.model.rowCount(), 1500);
        QVERIFY(it.shows(1499));
        QVERIFY(!it.model.isStale());
    }

    void aRowThatPagesPassedOverIsFound() {
        Bench it(2500);
        QVERIFY(it.bench.connect());
        // One of the first page goes while the second is asked for: every later row moves up by one.
        bool gone = false;
        it.bench.daemon().afterAnswer = [&](const protocol::RequestMessage& request) {
            if (request.method != protocol::kBackupsList.name || std::exchange(gone, true)) return;
            const BackupId id = it.all[5].backup;
            it.all.erase(it.all.begin() + 5);
            it.bench.daemon().notify(protocol::kBackupChanged, {.backup = id, .info = {}});
        };
        it.model.show(&it.bench.node(), {});
        // It was the first of the second page until then.
        QVERIFY(QTest::qWaitFor([&] { return it.model.rowOf(it.all[999].backup) >= 0 && it.model.rowCount() == 2499; }));
    }

    void anErrorKeepsWhatIsThereAndCanBeTriedAgain() {
        Bench it(20);
        QVERIFY(it.open());
        it.bench.daemon().refuse(protocol::kBackupsList, ErrorCode::Internal, "The catalog is busy.");
        it.model.refresh();
        QVERIFY(QTest::qWaitFor([&] { return it.model.error().has_value(); }));
        QCOMPARE(it.model.rowCount(), 20);
        it.bench.daemon().on(
            protocol::kBackupsList,
            [&](const protocol::BackupsListParams& params) -> Result<protocol::BackupsList> { return pageOf(it.all, params); });
        it.model.refresh();
        QVERIFY(it.settles());
        QVERIFY(!it.model.error());
    }

    void whatIsNotKnownIsSaidToBeSo() {
        Bench it(1);
        it.all[0].foreign = true;
        it.all[0].files = it.all[0].contentBytes = it.all[0].durationMs = 0;
        it.all[0].sha1.clear();
        QVERIFY(it.open());
        for (const auto column : {BackupColumn::Files, BackupColumn::Logical, BackupColumn::Took, BackupColumn::Checksum}) {
            const QModelIndex index = it.model.index(0, static_cast<int>(column));
            QCOMPARE(index.data().toString(), u"not known"_s);
            QCOMPARE(index.data(BackupsModel::KnownRole).toBool(), false);
        }
    }

    void theOneBeforeIsOfTheSameServerAndWhole() {
        Bench it(12);
        it.all[2].damaged = true; // 1 and 2 are Survival's, 3 is Lobby's, 4 Survival's
        QVERIFY(it.open());
        QCOMPARE(it.model.before(it.all[1]), std::optional(it.all[4].backup));
        QCOMPARE(it.model.before(it.all[11]), std::nullopt);
        QCOMPARE(it.model.history(kSurvival, 3).back().backup, it.all[1].backup);
    }
};

QTEST_GUILESS_MAIN(TestBackupsModel)
#include "test_backups_model.moc"
