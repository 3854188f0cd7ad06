// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"
#include "shared/engine/restore/staging.h"
#include "tests/shared/engine/restore/small_scene.h"

#include <QTest>

#include <mutex>
#include <new>
#include <sched.h>
#include <set>
#include <sys/mount.h>
#include <sys/xattr.h>

using namespace alula;
using namespace alula::test;

// What goes wrong around a restore: exceptions, file systems and folders that are not what they should be, the order of things.
class TestRestoreGuards : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }
    void exceptionsStayInside_data();
    void exceptionsStayInside();
    void exceptionsInAnUndo();
    void exceptionsInARecovery();
    void theServerIsAskedForAfterTheSync();
    void writtenFilesLeaveTheCache();
    void pathsTooLongForTheirNewPlace();
    void defaultAclIsNotHandedDown();
    void fileSystemWithoutExchange();
    void mountsAreFoundBeforeTheStop_data();
    void mountsAreFoundBeforeTheStop();
    void timeOfTheRootStays_data();
    void timeOfTheRootStays();
};

namespace {

void verifyUntouched(Bench& bench, const Snapshot& before) {
    QCOMPARE(differences(before, bench.now()), QString());
    QVERIFY(bench.stagingFolders().empty());
    QVERIFY(bench.journal.entries.empty());
}

} // namespace

void TestRestoreGuards::exceptionsStayInside_data() {
    QTest::addColumn<int>("call");
    QTest::addColumn<bool>("truncate");
    for (const bool truncate : {true, false})
        for (const Call call : {Call::Stat, Call::MakeDirectory, Call::MakeLink, Call::Write, Call::Rename, Call::SyncFileSystem,
                                Call::SetModifiedTime, Call::List})
            QTest::addRow("%s, %s", std::string(name(call)).c_str(), truncate ? "truncate" : "overlay")
                << static_cast<int>(call) << truncate;
}

// There is no memory for one call, whichever it is.
void TestRestoreGuards::exceptionsStayInside() {
    QFETCH(int, call);
    QFETCH(bool, truncate);
    for (int at = 1;; ++at) {
        Scene scene(truncate, false);
        int seen = 0;
        scene.bench.files.when([&](const CallInfo& info) {
            if (static_cast<int>(info.call) == call && ++seen == at) throw std::bad_alloc();
            return 0;
        });
        const auto done = scene.bench.restore(scene.archive); // an exception ends the test
        scene.bench.files.when(nullptr);
        if (seen < at) {
            QVERIFY2(done, qPrintable(why(done)));
            QVERIFY(at > 1);
            return;
        }
        if (done) continue; // of a time that is set in passing
        // A folder that was just being made, or deleted, may stay: the next start finds it.
        QCOMPARE(scene.bench.recoverAll(), std::string());
        verifyUntouched(scene.bench, scene.before);
    }
}

void TestRestoreGuards::exceptionsInAnUndo() {
    Scene scene(true, false);
    QVERIFY(scene.bench.restore(scene.archive));
    int renames = 0;
    scene.bench.files.when([&](const CallInfo& call) {
        if (call.call == Call::Rename && ++renames == 3) throw std::bad_alloc();
        return 0;
    });
    QVERIFY(!scene.bench.undo());
    scene.bench.files.when(nullptr);
    QCOMPARE(differences(Scene::finished(true), scene.bench.now()), QString());
    QVERIFY(scene.bench.undo());
    QCOMPARE(differences(scene.before, scene.bench.now()), QString());
}

void TestRestoreGuards::exceptionsInARecovery() {
    Scene scene(true, false);
    QVERIFY(scene.bench.restore(scene.archive));
    auto& entry = scene.bench.journal.entries.at(scene.bench.options.job);
    entry.committed = false;
    int renames = 0;
    scene.bench.files.when([&](const CallInfo& call) {
        if (call.call == Call::Rename && ++renames == 2) throw std::bad_alloc();
        return 0;
    });
    const auto recovered = scene.bench.with(scene.bench.files.files(), [&](const RestoreDeps& deps) {
        return recoverRestore(deps, scene.bench.options.job, entry.plan, false);
    });
    QVERIFY(!recovered);
    QCOMPARE(recovered.error().code(), ErrorCode::Internal);
    QCOMPARE(scene.bench.recoverAll(), std::string());
    verifyUntouched(scene.bench, scene.before);
}

// Writing out what was built may take minutes.
void TestRestoreGuards::theServerIsAskedForAfterTheSync() {
    Scene scene(true, false);
    std::vector<std::string> order;
    scene.bench.files.when([&](const CallInfo& call) {
        if (call.call == Call::SyncFileSystem) order.emplace_back("sync");
        if (call.call == Call::Rename && !scene.bench.journal.entries.empty() && order.back() != "rename")
            order.emplace_back("rename");
        return 0;
    });
    scene.bench.gate.onAsk = [&](int) { order.emplace_back("ask"); };
    scene.bench.journal.fails = [&] {
        order.emplace_back("journal");
        return false;
    };
    QVERIFY(scene.bench.restore(scene.archive));
    const std::vector<std::string> expected{"sync", "ask", "journal", "rename", "sync", "ask", "journal"};
    QVERIFY(order == expected);
}

void TestRestoreGuards::writtenFilesLeaveTheCache() {
    Bench bench;
    std::vector<Item> items;
    for (int i = 0; i < 60; ++i) items.push_back(file("f" + std::to_string(i), 512_KiB));
    items.push_back(file("large", 40_MiB));
    items.push_back(file("small", 5000));
    const auto archive = bench.archiveOf(items);
    std::mutex mutex;
    std::map<std::string, int> advised;
    bench.files.when([&](const CallInfo& call) {
        if (call.call != Call::Advise) return 0;
        const std::string path = resolvedPath(call.directory, call.name);
        const std::lock_guard lock(mutex);
        ++advised[std::string(nameOf(path))];
        return 0;
    });
    QVERIFY(bench.restore(*archive));
    QVERIFY(!advised.contains("small")); // which the kernel writes together with others
    QCOMPARE(advised.size(), std::size_t{61});
    QVERIFY(advised["large"] >= 3); // while it was written, too
    // Once to have it written, and again to have it dropped; but for the last ones.
    QVERIFY(std::ranges::count_if(advised, [](const auto& file) { return file.second >= 2; }) >= 29);
}

void TestRestoreGuards::pathsTooLongForTheirNewPlace() {
    Bench bench;
    std::string deep = "d";
    while (deep.size() < 3900) deep += "/" + std::string(100, 'd');
    const auto archive = bench.archiveOf({file("a", 1), file(deep + "/f", 1)});
    bench.live({file("live", 1)});
    const auto before = bench.now();
    bench.options.into = "in/" + std::string(200, 'i');
    const auto refused = bench.restore(*archive);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::InvalidInput);
    QCOMPARE(bench.gate.stops, 0);
    QCOMPARE(bench.files.mutations(), std::uint64_t{0});
    verifyUntouched(bench, before);
}

void TestRestoreGuards::defaultAclIsNotHandedDown() {
    Bench bench;
    bench.live({file("old", 1)});
    const auto archive = bench.archiveOf({file("dir/new", 1)});
    // user::rwx, user:1234:rwx, group::r-x, mask::rwx, other::r-x (linux/posix_acl_xattr.h)
    const std::string acl("\x02\0\0\0"
                          "\x01\0\x07\0\xff\xff\xff\xff"
                          "\x02\0\x07\0\xd2\x04\0\0"
                          "\x04\0\x05\0\xff\xff\xff\xff"
                          "\x10\0\x07\0\xff\xff\xff\xff"
                          "\x20\0\x05\0\xff\xff\xff\xff",
                          44);
    if (::setxattr(bench.temp.path("data").c_str(), "system.posix_acl_default", acl.data(), acl.size(), 0) != 0)
        QSKIP("no ACLs on this file system");
    const auto done = bench.restore(*archive);
    QVERIFY2(done, qPrintable(why(done)));
    const auto now = bench.now();
    for (const auto* path : {"dir", "dir/new"})
        for (const auto& [attribute, value] : now.at(path).attributes) QVERIFY2(!attribute.starts_with("system.posix_acl"), path);
}

void TestRestoreGuards::fileSystemWithoutExchange() {
    Scene scene(true, false);
    scene.bench.files.when(
        [](const CallInfo& call) { return call.call == Call::Rename && (call.flags & RENAME_EXCHANGE) != 0 ? EINVAL : 0; });
    const auto refused = scene.bench.restore(scene.archive);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Unsupported);
    QCOMPARE(scene.bench.gate.asked, 0); // found by the probe, not by the swap
    verifyUntouched(scene.bench, scene.before);
}

void TestRestoreGuards::mountsAreFoundBeforeTheStop_data() {
    QTest::addColumn<QByteArray>("mount");
    QTest::addColumn<bool>("isFile");
    QTest::addColumn<bool>("truncate");
    for (const bool truncate : {true, false}) {
        const char* way = truncate ? "truncate" : "overlay";
        QTest::addRow("a directory, %s", way) << QByteArray("was-file/deep") << false << truncate;
        QTest::addRow("a file in a directory, %s", way) << QByteArray("was-file/deep/x") << true << truncate;
        QTest::addRow("a file that is replaced, %s", way) << QByteArray("world/a") << true << truncate;
    }
}

void TestRestoreGuards::mountsAreFoundBeforeTheStop() {
    QFETCH(QByteArray, mount);
    QFETCH(bool, isFile);
    QFETCH(bool, truncate);
    if (!isRoot()) QSKIP("only root may mount");
    static const bool own = ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    if (!own) QSKIP("a mount namespace of its own is not allowed here");
    Bench bench;
    bench.live({file("world/a", 1), file("was-file/deep/x", 1)});
    const std::string point = bench.volumePath(mount.toStdString());
    const std::string elsewhere = bench.temp.makeDirectory("elsewhere");
    writeFile(elsewhere + "/precious", "precious");
    if (::mount((isFile ? elsewhere + "/precious" : elsewhere).c_str(), point.c_str(), nullptr, MS_BIND, nullptr) != 0)
        QSKIP("a bind mount is not allowed here");
    const auto archive = bench.archiveOf({file("world/a", 2), file("was-file", 3)});
    bench.options.truncate = truncate;
    const auto refused = bench.restore(*archive);
    ::umount2(point.c_str(), MNT_DETACH);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Unsupported);
    QCOMPARE(refused.error().path(), mount.toStdString());
    QCOMPARE(bench.gate.stops, 0);
    QCOMPARE(bench.files.mutations(), std::uint64_t{0});
    QCOMPARE(readFile(elsewhere + "/precious"), std::string("precious"));
}

void TestRestoreGuards::timeOfTheRootStays_data() {
    QTest::addColumn<bool>("inside");
    QTest::newRow("inside") << true;
    QTest::newRow("beside") << false;
}

// Nothing in the root changes, so neither does its time.
void TestRestoreGuards::timeOfTheRootStays() {
    QFETCH(bool, inside);
    Bench bench;
    bench.live({file("world/a", 1)});
    const auto before = bench.now();
    const auto archive = bench.archiveOf({file("world/a", 2)});
    if (inside) bench.dataDirectory = bench.temp.path("none");
    QVERIFY(bench.restore(*archive));
    QCOMPARE(bench.now().at("").mtimeNs, before.at("").mtimeNs);
}

QTEST_APPLESS_MAIN(TestRestoreGuards)
#include "test_restore_guards.moc"
