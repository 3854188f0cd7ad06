// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/database.h"
#include "daemon/catalog/set_aside.h"
#include "tests/daemon/catalog/rows.h"
#include "tests/support/tree.h"

#include <QElapsedTimer>

#include <SQLiteCpp/Column.h>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

namespace {

const Timestamp kNow = *fromIso8601("2026-11-22T03:00:00Z");
constexpr char kAside[] = "catalog.db.damaged-20261122T030000Z";

// A catalog file with backups, a pin, and the journal of a swap.
class Damageable {
public:
    explicit Damageable(int backups = 300) {
        auto catalog = Catalog::open(file);
        if (!catalog) throw std::runtime_error(catalog.error().toString());
        const auto filled = (*catalog)->transaction([&]() -> Result<void> {
            for (int i = 0; i < backups; ++i)
                ALULA_TRY((*catalog)->backups().insert(
                    {.id = makeId<BackupId>(i), .server = makeId<ServerId>(1), .ignoreText = std::string(300, 'x')}));
            JournalEntry entry;
            entry.job = makeId<JobId>(1);
            entry.server = makeId<ServerId>(1);
            entry.plan = "a plan";
            entry.committed = true;
            return (*catalog)->journal().save(entry);
        });
        if (!filled) throw std::runtime_error(filled.error().toString());
    }
    void run(const std::string& sql) {
        const auto database = Database::open(file);
        const auto done = (*database)->run([&]() -> Result<void> {
            (*database)->connection().exec(sql);
            return {};
        });
        if (!done) throw std::runtime_error(done.error().toString());
    }
    // The page where a table or an index begins, from 0.
    std::size_t rootOf(const std::string& name) {
        const auto database = Database::open(file);
        return static_cast<std::size_t>((*database)
                                            ->connection()
                                            .execAndGet("SELECT rootpage FROM sqlite_schema WHERE name = '" + name + "'")
                                            .getInt64()) -
               1;
    }
    void overwrite(std::size_t page, const std::string& bytes) {
        const int fd = ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
        const auto written = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(page * 4096));
        ::close(fd);
        if (written != static_cast<ssize_t>(bytes.size())) throw std::runtime_error("the page cannot be written");
    }
    bool exists(const std::string& name) const { return std::filesystem::exists(directory.path(name)); }

    TempDir directory;
    const std::string file = directory.path("catalog.db");
};

} // namespace

// A damaged catalog must not keep a node from its backups, and must not be thrown away either.
class TestSetAside : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSoundOneIsOpenedAsItIs() {
        Damageable node;
        const auto opened = openOrSetAside(node.file, kNow);
        REQUIRE(opened);
        QVERIFY(!opened->setAside);
        QCOMPARE(opened->catalog->backups().count({}).value_or(0), 300);
        QVERIFY(setAsideCatalogs(node.file).empty());
    }

    void aDamagedOneIsSetAside_data() {
        QTest::addColumn<QString>("how");
        QTest::addColumn<bool>("journal");
        for (const char* how : {"not a database", "first page destroyed", "cut short", "zeros", "of a later format"})
            QTest::newRow(how) << QString::fromLatin1(how) << false;
        for (const char* how :
             {"a page of backups destroyed", "an index disagrees", "another program's", "a state nobody knows",
              "an id that is none", "a column is called otherwise", "one of the backups' columns too", "a table is gone"})
            QTest::newRow(how) << QString::fromLatin1(how) << true;
    }
    void aDamagedOneIsSetAside() {
        QFETCH(QString, how);
        QFETCH(bool, journal);
        Damageable node;
        if (how.startsWith(u"not a")) writeFile(node.file, std::string(8192, 'n'));
        if (how.startsWith(u"zeros")) writeFile(node.file, std::string(16384, '\0'));
        if (how.startsWith(u"first")) node.overwrite(0, std::string(4096, '\xa5'));
        if (how.startsWith(u"cut")) std::filesystem::resize_file(node.file, 20 * 4096);
        if (how.startsWith(u"of a later")) { // SQLite reads it and writes nothing to it; found by fuzz_catalog
            auto bytes = readFile(node.file);
            bytes[18] = 62; // the format that a writer must know
            bytes[19] = 1;  // and a reader
            writeFile(node.file, bytes);
        }
        if (how.startsWith(u"another")) node.run("PRAGMA application_id = 7");
        if (how.startsWith(u"a page")) node.overwrite(node.rootOf("backups"), std::string(4096, '\xa5'));
        if (how.startsWith(u"a state")) node.run("UPDATE backups SET state = 'odd'");
        if (how.startsWith(u"one of")) node.run("ALTER TABLE backups RENAME COLUMN note TO notes"); // found by fuzz_catalog
        if (how.startsWith(u"a column"))
            node.run("ALTER TABLE jobs RENAME COLUMN error_code TO quiesce_code"); // found by fuzz_catalog
        if (how.startsWith(u"a table")) node.run("DROP TABLE outbox");
        if (how.startsWith(u"an id")) node.run("UPDATE jobs SET id = 'x'; UPDATE backups SET server = 'x'");
        if (how.startsWith(u"an index")) {
            // Rows of the index that the table has not: what a lost write leaves.
            node.run("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX backups_by_time ON "
                     "backups(created, id) WHERE id = 1' WHERE name = 'backups_by_time'; PRAGMA writable_schema = OFF");
            node.run("DELETE FROM backups WHERE rowid < 10");
            node.run("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX backups_by_time ON "
                     "backups(created, id)' WHERE name = 'backups_by_time'; PRAGMA writable_schema = OFF");
        }
        const auto before = readFile(node.file);
        const auto opened = openOrSetAside(node.file, kNow);
        REQUIRE(opened);
        QVERIFY(opened->setAside);
        QCOMPARE(opened->setAside->path, node.directory.path(kAside));
        QVERIFY2(opened->setAside->why.code() == ErrorCode::Corrupt, opened->setAside->why.toString().c_str());
        QCOMPARE(setAsideCatalogs(node.file), std::vector<std::string>{kAside});
        QCOMPARE(setAsideWhen(kAside), std::optional(kNow));
        QCOMPARE(opened->catalog->backups().count({}).value_or(-1), 0);
        // What would put a half-swapped volume right is not lost with the rest.
        QCOMPARE(opened->setAside->journalKept, journal);
        const auto entries = opened->catalog->journal().all();
        REQUIRE(entries);
        QCOMPARE(entries->size(), std::size_t{journal ? 1u : 0u});
        if (journal) QVERIFY(entries->front().committed && entries->front().plan == "a plan");
        if (!journal) QVERIFY(readFile(node.directory.path(kAside)) == before); // for whoever wants to look into it
    }

    // Garbage in the log of committed pages is as if the last of them had not been: SQLite's sums find it.
    void garbageInTheLogIsNoDamage() {
        Damageable node;
        writeFile(node.file + "-wal", std::string(100'000, '\xa5'));
        writeFile(node.file + "-shm", std::string(32768, '\xa5'));
        const auto opened = openOrSetAside(node.file, kNow);
        REQUIRE(opened);
        QVERIFY(!opened->setAside);
        QCOMPARE(opened->catalog->backups().count({}).value_or(0), 300);
    }

    void anEarlierOneIsNotReplaced() {
        Damageable node;
        writeFile(node.directory.path(kAside), "the first");
        writeFile(node.file, std::string(8192, 'n'));
        const auto opened = openOrSetAside(node.file, kNow);
        REQUIRE(opened);
        QCOMPARE(opened->setAside->path, node.directory.path(std::string(kAside) + "-2"));
        QCOMPARE(readFile(node.directory.path(kAside)), std::string("the first"));
        QCOMPARE(setAsideWhen(std::string(kAside) + "-2"), std::optional(kNow));
    }

    // What belongs to it goes along, and the new one does not find another's log.
    void itsLogGoesAlong() {
        Damageable node;
        writeFile(node.file, std::string(8192, 'n'));
        writeFile(node.file + "-wal", "of the old one");
        const auto opened = openOrSetAside(node.file, kNow);
        REQUIRE(opened);
        QCOMPARE(setAsideCatalogs(node.file).size(), std::size_t{1});
        REQUIRE(opened->catalog->backups().insert({.id = makeId<BackupId>(1), .server = makeId<ServerId>(1)}));
    }

    void aNewerOneIsRefusedAndStays() {
        Damageable node;
        node.run("PRAGMA user_version = 999");
        const auto opened = openOrSetAside(node.file, kNow);
        REQUIRE_CODE(opened, ErrorCode::Unsupported);
        QVERIFY(opened.error().message().contains("newer Alula"));
        QVERIFY(setAsideCatalogs(node.file).empty());
        QVERIFY(node.exists("catalog.db"));
    }

    void aPlaceThatCannotBeUsedIsAnError() {
        TempDir directory;
        REQUIRE_CODE(openOrSetAside(directory.path("none/catalog.db"), kNow), ErrorCode::NotFound);
        std::filesystem::create_directories(directory.path("catalog.db"));
        QVERIFY(!openOrSetAside(directory.path("catalog.db"), kNow));
        QVERIFY(setAsideCatalogs(directory.path("catalog.db")).empty());
    }

    // Every start waits for it.
    void tenThousandBackupsAreLookedThroughAtOnce() {
        Damageable node(10'000);
        {
            auto catalog = Catalog::open(node.file);
            REQUIRE((*catalog)->transaction([&]() -> Result<void> {
                for (int i = 0; i < 20'000; ++i) {
                    Job job{.id = makeId<JobId>(i), .server = makeId<ServerId>(1)};
                    job.state = JobState::Completed;
                    ALULA_TRY((*catalog)->jobs().insert(job));
                }
                return {};
            }));
        }
        QElapsedTimer timer;
        timer.start();
        const auto opened = openOrSetAside(node.file, kNow);
        const auto took = timer.elapsed();
        REQUIRE(opened);
        QVERIFY(!opened->setAside);
        qInfo("%lld ms for 10,000 backups and 20,000 jobs", static_cast<long long>(took));
        QVERIFY(took < 5000);
    }
};

QTEST_APPLESS_MAIN(TestSetAside)
#include "test_set_aside.moc"
