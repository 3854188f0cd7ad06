// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/background_sync.h"
#include "tests/shared/engine/restore/disk_with_room.h"
#include "tests/shared/engine/restore/restore_bench.h"

#include <QScopeGuard>
#include <QTest>

#include <atomic>
#include <cerrno>
#include <new>

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
    void aRestoreIsCancelledInItsSync();
    void inPlaceOnlyAtTheEnd();

private:
    TempDir m_temp;
    UniqueFd m_directory{::open(m_temp.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
};

namespace {

constexpr std::uint64_t kEvery = 100;

// Files whose syncs are counted, from their begin, and can be held.
class SyncedFiles {
public:
    explicit SyncedFiles(std::function<int()> answer = {}) {
        m_files.when([this, answer = std::move(answer)](const CallInfo& call) {
            if (call.call != Call::SyncFileSystem) return 0;
            ++m_begun;
            m_begun.notify_all();
            m_held.wait(true);
            return answer ? answer() : 0;
        });
    }
    FileCalls& files() { return m_files.files().files; }
    int begun() const { return m_begun; }
    void hold() { m_held = true; }
    void release() {
        m_held = false;
        m_held.notify_all();
    }
    void waitUntilBegun(int times) {
        for (int now = m_begun; now < times; now = m_begun) m_begun.wait(now);
    }

private:
    FaultyFiles m_files{quickFiles()};
    std::atomic<int> m_begun = 0;
    std::atomic<bool> m_held = false;
};

std::size_t threads() { return namesIn(UniqueFd(::open("/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC)).get()).size(); }

// More than a restore writes between two syncs.
std::vector<Item> largeTree() {
    std::vector<Item> items;
    for (const char* name : {"a", "b", "c"}) items.push_back(file(name, 24_MiB));
    return items;
}

// A restore of largeTree() whose workers stop short of the end until the sync has begun that is due before.
class SyncedRestore {
public:
    explicit SyncedRestore(std::function<int(Bench&)> onSync) : archive(bench.archiveOf(largeTree())) {
        bench.files.when([this, onSync = std::move(onSync)](const CallInfo& call) {
            if (bench.progress.phase != Phase::Unpacking) return 0;
            if (call.call == Call::SyncFileSystem) {
                const int answer = onSync(bench);
                ++syncs;
                syncs.notify_all();
                return answer;
            }
            // Those that write at the same time have 1 MiB each.
            if (call.call == Call::Write && m_written.fetch_add(call.size) > 70_MiB) syncs.wait(0);
            return 0;
        });
    }
    Bench bench;
    std::unique_ptr<Archive> archive;
    std::atomic<int> syncs = 0;

private:
    std::atomic<std::uint64_t> m_written = 0;
};

void verifyUntouched(Bench& bench, const Snapshot& before) {
    QCOMPARE(differences(before, bench.now()), QString());
    QVERIFY(bench.stagingFolders().empty());
    QVERIFY(bench.journal.entries.empty());
}

} // namespace

void TestBackgroundSync::fewBytesAreNotSynced() {
    SyncedFiles disk;
    const auto before = threads();
    BackgroundSync sync(disk.files(), m_directory.get(), kEvery);
    sync.wrote(kEvery - 1);
    QVERIFY(threads() <= before); // one that was joined may still be there for a moment
    QVERIFY(sync.finish());
    QCOMPARE(disk.begun(), 0);
}

void TestBackgroundSync::neverWhenNotAskedFor() {
    SyncedFiles disk;
    const auto before = threads();
    BackgroundSync sync(disk.files(), m_directory.get(), 0);
    sync.wrote(1_GiB);
    QVERIFY(threads() <= before); // one that was joined may still be there for a moment
    QVERIFY(sync.finish());
    QCOMPARE(disk.begun(), 0);
}

void TestBackgroundSync::onceForEachSoManyBytes() {
    SyncedFiles disk;
    BackgroundSync sync(disk.files(), m_directory.get(), kEvery);
    for (int round = 1; round <= 3; ++round) {
        sync.wrote(kEvery / 2);
        sync.wrote(kEvery / 2);
        disk.waitUntilBegun(round);
    }
    QVERIFY(sync.finish());
    QCOMPARE(disk.begun(), 3);
}

// However much is written meanwhile: one sync runs, and one follows it.
void TestBackgroundSync::writersDoNotWait() {
    SyncedFiles disk;
    disk.hold();
    BackgroundSync sync(disk.files(), m_directory.get(), kEvery);
    const auto releases = qScopeGuard([&] { disk.release(); });
    sync.wrote(kEvery);
    disk.waitUntilBegun(1);
    for (int i = 0; i < 10; ++i) sync.wrote(kEvery);
    QCOMPARE(disk.begun(), 1);
    disk.release();
    disk.waitUntilBegun(2);
    QVERIFY(sync.finish());
    QCOMPARE(disk.begun(), 2);
}

void TestBackgroundSync::errorsAreTold_data() {
    QTest::addColumn<bool>("throws");
    QTest::newRow("EIO") << false;
    QTest::newRow("no memory") << true;
}

// To whoever asks, and at the end; and nothing is synced any more, as the kernel would say then that all is well.
void TestBackgroundSync::errorsAreTold() {
    QFETCH(const bool, throws);
    SyncedFiles disk([&] {
        if (throws) throw std::bad_alloc();
        return EIO;
    });
    BackgroundSync sync(disk.files(), m_directory.get(), kEvery);
    QVERIFY(sync.check());
    sync.wrote(kEvery);
    while (sync.check()) std::this_thread::yield(); // the sync is under way
    sync.wrote(kEvery);
    const auto done = sync.finish();
    QVERIFY(!done);
    QCOMPARE(done.error().errnum(), throws ? 0 : EIO);
    QVERIFY(!done.error().message().empty());
    QCOMPARE(disk.begun(), 1);
}

void TestBackgroundSync::theEndWaits() {
    std::atomic<bool> ended = false;
    SyncedFiles disk([&] {
        for (int i = 0; i < 10'000; ++i) std::this_thread::yield();
        ended = true;
        return ENOSPC;
    });
    disk.hold();
    BackgroundSync sync(disk.files(), m_directory.get(), kEvery);
    const auto releases = qScopeGuard([&] { disk.release(); });
    sync.wrote(kEvery);
    disk.waitUntilBegun(1);
    disk.release();
    const auto done = sync.finish();
    QVERIFY(ended);
    QVERIFY(!done);
    QCOMPARE(done.error().errnum(), ENOSPC);
}

void TestBackgroundSync::aRestoreSyncsWhileItUnpacks() {
    SyncedRestore restore([](Bench&) { return 0; });
    QVERIFY(restore.bench.restore(*restore.archive));
    QCOMPARE(restore.syncs.load(), 1);
    QCOMPARE(differences(restore.bench.wanted, restore.bench.now()), QString());
}

void TestBackgroundSync::aRestoreFailsWithItsSync() {
    SyncedRestore restore([](Bench&) { return EIO; });
    restore.bench.live({file("mine", 10)});
    const auto before = restore.bench.now();
    const auto done = restore.bench.restore(*restore.archive);
    QVERIFY(!done);
    QCOMPARE(done.error().errnum(), EIO);
    QVERIFY2(!done.error().path().ends_with("/c"), done.error().toString().c_str()); // no file is to blame
    QCOMPARE(restore.syncs.load(), 1);
    verifyUntouched(restore.bench, before);
}

void TestBackgroundSync::aRestoreIsCancelledInItsSync() {
    SyncedRestore restore([](Bench& bench) {
        bench.stop.request_stop();
        return 0;
    });
    restore.bench.live({file("mine", 10)});
    const auto before = restore.bench.now();
    const auto done = restore.bench.restore(*restore.archive);
    QVERIFY(!done);
    QCOMPARE(done.error().code(), ErrorCode::Cancelled);
    verifyUntouched(restore.bench, before);
}

// Where the old tree is gone, all of the new one goes in first.
void TestBackgroundSync::inPlaceOnlyAtTheEnd() {
    Bench bench;
    const auto archive = bench.archiveOf(largeTree());
    bench.live({file("mine", 80_MiB)});
    bench.options.truncate = true;
    bench.options.whenNoRoom = WhenNoRoom::InPlace;
    DiskWithRoom disk(10_MiB);
    FaultyFiles files(disk.files());
    std::atomic<int> early = 0;
    std::atomic<std::uint64_t> written = 0;
    files.when([&](const CallInfo& call) {
        if (call.call == Call::SyncFileSystem && written < 72_MiB) ++early;
        if (call.call == Call::Write) written += call.size;
        return 0;
    });
    const auto done = bench.with(files.files(), [&](const RestoreDeps& deps) {
        return restoreArchive(deps, *archive, bench.options, bench.progress, {});
    });
    QVERIFY2(done, done ? "" : done.error().toString().c_str());
    QVERIFY(!done->undoable);
    QCOMPARE(written.load(), 72_MiB);
    QCOMPARE(early.load(), 0);
    QCOMPARE(differences(bench.wanted, bench.now()), QString());
}

QTEST_GUILESS_MAIN(TestBackgroundSync)
#include "test_background_sync.moc"
