// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/background_sync.h"
#include "tests/shared/engine/restore/restore_bench.h"

#include <QTest>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <latch>
#include <new>
#include <thread>

using namespace alula;
using namespace alula::test;

// When the file system is synced while files are made, and who hears of its errors.
class TestBackgroundSync : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fewBytesAreNotSynced();
    void neverWhenNotAskedFor();
    void onceForEachSoManyBytes();
    void writersDoNotWait();
    void errorsAreTold_data();
    void errorsAreTold();
    void theEndWaits();
    void aRestoreSyncsWhileItUnpacks();
    void aRestoreFailsWithItsSync();

private:
    TempDir m_temp;
    UniqueFd m_directory{::open(m_temp.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
};

namespace {

constexpr std::uint64_t kEvery = 100;

std::vector<Item> largeTree() {
    std::vector<Item> items;
    for (const char* name : {"a", "b", "c"}) items.push_back(file(name, 24_MiB));
    return items;
}

template <typename Condition>
bool comesTrue(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

} // namespace

void TestBackgroundSync::fewBytesAreNotSynced() {
    FaultyFiles files{quickFiles()};
    BackgroundSync sync(files.files().files, m_directory.get(), kEvery);
    QVERIFY(sync.wrote(kEvery - 1));
    QVERIFY(sync.finish());
    QCOMPARE(files.calls(Call::SyncFileSystem), 0U);
}

void TestBackgroundSync::neverWhenNotAskedFor() {
    FaultyFiles files{quickFiles()};
    BackgroundSync sync(files.files().files, m_directory.get(), 0);
    QVERIFY(sync.wrote(1_GiB));
    QVERIFY(sync.finish());
    QCOMPARE(files.calls(Call::SyncFileSystem), 0U);
}

void TestBackgroundSync::onceForEachSoManyBytes() {
    FaultyFiles files{quickFiles()};
    BackgroundSync sync(files.files().files, m_directory.get(), kEvery);
    for (std::uint64_t round = 1; round <= 3; ++round) {
        QVERIFY(sync.wrote(kEvery / 2));
        QVERIFY(sync.wrote(kEvery / 2));
        QVERIFY(comesTrue([&] { return files.calls(Call::SyncFileSystem) == round; }));
    }
    QVERIFY(sync.finish());
    QCOMPARE(files.calls(Call::SyncFileSystem), 3U);
}

// However much is written meanwhile: one sync runs, and one follows it.
void TestBackgroundSync::writersDoNotWait() {
    FaultyFiles files{quickFiles()};
    std::latch begun(1), mayEnd(1);
    std::atomic<int> syncs = 0;
    files.when([&](const CallInfo& call) {
        if (call.call == Call::SyncFileSystem && ++syncs == 1) {
            begun.count_down();
            mayEnd.wait();
        }
        return 0;
    });
    BackgroundSync sync(files.files().files, m_directory.get(), kEvery);
    QVERIFY(sync.wrote(kEvery));
    begun.wait();
    for (int i = 0; i < 10; ++i) QVERIFY(sync.wrote(kEvery));
    QCOMPARE(syncs.load(), 1);
    mayEnd.count_down();
    QVERIFY(comesTrue([&] { return syncs == 2; }));
    QVERIFY(sync.finish());
    QCOMPARE(syncs.load(), 2);
}

void TestBackgroundSync::errorsAreTold_data() {
    QTest::addColumn<bool>("throws");
    QTest::newRow("EIO") << false;
    QTest::newRow("no memory") << true;
}

// To whoever writes next and at the end; and nothing is synced any more, as the kernel would say then that all is well.
void TestBackgroundSync::errorsAreTold() {
    QFETCH(const bool, throws);
    FaultyFiles files{quickFiles()};
    std::atomic<int> syncs = 0;
    files.when([&](const CallInfo& call) {
        if (call.call != Call::SyncFileSystem) return 0;
        ++syncs;
        if (throws) throw std::bad_alloc();
        return EIO;
    });
    BackgroundSync sync(files.files().files, m_directory.get(), kEvery);
    QVERIFY(sync.wrote(kEvery));
    QVERIFY(comesTrue([&] { return !sync.wrote(kEvery); }));
    const auto done = sync.finish();
    QVERIFY(!done);
    QCOMPARE(done.error().errnum(), throws ? 0 : EIO);
    QCOMPARE(syncs.load(), 1);
}

void TestBackgroundSync::theEndWaits() {
    FaultyFiles files{quickFiles()};
    std::latch begun(1);
    std::atomic<bool> ended = false;
    files.when([&](const CallInfo& call) {
        if (call.call != Call::SyncFileSystem) return 0;
        begun.count_down();
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        ended = true;
        return ENOSPC;
    });
    BackgroundSync sync(files.files().files, m_directory.get(), kEvery);
    QVERIFY(sync.wrote(kEvery));
    begun.wait();
    const auto done = sync.finish();
    QVERIFY(ended);
    QCOMPARE(done.error().errnum(), ENOSPC);
}

void TestBackgroundSync::aRestoreSyncsWhileItUnpacks() {
    Bench bench;
    const auto archive = bench.archiveOf(largeTree());
    std::atomic<std::uint64_t> early = 0, begun = 0;
    bench.files.when([&](const CallInfo& call) {
        if (bench.progress.phase != Phase::Unpacking) return 0;
        if (call.call == Call::SyncFileSystem) ++early;
        // Those that write at the same time have 1 MiB each.
        if (call.call == Call::Write && begun.fetch_add(call.size) > 70_MiB) comesTrue([&] { return early > 0; });
        return 0;
    });
    QVERIFY(bench.restore(*archive));
    QCOMPARE(early.load(), 1U);
    QCOMPARE(differences(bench.wanted, bench.now()), QString());
}

void TestBackgroundSync::aRestoreFailsWithItsSync() {
    Bench bench;
    const auto archive = bench.archiveOf(largeTree());
    bench.live({file("mine", 10)});
    const auto before = bench.now();
    bench.files.failCall(1, EIO, Call::SyncFileSystem);
    const auto done = bench.restore(*archive);
    QVERIFY(!done);
    QCOMPARE(done.error().errnum(), EIO);
    QCOMPARE(differences(before, bench.now()), QString());
    QVERIFY(bench.stagingFolders().empty());
    QVERIFY(bench.journal.entries.empty());
}

QTEST_GUILESS_MAIN(TestBackgroundSync)
#include "test_background_sync.moc"
