// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/database.h"
#include "tests/daemon/catalog/rows.h"

#include <SQLiteCpp/Column.h>
#include <array>
#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <stdexcept>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

class CatalogTest : public QObject {
    Q_OBJECT
    static Result<void> addBackup(Catalog& catalog, int number, std::string ignoreText = {}) {
        return catalog.backups().insert(
            {.id = makeId<BackupId>(number), .server = makeId<ServerId>(1), .ignoreText = std::move(ignoreText)});
    }
    static std::int64_t countOf(Catalog& catalog) { return catalog.backups().count({}).value_or(-1); }
    static unsigned modeOf(const std::string& file) {
        struct stat info{};
        return ::stat(file.c_str(), &info) == 0 ? info.st_mode & 07777u : 0u;
    }
    static Error refused() { return {ErrorCode::Refused, "no"}; }

private Q_SLOTS:
    void filesAreThePrivateOnesOfTheDaemon() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        REQUIRE(addBackup(*catalog, 1));
        QCOMPARE(modeOf(catalog.file), 0600u);
        QCOMPARE(modeOf(catalog.file + "-wal"), 0600u);
        QCOMPARE(modeOf(catalog.file + "-shm"), 0600u);
        // A mode that somebody loosened is tightened.
        catalog.opened = fail(ErrorCode::Internal, "closed");
        QCOMPARE(::chmod(catalog.file.c_str(), 0644), 0);
        catalog.opened = Catalog::open(catalog.file);
        REQUIRE(catalog.opened);
        QCOMPARE(modeOf(catalog.file), 0600u);
        QCOMPARE(countOf(*catalog), 1);
    }

    void connectionIsDurable() {
        TempDir directory;
        const auto database = Database::open(directory.path("catalog.db"));
        REQUIRE(database);
        const auto pragma = [&](const std::string& name) {
            return (*database)->connection().execAndGet("PRAGMA " + name).getString();
        };
        QCOMPARE(pragma("journal_mode"), std::string("wal"));
        QCOMPARE(pragma("synchronous"), std::string("2")); // FULL
        QCOMPARE(pragma("foreign_keys"), std::string("1"));
        QVERIFY(std::stoi(pragma("busy_timeout")) >= 1000);
    }

    void worksInMemory() {
        const auto catalog = Catalog::open(":memory:");
        REQUIRE(catalog);
        REQUIRE(addBackup(**catalog, 1));
        QCOMPARE(countOf(**catalog), 1);
    }

    void listsUseIndexes_data() {
        QTest::addColumn<std::string>("query");
        QTest::addColumn<std::string>("index");
        QTest::newRow("newest") << std::string("SELECT * FROM backups ORDER BY created DESC, id DESC LIMIT 9")
                                << std::string("backups_by_time");
        QTest::newRow("oldest") << std::string("SELECT * FROM backups ORDER BY created ASC, id ASC LIMIT 9")
                                << std::string("backups_by_time");
        QTest::newRow("by server") << std::string("SELECT * FROM backups ORDER BY server ASC, created DESC, id DESC LIMIT 9")
                                   << std::string("backups_by_server");
        QTest::newRow("one server's") << std::string("SELECT * FROM backups WHERE server = ? ORDER BY created DESC, id DESC")
                                      << std::string("backups_by_server");
        QTest::newRow("one server's, oldest")
            << std::string("SELECT * FROM backups WHERE server = ? ORDER BY created ASC, id ASC")
            << std::string("backups_by_server");
        QTest::newRow("jobs") << std::string("SELECT * FROM jobs ORDER BY created DESC, id DESC") << std::string("jobs_by_time");
        QTest::newRow("a server's jobs") << std::string("SELECT * FROM jobs WHERE server = ? ORDER BY created DESC, id DESC")
                                         << std::string("jobs_by_server");
        QTest::newRow("a backup's jobs") << std::string("SELECT * FROM jobs WHERE backup = ? ORDER BY created DESC, id DESC")
                                         << std::string("jobs_by_backup");
        QTest::newRow("queue")
            << std::string("SELECT * FROM jobs WHERE state IN ('queued', 'running', 'cancelling') ORDER BY queue_order")
            << std::string("jobs_unfinished");
        QTest::newRow("warnings")
            << std::string("SELECT * FROM job_log WHERE job = ? AND number > ? AND level IN ('warning', 'error') ORDER BY number")
            << std::string("job_log_warnings");
        QTest::newRow("outbox") << std::string("SELECT min(id), body FROM outbox WHERE given_up = 0 GROUP BY backup")
                                << std::string("outbox_waiting");
    }
    void listsUseIndexes() {
        QFETCH(std::string, query);
        QFETCH(std::string, index);
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        const auto database = Database::open(catalog.file);
        REQUIRE(database);
        const auto plan = (*database)->run([&]() -> Result<std::string> {
            std::string text;
            auto statement = (*database)->statement("EXPLAIN QUERY PLAN " + query);
            while (statement.step()) text += statement.raw().getColumn(3).getString() + "\n";
            return text;
        });
        REQUIRE(plan);
        QVERIFY2(plan->contains(index), plan->c_str());
        QVERIFY2(!plan->contains("TEMP B-TREE"), plan->c_str()); // sorted by the index, not after it
    }

    void transactionIsAllOrNothing() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        REQUIRE(catalog->transaction([&]() -> Result<void> {
            ALULA_TRY(addBackup(*catalog, 1));
            return addBackup(*catalog, 2);
        }));
        QCOMPARE(countOf(*catalog), 2);
        REQUIRE_CODE(catalog->transaction([&]() -> Result<void> {
            ALULA_TRY(addBackup(*catalog, 3));
            return fail(refused());
        }),
                     ErrorCode::Refused);
        QCOMPARE(countOf(*catalog), 2);
        REQUIRE_CODE(catalog->transaction([&]() -> Result<void> {
            ALULA_TRY(addBackup(*catalog, 3));
            return addBackup(*catalog, 1);
        }),
                     ErrorCode::AlreadyExists);
        QCOMPARE(countOf(*catalog), 2);
        REQUIRE_CODE(catalog->transaction([&]() -> Result<void> {
            ALULA_TRY(addBackup(*catalog, 3));
            throw std::runtime_error("a bug");
        }),
                     ErrorCode::Internal);
        QCOMPARE(countOf(*catalog), 2);
        REQUIRE(addBackup(*catalog, 3)); // nothing is left open
    }

    void nestedTransactionsJoin() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        // An inner success goes with a failing outer.
        REQUIRE_CODE(catalog->transaction([&]() -> Result<void> {
            ALULA_TRY(catalog->transaction([&] { return addBackup(*catalog, 1); }));
            return fail(refused());
        }),
                     ErrorCode::Refused);
        QCOMPARE(countOf(*catalog), 0);
        // An inner failure that the outer lives with takes its own work only.
        REQUIRE(catalog->transaction([&]() -> Result<void> {
            ALULA_TRY(addBackup(*catalog, 1));
            const auto inner = catalog->transaction([&]() -> Result<void> {
                ALULA_TRY(addBackup(*catalog, 2));
                ALULA_TRY(catalog->transaction([&] { return addBackup(*catalog, 3); }));
                return fail(refused());
            });
            if (inner) return fail(ErrorCode::Internal, "the inner one succeeded");
            return addBackup(*catalog, 4);
        }));
        QCOMPARE(countOf(*catalog), 2);
        const auto four = catalog->backups().find(makeId<BackupId>(4));
        QVERIFY(four && *four);
    }

    void damagedFile_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("not a database") << 0;
        QTest::newRow("pages overwritten") << 1;
        QTest::newRow("truncated") << 2;
        QTest::newRow("a name nobody knows") << 3;
    }
    void damagedFile() {
        QFETCH(int, kind);
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        REQUIRE(catalog->transaction([&]() -> Result<void> {
            for (int i = 0; i < 200; ++i) ALULA_TRY(addBackup(*catalog, i, std::string(500, 'x')));
            return {};
        }));
        catalog.opened = fail(ErrorCode::Internal, "closed");
        auto bytes = readFile(catalog.file);
        QVERIFY(bytes.size() > 65536);
        if (kind == 0) bytes = std::string(8192, 'n');
        if (kind == 1) bytes.replace(12288, 40960, std::string(40960, '\xa5'));
        if (kind == 2) bytes.resize(bytes.size() / 2 / 4096 * 4096);
        if (kind == 3) {
            const auto database = Database::open(catalog.file);
            REQUIRE((*database)->run([&]() -> Result<void> {
                (*database)->connection().exec("UPDATE backups SET state = 'odd'");
                return {};
            }));
        } else {
            writeFile(catalog.file, bytes);
        }
        const auto opened = Catalog::open(catalog.file);
        const auto failure = opened ? (*opened)->backups().list({}).error() : opened.error();
        QVERIFY2(failure.code() == ErrorCode::Corrupt, failure.toString().c_str());
        QVERIFY2(failure.message().contains(catalog.file), failure.message().c_str());
        QCOMPARE(opened.has_value(), kind == 3);
        if (kind < 3) QVERIFY(readFile(catalog.file) == bytes); // looked at, not touched
    }

    void missingDirectoryAndOddFile() {
        TempDir directory;
        const auto missing = Catalog::open(directory.path("none/catalog.db"));
        REQUIRE_CODE(missing, ErrorCode::NotFound);
        QVERIFY(missing.error().message().contains("none/catalog.db"));
        QVERIFY(!Catalog::open(directory.path()));
    }

    void fullDatabase() {
        TempDir directory;
        const auto database = Database::open(directory.path("catalog.db"));
        REQUIRE(database);
        REQUIRE((*database)->run([&]() -> Result<void> {
            (*database)->connection().exec("CREATE TABLE t (a BLOB)");
            (*database)->connection().exec("PRAGMA max_page_count = 20");
            return {};
        }));
        const auto add = [&](int bytes) {
            return (*database)->run([&]() -> Result<void> {
                (*database)->statement("INSERT INTO t VALUES (zeroblob(?))").bind(bytes).change();
                return {};
            });
        };
        REQUIRE_CODE(add(1'000'000), ErrorCode::NoSpace);
        // SQLite rolled the whole transaction back: an error that `work` swallows must not let the rest through.
        const auto lost = (*database)->transaction([&]() -> Result<void> {
            ALULA_TRY(add(10));
            (void)add(1'000'000);
            (void)add(11);
            return {};
        });
        const auto count = (*database)->run([&]() -> Result<std::int64_t> {
            auto statement = (*database)->statement("SELECT count(*) FROM t");
            statement.step();
            return Row(statement).number();
        });
        REQUIRE_CODE(lost, ErrorCode::Io);
        QCOMPARE(count.value_or(-1), 0);
        REQUIRE(add(12));
    }

    // A small tmpfs in a mount namespace of a child: the space is really gone.
    void fullDisk() {
        if (!isRoot()) QSKIP("mounting a small tmpfs needs root");
        TempDir directory;
        const auto child = ::fork();
        if (child == 0) ::_exit(fillTmpfs(directory.path()));
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        if (WEXITSTATUS(status) == 77) QSKIP("this system does not let us mount a tmpfs");
        QCOMPARE(WEXITSTATUS(status), 0);
    }

    void eightThreads() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        constexpr int kThreads = 8;
        constexpr int kRounds = 25;
        std::atomic<int> failures{0};
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < kThreads; ++t) {
                threads.emplace_back([&, t] {
                    for (int i = 0; i < kRounds; ++i)
                        if (!oneRound(*catalog, t * kRounds + i, i % 5 == 0)) ++failures;
                });
            }
        }
        QCOMPARE(failures.load(), 0);
        QCOMPARE(countOf(*catalog), kThreads * kRounds * 4 / 5); // each fifth was taken back
        QCOMPARE(catalog->outbox().depth().value_or(-1), kThreads * kRounds * 4 / 5);
        const auto jobs = catalog->jobs().unfinished();
        REQUIRE(jobs);
        for (std::size_t i = 1; i < jobs->size(); ++i) QVERIFY(jobs->at(i - 1).queueOrder < jobs->at(i).queueOrder);
    }

    void killedInMidTransaction() {
        TempDir directory;
        const auto file = directory.path("catalog.db");
        std::array<int, 2> ready{};
        QCOMPARE(::pipe2(ready.data(), O_CLOEXEC), 0);
        const auto child = ::fork();
        if (child == 0) {
            const auto catalog = Catalog::open(file);
            if (!catalog || !addBackup(**catalog, 1)) ::_exit(1);
            (void)(*catalog)->transaction([&]() -> Result<void> {
                // Much more than the page cache: uncommitted pages are in the log on disk.
                for (int i = 2; i < 60; ++i) ALULA_TRY(addBackup(**catalog, i, std::string(100'000, 'x')));
                (void)!::write(ready[1], "r", 1);
                for (;;) ::pause();
            });
            ::_exit(1);
        }
        char byte = 0;
        ::close(ready[1]);
        const auto got = ::read(ready[0], &byte, 1);
        ::close(ready[0]);
        ::kill(child, SIGKILL);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(got, 1);
        QVERIFY(WIFSIGNALED(status));

        const auto catalog = Catalog::open(file);
        REQUIRE(catalog);
        QCOMPARE(countOf(**catalog), 1);
        REQUIRE(addBackup(**catalog, 2));
    }

    void anotherProgramHoldsTheLock() {
        CatalogOnDisk catalog;
        REQUIRE(catalog.opened);
        const auto other = Database::open(catalog.file);
        REQUIRE(other);
        (*other)->connection().setBusyTimeout(1);
        const auto outcome = catalog->transaction([&]() -> Result<void> {
            const auto blocked = (*other)->transaction([] { return Result<void>{}; });
            return blocked ? fail(ErrorCode::Internal, "it was not held") : blocked;
        });
        REQUIRE_CODE(outcome, ErrorCode::Io);
        QVERIFY(outcome.error().message().contains("another program"));
    }

private:
    // One job and its backup and its message, as a job's end writes them; taken back when `fails`.
    static bool oneRound(Catalog& catalog, int number, bool fails) {
        const auto done = catalog.transaction([&]() -> Result<void> {
            Job job{.id = makeId<JobId>(number), .server = makeId<ServerId>(1)};
            ALULA_TRY(catalog.jobs().insert(job));
            ALULA_TRY(addBackup(catalog, number));
            OutboxMessage message;
            message.backup = makeId<BackupId>(number);
            ALULA_TRY(catalog.outbox().add(message));
            if (fails) return fail(refused());
            return {};
        });
        const auto found = catalog.backups().find(makeId<BackupId>(number));
        return done.has_value() != fails && found && found->has_value() != fails &&
               catalog.backups().list({.limit = 3}).has_value();
    }

    // 0: as it should be. In a child: it may change its mounts.
    static int fillTmpfs(const std::string& mountPoint) {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("tmpfs", mountPoint.c_str(), "tmpfs", 0, "size=512k") != 0)
            return 77;
        auto catalog = Catalog::open(mountPoint + "/catalog.db");
        if (!catalog) return 1;
        int rows = 0;
        for (; rows < 1000; ++rows) {
            const auto added = addBackup(**catalog, rows, std::string(10'000, 'x'));
            if (added) continue;
            ::dprintf(2, "%s\n", added.error().toString().c_str());
            if (added.error().code() != ErrorCode::NoSpace || !added.error().message().contains("catalog.db")) return 2;
            break;
        }
        // What was confirmed is there, now and in a second life.
        if (rows == 0 || rows == 1000 || countOf(**catalog) != rows) return 3;
        catalog->reset();
        catalog = Catalog::open(mountPoint + "/catalog.db");
        return catalog && countOf(**catalog) == rows ? 0 : 4;
    }
};

QTEST_APPLESS_MAIN(CatalogTest)
#include "test_catalog.moc"
