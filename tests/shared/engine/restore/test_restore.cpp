// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/restore/restore_bench.h"

#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

// What a restore makes of a volume: every kind of entry, whole and over what is there.
class TestRestore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void truncateBringsBackTheTree_data();
    void truncateBringsBackTheTree();
    void overlayKeepsWhatIsNotInTheArchive();
    void overlayLeavesExistingDirectoriesAlone();
    void thingsInTheWayAreReplacedWithAWarning();
    void symlinksAreNeverFollowed();
    void holesStayHoles();
    void ownersAreTheVolumesOrAsked();
    void setIdBitsAreDropped();
    void anEmptyBackupEmptiesTheVolume();
    void rootKeepsItsInode();
    void manyPathsOfOneDepth();
    void summaryCounts();
};

void TestRestore::truncateBringsBackTheTree_data() {
    QTest::addColumn<bool>("inside");
    QTest::addColumn<int>("entries");
    QTest::addColumn<bool>("emptyVolume");
    for (const bool inside : {false, true})
        for (const auto entries : {TarEntries::Wings, TarEntries::Full})
            for (const bool empty : {false, true})
                QTest::addRow("%s, %s, %s", inside ? "staging inside" : "staging beside",
                              entries == TarEntries::Full ? "full" : "wings", empty ? "empty" : "vandalised")
                    << inside << static_cast<int>(entries) << empty;
}

void TestRestore::truncateBringsBackTheTree() {
    QFETCH(bool, inside);
    QFETCH(int, entries);
    QFETCH(bool, emptyVolume);
    Bench bench;
    bench.tarEntries = static_cast<TarEntries>(entries);
    if (!emptyVolume) bench.live(vandalised());
    const auto archive = bench.archiveOf(fullTree());
    if (inside) bench.dataDirectory = bench.temp.path("no such folder");
    bench.options.truncate = true;

    const auto summary = bench.restore(*archive);
    QVERIFY2(summary, qPrintable(why(summary)));
    QVERIFY(summary->undoable);
    auto now = bench.now();
    const auto staging = bench.stagingFolders();
    QCOMPARE(staging.size(), std::size_t{1});
    if (inside) std::erase_if(now, [](const auto& entry) { return entry.first.starts_with(".alula-"); });
    CompareOptions options;
    options.sparse = true;
    options.rootTime = true;
    QCOMPARE(differences(bench.wanted, now, options), QString());

    const auto dropped =
        bench.with(systemFiles(), [&](const RestoreDeps& deps) { return dropReplaced(deps, bench.options.job, {}); });
    QVERIFY2(dropped, qPrintable(why(dropped)));
    QVERIFY(bench.stagingFolders().empty());
    QVERIFY(bench.journal.entries.empty());
    QCOMPARE(differences(bench.wanted, bench.now()), QString());
}

void TestRestore::overlayKeepsWhatIsNotInTheArchive() {
    Bench bench;
    bench.live({file("kept", 10), file("world/kept", 11), file("world/changed", 12), dir("kept-dir", {softlink("s", "t")})});
    const auto before = bench.now();
    const auto archive = bench.archiveOf({file("world/changed", 40).seed(7), file("world/deep/er/new", 5), file("top", 6)});
    QVERIFY(bench.restore(*archive));
    const auto now = bench.now();
    for (const auto* path : {"kept", "world/kept", "kept-dir", "kept-dir/s"}) {
        QVERIFY2(now.contains(path), path);
        QCOMPARE(now.at(path).inode, before.at(path).inode);
    }
    for (const auto* path : {"world/changed", "world/deep/er/new", "top"}) {
        QVERIFY2(now.contains(path), path);
        QCOMPARE(now.at(path).sha1, bench.wanted.at(path).sha1);
        QCOMPARE(now.at(path).mtimeNs, bench.wanted.at(path).mtimeNs);
    }
    QCOMPARE(now.size(), before.size() + 4); // deep, er, new, top
}

void TestRestore::overlayLeavesExistingDirectoriesAlone() {
    Bench bench;
    bench.live({dir("world", {file("x", 1)}).mode(0711)});
    const auto archive = bench.archiveOf({dir("world", {file("y", 1), dir("fresh").mode(0710)}).mode(0750)});
    QVERIFY(bench.restore(*archive));
    const auto now = bench.now();
    QCOMPARE(now.at("world").mode, mode_t{0711});
    QCOMPARE(now.at("world/fresh").mode, mode_t{0710});
    QCOMPARE(now.at("world/fresh").mtimeNs, kTreeTime);
}

void TestRestore::thingsInTheWayAreReplacedWithAWarning() {
    Bench bench;
    bench.live({dir("was-file", {file("a/b", 1), file("c", 1)}), file("was-dir", 5), softlink("also-dir", "was-file")});
    const auto archive =
        bench.archiveOf({file("was-file", 3), dir("was-dir", {file("in", 4)}), dir("also-dir", {file("in", 4)})});
    const auto summary = bench.restore(*archive);
    QVERIFY2(summary, qPrintable(why(summary)));
    QCOMPARE(differences(bench.wanted, bench.now()), QString());
    std::set<std::string> warned;
    for (const auto& warning : summary->warnings)
        if (warning.kind == WarningKind::Replaced) warned.insert(warning.path);
    QCOMPARE(warned, (std::set<std::string>{"was-file", "was-dir", "also-dir"}));
}

void TestRestore::symlinksAreNeverFollowed() {
    Bench bench;
    const std::string outside = bench.temp.makeDirectory("outside");
    writeFile(outside + "/secret", "untouched");
    const auto before = snapshot(outside);
    bench.live({softlink("world", outside), dir("a", {softlink("b", "../../../outside")})});
    const auto archive = bench.archiveOf({dir("world", {file("secret", 9)}), dir("a", {dir("b", {file("secret", 9)})})});
    QVERIFY(bench.restore(*archive));
    CompareOptions options;
    options.rootTime = true;
    QCOMPARE(differences(before, snapshot(outside), options), QString());
    options = {.directoryTimes = false};
    QCOMPARE(differences(bench.wanted, bench.now(), options), QString());
}

void TestRestore::holesStayHoles() {
    Bench bench;
    const auto archive = bench.archiveOf({sparse("hole", 64_MiB, 32_MiB + 5, "x")});
    bench.options.truncate = true;
    QVERIFY(bench.restore(*archive));
    struct stat stat{};
    QCOMPARE(::stat(bench.volumePath("hole").c_str(), &stat), 0);
    QCOMPARE(stat.st_size, static_cast<off_t>(64_MiB));
    QVERIFY2(stat.st_blocks * 512 <= 64 * 1024, "the hole was filled");
    QCOMPARE(bench.now().at("hole").sha1, bench.wanted.at("hole").sha1);
}

void TestRestore::ownersAreTheVolumesOrAsked() {
    if (!isRoot()) QSKIP("only root may give files to others");
    Bench bench;
    const auto archive = bench.archiveOf({file("a", 1).owner(77, 78), softlink("s", "a"), dir("d", {file("in", 1)})});
    bench.options.truncate = true;
    QCOMPARE(::chown(bench.volumePath().c_str(), 1234, 4321), 0);
    QVERIFY(bench.restore(*archive));
    for (const auto& [path, entry] : bench.now()) {
        QCOMPARE(entry.uid, 1234u);
        QCOMPARE(entry.gid, 4321u);
    }
    bench.options.job = JobId(Uuid({9, 9, 3}));
    bench.options.uid = 55;
    bench.options.gid = 66;
    QVERIFY(bench.restore(*archive));
    for (const auto& [path, entry] : bench.now()) {
        QCOMPARE(entry.uid, path.empty() ? 1234u : 55u);
        QCOMPARE(entry.gid, path.empty() ? 4321u : 66u);
    }
}

void TestRestore::setIdBitsAreDropped() {
    Bench bench;
    const auto archive = bench.archiveOf({file("tool", 1).mode(06755), dir("shared").mode(02775)});
    bench.options.truncate = true;
    QVERIFY(bench.restore(*archive));
    QCOMPARE(bench.now().at("tool").mode, mode_t{0755});
    QCOMPARE(bench.now().at("shared").mode, mode_t{0775});
}

void TestRestore::anEmptyBackupEmptiesTheVolume() {
    Bench bench;
    bench.live(vandalised());
    const auto archive = bench.archiveOf({});
    bench.options.truncate = true;
    QVERIFY(bench.restore(*archive));
    QCOMPARE(bench.now().size(), std::size_t{1});
}

void TestRestore::rootKeepsItsInode() {
    Bench bench;
    bench.live(vandalised());
    const auto before = bench.now().at("");
    const auto archive = bench.archiveOf(fullTree());
    bench.options.truncate = true;
    QVERIFY(bench.restore(*archive));
    QCOMPARE(bench.now().at("").inode, before.inode);
    QCOMPARE(bench.now().at("").mode, before.mode);
}

// More directories than handles are kept.
void TestRestore::manyPathsOfOneDepth() {
    Bench bench;
    std::vector<Item> items;
    for (int i = 0; i < 400; ++i) items.push_back(file("d" + std::to_string(i % 200) + "/e/f" + std::to_string(i), 100));
    bench.live(items);
    for (auto& item : items) item.seed(5);
    const auto archive = bench.archiveOf(items);
    QVERIFY(bench.restore(*archive));
    CompareOptions options;
    options.directoryTimes = false;
    QCOMPARE(differences(bench.wanted, bench.now(), options), QString());
}

void TestRestore::summaryCounts() {
    Bench bench;
    const auto archive = bench.archiveOf({file("a", 100), hardlink("b", "a"), file("c/d", 50), softlink("e", "a")});
    bench.options.truncate = true;
    const auto summary = bench.restore(*archive);
    QVERIFY(summary);
    QCOMPARE(summary->files, std::uint64_t{3});
    QCOMPARE(summary->directories, std::uint64_t{1});
    QCOMPARE(summary->symlinks, std::uint64_t{1});
    QCOMPARE(summary->bytes, std::uint64_t{150});
    QVERIFY(summary->warnings.empty());
    QCOMPARE(bench.progress.phase.load(), Phase::Swapping);
    QCOMPARE(bench.gate.stops, 1);
    QCOMPARE(bench.gate.asked, 2);
}

QTEST_APPLESS_MAIN(TestRestore)
#include "test_restore.moc"
