// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/restore/disk_with_room.h"
#include "tests/shared/engine/restore/restore_bench.h"

#include <QTest>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

// Restores that do not come to be: the volume is byte for byte as it was, and nothing is left.
class TestRefusedRestore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void damagedArchive_data();
    void damagedArchive();
    void readFirstDoesNotEvenStopTheServer_data();
    void readFirstDoesNotEvenStopTheServer();
    void noRoom();
    void diskLimit_data();
    void diskLimit();
    void serverThatWillNotStop();
    void serverStartedMeanwhile_data();
    void serverStartedMeanwhile();
    void somethingAppearsDuringTheSwap_data();
    void somethingAppearsDuringTheSwap();
    void mountInsideIsRefused_data();
    void mountInsideIsRefused();
    void fileSystemWithoutNoReplace();
    void jobThatHasStagingAlready();
    void journalThatCannotSave();
    void inPlaceVerifiesFirst();
    void inPlaceBringsBackTheTree_data();
    void inPlaceBringsBackTheTree();

private:
    void verifyUntouched(Bench& bench, const Snapshot& before);
};

void TestRefusedRestore::verifyUntouched(Bench& bench, const Snapshot& before) {
    QCOMPARE(differences(before, bench.now(), {.rootTime = true}), QString());
    QVERIFY(bench.stagingFolders().empty());
    QVERIFY(bench.journal.entries.empty());
}

void TestRefusedRestore::damagedArchive_data() {
    QTest::addColumn<bool>("truncate");
    QTest::newRow("truncate") << true;
    QTest::newRow("overlay") << false;
}

void TestRefusedRestore::damagedArchive() {
    QFETCH(bool, truncate);
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    const auto archive = bench.archiveOf(fullTree(), [](const std::string& path) {
        std::string bytes = readFile(path);
        bytes[bytes.size() / 2] = static_cast<char>(~bytes[bytes.size() / 2]);
        writeFile(path, bytes);
    });
    bench.options.truncate = truncate;
    const auto refused = bench.restore(*archive);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Corrupt);
    QVERIFY(bench.progress.bytesDone > 0 || bench.progress.filesDone > 0); // midway, not at the door
    verifyUntouched(bench, before);
}

void TestRefusedRestore::readFirstDoesNotEvenStopTheServer_data() {
    QTest::addColumn<QByteArray>("include");
    QTest::addColumn<bool>("damaged");
    QTest::newRow("everything") << QByteArray() << true;
    QTest::newRow("the damaged file") << QByteArray("big") << true;
    QTest::newRow("another file") << QByteArray("small") << false;
}

void TestRefusedRestore::readFirstDoesNotEvenStopTheServer() {
    QFETCH(QByteArray, include);
    QFETCH(bool, damaged);
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    const auto archive = bench.archiveOf({file("big", 30_MiB), file("small", 10)}, [](const std::string& path) {
        std::string bytes = readFile(path);
        bytes[bytes.size() / 3] = static_cast<char>(~bytes[bytes.size() / 3]);
        writeFile(path, bytes);
    });
    if (!include.isEmpty()) bench.options.include = {include.toStdString()};
    bench.options.readFirst = true;
    const auto done = bench.restore(*archive);
    QCOMPARE(done.has_value(), !damaged);
    QCOMPARE(bench.gate.stops, damaged ? 0 : 1);
    if (!damaged) return;
    QCOMPARE(done.error().code(), ErrorCode::Corrupt);
    verifyUntouched(bench, before);
}

void TestRefusedRestore::noRoom() {
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    const auto archive = bench.archiveOf(fullTree());
    DiskWithRoom full(10_KiB);
    const FileSystem real = systemFiles();
    const auto refused = bench.with({real.names, full, real.attributes, real.cache}, [&](const RestoreDeps& deps) {
        return restoreArchive(deps, *archive, bench.options, bench.progress, {});
    });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::NoSpace);
    QVERIFY2(refused.error().message().contains("MiB are needed") && refused.error().message().contains("0.0 MiB are free"),
             refused.error().message().c_str());
    QCOMPARE(bench.gate.stops, 0);
    verifyUntouched(bench, before);
}

void TestRefusedRestore::diskLimit_data() {
    QTest::addColumn<bool>("truncate");
    QTest::addColumn<qulonglong>("limit");
    QTest::addColumn<bool>("fits");
    // The archive has 300 bytes, 100 of them in place of 50 live ones; 1000 more are live.
    QTest::newRow("truncate fits") << true << 300ull << true;
    QTest::newRow("truncate too small") << true << 299ull << false;
    QTest::newRow("overlay fits") << false << 1300ull << true;
    QTest::newRow("overlay too small") << false << 1299ull << false;
}

void TestRefusedRestore::diskLimit() {
    QFETCH(bool, truncate);
    QFETCH(qulonglong, limit);
    QFETCH(bool, fits);
    Bench bench;
    bench.live({file("a", 50), file("b", 1000)});
    const auto before = bench.now();
    const auto archive = bench.archiveOf({file("a", 100), file("c", 200)});
    bench.options.truncate = truncate;
    bench.options.diskLimit = limit;
    const auto done = bench.restore(*archive);
    QCOMPARE(done.has_value(), fits);
    if (fits) return;
    QCOMPARE(done.error().code(), ErrorCode::NoSpace);
    verifyUntouched(bench, before);
}

void TestRefusedRestore::serverThatWillNotStop() {
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    const auto archive = bench.archiveOf(fullTree());
    bench.gate.stoppable = false;
    const auto refused = bench.restore(*archive);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Busy);
    verifyUntouched(bench, before);
    QCOMPARE(bench.files.mutations(), std::uint64_t{0});
}

void TestRefusedRestore::serverStartedMeanwhile_data() {
    QTest::addColumn<QList<int>>("runs"); // when asked for the n-th time
    QTest::addColumn<bool>("succeeds");
    QTest::addColumn<int>("stops");
    QTest::newRow("never") << QList<int>{} << true << 1;
    QTest::newRow("before the swap, stopped again") << QList<int>{1} << true << 2;
    QTest::newRow("before the swap, again and again") << QList<int>{1, 2} << false << 2;
    QTest::newRow("after the swap, stopped again") << QList<int>{2} << true << 2;
    QTest::newRow("after the swap, again and again") << QList<int>{2, 3} << false << 2;
}

void TestRefusedRestore::serverStartedMeanwhile() {
    QFETCH(QList<int>, runs);
    QFETCH(bool, succeeds);
    QFETCH(int, stops);
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    const auto archive = bench.archiveOf(fullTree());
    bench.options.truncate = true;
    bench.gate.runsWhenAsked = {runs.begin(), runs.end()};
    const auto done = bench.restore(*archive);
    QCOMPARE(done.has_value(), succeeds);
    QCOMPARE(bench.gate.stops, stops);
    if (succeeds) {
        QCOMPARE(differences(bench.wanted, bench.now()), QString());
        return;
    }
    QCOMPARE(done.error().code(), ErrorCode::Busy);
    verifyUntouched(bench, before);
}

void TestRefusedRestore::somethingAppearsDuringTheSwap_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("truncate");
    QTest::newRow("where something new goes") << QByteArray("plugins") << false;
    QTest::newRow("where something new goes, truncate") << QByteArray("sticky") << true;
    QTest::newRow("in place of what is exchanged") << QByteArray("server.properties") << true;
    QTest::newRow("in place of what is removed") << QByteArray("extra") << true;
}

// At the first rename, somebody puts a file there. It stays, and so does everything else.
void TestRefusedRestore::somethingAppearsDuringTheSwap() {
    QFETCH(QByteArray, path);
    QFETCH(bool, truncate);
    Bench bench;
    auto items = vandalised();
    std::erase_if(items, [](const Item& item) { return item.path().starts_with("plugins"); });
    bench.live(items);
    auto before = bench.now();
    const auto archive = bench.archiveOf(fullTree());
    bench.options.truncate = truncate;
    const std::string target = bench.volumePath(path.toStdString());
    bench.gate.onAsk = [&](int asked) {
        if (asked != 1) return;
        // By a rename, so that it does not get the inode of what was there.
        writeFile(bench.temp.path("appeared"), "appeared");
        ::rename(bench.temp.path("appeared").c_str(), target.c_str());
    };
    const auto refused = bench.restore(*archive);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Conflict);
    QCOMPARE(refused.error().path(), path.toStdString());
    QCOMPARE(readFile(target), std::string("appeared"));
    auto now = bench.now();
    now.erase(path.toStdString());
    before.erase(path.toStdString());
    QCOMPARE(differences(before, now), QString());
    QVERIFY(bench.stagingFolders().empty());
    QVERIFY(bench.journal.entries.empty());
}

void TestRefusedRestore::mountInsideIsRefused_data() {
    QTest::addColumn<QByteArray>("mount");
    QTest::addColumn<bool>("truncate");
    QTest::newRow("at the top") << QByteArray("world") << true;
    QTest::newRow("deep") << QByteArray("world/a/b") << true;
    QTest::newRow("on the way of an overlay") << QByteArray("world") << false;
    QTest::newRow("in a directory that goes") << QByteArray("was-file/deep") << false;
}

void TestRefusedRestore::mountInsideIsRefused() {
    QFETCH(QByteArray, mount);
    QFETCH(bool, truncate);
    if (!isRoot()) QSKIP("only root may mount");
    static const bool own = ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    if (!own) QSKIP("a mount namespace of its own is not allowed here");
    Bench bench;
    bench.live({file("world/a/b/c", 1), file("was-file/deep/x", 1), file("other", 1)});
    const std::string point = bench.volumePath(mount.toStdString());
    const std::string elsewhere = bench.temp.makeDirectory("elsewhere");
    writeFile(elsewhere + "/precious", "precious");
    if (::mount(elsewhere.c_str(), point.c_str(), nullptr, MS_BIND, nullptr) != 0) QSKIP("a bind mount is not allowed here");
    const auto before = bench.now();
    const auto archive = bench.archiveOf({file("world/a/b/c", 2), file("was-file", 3)});
    bench.options.truncate = truncate;
    const auto refused = bench.restore(*archive);
    const auto now = bench.now();
    ::umount2(point.c_str(), MNT_DETACH);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Unsupported);
    QCOMPARE(refused.error().path(), mount.toStdString());
    QCOMPARE(differences(before, now, {.rootTime = true}), QString());
    QCOMPARE(readFile(elsewhere + "/precious"), std::string("precious"));
    QVERIFY(bench.stagingFolders().empty());
}

void TestRefusedRestore::fileSystemWithoutNoReplace() {
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    const auto archive = bench.archiveOf(fullTree());
    bench.files.when([](const CallInfo& call) { return call.call == Call::Rename && call.flags != 0 ? EINVAL : 0; });
    const auto refused = bench.restore(*archive);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Unsupported);
    verifyUntouched(bench, before);
}

void TestRefusedRestore::jobThatHasStagingAlready() {
    Bench bench;
    bench.live(vandalised());
    const auto archive = bench.archiveOf(fullTree());
    const std::string staging = bench.temp.makeDirectory("data/" + stagingName(bench.options.job) + "/old");
    writeFile(staging + "/precious", "x");
    const auto refused = bench.restore(*archive);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::AlreadyExists);
    QVERIFY(exists(staging + "/precious"));
}

void TestRefusedRestore::journalThatCannotSave() {
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now();
    const auto archive = bench.archiveOf(fullTree());
    int calls = 0;
    bench.journal.fails = [&] { return ++calls == 1; };
    QVERIFY(!bench.restore(*archive));
    verifyUntouched(bench, before);
}

void TestRefusedRestore::inPlaceVerifiesFirst() {
    Bench bench;
    bench.live({file("live", 20_MiB)});
    const auto before = bench.now();
    const auto archive = bench.archiveOf(fullTree(), [](const std::string& path) {
        std::string bytes = readFile(path);
        bytes[bytes.size() / 2] = static_cast<char>(~bytes[bytes.size() / 2]);
        writeFile(path, bytes);
    });
    bench.options.truncate = true;
    bench.options.whenNoRoom = WhenNoRoom::InPlace;
    DiskWithRoom disk(1_MiB);
    const FileSystem real = systemFiles();
    const auto refused = bench.with({real.names, disk, real.attributes, real.cache}, [&](const RestoreDeps& deps) {
        return restoreArchive(deps, *archive, bench.options, bench.progress, {});
    });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Corrupt);
    QCOMPARE(bench.gate.stops, 0);
    verifyUntouched(bench, before);
}

void TestRefusedRestore::inPlaceBringsBackTheTree_data() {
    QTest::addColumn<bool>("truncate");
    QTest::newRow("truncate") << true;
    QTest::newRow("overlay") << false;
}

void TestRefusedRestore::inPlaceBringsBackTheTree() {
    QFETCH(bool, truncate);
    Bench bench;
    auto items = vandalised();
    items.push_back(file(truncate ? "more" : "a.link", 20_MiB)); // what goes makes the room
    bench.live(items);
    const auto archive = bench.archiveOf(fullTree());
    bench.options.truncate = truncate;
    bench.options.whenNoRoom = WhenNoRoom::InPlace;
    DiskWithRoom disk(1_MiB);
    const FileSystem real = systemFiles();
    const auto done = bench.with({real.names, disk, real.attributes, real.cache}, [&](const RestoreDeps& deps) {
        return restoreArchive(deps, *archive, bench.options, bench.progress, {});
    });
    QVERIFY2(done, qPrintable(why(done)));
    QVERIFY(!done->undoable);
    QVERIFY(bench.journal.entries.empty());
    QVERIFY(bench.stagingFolders().empty());
    auto now = bench.now();
    if (!truncate)
        std::erase_if(now, [](const auto& e) { return e.first.starts_with("extra") || e.first == "plugins/mine.jar"; });
    QCOMPARE(differences(bench.wanted, now, {.directoryTimes = truncate}), QString());
}

QTEST_APPLESS_MAIN(TestRefusedRestore)
#include "test_refused_restore.moc"
