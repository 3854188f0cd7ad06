// SPDX-License-Identifier: GPL-3.0-or-later
// Restores on a disk whose files can share space: what is taken over of the live files, and that it is never more than the archive has.
#include "shared/engine/restore/live_files.h"
#include "tests/shared/engine/restore/small_scene.h"
#include "tests/support/copied_clones.h"
#include "tests/support/shared_space_disk.h"

#include <QTest>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

namespace {

constexpr std::uint64_t kBig = 3'000'000; // three blocks of the archive

constexpr std::uint32_t kXfs = 0x58465342;

// A clone that fails when it has taken over the first bytes.
class HalfClones final : public UnsyncedFiles {
public:
    explicit HalfClones(int errnum) : m_errnum(errnum) {}
    Result<void> cloneRange(int from, std::uint64_t, std::uint64_t, int to, std::uint64_t) override {
        std::vector<std::uint8_t> copy(100'000);
        ALULA_ASSIGN(const auto got, readFully(*this, from, copy, 0));
        ALULA_TRY(writeFully(*this, to, ByteSpan(copy).first(got), 0));
        return fail(Error(ErrorCode::Io, "half of it").withErrno(m_errnum));
    }

private:
    const int m_errnum;
};

// Somebody cancels while a clone is made.
class StoppedClones final : public UnsyncedFiles {
public:
    Result<void> cloneRange(int, std::uint64_t, std::uint64_t, int, std::uint64_t) override {
        ++clones;
        stop.request_stop();
        return {};
    }
    std::stop_source stop;
    int clones = 0;
};

// A bench on a disk that can share, and what was asked of it.
class SharingBench {
public:
    explicit SharingBench(FileCalls& contents)
        : disk(FileSystem{systemFiles().names, contents, systemFiles().attributes, systemFiles().cache}) {
        disk.shownType = kXfs;
        disk.when([this](const CallInfo& call) {
            if (call.call == Call::Write) written += call.size;
            if (call.call == Call::CloneRange) ++clones;
            return onCall ? onCall(call) : 0;
        });
    }
    Result<RestoreSummary> restore(const Archive& archive) {
        written = clones = 0;
        return bench.with(disk.files(), [&](const RestoreDeps& deps) {
            if (failAt > 0) disk.failCall(failAt, failWith);
            return restoreArchive(deps, archive, bench.options, bench.progress, {});
        });
    }

    Bench bench;
    std::function<int(const CallInfo&)> onCall;
    std::uint64_t failAt = 0; // the call
    int failWith = 0;
    std::atomic<std::uint64_t> written = 0, clones = 0;
    FaultyFiles disk;
};

void overwriteAt(const std::string& path, std::uint64_t offset, std::string_view bytes) {
    const UniqueFd file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    QVERIFY(::pwrite(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset)) == static_cast<ssize_t>(bytes.size()));
}

std::vector<Item> world() { return {file("region", kBig), file("small", 10'000), file("map/chunk", 700'000).text()}; }

} // namespace

class TestSharedFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsAsItWasIsNotWritten_data() {
        QTest::addColumn<bool>("truncate");
        QTest::newRow("overlay") << false;
        QTest::newRow("truncate") << true;
    }
    void whatIsAsItWasIsNotWritten() {
        QFETCH(bool, truncate);
        CopiedClones disk;
        SharingBench on(disk);
        const auto archive = on.bench.archiveOf(world());
        on.bench.live(world());
        on.bench.options.truncate = truncate;
        const auto restored = on.restore(*archive);
        QVERIFY2(restored, restored ? "" : restored.error().toString().c_str());
        CompareOptions options;
        options.directoryTimes = truncate; // those that stay keep theirs
        QCOMPARE(differences(on.bench.wanted, on.bench.now(), options), QString());
        QCOMPARE(on.clones.load(), std::uint64_t{2}); // the small one is not worth it
        QCOMPARE(on.written.load(), std::uint64_t{10'000});
    }

    // Of a world in which one chunk was spoiled, as much is written as was spoiled.
    void whatChangedIsWritten() {
        CopiedClones disk;
        SharingBench on(disk);
        const auto archive = on.bench.archiveOf({file("region", kBig)});
        on.bench.live({file("region", kBig)});
        overwriteAt(on.bench.volumePath("region"), 1'500'000, "not what it was");
        QVERIFY(on.restore(*archive));
        QCOMPARE(differences(on.bench.wanted, on.bench.now()), QString());
        QVERIFY2(on.written <= 32_KiB, QByteArray::number(static_cast<qulonglong>(on.written)).constData());
    }

    void whateverStandsThereNow_data() {
        QTest::addColumn<Item>("live");
        QTest::newRow("nothing") << file("other", 5);
        QTest::newRow("shorter") << file("region", std::uint64_t{100'000});
        QTest::newRow("longer") << file("region", kBig + 1'000'000);
        QTest::newRow("empty") << file("region", std::string());
        QTest::newRow("other contents") << file("region", kBig).seed(7);
        QTest::newRow("a hole") << sparse("region", kBig, 0, "x");
        QTest::newRow("a symlink to itself") << softlink("region", "region");
        QTest::newRow("a symlink out") << softlink("region", "/etc/passwd");
        QTest::newRow("a directory") << dir("region", {file("in it", 4)});
        QTest::newRow("a fifo") << fifo("region");
        QTest::newRow("nobody may read it") << file("region", kBig).mode(0);
    }
    void whateverStandsThereNow() {
        QFETCH(Item, live);
        CopiedClones disk;
        SharingBench on(disk);
        const auto archive = on.bench.archiveOf({file("region", kBig)});
        on.bench.live({live});
        on.bench.options.truncate = true;
        const auto restored = on.restore(*archive);
        QVERIFY2(restored, restored ? "" : restored.error().toString().c_str());
        QCOMPARE(differences(on.bench.wanted, on.bench.now()), QString());
    }

    // Nothing is believed of a live file: not its times, not that nobody writes to it, and not that it is what was cloned.
    void whoWritesMeanwhileChangesNothing() {
        CopiedClones disk;
        SharingBench on(disk);
        const auto archive = on.bench.archiveOf({file("region", kBig)});
        on.bench.live({file("region", kBig)});
        const std::string live = on.bench.volumePath("region");
        const std::string right = readFile(live);
        on.onCall = [&](const CallInfo& call) {
            if (call.call == Call::CloneRange) overwriteAt(live, 100, "spoiled before it is cloned");
            if (call.call == Call::Read) overwriteAt(live, 0, right); // whoever compared the live file would find nothing wrong
            return 0;
        };
        QVERIFY(on.restore(*archive));
        on.onCall = {};
        QCOMPARE(differences(on.bench.wanted, on.bench.now()), QString());
        QCOMPARE(on.written.load(), 16_KiB);
    }

    void aCloneThatFailsHalfWayIsWrittenAnew_data() {
        QTest::addColumn<int>("errnum");
        QTest::newRow("EIO") << EIO;
        QTest::newRow("EINVAL") << EINVAL;
        QTest::newRow("EOPNOTSUPP") << EOPNOTSUPP;
        QTest::newRow("ENOSPC") << ENOSPC;
    }
    void aCloneThatFailsHalfWayIsWrittenAnew() {
        QFETCH(int, errnum);
        HalfClones disk(errnum);
        SharingBench on(disk);
        const auto archive = on.bench.archiveOf({file("region", std::uint64_t{80'000})}); // shorter than what was cloned of it
        on.bench.live({file("region", kBig)});
        QVERIFY(on.restore(*archive));
        QCOMPARE(on.clones.load(), std::uint64_t{1});
        QCOMPARE(differences(on.bench.wanted, on.bench.now()), QString());
    }

    // A disk that fails in the middle of anything: the new tree, or the old one and an error.
    void everyCallFailsOnce_data() {
        QTest::addColumn<int>("errnum");
        QTest::newRow("EIO") << EIO;
        QTest::newRow("ENOSPC") << ENOSPC;
    }
    void everyCallFailsOnce() {
        QFETCH(int, errnum);
        int cloned = 0;
        for (std::uint64_t n = 1;; ++n) {
            CopiedClones disk;
            SharingBench on(disk);
            const auto archive = on.bench.archiveOf({file("region", std::uint64_t{200'000})});
            on.bench.live({file("region", std::uint64_t{300'000}).seed(1), file("other", 5)});
            const Snapshot before = on.bench.now();
            on.bench.options.truncate = true;
            on.bench.options.workers = 1;
            on.failAt = n;
            on.failWith = errnum;
            const auto restored = on.restore(*archive);
            cloned += on.clones > 0 ? 1 : 0;
            QCOMPARE(differences(restored ? on.bench.wanted : before, treeOf(on.bench)), QString());
            QCOMPARE(on.bench.stagingFolders().size(), std::size_t{restored ? 1U : 0U});
            if (on.disk.failures() == 0) break;
        }
        QVERIFY(cloned > 10);
    }

    void whatDiffersMuchIsNotReadToItsEnd() {
        constexpr std::uint64_t kLarge = 24_MiB;
        CopiedClones disk;
        SharingBench on(disk);
        const auto archive = on.bench.archiveOf({file("region", kLarge)});
        on.bench.live({file("region", kLarge).seed(5)});
        std::atomic<std::uint64_t> compared = 0;
        on.onCall = [&](const CallInfo& call) {
            if (call.call == Call::Read && call.size <= 16_KiB) compared += call.size;
            return 0;
        };
        QVERIFY(on.restore(*archive));
        QCOMPARE(differences(on.bench.wanted, on.bench.now()), QString());
        QCOMPARE(on.written.load(), kLarge);
        QVERIFY(compared < kLarge / 2);
    }

    // What may all have to be deleted to make room, and what lies beside the live files for good, has its own.
    void whereNothingIsShared_data() {
        QTest::addColumn<QString>("why");
        QTest::newRow("in place is allowed") << QStringLiteral("in place");
        QTest::newRow("into another directory") << QStringLiteral("into");
        QTest::newRow("another file system") << QStringLiteral("disk");
    }
    void whereNothingIsShared() {
        QFETCH(QString, why);
        CopiedClones disk;
        SharingBench on(disk);
        const auto archive = on.bench.archiveOf({file("region", kBig)});
        on.bench.live({file("region", kBig)});
        if (why == u"in place") on.bench.options.whenNoRoom = WhenNoRoom::InPlace;
        if (why == u"into") on.bench.options.into = "yesterday";
        if (why == u"disk") on.disk.shownType = 0xef53;
        QVERIFY(on.restore(*archive));
        QCOMPARE(on.clones.load(), std::uint64_t{0});
        QCOMPARE(on.written.load(), kBig);
    }

    void aDiskThatCannotIsAskedOnce() {
        CopiedClones disk;
        SharingBench on(disk);
        std::vector<Item> items;
        for (int i = 0; i < 50; ++i) items.push_back(file("f" + std::to_string(i), std::uint64_t{100'000}));
        const auto archive = on.bench.archiveOf(items);
        on.bench.live(items);
        on.onCall = [&](const CallInfo& call) { return call.call == Call::CloneRange ? EOPNOTSUPP : 0; };
        QVERIFY(on.restore(*archive));
        QCOMPARE(differences(on.bench.wanted, on.bench.now()), QString());
        QVERIFY(on.clones <= on.bench.options.workers);
    }

    // A bad sector of the live file, which the clone has too.
    void whatCannotBeReadIsWritten() {
        CopiedClones disk;
        SharingBench on(disk);
        const auto archive = on.bench.archiveOf({file("region", kBig)});
        on.bench.live({file("region", kBig)});
        on.onCall = [&](const CallInfo& call) {
            const bool compared = call.call == Call::Read && call.size <= 16_KiB;
            return compared && call.offset <= 1'000'000 && 1'000'000 < call.offset + call.size ? EIO : 0;
        };
        QVERIFY(on.restore(*archive));
        QCOMPARE(differences(on.bench.wanted, on.bench.now()), QString());
        QVERIFY(on.written > 0 && on.written <= 32_KiB);
    }

    // What could not be written down is no fault of a live file: nothing is tried again, and nothing hidden by that.
    void whatCannotBeSyncedIsTold() {
        CopiedClones disk;
        SharingBench on(disk);
        const auto archive = on.bench.archiveOf({file("region", kBig), file("zone", 72_MiB)});
        on.bench.live({file("region", kBig)});
        std::atomic<int> syncs = 0;
        on.onCall = [&](const CallInfo& call) {
            if (on.bench.progress.phase != Phase::Unpacking) return 0;
            if (call.call == Call::SyncFileSystem) {
                const int before = syncs++;
                syncs.notify_all();
                return before == 0 ? EIO : 0;
            }
            if (call.call == Call::Write && on.written > 70_MiB) syncs.wait(0);
            return 0;
        };
        on.bench.options.workers = 1; // so that the clone is made
        const auto before = on.bench.now();
        const auto restored = on.restore(*archive);
        QVERIFY(!restored);
        QCOMPARE(restored.error().errnum(), EIO);
        QCOMPARE(differences(before, on.bench.now()), QString());
        QCOMPARE(syncs.load(), 1);
    }

    // As whatCannotBeReadIsWritten() where two blocks of the archive meet: a part of the sector is written, which the kernel has to read for that.
    void whatCannotEvenBeWrittenIsMadeWithoutTheLiveFile() {
        CopiedClones disk;
        SharingBench on(disk);
        const auto archive = on.bench.archiveOf({file("region", kBig), dir("d", {file("other", 200'000)})});
        on.bench.live({file("region", kBig).seed(3)});
        std::atomic<bool> broken = false;
        on.onCall = [&](const CallInfo& call) {
            if (call.call == Call::CloneRange) broken = true;
            if (call.call == Call::Remove && call.name == "region") broken = false;
            return call.call == Call::Write && broken ? EIO : 0;
        };
        on.bench.options.truncate = true;
        const auto restored = on.restore(*archive);
        QVERIFY2(restored, restored ? "" : restored.error().toString().c_str());
        QCOMPARE(on.clones.load(), std::uint64_t{1});
        QCOMPARE(differences(on.bench.wanted, on.bench.now()), QString());
    }

    // A file may be in millions of pieces, of which the kernel shares one after the other.
    void aCloneCanBeCancelled() {
        StoppedClones disk;
        const TempDir temp;
        tree({sparse("large", 600_MiB, 0, "x"), file("new")}).materialise(temp.path());
        const UniqueFd root(::open(temp.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        const UniqueFd made(::open(temp.path("new").c_str(), O_RDWR | O_CLOEXEC));
        LiveFiles live({systemFiles().names, disk, systemFiles().attributes, systemFiles().cache}, root.get());
        const auto cloned = live.cloneInto(made.get(), "large", 600_MiB, disk.stop.get_token());
        QVERIFY(!cloned);
        QCOMPARE(cloned.error().code(), ErrorCode::Cancelled);
        QCOMPARE(disk.clones, 1);
    }

    void holesStayHoles() {
        CopiedClones disk;
        SharingBench on(disk);
        const auto archive = on.bench.archiveOf({sparse("map", 8_MiB, 4_MiB, "data in the middle")});
        on.bench.live({file("map", 8_MiB)});
        QVERIFY(on.restore(*archive));
        QCOMPARE(differences(on.bench.wanted, on.bench.now()), QString());
        QCOMPARE(on.clones.load(), std::uint64_t{0});
        QVERIFY(systemFiles().names.stat(AT_FDCWD, on.bench.volumePath("map"))->blocks * 512 <= 64_KiB);
    }

    void readingIsLimited() {
        CopiedClones disk;
        SharingBench on(disk);
        const auto archive = on.bench.archiveOf({file("region", kBig)});
        on.bench.live({file("region", kBig)});
        on.bench.load.read.setLimit(1_MiB);
        const auto before = on.bench.clock.now().ns;
        QVERIFY(on.restore(*archive));
        // The archive's bytes and the clone's: of noise as many.
        QVERIFY(on.bench.clock.now().ns - before > 2 * static_cast<std::int64_t>(kBig) * 1'000'000'000 / 1'048'576 * 8 / 10);
    }

    // On the real thing: space, and an undo after the game has written to what it was given.
    void onARealDisk() {
        std::string why;
        const auto disk = SharedSpaceDisk::make(why);
        if (!disk) QSKIP(why.c_str());
        constexpr std::int64_t kWorld = 64_MiB, kLittle = 2_MiB;
        Bench bench;
        const auto archive = bench.archiveOf({file("world", std::uint64_t{kWorld}), file("log", 300'000)});
        bench.live({file("world", std::uint64_t{kWorld}), file("log", 300'000).seed(3)});
        overwriteAt(bench.volumePath("world"), 30_MiB, "griefed");
        const Snapshot griefed = bench.now();
        bench.options.truncate = true;
        const std::int64_t before = disk->freeBytes();
        const auto restored = bench.restore(*archive);
        QVERIFY2(restored, restored ? "" : restored.error().toString().c_str());
        QVERIFY(restored->undoable);
        QCOMPARE(differences(bench.wanted, bench.now()), QString());
        const std::int64_t taken = before - disk->freeBytes();
        QVERIFY2(taken < kLittle, QByteArray::number(static_cast<qlonglong>(taken)).constData());
        overwriteAt(bench.volumePath("world"), 10_MiB, "the game goes on");
        const auto undone = bench.undo();
        QVERIFY2(undone, undone ? "" : undone.error().toString().c_str());
        QCOMPARE(differences(griefed, bench.now()), QString());
    }
};

QTEST_GUILESS_MAIN(TestSharedFiles)
#include "test_shared_files.moc"
