// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/daemon/catalog/rows.h"

using namespace alula;
using namespace alula::test;

class JobTableTest : public QObject {
    Q_OBJECT
    static Result<void> add(Catalog& catalog, int number, const std::function<void(Job&)>& change = [](Job&) {}) {
        Job job{.id = makeId<JobId>(number), .server = makeId<ServerId>(1), .created = {number * 10}};
        change(job);
        return catalog.jobs().insert(job);
    }
    static std::string idsOf(const Result<std::vector<Job>>& list) {
        if (!list) return list.error().toString();
        std::string ids;
        for (const auto& job : *list) ids += job.id.toString().substr(34) + " ";
        return ids;
    }

private Q_SLOTS:
    void keepsEveryField() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        auto row = fullJob();
        QCOMPARE(firstEqualField(row, Job{}), -1);
        REQUIRE(catalog->jobs().insert(row));
        QCOMPARE(row.queueOrder, 1); // given by the table
        auto found = catalog->jobs().find(row.id);
        REQUIRE(found);
        QVERIFY(*found && fields(**found) == fields(row));

        const Job changed{.id = row.id};
        REQUIRE(catalog->jobs().update(changed));
        found = catalog->jobs().find(row.id);
        REQUIRE(found);
        QVERIFY(*found && fields(**found) == fields(changed));
        row.queueOrder = 5;
        REQUIRE(catalog->jobs().update(row));
        found = catalog->jobs().find(row.id);
        QVERIFY(found && *found && fields(**found) == fields(row));
    }

    void keepsEveryName() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        int number = 0;
        const auto roundTrip = [&](const std::function<void(Job&)>& change) {
            Job job{.id = makeId<JobId>(++number)};
            change(job);
            if (!catalog->jobs().insert(job)) return false;
            const auto found = catalog->jobs().find(job.id);
            return found && *found && fields(**found) == fields(job);
        };
        for (int i = 0; i <= static_cast<int>(JobKind::Verify); ++i)
            QVERIFY(roundTrip([&](Job& j) { j.kind = static_cast<JobKind>(i); }));
        for (int i = 0; i <= static_cast<int>(JobState::Cancelled); ++i)
            QVERIFY(roundTrip([&](Job& j) { j.state = static_cast<JobState>(i); }));
        for (int i = 0; i <= static_cast<int>(Phase::Deleting); ++i)
            QVERIFY(roundTrip([&](Job& j) { j.phase = static_cast<Phase>(i); }));
    }

    void refusesWhatIsThereOrMissing() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        auto row = fullJob();
        REQUIRE_CODE(catalog->jobs().update(row), ErrorCode::NotFound);
        REQUIRE(catalog->jobs().insert(row));
        row.queueOrder = 42;
        REQUIRE_CODE(catalog->jobs().insert(row), ErrorCode::AlreadyExists);
        QCOMPARE(row.queueOrder, 42);
        const auto found = catalog->jobs().find(makeId<JobId>(99));
        REQUIRE(found);
        QVERIFY(!*found);
    }

    void unfinishedInQueueOrder() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        REQUIRE(add(*catalog, 5));
        REQUIRE(add(*catalog, 3, [](Job& j) { j.state = JobState::Running; }));
        REQUIRE(add(*catalog, 4, [](Job& j) { j.state = JobState::Completed; }));
        REQUIRE(add(*catalog, 1, [](Job& j) { j.state = JobState::Cancelling; }));
        REQUIRE(add(*catalog, 2, [](Job& j) { j.state = JobState::Cancelled; }));
        QCOMPARE(idsOf(catalog->jobs().unfinished()), std::string("05 03 01 "));
        // The order outlives a restart, and what comes later goes behind.
        catalog.opened = fail(ErrorCode::Internal, "closed");
        catalog.opened = Catalog::open(catalog.file);
        REQUIRE(catalog.opened);
        REQUIRE(add(*catalog, 0));
        QCOMPARE(idsOf(catalog->jobs().unfinished()), std::string("05 03 01 00 "));
    }

    void lists_data() {
        QTest::addColumn<int>("number");
        QTest::addColumn<std::string>("expected");
        QTest::newRow("all") << 0 << std::string("04 03 02 01 ");
        QTest::newRow("server") << 1 << std::string("04 02 ");
        QTest::newRow("backup") << 2 << std::string("03 ");
        QTest::newRow("kind") << 3 << std::string("02 ");
        QTest::newRow("states") << 4 << std::string("04 01 ");
        QTest::newRow("words") << 5 << std::string("01 ");
        QTest::newRow("page") << 6 << std::string("03 02 ");
        QTest::newRow("server and state") << 7 << std::string("04 ");
    }
    void lists() {
        QFETCH(int, number);
        QFETCH(std::string, expected);
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        REQUIRE(add(*catalog, 1, [](Job& j) {
            j.state = JobState::Failed;
            j.errorMessage = "50% of it";
            j.origin.detail = "eva";
        }));
        REQUIRE(add(*catalog, 2, [](Job& j) {
            j.kind = JobKind::Delete;
            j.server = makeId<ServerId>(7);
        }));
        REQUIRE(add(*catalog, 3, [](Job& j) { j.backup = makeId<BackupId>(8); }));
        REQUIRE(add(*catalog, 4, [](Job& j) {
            j.state = JobState::Cancelled;
            j.server = makeId<ServerId>(7);
        }));
        const std::vector<JobQuery> queries = {{},
                                               {.server = makeId<ServerId>(7)},
                                               {.backup = makeId<BackupId>(8)},
                                               {.kind = JobKind::Delete},
                                               {.states = {JobState::Failed, JobState::Cancelled}},
                                               {.filter = "50% EVA"},
                                               {.offset = 1, .limit = 2},
                                               {.server = makeId<ServerId>(7), .states = {JobState::Cancelled}}};
        QCOMPARE(idsOf(catalog->jobs().list(queries.at(static_cast<std::size_t>(number)))), expected);
    }

    void logIsNumberedAndPaged() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        REQUIRE(add(*catalog, 1));
        const auto id = makeId<JobId>(1);
        const JobLogLine line{
            .number = 99, .time = {51}, .level = "warning", .text = "shrank", .path = std::string("a\xff\0b", 4)};
        QCOMPARE(firstEqualField(line, JobLogLine{}), -1);
        REQUIRE(catalog->jobs().appendLog(id, {line, {.time = {52}, .level = "info", .text = "i"}}));
        REQUIRE(catalog->jobs().appendLog(id, {}));
        REQUIRE(catalog->jobs().appendLog(id, {{.time = {53}, .level = "error", .text = "e"}}));
        const auto lines = catalog->jobs().log(id, 0, 100, false);
        REQUIRE(lines);
        QCOMPARE(lines->size(), 3u);
        auto expected = line;
        expected.number = 1;
        QVERIFY(fields(lines->at(0)) == fields(expected));
        QCOMPARE(lines->at(2).number, 3);
        const auto next = catalog->jobs().log(id, 1, 1, false);
        QVERIFY(next && next->size() == 1 && next->at(0).text == "i");
        const auto warnings = catalog->jobs().log(id, 1, 100, true);
        QVERIFY(warnings && warnings->size() == 1 && warnings->at(0).text == "e");
        REQUIRE_CODE(catalog->jobs().appendLog(makeId<JobId>(2), {line}), ErrorCode::NotFound);
    }

    void historyGoesWithItsLog() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        const auto ended = [](std::int64_t time) {
            return [time](Job& j) {
                j.state = JobState::Completed;
                j.ended = {time};
            };
        };
        REQUIRE(add(*catalog, 1, ended(100)));
        REQUIRE(add(*catalog, 2, ended(200)));
        REQUIRE(add(*catalog, 3, ended(50))); // has a journal: its replaced files are still kept
        REQUIRE(add(*catalog, 4));
        REQUIRE(add(*catalog, 5, [](Job& j) { j.ended = {1}; })); // in the queue again
        REQUIRE(catalog->jobs().appendLog(makeId<JobId>(1), {{.level = "info"}}));
        auto journal = fullJournal();
        journal.job = makeId<JobId>(3);
        REQUIRE(catalog->journal().save(journal));
        QCOMPARE(catalog->jobs().removeEndedBefore({200}).value_or(-1), 1);
        QCOMPARE(idsOf(catalog->jobs().list({})), std::string("05 04 03 02 "));
        const auto lines = catalog->jobs().log(makeId<JobId>(1), 0, 10, false);
        QVERIFY(lines && lines->empty());
        REQUIRE(catalog->journal().remove(makeId<JobId>(3)));
        QCOMPARE(catalog->jobs().removeEndedBefore({201}).value_or(-1), 2);
    }
};

QTEST_APPLESS_MAIN(JobTableTest)
#include "test_job_table.moc"
