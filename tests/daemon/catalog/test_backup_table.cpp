// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/daemon/catalog/rows.h"

#include <algorithm>

using namespace alula;
using namespace alula::test;

class BackupTableTest : public QObject {
    Q_OBJECT
    static std::string idsOf(const Result<std::vector<Backup>>& list) {
        if (!list) return list.error().toString();
        std::string ids;
        for (const auto& backup : *list) ids += backup.id.toString().substr(34) + " ";
        return ids;
    }
    // Five backups of two servers.
    static Result<void> fill(Catalog& catalog) {
        for (int i = 1; i <= 5; ++i) {
            Backup backup;
            backup.id = makeId<BackupId>(i);
            backup.server = makeId<ServerId>(i % 2);
            backup.state = BackupState::Completed;
            backup.created = {i * 1000};
            backup.size = static_cast<std::uint64_t>((i * 7) % 5);
            backup.files = static_cast<std::uint64_t>(i == 3 ? 9 : 1);
            backup.durationMs = static_cast<std::uint64_t>(10 - i);
            backup.note = i == 1   ? "100% sure"
                          : i == 2 ? "100 sure"
                          : i == 3 ? "snake_case"
                          : i == 4 ? "snakeXcase"
                                   : "back\\slash";
            ALULA_TRY(catalog.backups().insert(backup));
        }
        return {};
    }

private Q_SLOTS:
    void keepsEveryField() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        const auto row = fullBackup();
        QCOMPARE(firstEqualField(row, Backup{}), -1);
        REQUIRE(catalog->backups().insert(row));
        auto found = catalog->backups().find(row.id);
        REQUIRE(found);
        QVERIFY(*found && fields(**found) == fields(row));

        auto changed = Backup{.id = row.id, .server = makeId<ServerId>(99)};
        REQUIRE(catalog->backups().update(changed));
        found = catalog->backups().find(row.id);
        REQUIRE(found);
        changed.server = row.server; // never changed
        QVERIFY(*found && fields(**found) == fields(changed));
        REQUIRE(catalog->backups().update(row));
        found = catalog->backups().find(row.id);
        QVERIFY(found && *found && fields(**found) == fields(row));
    }

    void refusesWhatIsThereOrMissing() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        REQUIRE(catalog->backups().insert(fullBackup()));
        const auto twice = catalog->backups().insert(fullBackup());
        REQUIRE_CODE(twice, ErrorCode::AlreadyExists);
        QVERIFY(twice.error().message().contains(fullBackup().id.toString()));
        REQUIRE(catalog->backups().remove(fullBackup().id));
        REQUIRE_CODE(catalog->backups().remove(fullBackup().id), ErrorCode::NotFound);
        REQUIRE_CODE(catalog->backups().update(fullBackup()), ErrorCode::NotFound);
        const auto found = catalog->backups().find(fullBackup().id);
        REQUIRE(found);
        QVERIFY(!*found);
    }

    void sorts_data() {
        QTest::addColumn<std::string>("sort");
        QTest::addColumn<std::string>("expected");
        QTest::newRow("newest first") << std::string("-created") << std::string("05 04 03 02 01 ");
        QTest::newRow("oldest first") << std::string("created") << std::string("01 02 03 04 05 ");
        QTest::newRow("small first") << std::string("size") << std::string("05 03 01 04 02 ");
        QTest::newRow("big first") << std::string("-size") << std::string("02 04 01 03 05 ");
        QTest::newRow("files, ties newest first") << std::string("-files") << std::string("03 05 04 02 01 ");
        QTest::newRow("duration") << std::string("duration") << std::string("05 04 03 02 01 ");
        QTest::newRow("server, newest first") << std::string("server") << std::string("04 02 05 03 01 ");
        QTest::newRow("server down, newest first") << std::string("-server") << std::string("05 03 01 04 02 ");
    }
    void sorts() {
        QFETCH(std::string, sort);
        QFETCH(std::string, expected);
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        REQUIRE(fill(*catalog));
        QCOMPARE(idsOf(catalog->backups().list({.sort = sort})), expected);
    }

    void refusesQuery_data() {
        QTest::addColumn<std::string>("sort");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<qint64>("limit");
        QTest::addColumn<std::string>("filter");
        QTest::newRow("unknown sort") << std::string("note") << qint64{0} << qint64{1} << std::string();
        QTest::newRow("empty sort") << std::string() << qint64{0} << qint64{1} << std::string();
        QTest::newRow("two minus") << std::string("--created") << qint64{0} << qint64{1} << std::string();
        QTest::newRow("SQL as sort") << std::string("created; DROP TABLE backups") << qint64{0} << qint64{1} << std::string();
        QTest::newRow("negative offset") << std::string("created") << qint64{-1} << qint64{1} << std::string();
        QTest::newRow("negative limit") << std::string("created") << qint64{0} << qint64{-2} << std::string();
        QTest::newRow("long filter") << std::string("created") << qint64{0} << qint64{1} << std::string(257, 'a');
        QTest::newRow("many words") << std::string("created") << qint64{0} << qint64{1}
                                    << std::string("a b c d e f g h i j k l m n o p q");
    }
    void refusesQuery() {
        QFETCH(std::string, sort);
        QFETCH(qint64, offset);
        QFETCH(qint64, limit);
        QFETCH(std::string, filter);
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        REQUIRE(fill(*catalog));
        REQUIRE_CODE(catalog->backups().list({.filter = filter, .sort = sort, .offset = offset, .limit = limit}),
                     ErrorCode::InvalidInput);
        QCOMPARE(catalog->backups().count({}).value_or(-1), 5);
    }

    void filters_data() {
        QTest::addColumn<std::string>("filter");
        QTest::addColumn<std::string>("expected");
        QTest::newRow("nothing") << std::string() << std::string("05 04 03 02 01 ");
        QTest::newRow("percent is itself") << std::string("100%") << std::string("01 ");
        QTest::newRow("underscore is itself") << std::string("snake_case") << std::string("03 ");
        QTest::newRow("backslash is itself") << std::string("back\\slash") << std::string("05 ");
        QTest::newRow("quote") << std::string("' OR 1=1 --") << std::string();
        QTest::newRow("every word counts") << std::string("  SURE 100 ") << std::string("02 01 ");
        QTest::newRow("part of the id") << std::string("000001000004") << std::string("04 ");
        QTest::newRow("origin") << std::string("panel snake") << std::string("04 03 ");
    }
    void filters() {
        QFETCH(std::string, filter);
        QFETCH(std::string, expected);
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        REQUIRE(fill(*catalog));
        QCOMPARE(idsOf(catalog->backups().list({.filter = filter})), expected);
        QCOMPARE(catalog->backups().count({.filter = filter}).value_or(-1), std::ranges::count(expected, ' '));
    }

    void pagesOneServer() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        REQUIRE(fill(*catalog));
        const auto server = makeId<ServerId>(1);
        QCOMPARE(idsOf(catalog->backups().list({.server = server, .limit = 2})), std::string("05 03 "));
        QCOMPARE(idsOf(catalog->backups().list({.server = server, .offset = 2, .limit = 2})), std::string("01 "));
        QCOMPARE(idsOf(catalog->backups().list({.server = server, .limit = -1})), std::string("05 03 01 "));
        QCOMPARE(idsOf(catalog->backups().list({.server = server, .limit = 0})), std::string());
        QCOMPARE(catalog->backups().count({.server = server, .limit = 1}).value_or(-1), 3);
    }

    void choosesByWhatTheyAre() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        REQUIRE(fill(*catalog));
        const auto change = [&](int id, auto how) {
            auto row = **catalog->backups().find(makeId<BackupId>(id));
            how(row);
            return catalog->backups().update(row);
        };
        REQUIRE(change(1, [](Backup& row) { row.state = BackupState::Publishing; }));
        REQUIRE(change(2, [](Backup& row) { row.state = BackupState::Deleting; }));
        REQUIRE(change(3, [](Backup& row) { row.adapter = "s3"; }));
        REQUIRE(change(4, [](Backup& row) { row.foreign = true; }));
        const auto list = [&](BackupQuery query) { return idsOf(catalog->backups().list(query)); };
        QCOMPARE(list({.states = {BackupState::Publishing, BackupState::Deleting}}), std::string("02 01 "));
        QCOMPARE(list({.states = {BackupState::Completed}, .adapter = "s3"}), std::string("03 "));
        QCOMPARE(list({.foreign = true}), std::string("04 "));
        QCOMPARE(list({.foreign = false, .limit = 2}), std::string("05 03 "));
    }

    void placesAreWhatTheRowsSay() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        auto row = fullBackup();
        REQUIRE(catalog->backups().insert(row));
        const auto places = catalog->backups().places();
        REQUIRE(places);
        QCOMPARE(places->size(), std::size_t{1});
        const BackupPlace& place = places->front();
        QVERIFY(place.id == row.id && place.server == row.server && place.state == row.state && place.adapter == row.adapter);
        QVERIFY(place.size == row.size && place.missing == row.missing && place.damaged == row.damaged);
        REQUIRE(catalog->backups().remove(row.id));
        REQUIRE(fill(*catalog));
        QCOMPARE(catalog->backups().places()->size(), std::size_t{5});
        const auto ofOne = catalog->backups().places(makeId<ServerId>(1));
        REQUIRE(ofOne);
        std::string ids;
        for (const auto& each : *ofOne) ids += each.id.toString().substr(34) + " ";
        QCOMPARE(ids, std::string("05 03 01 ")); // newest first
        QVERIFY(*catalog->backups().servers() == (std::set{makeId<ServerId>(0), makeId<ServerId>(1)}));
    }

    void newestGoodSkipsTheRest() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        const auto server = makeId<ServerId>(1);
        auto found = catalog->backups().newestGood(server);
        REQUIRE(found);
        QVERIFY(!*found);
        const auto add = [&](int number, const std::function<void(Backup&)>& change) {
            Backup backup{.id = makeId<BackupId>(number), .server = server, .state = BackupState::Completed, .created = {number}};
            change(backup);
            return catalog->backups().insert(backup);
        };
        REQUIRE(add(1, [](Backup&) {}));
        REQUIRE(add(2, [](Backup&) {}));
        REQUIRE(add(3, [](Backup& b) { b.missing = true; }));
        REQUIRE(add(4, [](Backup& b) { b.damaged = true; }));
        REQUIRE(add(5, [](Backup& b) { b.state = BackupState::Deleting; }));
        REQUIRE(add(6, [](Backup& b) { b.state = BackupState::Publishing; }));
        REQUIRE(add(7, [](Backup& b) { b.server = makeId<ServerId>(2); }));
        REQUIRE(add(8, [](Backup& b) { b.adapter = "s3"; }));
        OutboxMessage result{.backup = makeId<BackupId>(8), .body = "{}", .created = {8}, .nextAttempt = {8}};
        REQUIRE(catalog->outbox().add(result));
        found = catalog->backups().newestGood(server);
        REQUIRE(found);
        QVERIFY(*found && (*found)->id == makeId<BackupId>(2));
        REQUIRE(catalog->outbox().markDelivered(result.id));
        found = catalog->backups().newestGood(server);
        REQUIRE(found);
        QVERIFY(*found && (*found)->id == makeId<BackupId>(8));
        found = catalog->backups().newestGood(server, BackupTable::Where::Here);
        REQUIRE(found);
        QVERIFY(*found && (*found)->id == makeId<BackupId>(2));
    }

    void totalsAndTroubles() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        const auto add = [&](int number, int server, BackupState state, bool missing, bool damaged) {
            Backup backup{
                .id = makeId<BackupId>(number), .server = makeId<ServerId>(server), .state = state, .created = {number}};
            backup.size = 100;
            backup.missing = missing;
            backup.damaged = damaged;
            return catalog->backups().insert(backup);
        };
        REQUIRE(add(1, 1, BackupState::Completed, false, false));
        REQUIRE(add(2, 1, BackupState::Completed, true, true)); // what is missing is not called damaged as well
        REQUIRE(add(3, 1, BackupState::Completed, true, false));
        REQUIRE(add(4, 1, BackupState::Making, false, false));
        REQUIRE(add(5, 1, BackupState::Deleting, false, false));
        REQUIRE(add(6, 2, BackupState::Completed, false, true));
        const auto totals = catalog->backups().totals({makeId<ServerId>(1), makeId<ServerId>(9)});
        REQUIRE(totals);
        QCOMPARE(totals->size(), std::size_t{1}); // not the one that was not asked for, nor the one that has none
        QCOMPARE(totals->at(makeId<ServerId>(1)).backups, std::uint64_t{3});
        QCOMPARE(totals->at(makeId<ServerId>(1)).bytes, std::uint64_t{100});
        const auto troubles = catalog->backups().troubles();
        REQUIRE(troubles);
        QCOMPARE(troubles->size(), std::size_t{2});
        QCOMPARE((*troubles)[0].missing, std::uint64_t{2});
        QCOMPARE((*troubles)[0].damaged, std::uint64_t{0});
        QVERIFY((*troubles)[0].newest == makeId<BackupId>(3));
        QCOMPARE((*troubles)[1].damaged, std::uint64_t{1});
    }
};

QTEST_APPLESS_MAIN(BackupTableTest)
#include "test_backup_table.moc"
