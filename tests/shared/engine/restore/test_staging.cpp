// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/remove_tree.h"
#include "shared/engine/restore/staging.h"
#include "tests/shared/engine/restore/restore_bench.h"

#include <QTest>

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

// Where staging lies, how it is found again, and that deleting it deletes nothing else.
class TestStaging : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void besideWhenARenameWorks();
    void insideWhenItDoesNot_data();
    void insideWhenItDoesNot();
    void insideOnAnotherMount();
    void nothingIsLeftWhenItCannotBeMade();
    void foundAgainUnderAnotherName();
    void anotherFolderIsNotTakenForIt();
    void isPrivate();
    void leftoversOfUnknownJobsGo();
    void leftoverThatIsASymlink();
    void deletingFollowsNothing();
    void deletingLockedDirectories_data();
    void deletingLockedDirectories();
    void deletingDeepTrees();
    void deletingStopsAtMounts();
    void deletingGoesOnAfterAnError();
    void deletingIsCancelled();

private:
    static FileStat statOf(const std::string& path) { return systemFiles().names.stat(AT_FDCWD, path).value_or(FileStat{}); }
    static bool mountsAllowed() {
        static const bool own =
            isRoot() && ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
        return own;
    }
};

void TestStaging::besideWhenARenameWorks() {
    Bench bench;
    bench.with(bench.files.files(), [&](const RestoreDeps& deps) {
        const auto staging = Staging::create(deps, bench.options.job);
        QVERIFY2(staging, qPrintable(why(staging)));
        QVERIFY(!staging->inside());
        QVERIFY(exists(bench.temp.path("data/" + stagingName(bench.options.job) + "/new")));
        QCOMPARE(bench.now().size(), std::size_t{1});
    });
}

void TestStaging::insideWhenItDoesNot_data() {
    QTest::addColumn<int>("error");
    QTest::newRow("EXDEV") << EXDEV;
    QTest::newRow("EPERM") << EPERM;
}

void TestStaging::insideWhenItDoesNot() {
    QFETCH(int, error);
    Bench bench;
    bench.files.failCall(1, error, Call::Rename);
    bench.with(bench.files.files(), [&](const RestoreDeps& deps) {
        const auto staging = Staging::create(deps, bench.options.job);
        QVERIFY2(staging, qPrintable(why(staging)));
        QVERIFY(staging->inside());
        QVERIFY(exists(bench.volumePath(stagingName(bench.options.job))));
        QCOMPARE(bench.stagingFolders().size(), std::size_t{1});
    });
}

void TestStaging::insideOnAnotherMount() {
    if (!mountsAllowed()) QSKIP("a mount namespace of its own is not allowed here");
    Bench bench;
    bench.live({file("old", 1)});
    // The same file system, so the same st_dev, but another mount.
    if (::mount(bench.volumePath().c_str(), bench.volumePath().c_str(), nullptr, MS_BIND, nullptr) != 0)
        QSKIP("a bind mount is not allowed here");
    const auto archive = bench.archiveOf({file("new", 1)});
    bench.options.truncate = true;
    const auto done = bench.restore(*archive);
    const auto inside = exists(bench.volumePath(stagingName(bench.options.job)));
    const auto undone = bench.undo();
    const auto now = bench.now();
    ::umount2(bench.volumePath().c_str(), MNT_DETACH);
    QVERIFY2(done, qPrintable(why(done)));
    QVERIFY(inside);
    QVERIFY2(undone, qPrintable(why(undone)));
    QVERIFY(now.contains("old") && !now.contains("new"));
}

void TestStaging::nothingIsLeftWhenItCannotBeMade() {
    for (std::uint64_t n = 1; n < 20; ++n) {
        Bench bench;
        bench.files.failMutation(n, ENOSPC);
        bench.dataDirectory = bench.temp.path("none");
        const bool made = bench.with(
            bench.files.files(), [&](const RestoreDeps& deps) { return Staging::create(deps, bench.options.job).has_value(); });
        if (bench.files.failures() == 0) return;
        QVERIFY(!made);
        QVERIFY2(bench.stagingFolders().empty(), qPrintable(QString::number(n)));
    }
    QFAIL("it never came to be made");
}

void TestStaging::foundAgainUnderAnotherName() {
    Bench bench;
    bench.live({file("old", 1)});
    const auto before = bench.now();
    const auto archive = bench.archiveOf({file("new", 1)});
    bench.dataDirectory = bench.temp.path("none");
    bench.options.truncate = true;
    QVERIFY(bench.restore(*archive));
    QCOMPARE(::rename(bench.volumePath(stagingName(bench.options.job)).c_str(), bench.volumePath("renamed by a user").c_str()),
             0);
    const auto undone = bench.undo();
    QVERIFY2(undone, qPrintable(why(undone)));
    QCOMPARE(differences(before, bench.now()), QString());
}

void TestStaging::anotherFolderIsNotTakenForIt() {
    Bench bench;
    bench.with(bench.files.files(), [&](const RestoreDeps& deps) {
        SwapPlan plan;
        {
            const auto staging = Staging::create(deps, bench.options.job);
            QVERIFY(staging);
            plan.staging = staging->name();
            plan.stagingInode = staging->inode();
            QVERIFY(Staging::reopen(deps, plan));
        }
        plan.stagingInode += 1;
        QCOMPARE(Staging::reopen(deps, plan).error().code(), ErrorCode::NotFound);
        const std::string path = bench.temp.path("data/" + plan.staging);
        removeTree(path);
        QCOMPARE(Staging::reopen(deps, plan).error().code(), ErrorCode::NotFound);
        QCOMPARE(::symlink("/", path.c_str()), 0);
        QCOMPARE(Staging::reopen(deps, plan).error().code(), ErrorCode::NotFound);
    });
}

void TestStaging::isPrivate() {
    Bench bench;
    bench.with(bench.files.files(), [&](const RestoreDeps& deps) {
        const auto staging = Staging::create(deps, bench.options.job);
        QVERIFY(staging);
        for (const auto* below : {"", "/new", "/old"})
            QCOMPARE(statOf(bench.temp.path("data/" + staging->name() + below)).mode & 07777, mode_t{0700});
    });
}

void TestStaging::leftoversOfUnknownJobsGo() {
    Bench bench;
    const JobId known(Uuid({1})), beside(Uuid({2})), inside(Uuid({3})), probe(Uuid({4}));
    for (const auto& name : {stagingName(known), stagingName(beside), std::string(".alula-world"), std::string("plain")})
        writeFile(bench.temp.makeDirectory("data/" + name) + "/f", "x");
    writeFile(bench.temp.makeDirectory("data/volume/" + stagingName(inside) + "/new") + "/f", "x");
    bench.temp.makeDirectory("data/volume/" + stagingName(probe) + "-probe");
    const auto removed = bench.with(quickFiles(), [&](const RestoreDeps& deps) {
        return removeStagingLeftovers(deps, [&](const JobId& job) { return job == known; });
    });
    QVERIFY2(removed, qPrintable(why(removed)));
    QCOMPARE(*removed, std::size_t{3});
    QVERIFY(exists(bench.temp.path("data/" + stagingName(known) + "/f")));
    QVERIFY(exists(bench.temp.path("data/.alula-world/f")));
    QVERIFY(exists(bench.temp.path("data/plain/f")));
    QCOMPARE(bench.now().size(), std::size_t{1});
    QVERIFY(!exists(bench.temp.path("data/" + stagingName(beside))));
}

void TestStaging::leftoverThatIsASymlink() {
    Bench bench;
    writeFile(bench.temp.makeDirectory("outside") + "/precious", "x");
    bench.live({softlink(stagingName(JobId(Uuid({3}))), bench.temp.path("outside"))});
    QVERIFY(bench.with(
        quickFiles(), [&](const RestoreDeps& deps) { return removeStagingLeftovers(deps, [](const JobId&) { return false; }); }));
    QCOMPARE(bench.now().size(), std::size_t{1});
    QVERIFY(exists(bench.temp.path("outside/precious")));
}

void TestStaging::deletingFollowsNothing() {
    TempDir temp;
    tree({file("outside/precious", 1), dir("gone", {softlink("link", "../outside"), softlink("file", "../outside/precious"),
                                                    file("a/b/c", 1), fifo("fifo"), dir("locked", {file("x", 1)}).mode(0)})})
        .materialise(temp.path());
    const UniqueFd root(::open(temp.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    QVERIFY(alula::removeTree(systemFiles(), root.get(), "gone", {}));
    QVERIFY(!exists(temp.path("gone")));
    QVERIFY(exists(temp.path("outside/precious")));
    QVERIFY(alula::removeTree(systemFiles(), root.get(), "gone", {})); // not there is fine
}

void TestStaging::deletingLockedDirectories_data() {
    QTest::addColumn<unsigned>("mode");
    for (const unsigned mode : {0U, 0100U, 0200U, 0300U, 0400U, 0500U, 0600U}) QTest::addRow("%04o", mode) << mode;
}

// In the way only of a daemon that is not root.
void TestStaging::deletingLockedDirectories() {
    QFETCH(const unsigned, mode);
    TempDir temp;
    tree({dir("gone", {dir("outer", {dir("inner", {file("x", 1)}).mode(mode), file("y", 1)}).mode(mode)}).mode(mode)})
        .materialise(temp.path());
    const UniqueFd root(::open(temp.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const auto done = alula::removeTree(systemFiles(), root.get(), "gone", {});
    QVERIFY2(done, qPrintable(why(done)));
    QVERIFY(!exists(temp.path("gone")));
}

void TestStaging::deletingDeepTrees() {
    TempDir temp;
    makeDeepDirectories(temp.makeDirectory("deep"), 5000);
    const UniqueFd root(::open(temp.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const auto done = alula::removeTree(systemFiles(), root.get(), "deep", {});
    QVERIFY2(done, qPrintable(why(done)));
    QVERIFY(!exists(temp.path("deep")));
}

void TestStaging::deletingStopsAtMounts() {
    if (!mountsAllowed()) QSKIP("a mount namespace of its own is not allowed here");
    TempDir temp;
    tree({file("gone/a/point/hidden", 1), file("gone/b", 1), file("elsewhere/precious", 1)}).materialise(temp.path());
    const std::string point = temp.path("gone/a/point");
    if (::mount(temp.path("elsewhere").c_str(), point.c_str(), nullptr, MS_BIND, nullptr) != 0)
        QSKIP("a bind mount is not allowed here");
    const UniqueFd root(::open(temp.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const auto done = alula::removeTree(systemFiles(), root.get(), "gone", {});
    ::umount2(point.c_str(), MNT_DETACH);
    QVERIFY(!done);
    QCOMPARE(done.error().code(), ErrorCode::Unsupported);
    QVERIFY(exists(temp.path("elsewhere/precious")));
    QVERIFY(!exists(temp.path("gone/b")));
}

void TestStaging::deletingGoesOnAfterAnError() {
    TempDir temp;
    tree({file("gone/a/x", 1), file("gone/b/y", 1), file("gone/c", 1)}).materialise(temp.path());
    const UniqueFd root(::open(temp.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    FaultyFiles faulty;
    faulty.failPath(Call::Remove, "gone/a/x", EIO);
    const auto done = alula::removeTree(faulty.files(), root.get(), "gone", {});
    QVERIFY(!done);
    QCOMPARE(done.error().errnum(), EIO);
    QVERIFY(exists(temp.path("gone/a/x")));
    QVERIFY(!exists(temp.path("gone/b")));
    QVERIFY(!exists(temp.path("gone/c")));
}

void TestStaging::deletingIsCancelled() {
    TempDir temp;
    tree({file("gone/a/x", 1), file("gone/b/y", 1)}).materialise(temp.path());
    const UniqueFd root(::open(temp.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    std::stop_source stop;
    FaultyFiles faulty;
    faulty.when([&](const CallInfo& call) {
        if (call.call == Call::Remove) stop.request_stop();
        return 0;
    });
    const auto done = alula::removeTree(faulty.files(), root.get(), "gone", stop.get_token());
    QVERIFY(!done);
    QCOMPARE(done.error().code(), ErrorCode::Cancelled);
    QVERIFY(exists(temp.path("gone")));
}

QTEST_APPLESS_MAIN(TestStaging)
#include "test_staging.moc"
