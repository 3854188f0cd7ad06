// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/volume/walking.h"
#include "tests/support/tree.h"

#include <QtTest>
#include <fcntl.h>
#include <sys/stat.h>

using namespace alula;
using namespace alula::test;
using Paths = std::vector<std::string>;

class TestWalk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goesDepthFirstInByteOrder();
    void ofAnEmptyVolumeHasOnlyTheRoot();
    void keepsWhatStatTells();
    void dropsSetIdBits();
    void keepsLinkTargets();
    void groupsHardLinks();
    void marksSparseFiles();
    void keepsExtendedAttributes();
    void keepsAccessControlLists();
    void leavesOtherAttributesOut();
    void boundsAttributes();
    void leavesOwnStagingOut();
    void prunesIgnoredDirectories();
    void skipsOtherTypesWithAWarning();
    void countsProgress();
    void nodesFormATree();
};

void TestWalk::goesDepthFirstInByteOrder() {
    const TempDir temp;
    tree({file("b"), dir("a", {file("z"), dir("c", {file("x")}), file("c.txt")}), file("a.txt"), file("a-"), file("\xff"),
          file("B"), dir("empty")})
        .materialise(temp.path());
    const auto result = walked(temp.path());
    QVERIFY(result);
    QCOMPARE(pathsOf(*result), (Paths{"", "B", "a", "a/c", "a/c/x", "a/c.txt", "a/z", "a-", "a.txt", "b", "empty", "\xff"}));
    QVERIFY(result->warnings.empty());
}

void TestWalk::ofAnEmptyVolumeHasOnlyTheRoot() {
    const TempDir temp;
    const auto result = walked(temp.path());
    QCOMPARE(pathsOf(*result), Paths{""});
    QCOMPARE(result->tree.node(0).type, EntryType::Directory);
    QCOMPARE(walked(temp.path("missing")).error().code(), ErrorCode::NotFound);
}

void TestWalk::keepsWhatStatTells() {
    const TempDir temp;
    tree({file("d/f", 12345).mode(0604).mtime(1'234'567'890'123'456'789)}).materialise(temp.path());
    const auto result = walked(temp.path());
    const auto node = result->tree.node(indexOf(*result, "d/f"));
    struct stat s{};
    QCOMPARE(::lstat(temp.path("d/f").c_str(), &s), 0);
    QCOMPARE(node.size, std::uint64_t{12345});
    QCOMPARE(node.mode, 0604U);
    QCOMPARE(node.mtimeNs, std::int64_t{1'234'567'890'123'456'789});
    QCOMPARE(node.ctimeNs, static_cast<std::int64_t>(s.st_ctim.tv_sec) * 1'000'000'000 + s.st_ctim.tv_nsec);
    QCOMPARE(node.inode, std::uint64_t{s.st_ino});
    QCOMPARE(node.uid, s.st_uid);
    QCOMPARE(node.linkGroup, 0U);
    QCOMPARE(result->tree.node(indexOf(*result, "d")).size, std::uint64_t{0});
    QCOMPARE(result->tree.totalBytes(), std::uint64_t{12345});
}

void TestWalk::dropsSetIdBits() {
    const TempDir temp;
    tree({file("f").mode(06755), dir("d").mode(03777)}).materialise(temp.path());
    const auto result = walked(temp.path());
    QCOMPARE(result->tree.node(indexOf(*result, "f")).mode, 0755U);
    QCOMPARE(result->tree.node(indexOf(*result, "d")).mode, 01777U);
}

void TestWalk::keepsLinkTargets() {
    const TempDir temp;
    tree({softlink("dangling", "nowhere"), softlink("toRoot", "/"), softlink("long", std::string(3000, 'x'))})
        .materialise(temp.path());
    const auto result = walked(temp.path());
    QCOMPARE(pathsOf(*result).size(), std::size_t{4}); // the root was not entered through toRoot
    QCOMPARE(result->tree.linkTarget(indexOf(*result, "dangling")), std::string("nowhere"));
    QCOMPARE(result->tree.linkTarget(indexOf(*result, "long")), std::string(3000, 'x'));
    QCOMPARE(result->tree.node(indexOf(*result, "toRoot")).type, EntryType::Symlink);
}

void TestWalk::groupsHardLinks() {
    const TempDir temp;
    tree({file("v/a", 10), hardlink("v/d/b", "v/a"), file("v/c", 20), file("v/e", 5), hardlink("v/f", "v/e"),
          hardlink("outside", "v/c")})
        .materialise(temp.path());
    const auto result = walked(temp.path("v"));
    const auto group = [&](const char* path) { return result->tree.node(indexOf(*result, path)).linkGroup; };
    QVERIFY(group("a") != 0);
    QCOMPARE(group("d/b"), group("a"));
    QVERIFY(group("e") != 0 && group("e") != group("a"));
    QCOMPARE(group("f"), group("e"));
    QCOMPARE(group("c"), 0U); // its other name is outside
}

void TestWalk::marksSparseFiles() {
    const TempDir temp;
    tree({sparse("s", 10_MiB, 1_MiB, "x"), file("f", 8192)}).materialise(temp.path());
    // Delayed allocation would make a file just written look sparse; the writer syncs before it walks.
    const auto volume = Volume::open(systemFiles(), temp.path());
    QVERIFY(systemFiles().files.syncFileSystem(volume->handle()));
    const auto result = walked(temp.path());
    QVERIFY(result->tree.node(indexOf(*result, "s")).sparse);
    QVERIFY(!result->tree.node(indexOf(*result, "f")).sparse);
}

void TestWalk::keepsExtendedAttributes() {
    const TempDir temp;
    tree({file("f", "x").attribute("user.b", "2").attribute("user.a", std::string("\0\xff", 2)), dir("d").attribute("user.d", ""),
          file("plain", "x"), softlink("l", "f")})
        .materialise(temp.path());
    const auto result = walked(temp.path());
    QCOMPARE(result->tree.attributes(indexOf(*result, "f")),
             (std::vector<ExtendedAttribute>{{"user.a", std::string("\0\xff", 2)}, {"user.b", "2"}}));
    QCOMPARE(result->tree.attributes(indexOf(*result, "d")), (std::vector<ExtendedAttribute>{{"user.d", ""}}));
    QVERIFY(result->tree.attributes(indexOf(*result, "plain")).empty());
    QVERIFY(result->tree.attributes(indexOf(*result, "l")).empty());
    WalkOptions without;
    without.readAttributes = false;
    const auto bare = walked(temp.path(), without);
    QVERIFY(bare->tree.attributes(indexOf(*bare, "f")).empty());
}

void TestWalk::keepsAccessControlLists() {
    const TempDir temp;
    // linux/posix_acl_xattr.h: version 2, then (tag, permissions, id): user::rw-, user:1234:r--, group::r--, mask::r--,
    // other::---.
    const std::string acl("\2\0\0\0"
                          "\1\0\6\0\xff\xff\xff\xff"
                          "\2\0\4\0\xd2\4\0\0"
                          "\4\0\4\0\xff\xff\xff\xff"
                          "\x10\0\4\0\xff\xff\xff\xff"
                          "\x20\0\0\0\xff\xff\xff\xff",
                          44);
    try {
        tree({file("f", "x").mode(0640).attribute("system.posix_acl_access", acl)}).materialise(temp.path());
    } catch (const std::exception& error) {
        QSKIP(error.what());
    }
    const auto result = walked(temp.path());
    const auto& attributes = result->tree.attributes(indexOf(*result, "f"));
    QCOMPARE(attributes.size(), std::size_t{1});
    QCOMPARE(attributes[0].name, std::string("system.posix_acl_access"));
    QCOMPARE(attributes[0].value.size(), acl.size());
}

void TestWalk::leavesOtherAttributesOut() {
    if (!isRoot()) QSKIP("trusted.* attributes need root");
    const TempDir temp;
    try {
        tree({file("f", "x").attribute("trusted.secret", "1").attribute("user.a", "1")}).materialise(temp.path());
    } catch (const std::exception& error) {
        QSKIP(error.what());
    }
    const auto result = walked(temp.path());
    QCOMPARE(result->tree.attributes(indexOf(*result, "f")), (std::vector<ExtendedAttribute>{{"user.a", "1"}}));
}

namespace {
// A file system whose every file has far too much attached to it.
class ManyAttributes final : private AttributeCalls {
public:
    FileSystem files() { return {m_below.names, m_below.files, *this, m_below.cache}; }

private:
    Result<void> setOwner(int d, const std::string& n, uid_t u, gid_t g) override {
        return m_below.attributes.setOwner(d, n, u, g);
    }
    Result<void> setMode(int fd, mode_t mode) override { return m_below.attributes.setMode(fd, mode); }
    Result<void> setModifiedTime(int d, const std::string& n, std::int64_t ns) override {
        return m_below.attributes.setModifiedTime(d, n, ns);
    }
    Result<std::string> readLink(int d, const std::string& n) override { return m_below.attributes.readLink(d, n); }
    Result<std::vector<std::string>> listAttributes(int, const std::string&) override {
        return std::vector<std::string>(9, "user.large");
    }
    Result<std::string> attribute(int, const std::string&, const std::string&) override { return std::string(60'000, 'x'); }
    Result<void> setAttribute(int fd, const std::string& k, const std::string& v) override {
        return m_below.attributes.setAttribute(fd, k, v);
    }
    void advise(int, std::uint64_t, std::uint64_t, int) override {}
    FileSystem m_below = systemFiles();
};
} // namespace

void TestWalk::boundsAttributes() {
    const TempDir temp;
    tree({file("f", "x")}).materialise(temp.path());
    ManyAttributes greedy;
    const auto result = walked(temp.path(), {}, greedy.files());
    QVERIFY(result);
    QCOMPARE(warningsOf(*result),
             (std::vector<std::pair<WarningKind, std::string>>{{WarningKind::NotApplied, ""}, {WarningKind::NotApplied, "f"}}));
    QVERIFY(result->tree.attributes(1).empty());
}

void TestWalk::leavesOwnStagingOut() {
    const TempDir temp;
    tree({file(".alula-0a1b/old/f"), file(".alula-x"), file("d/.alula-mine"), file(".alula")}).materialise(temp.path());
    const auto result = walked(temp.path());
    QCOMPARE(pathsOf(*result), (Paths{"", ".alula", "d", "d/.alula-mine"}));
    QVERIFY(result->warnings.empty());
}

void TestWalk::prunesIgnoredDirectories() {
    const TempDir temp;
    tree({file("logs/keep.log"), file("logs/a.log"), file("cache/x/y"), file("a.log"), file("sub/cache/z"), file("sub/b.log"),
          fifo("pipe.log")})
        .materialise(temp.path());
    WalkOptions options;
    options.ignore = IgnoreRules::parse("*.log\n!keep.log\ncache/\nlogs/\n!logs/keep.log\n");
    auto result = walked(temp.path(), options);
    QCOMPARE(pathsOf(*result), (Paths{"", "sub"}));
    QVERIFY(result->warnings.empty()); // what is ignored is not worth a warning
    options.ignore = IgnoreRules::parse("*.log\n!keep.log\n/cache/\n");
    result = walked(temp.path(), options);
    QCOMPARE(pathsOf(*result), (Paths{"", "logs", "logs/keep.log", "sub", "sub/cache", "sub/cache/z"}));
}

void TestWalk::skipsOtherTypesWithAWarning() {
    const TempDir temp;
    tree({fifo("p"), socketFile("d/s"), file("f", "x")}).materialise(temp.path());
    const auto result = walked(temp.path());
    QCOMPARE(pathsOf(*result), (Paths{"", "d", "f"}));
    QCOMPARE(warningsOf(*result), (std::vector<std::pair<WarningKind, std::string>>{{WarningKind::SkippedType, "d/s"},
                                                                                    {WarningKind::SkippedType, "p"}}));
}

void TestWalk::countsProgress() {
    const TempDir temp;
    tree({file("a"), file("d/b"), softlink("l", "a")}).materialise(temp.path());
    SystemClock clock;
    LoadControl load(clock);
    ProgressSink progress;
    const auto volume = Volume::open(systemFiles(), temp.path());
    QVERIFY(walk(*volume, {}, load, progress, {}));
    QCOMPARE(progress.phase.load(), Phase::Scanning);
    QCOMPARE(progress.filesDone.load(), std::uint64_t{2});
}

void TestWalk::nodesFormATree() {
    const TempDir temp;
    tree({file("a/b/c"), file("a/d"), file("e/f")}).materialise(temp.path());
    const auto result = walked(temp.path());
    for (std::size_t i = 1; i < result->tree.size(); ++i) {
        const auto& node = result->tree.node(i);
        QVERIFY(node.parent < i);
        QCOMPARE(result->tree.node(node.parent).type, EntryType::Directory);
        QCOMPARE(result->tree.path(node.parent), std::string(parentOf(result->tree.path(i))));
        QVERIFY(comparePaths(result->tree.path(i - 1), result->tree.path(i)) < 0);
    }
}

QTEST_APPLESS_MAIN(TestWalk)
#include "test_walk.moc"
