// SPDX-License-Identifier: GPL-3.0-or-later
// The walk against trees that were made to harm it, disks that fail, and a server that writes meanwhile.
#include "tests/shared/engine/volume/walking.h"
#include "tests/support/faulty_files.h"
#include "tests/support/few_descriptors.h"
#include "tests/support/tree.h"

#include <QtTest>
#include <atomic>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace alula;
using namespace alula::test;
using Paths = std::vector<std::string>;
using Warnings = std::vector<std::pair<WarningKind, std::string>>;

class TestWalkHostile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void neverEntersSymlinkedDirectories();
    void directorySwappedForALink();
    void directorySwappedForAFile();
    void entriesThatVanish();
    void linkThatBecomesAFile();
    void fiveThousandLevels();
    void tooLongPathsAreLeftOutWithAWarning();
    void deepBranchesSideBySide();
    void branchMovedWhileItsHandleIsGone();
    void longAndStrangeNames();
    void unreadableDirectory_data();
    void unreadableDirectory();
    void unreadableRootIsAnError();
    void runningOutOfHandlesIsAnError();
    void everyCallFailingInTurnIsSurvived();
    void everyEntryTheSameNameTwice();
    void cancelEndsIt();
    void cancelWhilePaused();
    void mountedFileSystemsAreLeftOut();
    void manyWarningsAreBounded();
};

void TestWalkHostile::neverEntersSymlinkedDirectories() {
    const TempDir temp;
    tree({file("outside/secret", "s"), file("v/d/f", "f"), softlink("v/out", "../outside"), softlink("v/self", "."),
          softlink("v/d/up", ".."), softlink("v/loop", "loop"), softlink("v/proc", "/proc/self/root")})
        .materialise(temp.path());
    const auto result = walked(temp.path("v"));
    QCOMPARE(pathsOf(*result), (Paths{"", "d", "d/f", "d/up", "loop", "out", "proc", "self"}));
    QVERIFY(result->warnings.empty());
}

// Between the look at a directory and its opening, somebody puts a link to the outside in its place.
void TestWalkHostile::directorySwappedForALink() {
    const TempDir temp;
    tree({file("outside/secret", "s"), file("v/d/f", "f"), file("v/e", "e")}).materialise(temp.path());
    FaultyFiles faulty;
    faulty.when([&](const CallInfo& call) {
        if (call.call == Call::Open && call.name == "d") {
            ::rename(temp.path("v/d").c_str(), temp.path("gone").c_str());
            (void)!::symlink("../outside", temp.path("v/d").c_str());
        }
        return 0;
    });
    const auto result = walked(temp.path("v"), {}, faulty.files());
    QVERIFY(result);
    QCOMPARE(pathsOf(*result), (Paths{"", "e"}));
    QCOMPARE(warningsOf(*result), (Warnings{{WarningKind::Changed, "d"}}));
}

void TestWalkHostile::directorySwappedForAFile() {
    const TempDir temp;
    tree({file("d/f", "f"), file("e", "e")}).materialise(temp.path());
    FaultyFiles faulty;
    faulty.when([&](const CallInfo& call) {
        if (call.call == Call::Open && call.name == "d") {
            removeTree(temp.path("d"));
            writeFile(temp.path("d"), "now a file");
        }
        return 0;
    });
    const auto result = walked(temp.path(), {}, faulty.files());
    QCOMPARE(pathsOf(*result), (Paths{"", "e"}));
    QCOMPARE(warningsOf(*result), (Warnings{{WarningKind::Changed, "d"}}));
}

void TestWalkHostile::entriesThatVanish() {
    const TempDir temp;
    tree({file("a", "1"), file("d/f", "2"), softlink("l", "a"), file("z", "3")}).materialise(temp.path());
    FaultyFiles faulty;
    faulty.when([&](const CallInfo& call) {
        if (call.call == Call::Stat && call.name == "a") ::unlink(temp.path("a").c_str());
        if (call.call == Call::Open && call.name == "d") removeTree(temp.path("d"));
        if (call.call == Call::ReadLink) ::unlink(temp.path("l").c_str());
        return 0;
    });
    const auto result = walked(temp.path(), {}, faulty.files());
    QCOMPARE(pathsOf(*result), (Paths{"", "z"}));
    QCOMPARE(warningsOf(*result),
             (Warnings{{WarningKind::Vanished, "a"}, {WarningKind::Vanished, "d"}, {WarningKind::Vanished, "l"}}));
}

void TestWalkHostile::linkThatBecomesAFile() {
    const TempDir temp;
    tree({softlink("l", "a")}).materialise(temp.path());
    FaultyFiles faulty;
    faulty.when([&](const CallInfo& call) {
        if (call.call == Call::ReadLink) {
            ::unlink(temp.path("l").c_str());
            writeFile(temp.path("l"), "x");
        }
        return 0;
    });
    const auto result = walked(temp.path(), {}, faulty.files());
    QCOMPARE(pathsOf(*result), Paths{""});
    QCOMPARE(warningsOf(*result), (Warnings{{WarningKind::Changed, "l"}}));
}

void TestWalkHostile::fiveThousandLevels() {
    const TempDir temp;
    makeDeepDirectories(temp.path(), 5000);
    WalkOptions options;
    options.maxPathBytes = 1_MiB;
    const FewDescriptors few(40);
    const auto result = walked(temp.path(), options);
    QVERIFY(result);
    QCOMPARE(result->tree.size(), std::size_t{5002});
    QCOMPARE(result->tree.path(5001).size(), std::size_t{10'003});
    QVERIFY(result->warnings.empty());
}

void TestWalkHostile::tooLongPathsAreLeftOutWithAWarning() {
    const TempDir temp;
    makeDeepDirectories(temp.path(), 20, std::string(250, 'n'));
    const auto result = walked(temp.path());
    // 16 names of 250 bytes and their slashes are 4,015 bytes; the 17th does not fit.
    QCOMPARE(result->tree.size(), std::size_t{17});
    QCOMPARE(result->warnings.size(), std::size_t{1});
    QCOMPARE(result->warnings[0].kind, WarningKind::Unreadable);
    QCOMPARE(result->warnings[0].path.size(), std::size_t{4266});
}

// Every level has something left to do when its handle has long been given up.
void TestWalkHostile::deepBranchesSideBySide() {
    const TempDir temp;
    Tree comb;
    std::string path;
    for (int i = 0; i < 100; ++i) {
        path = joinPath(path, "d");
        comb.add(file(path + "/z", "x"));
        comb.add(dir(path + "/e", {file("f", "y")}));
    }
    comb.materialise(temp.path());
    const FewDescriptors few(40);
    const auto result = walked(temp.path());
    QVERIFY(result);
    QCOMPARE(result->tree.size(), std::size_t{1 + 100 * 4});
    QVERIFY(result->warnings.empty());
    for (std::size_t i = 1; i < result->tree.size(); ++i)
        QVERIFY(comparePaths(result->tree.path(i - 1), result->tree.path(i)) < 0);
}

// A level whose handle was given up is moved to the outside meanwhile: what is left of the levels above it is still read, by
// name, and nothing of where it went.
void TestWalkHostile::branchMovedWhileItsHandleIsGone() {
    const TempDir temp;
    Tree deep;
    std::string path = "v";
    for (int i = 0; i < 60; ++i) {
        path += "/d";
        deep.add(file(path + "/z", "x"));
    }
    deep.add(file("outside/secret", "s"));
    deep.materialise(temp.path());
    FaultyFiles faulty;
    std::atomic<bool> moved = false;
    faulty.when([&](const CallInfo& call) {
        // The innermost z: 60 levels down.
        if (call.call == Call::Stat && call.name == "z" && !moved.exchange(true))
            ::rename(temp.path("v/d/d/d").c_str(), temp.path("outside/d").c_str());
        return 0;
    });
    const auto result = walked(temp.path("v"), {}, faulty.files());
    QVERIFY(result);
    QVERIFY(moved);
    QVERIFY(indexOf(*result, "d/z") < result->tree.size());
    QVERIFY(indexOf(*result, "d/d/z") < result->tree.size());
    for (const auto& found : pathsOf(*result)) QVERIFY(found.find("secret") == std::string::npos);
}

void TestWalkHostile::longAndStrangeNames() {
    const TempDir temp;
    const std::string longest(255, 'n');
    tree({file(longest, "x"), file("\xff\xfe\x80", "x"), file("new\nline", "x"), file("-rf", "x"), file(" ", "x"),
          file("\x1b[31m", "x"), dir("...", {file("..x", "x")})})
        .materialise(temp.path());
    const auto result = walked(temp.path());
    QCOMPARE(result->tree.size(), std::size_t{9});
    QVERIFY(indexOf(*result, longest) < result->tree.size());
    QVERIFY(indexOf(*result, "\xff\xfe\x80") < result->tree.size());
    QVERIFY(indexOf(*result, ".../..x") < result->tree.size());
    QVERIFY(result->warnings.empty());
}

void TestWalkHostile::unreadableDirectory_data() {
    QTest::addColumn<int>("call");
    QTest::addColumn<int>("errnum");
    QTest::newRow("open EACCES") << static_cast<int>(Call::Open) << EACCES;
    QTest::newRow("open EIO") << static_cast<int>(Call::Open) << EIO;
    QTest::newRow("list EIO") << static_cast<int>(Call::List) << EIO;
}

void TestWalkHostile::unreadableDirectory() {
    QFETCH(const int, call);
    QFETCH(const int, errnum);
    const TempDir temp;
    tree({file("a/x", "1"), file("bad/y", "2"), file("c/z", "3")}).materialise(temp.path());
    FaultyFiles faulty;
    faulty.failPath(static_cast<Call>(call), "bad", errnum);
    const auto result = walked(temp.path(), {}, faulty.files());
    QVERIFY(result);
    QCOMPARE(pathsOf(*result), (Paths{"", "a", "a/x", "bad", "c", "c/z"}));
    QCOMPARE(warningsOf(*result), (Warnings{{WarningKind::Unreadable, "bad"}}));
    QVERIFY(!result->warnings[0].detail.empty());
}

void TestWalkHostile::unreadableRootIsAnError() {
    const TempDir temp;
    tree({file("a", "1")}).materialise(temp.path());
    FaultyFiles faulty;
    faulty.failCall(1, EIO, Call::List);
    const auto result = walked(temp.path(), {}, faulty.files());
    QVERIFY(!result);
    QCOMPARE(result.error().errnum(), EIO);
}

// Else every directory would be "unreadable" and the backup hollow.
void TestWalkHostile::runningOutOfHandlesIsAnError() {
    const TempDir temp;
    tree({file("a/x", "1"), file("b/y", "2")}).materialise(temp.path());
    FaultyFiles faulty;
    faulty.failPath(Call::Open, "b", EMFILE);
    const auto result = walked(temp.path(), {}, faulty.files());
    QVERIFY(!result);
    QCOMPARE(result.error().errnum(), EMFILE);
}

void TestWalkHostile::everyCallFailingInTurnIsSurvived() {
    const TempDir temp;
    tree({file("a/x", "1").attribute("user.a", "1"), dir("b", {softlink("l", "x"), file("f", "2")}), file("c", "3")})
        .materialise(temp.path());
    FaultyFiles dry;
    const auto whole = walked(temp.path(), {}, dry.files());
    QVERIFY(whole);
    std::size_t failed = 0;
    for (std::uint64_t n = 1; n <= dry.calls(); ++n) {
        FaultyFiles faulty;
        faulty.failCall(n, EIO);
        const auto result = walked(temp.path(), {}, faulty.files());
        if (!result) {
            ++failed;
            QCOMPARE(result.error().errnum(), EIO);
            continue;
        }
        QVERIFY2(!result->warnings.empty(), std::to_string(n).c_str());
        QVERIFY(result->tree.size() <= whole->tree.size());
    }
    QVERIFY(failed >= 3 && failed <= 6); // opening, looking at and listing the root
}

namespace {
// Changes what directories tell of themselves.
class OtherListing final : private NameCalls {
public:
    using Change = std::vector<DirectoryEntry> (*)(std::vector<DirectoryEntry>);
    explicit OtherListing(Change change) : m_change(change) {}
    FileSystem files() { return {*this, m_below.files, m_below.attributes, m_below.cache}; }

private:
    Result<UniqueFd> open(int d, const std::string& n, int flags, mode_t mode, std::uint64_t resolve) override {
        return m_below.names.open(d, n, flags, mode, resolve);
    }
    Result<void> makeDirectory(int d, const std::string& n, mode_t mode) override {
        return m_below.names.makeDirectory(d, n, mode);
    }
    Result<void> makeSymlink(const std::string& t, int d, const std::string& n) override {
        return m_below.names.makeSymlink(t, d, n);
    }
    Result<void> makeLink(int fd, const std::string& f, int d, const std::string& n) override {
        return m_below.names.makeLink(fd, f, d, n);
    }
    Result<void> rename(int fd, const std::string& f, int d, const std::string& n, unsigned flags) override {
        return m_below.names.rename(fd, f, d, n, flags);
    }
    Result<void> remove(int d, const std::string& n, bool isDirectory) override {
        return m_below.names.remove(d, n, isDirectory);
    }
    Result<FileStat> stat(int d, const std::string& n) override { return m_below.names.stat(d, n); }
    Result<void> visit(int d, const std::function<bool(DirectoryEntry)>& each) override {
        ALULA_ASSIGN(auto entries, m_below.names.list(d));
        for (auto& entry : m_change(std::move(entries))) {
            if (!each(std::move(entry))) break;
        }
        return {};
    }
    FileSystem m_below = systemFiles();
    Change m_change;
};
} // namespace

void TestWalkHostile::everyEntryTheSameNameTwice() {
    const TempDir temp;
    tree({file("a/x", "1"), file("b", "2")}).materialise(temp.path());
    // As a directory may that changes while it is read.
    OtherListing stutter([](std::vector<DirectoryEntry> entries) {
        const auto once = entries;
        entries.insert(entries.end(), once.begin(), once.end());
        return entries;
    });
    const auto result = walked(temp.path(), {}, stutter.files());
    QCOMPARE(pathsOf(*result), (Paths{"", "a", "a/x", "b"}));
}

void TestWalkHostile::cancelEndsIt() {
    const TempDir temp;
    Tree many;
    for (int i = 0; i < 200; ++i) many.add(file("f" + std::to_string(i)));
    many.materialise(temp.path());
    FaultyFiles faulty;
    std::stop_source stop;
    faulty.when([&](const CallInfo& call) {
        if (call.call == Call::Stat && call.name == "f100") stop.request_stop();
        return 0;
    });
    const auto result = walked(temp.path(), {}, faulty.files(), stop.get_token());
    QVERIFY(!result);
    QCOMPARE(result.error().code(), ErrorCode::Cancelled);
    QVERIFY(faulty.calls(Call::Stat) < 10); // f0, f1, f10, f100: no entry after it was looked at
}

void TestWalkHostile::cancelWhilePaused() {
    const TempDir temp;
    tree({file("a", "1")}).materialise(temp.path());
    SystemClock clock;
    LoadControl load(clock);
    load.setPaused(true);
    ProgressSink progress;
    const auto volume = Volume::open(systemFiles(), temp.path());
    std::stop_source stop;
    Result<Walked> result = fail(ErrorCode::Internal, "not run");
    {
        std::jthread worker([&] { result = walk(*volume, {}, load, progress, stop.get_token()); });
        stop.request_stop();
    }
    QCOMPARE(result.error().code(), ErrorCode::Cancelled);
}

namespace {
// In a child with its own mounts: walks a volume with a tmpfs in it. 0: as it should be, 77: mounting is not allowed here.
int walkOverAMount(const std::string& root) {
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return 77;
    if (::mount("tmpfs", (root + "/mnt").c_str(), "tmpfs", 0, nullptr) != 0) return 77;
    if (::mount((root + "/d").c_str(), (root + "/bind").c_str(), nullptr, MS_BIND, nullptr) != 0) return 77;
    if (::mount((root + "/f").c_str(), (root + "/bound").c_str(), nullptr, MS_BIND, nullptr) != 0) return 77;
    writeFile(root + "/mnt/inner", "x");
    const auto result = walked(root);
    if (!result || pathsOf(*result) != Paths{"", "d", "d/x", "f"}) return 1;
    const Warnings expected = {
        {WarningKind::OtherFileSystem, "bind"}, {WarningKind::OtherFileSystem, "bound"}, {WarningKind::OtherFileSystem, "mnt"}};
    if (warningsOf(*result) != expected) return 2;
    WalkOptions across;
    across.crossFileSystems = true;
    const auto all = walked(root, across);
    if (!all || pathsOf(*all) != Paths{"", "bind", "bind/x", "bound", "d", "d/x", "f", "mnt", "mnt/inner"} ||
        !all->warnings.empty())
        return 3;
    return 0;
}
} // namespace

void TestWalkHostile::mountedFileSystemsAreLeftOut() {
    const TempDir temp;
    tree({file("d/x", "1"), dir("mnt"), dir("bind"), file("bound", "b"), file("f", "2")}).materialise(temp.path());
    const pid_t child = ::fork();
    if (child == 0) ::_exit(walkOverAMount(temp.path()));
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77) QSKIP("mounting is not allowed here");
    QCOMPARE(WEXITSTATUS(status), 0);
}

void TestWalkHostile::manyWarningsAreBounded() {
    const TempDir temp;
    OtherListing vanished([](std::vector<DirectoryEntry>) {
        std::vector<DirectoryEntry> entries;
        for (int i = 0; i < 10'050; ++i) entries.push_back({std::to_string(i), 0});
        return entries;
    });
    const auto result = walked(temp.path(), {}, vanished.files());
    QCOMPARE(result->warnings.size(), std::size_t{10'001});
    QCOMPARE(result->warnings.back().detail, std::string("and 50 more warnings"));
}

QTEST_APPLESS_MAIN(TestWalkHostile)
#include "test_walk_hostile.moc"
