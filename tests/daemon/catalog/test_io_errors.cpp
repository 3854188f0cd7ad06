// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"
#include "tests/daemon/catalog/faulty_sqlite.h"
#include "tests/daemon/catalog/rows.h"
#include "tests/support/in_memory.h"
#include "tests/support/open_handles.h"

#include <SQLiteCpp/Database.h>
#include <filesystem>

using namespace alula;
using namespace alula::test;

// Every call that SQLite makes to the system for a commit, and for an opening, fails in turn: all of the transaction is there or
// nothing of it, what was called done is there after a restart, the error names the catalog, and the next commit works.
class TestIoErrors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        spdlog::set_level(spdlog::level::off);
        keepTemporariesInMemory();
    }
    void oneCallOfACommitFails_data() { addErrors(); }
    void oneCallOfACommitFails();
    void allCallsFailFromOneOn_data() { addErrors(false); }
    void allCallsFailFromOneOn();
    void oneCallOfAnOpeningFails_data() { addErrors(); }
    void oneCallOfAnOpeningFails();
    void oneCallOfTheFirstOpeningFails();
    void shortReadsAndWrites();

private:
    static void addErrors(bool interrupts = true) {
        QTest::addColumn<int>("errnum");
        QTest::newRow("EIO") << EIO;
        QTest::newRow("ENOSPC") << ENOSPC;
        QTest::newRow("EDQUOT") << EDQUOT;
        QTest::newRow("EMFILE") << EMFILE;
        if (interrupts) QTest::newRow("EINTR") << EINTR; // for ever it would be tried again for ever, by SQLite too
    }
};

namespace {

// A job's end, as the daemon writes it: job, backup, message and log in one transaction. Larger than a page.
Result<void> endJob(Catalog& catalog, int number) {
    return catalog.transaction([&]() -> Result<void> {
        Job job{.id = makeId<JobId>(number), .server = makeId<ServerId>(1)};
        ALULA_TRY(catalog.jobs().insert(job));
        ALULA_TRY(catalog.backups().insert(
            {.id = makeId<BackupId>(number), .server = makeId<ServerId>(1), .ignoreText = std::string(9000, 'x')}));
        OutboxMessage message;
        message.backup = makeId<BackupId>(number);
        return catalog.outbox().add(message);
    });
}

// 0: nothing of it is there, 1: all of it, -1: a part.
int isThere(Catalog& catalog, int number) {
    const auto job = catalog.jobs().find(makeId<JobId>(number));
    const auto backup = catalog.backups().find(makeId<BackupId>(number));
    const auto messages = catalog.outbox().due({std::numeric_limits<std::int64_t>::max()}, 100);
    if (!job || !backup || !messages) return -1;
    const bool told = std::ranges::contains(*messages, makeId<BackupId>(number), &OutboxMessage::backup);
    if (job->has_value() != backup->has_value() || told != job->has_value()) return -1;
    return told ? 1 : 0;
}

// "" when SQLite finds nothing wrong with the file.
std::string damageOf(const std::string& file) {
    SQLite::Database database(file, SQLite::OPEN_READWRITE);
    const auto answer = database.execAndGet("PRAGMA integrity_check").getString();
    return answer == "ok" ? "" : answer;
}

// A catalog that holds the end of job 1; each test works on a copy.
class Original {
public:
    Original() {
        CatalogOnDisk catalog;
        if (!catalog.opened || !endJob(*catalog, 1)) throw std::runtime_error("no catalog");
        catalog.opened = fail(ErrorCode::Internal, "closed");
        m_bytes = readFile(catalog.file);
    }
    void copyTo(const std::string& file) const { writeFile(file, m_bytes); }

private:
    std::string m_bytes;
};

// What a later start finds: "" when it is right.
std::string wrongAfterRestart(const std::string& file, bool mustBeThere) {
    if (const auto damage = damageOf(file); !damage.empty()) return damage;
    const auto catalog = Catalog::open(file);
    if (!catalog) return catalog.error().toString();
    if (isThere(**catalog, 1) != 1) return "what was there before is gone";
    const int there = isThere(**catalog, 2);
    if (there < 0) return "a part of the transaction is there";
    if (mustBeThere && there == 0) return "what was called done is not there";
    const auto again = endJob(**catalog, 4);
    return again ? "" : again.error().toString();
}

bool isTold(const Error& error, const std::string& file) {
    const bool hasCode = error.code() == ErrorCode::Io || error.code() == ErrorCode::NoSpace;
    return hasCode && error.message().contains(file);
}

} // namespace

void TestIoErrors::oneCallOfACommitFails() {
    QFETCH(int, errnum);
    const Original original;
    const TempDir directory;
    const std::string file = directory.path("catalog.db");
    int failed = 0, toldAsFull = 0;
    for (std::uint64_t n = 1;; ++n) {
        for (const auto& old : std::filesystem::directory_iterator(directory.path())) removeTree(old.path().string());
        original.copyTo(file);
        const auto handles = openHandles();
        FaultySqlite sqlite;
        bool done = false;
        {
            const auto catalog = Catalog::open(file);
            REQUIRE(catalog);
            sqlite.failCall(n, errnum);
            const auto ended = endJob(**catalog, 2);
            sqlite.heal();
            done = ended.has_value();
            if (!done) {
                ++failed;
                QVERIFY2(isTold(ended.error(), file), ended.error().toString().c_str());
                toldAsFull += ended.error().code() == ErrorCode::NoSpace ? 1 : 0;
            }
            QCOMPARE(isThere(**catalog, 2), done ? 1 : 0);
            if (!sqlite.wasHit()) {
                qInfo("a commit makes %llu calls", static_cast<unsigned long long>(n - 1));
                const auto before = FaultySqlite::syncs();
                REQUIRE(endJob(**catalog, 5));
                QVERIFY(FaultySqlite::syncs() > before); // and a sync is among them
            }
            REQUIRE(endJob(**catalog, 3)); // the disk is well again, and nothing is left open
        }
        QCOMPARE(openHandles(), handles);
        const auto wrong = wrongAfterRestart(file, done);
        QVERIFY2(wrong.empty(), ("call " + std::to_string(n) + ": " + wrong).c_str());
        if (!sqlite.wasHit()) break;
    }
    QVERIFY2(errnum == EINTR || failed > 3, qPrintable(QString::number(failed)));
    QCOMPARE(toldAsFull > 0, errnum == ENOSPC || errnum == EDQUOT);
}

// The disk goes away for good in the middle of a commit, and the daemon ends.
void TestIoErrors::allCallsFailFromOneOn() {
    QFETCH(int, errnum);
    const Original original;
    const TempDir directory;
    const std::string file = directory.path("catalog.db");
    for (std::uint64_t n = 1;; ++n) {
        for (const auto& old : std::filesystem::directory_iterator(directory.path())) removeTree(old.path().string());
        original.copyTo(file);
        const auto handles = openHandles();
        FaultySqlite sqlite;
        bool done = false, hit = false;
        {
            const auto catalog = Catalog::open(file);
            REQUIRE(catalog);
            sqlite.failCall(n, errnum, true);
            const auto ended = endJob(**catalog, 2);
            hit = sqlite.wasHit();
            done = ended.has_value();
            if (!done) QVERIFY2(isTold(ended.error(), file), ended.error().toString().c_str());
        }
        sqlite.heal();
        QCOMPARE(openHandles(), handles);
        const auto wrong = wrongAfterRestart(file, done);
        QVERIFY2(wrong.empty(), ("from call " + std::to_string(n) + " on: " + wrong).c_str());
        if (!hit) break;
    }
}

void TestIoErrors::oneCallOfAnOpeningFails() {
    QFETCH(int, errnum);
    const Original original;
    const TempDir directory;
    const std::string file = directory.path("catalog.db");
    for (std::uint64_t n = 1;; ++n) {
        for (const auto& old : std::filesystem::directory_iterator(directory.path())) removeTree(old.path().string());
        original.copyTo(file);
        const auto handles = openHandles();
        FaultySqlite sqlite;
        sqlite.failCall(n, errnum);
        bool hit = false;
        {
            const auto catalog = Catalog::open(file);
            hit = sqlite.wasHit();
            sqlite.heal();
            if (catalog) QCOMPARE(isThere(**catalog, 1), 1);
            else QVERIFY2(catalog.error().message().contains(file), catalog.error().toString().c_str());
        }
        QCOMPARE(openHandles(), handles);
        const auto wrong = wrongAfterRestart(file, false);
        QVERIFY2(wrong.empty(), ("call " + std::to_string(n) + ": " + wrong).c_str());
        if (!hit) break;
        QVERIFY(n < 2000);
    }
}

// All the migrations, on a node that has no catalog yet: a later start makes what this one could not.
void TestIoErrors::oneCallOfTheFirstOpeningFails() {
    const TempDir directory;
    const std::string file = directory.path("catalog.db");
    for (std::uint64_t n = 1;; n += 3) { // hundreds of them, much alike
        for (const auto& old : std::filesystem::directory_iterator(directory.path())) removeTree(old.path().string());
        const auto handles = openHandles();
        FaultySqlite sqlite;
        sqlite.failCall(n, EIO);
        bool hit = false;
        {
            const auto catalog = Catalog::open(file);
            hit = sqlite.wasHit();
            sqlite.heal();
            if (!catalog) QVERIFY2(catalog.error().message().contains(file), catalog.error().toString().c_str());
        }
        QCOMPARE(openHandles(), handles);
        const auto catalog = Catalog::open(file);
        REQUIRE(catalog);
        REQUIRE(endJob(**catalog, 1));
        QCOMPARE(isThere(**catalog, 1), 1);
        if (!hit) break;
    }
}

void TestIoErrors::shortReadsAndWrites() {
    for (const std::size_t most : {std::size_t{1}, std::size_t{100}, std::size_t{4097}}) {
        const TempDir directory;
        const std::string file = directory.path("catalog.db");
        FaultySqlite sqlite;
        sqlite.setMostBytes(most);
        {
            const auto catalog = Catalog::open(file);
            REQUIRE(catalog);
            REQUIRE(endJob(**catalog, 1));
            REQUIRE(endJob(**catalog, 2));
        }
        QCOMPARE(QString::fromStdString(wrongAfterRestart(file, true)), QString());
    }
}

QTEST_APPLESS_MAIN(TestIoErrors)
#include "test_io_errors.moc"
