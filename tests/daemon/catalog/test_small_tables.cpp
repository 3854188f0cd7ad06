// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/daemon/catalog/rows.h"

using namespace alula;
using namespace alula::test;

// Servers, outbox, journals, downloads.
class SmallTablesTest : public QObject {
    Q_OBJECT
    static OutboxMessage message(int backup, std::int64_t due) {
        return {.backup = makeId<BackupId>(backup), .body = "{}", .created = {due}, .nextAttempt = {due}};
    }
    static std::string numbersOf(const Result<std::vector<OutboxMessage>>& list) {
        if (!list) return list.error().toString();
        std::string numbers;
        for (const auto& found : *list) numbers += std::to_string(found.id) + " ";
        return numbers;
    }

private Q_SLOTS:
    void serverKeepsEveryField() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        const auto row = fullServer();
        QCOMPARE(firstEqualField(row, Server{}), -1);
        REQUIRE(catalog->servers().upsert(row));
        auto found = catalog->servers().find(row.id);
        REQUIRE(found);
        QVERIFY(*found && fields(**found) == fields(row));

        Server changed{.id = row.id, .volumeId = 5};
        REQUIRE(catalog->servers().upsert(changed));
        found = catalog->servers().find(row.id);
        REQUIRE(found);
        changed.volumeId = row.volumeId; // a known one's stays
        changed.firstSeen = row.firstSeen;
        QVERIFY(*found && fields(**found) == fields(changed));
        found = catalog->servers().find(makeId<ServerId>(9));
        QVERIFY(found && !*found);
    }

    void whatWasLearnedIsRemembered() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        auto& table = catalog->remembered();
        const auto nothing = table.find(kUploadRate);
        QVERIFY(nothing && !*nothing);
        REQUIRE(table.keep(kUploadRate, 1));
        REQUIRE(table.keep(kUploadRate, 0xffff'ffff'ffff'ffff));
        REQUIRE(table.keep(kPanelPartSize, 5));
        QCOMPARE(table.find(kUploadRate).value_or(std::nullopt), std::optional<std::uint64_t>(0xffff'ffff'ffff'ffff));
        QCOMPARE(table.find(kPanelPartSize).value_or(std::nullopt), std::optional<std::uint64_t>(5));
    }

    void quiescedServersAreKept() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        auto& table = catalog->quiesced();
        const QuiescedServer later{makeId<JobId>(1), makeId<ServerId>(2), {"save-on", "say 'go on'; \xc3\xa4"}, {7}};
        const QuiescedServer earlier{makeId<JobId>(3), makeId<ServerId>(2), {}, {5}};
        REQUIRE(table.save(later));
        REQUIRE(table.save(earlier));
        REQUIRE(table.save(later)); // replaces
        auto all = table.all();
        REQUIRE(all);
        QCOMPARE(all->size(), std::size_t(2));
        for (const auto& [row, expected] : {std::pair((*all)[0], earlier), std::pair((*all)[1], later)}) {
            QCOMPARE(row.job, expected.job);
            QCOMPARE(row.server, expected.server);
            QCOMPARE(row.commands, expected.commands);
            QCOMPARE(row.since, expected.since);
        }
        REQUIRE(table.remove(later.job));
        REQUIRE(table.remove(later.job));
        all = table.all();
        QVERIFY(all && all->size() == 1 && all->front().job == earlier.job);
    }

    void serverWithoutVolumeIdGetsOne() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        auto row = fullServer();
        row.volumeId = 0;
        REQUIRE(catalog->servers().upsert(row));
        row.volumeId = 0xffff'ffff'ffff'ffff;
        REQUIRE(catalog->servers().upsert(row));
        const auto found = catalog->servers().find(row.id);
        QVERIFY(found && *found && (*found)->volumeId == 0xffff'ffff'ffff'ffff);
    }

    void panelListMarksTheRest() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        for (int i = 1; i <= 3; ++i)
            REQUIRE(catalog->servers().upsert({.id = makeId<ServerId>(i), .inPanel = true, .volumeId = 7}));
        REQUIRE(catalog->servers().replacePanelList(
            {{.id = makeId<ServerId>(2), .name = "b"}, {.id = makeId<ServerId>(4), .name = "d"}}));
        const auto all = catalog->servers().all();
        REQUIRE(all);
        std::string seen;
        for (const auto& server : *all)
            seen += server.id.toString().substr(35) + (server.inPanel ? "+" : "-") + server.name + " ";
        QCOMPARE(seen, std::string("1- 2+b 3- 4+d "));
        QCOMPARE(all->at(1).volumeId, 7u);
    }

    void outboxKeepsEveryField() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        auto row = fullMessage();
        REQUIRE(catalog->outbox().add(row));
        QCOMPARE(firstEqualField(row, OutboxMessage{}), -1);
        const auto due = catalog->outbox().due({100}, 10);
        REQUIRE(due);
        QCOMPARE(due->size(), 1u);
        QVERIFY(fields(due->at(0)) == fields(row));
    }

    void outboxKeepsTheOrderOfABackup() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        auto& outbox = catalog->outbox();
        auto next = outbox.nextDue();
        QVERIFY(next && !*next);
        for (auto m : {message(1, 50), message(1, 10), message(2, 30), message(3, 20)}) REQUIRE(outbox.add(m)); // ids 1 2 3 4
        QCOMPARE(numbersOf(outbox.due({100}, 10)), std::string("4 3 1 "));
        QCOMPARE(numbersOf(outbox.due({30}, 10)), std::string("4 3 ")); // 2 is due, but behind 1
        QCOMPARE(numbersOf(outbox.due({100}, 1)), std::string("4 "));
        QCOMPARE(numbersOf(outbox.due({19}, 10)), std::string());
        next = outbox.nextDue();
        QVERIFY(next && *next == Timestamp{20});

        REQUIRE(outbox.postpone(1, {90}, "500"));
        QCOMPARE(numbersOf(outbox.due({80}, 10)), std::string("4 3 "));
        const auto later = outbox.due({90}, 10);
        QVERIFY(later && later->back().id == 1 && later->back().attempts == 1 && later->back().nextAttempt == Timestamp{90});
        REQUIRE(outbox.markDelivered(1));
        QCOMPARE(numbersOf(outbox.due({80}, 10)), std::string("2 4 3 "));
        QCOMPARE(outbox.depth().value_or(-1), 3);
    }

    void outboxGivesUpAloud() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        auto& outbox = catalog->outbox();
        for (auto m : {message(1, 1), message(1, 2)}) REQUIRE(outbox.add(m));
        REQUIRE(outbox.giveUp(1, "404 for a day", {77}));
        QCOMPARE(outbox.depth().value_or(-1), 1);
        QCOMPARE(numbersOf(outbox.due({100}, 10)), std::string("2 ")); // holds up nothing
        const auto lost = outbox.givenUp(10);
        REQUIRE(lost);
        QCOMPARE(lost->size(), 1u);
        QCOMPARE(lost->at(0).reason, std::string("404 for a day"));
        QVERIFY(lost->at(0).givenUpAt == Timestamp{77} && lost->at(0).backup == makeId<BackupId>(1));
        REQUIRE_CODE(outbox.giveUp(1, "again"), ErrorCode::NotFound);
        const auto waiting = outbox.depth();
        REQUIRE(waiting);
        REQUIRE(outbox.removeGivenUpBefore({77}));
        REQUIRE(outbox.removeGivenUp(makeId<BackupId>(99)));
        QCOMPARE(outbox.givenUp(10)->size(), lost->size());
        REQUIRE(outbox.removeGivenUpBefore({78}));
        QCOMPARE(outbox.givenUp(10)->size(), std::size_t{0});
        QCOMPARE(outbox.depth().value_or(-1), *waiting); // those that wait stay
        REQUIRE_CODE(outbox.markDelivered(1), ErrorCode::NotFound);
        REQUIRE_CODE(outbox.postpone(99, {1}, ""), ErrorCode::NotFound);
    }

    void outboxNeverGivesAnIdTwice() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        auto first = message(1, 1);
        REQUIRE(catalog->outbox().add(first));
        REQUIRE(catalog->outbox().markDelivered(first.id));
        auto second = message(1, 1);
        REQUIRE(catalog->outbox().add(second));
        QVERIFY(second.id > first.id);
    }

    void downloadUses() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        auto& table = catalog->downloads();
        const auto use = [](const char* id, std::int64_t first, std::int64_t expires) {
            return DownloadUse{id, makeId<BackupId>(1), "203.0.113.9", {first}, {expires}};
        };
        REQUIRE(table.insert(use("a", 10, 20)));
        REQUIRE_CODE(table.insert(use("a", 30, 40)), ErrorCode::AlreadyExists);
        const auto found = table.find("a");
        REQUIRE(found);
        QVERIFY(*found && (*found)->uniqueId == "a" && (*found)->backup == makeId<BackupId>(1) &&
                (*found)->client == "203.0.113.9" && (*found)->firstUse.ns == 10 && (*found)->expires.ns == 20);
        REQUIRE(table.insert(use("old, and its token lives", 10, 90)));
        REQUIRE(table.insert(use("begun late", 40, 20)));
        REQUIRE(table.forgetUses({15}, {50}));
        QVERIFY(!table.find("a").value());
        QVERIFY(table.find("old, and its token lives").value().has_value());
        QVERIFY(table.find("begun late").value().has_value());
    }

    void revocations() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        auto& table = catalog->downloads();
        using Kind = TokenRevocation::Kind;
        REQUIRE(table.revoke({{Kind::User, "ann", "s1", {10}}, {Kind::User, "bob", "", {20}}, {Kind::Jti, "j", "", {30}}}));
        const auto revoked = [&](const char* user, const char* server, const char* jti, std::int64_t issued) {
            return table.isRevoked(user, server, jti, {issued}).value();
        };
        QVERIFY(revoked("ann", "s1", "", 10) && !revoked("ann", "s1", "", 11) && !revoked("ann", "s2", "", 10));
        QVERIFY(revoked("bob", "s1", "", 20) && revoked("bob", "s2", "", 1) && !revoked("bob", "s2", "", 21));
        QVERIFY(revoked("", "s1", "j", 30) && !revoked("j", "s1", "", 30) && !revoked("", "s1", "ann", 1));
        QVERIFY(!revoked("", "", "", 0));
        REQUIRE(table.revoke({{Kind::User, "ann", "s1", {5}}, {Kind::User, "bob", "", {25}}})); // never back
        QVERIFY(revoked("ann", "s1", "", 10) && revoked("bob", "s2", "", 25));
        REQUIRE(table.forgetRevocations({25}));
        QVERIFY(!revoked("ann", "s1", "", 1) && revoked("bob", "s2", "", 25) && revoked("", "s1", "j", 30));
    }

    void journalKeepsEveryField() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        const auto row = fullJournal();
        QCOMPARE(firstEqualField(row, JournalEntry{}), -1);
        REQUIRE(catalog->journal().save({.job = row.job, .server = makeId<ServerId>(9), .plan = "", .savedAt = {1}}));
        REQUIRE(catalog->journal().save(row)); // replaces
        auto found = catalog->journal().find(row.job);
        REQUIRE(found);
        QVERIFY(*found && fields(**found) == fields(row));
        QVERIFY(catalog->journal().all().transform([](const auto& all) { return all.size(); }) == 1u);
        REQUIRE(catalog->journal().remove(row.job));
        REQUIRE(catalog->journal().remove(row.job));
        found = catalog->journal().find(row.job);
        QVERIFY(found && !*found);
    }

    void journalIsCommitted() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        auto row = fullJournal();
        REQUIRE_CODE(catalog->journal().markCommitted(row.job, {5}), ErrorCode::NotFound);
        row.committed = false;
        row.committedAt = {};
        REQUIRE(catalog->journal().save(row));
        REQUIRE(catalog->journal().markCommitted(row.job, {5}));
        const auto found = catalog->journal().find(row.job);
        QVERIFY(found && *found && (*found)->committed && (*found)->committedAt == Timestamp{5});
        QCOMPARE((*found)->plan.size(), row.plan.size());
    }
};

QTEST_APPLESS_MAIN(SmallTablesTest)
#include "test_small_tables.moc"
