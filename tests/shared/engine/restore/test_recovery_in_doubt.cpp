// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"
#include "tests/shared/engine/restore/small_scene.h"

#include <QTest>

#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;

// Recovery on a machine that is not as the crash left it: copied disks, folders moved or renamed by their users. Nothing that may
// be the only copy of something is ever deleted, and what cannot be told is said.
class TestRecoveryInDoubt : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }
    void stagingWithAnotherInodeIsKept_data() { addModes(); }
    void stagingWithAnotherInodeIsKept();
    void removedFilesElsewhere();
    void everyInodeIsAnother();
    void committedWithAnotherInodeIsKept();
    void renamedDirectoryIsMadeAgain();
    void deletedDirectoryIsMadeAgain();
    void fileInPlaceOfTheDirectoryIsAConflict();
    void staleEntryWithAReusedInode();
    void namesAsideThatAreTaken();
};

namespace {

// The machine dies when the swap is done and not yet committed: nothing is renamed back.
void dieBeforeCommit(Bench& bench, const Archive& archive) {
    int changes = 0;
    bench.journal.fails = [&] { return ++changes >= 2; };
    bench.files.when([&](const CallInfo& call) { return changes >= 2 && call.call == Call::Rename ? EIO : 0; });
    const auto done = bench.restore(archive);
    bench.journal.fails = nullptr;
    bench.files.when(nullptr);
    if (done || bench.journal.entries.size() != 1 || bench.journal.entries.begin()->second.committed) qFatal("it did not die");
}

Result<Recovered> recover(Bench& bench) {
    const auto entry = bench.journal.entries.at(bench.options.job);
    return bench.with(quickFiles(), [&](const RestoreDeps& deps) {
        return recoverRestore(deps, bench.options.job, entry.plan, entry.committed);
    });
}

// The same tree under the same name with other inodes.
void copyInPlace(const std::string& path) {
    namespace fs = std::filesystem;
    fs::rename(path, path + ".old");
    fs::copy(path + ".old", path, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    removeTree(path + ".old");
}

std::string stagingPath(const Bench& bench, bool inside) {
    return (inside ? bench.volumePath() : bench.temp.path("data")) + "/" + stagingName(bench.options.job);
}

} // namespace

void TestRecoveryInDoubt::stagingWithAnotherInodeIsKept() {
    QFETCH(bool, truncate);
    QFETCH(bool, inside);
    Scene scene(truncate, inside);
    dieBeforeCommit(scene.bench, scene.archive);
    const std::string staging = stagingPath(scene.bench, inside);
    copyInPlace(scene.bench.temp.path("data")); // to a new machine, say: volume and staging
    const auto kept = snapshot(staging);
    for (int round = 0; round < 2; ++round) {
        const auto recovered = recover(scene.bench);
        QVERIFY2(!recovered, "what was replaced is gone, and it is told as taken back");
        QCOMPARE(recovered.error().code(), ErrorCode::Corrupt);
        QVERIFY2(recovered.error().message().contains("start Alula again"), qPrintable(text(recovered.error())));
        QCOMPARE(differences(kept, snapshot(staging)), QString());
        QCOMPARE(scene.bench.journal.entries.size(), std::size_t{1});
    }
    // The admin has put things in order and empties the folder.
    for (const auto* name : {"new", "old"}) removeTree(staging + "/" + name);
    const auto recovered = recover(scene.bench);
    QVERIFY2(recovered, qPrintable(why(recovered)));
    QCOMPARE(*recovered, Recovered::RolledBack);
    QVERIFY(scene.bench.journal.entries.empty());
    QVERIFY(!exists(staging));
}

// The setting of the data directory was changed: the staging folder is not found, and the swap had only removed things.
void TestRecoveryInDoubt::removedFilesElsewhere() {
    Bench bench;
    bench.live({file("a", 1), dir("b", {file("c", 2)})});
    const auto before = bench.now();
    const auto archive = bench.archiveOf({});
    bench.options.truncate = true;
    dieBeforeCommit(bench, *archive);
    bench.dataDirectory = bench.temp.makeDirectory("elsewhere");
    const auto lost = recover(bench);
    QVERIFY2(!lost, "nothing was taken back, and it is told as taken back");
    QCOMPARE(lost.error().code(), ErrorCode::Corrupt);
    QCOMPARE(bench.journal.entries.size(), std::size_t{1});
    bench.dataDirectory.clear();
    QCOMPARE(bench.recoverAll(), std::string());
    QCOMPARE(differences(before, bench.now()), QString());
}

// Only the volume came to the new disk: no inode says anything, and nothing is there to be taken back.
void TestRecoveryInDoubt::everyInodeIsAnother() {
    Bench bench;
    bench.live({file("a", 1)});
    const auto archive = bench.archiveOf({file("a", 2)});
    dieBeforeCommit(bench, *archive);
    copyInPlace(bench.volumePath());
    removeTree(stagingPath(bench, false));
    const auto lost = recover(bench);
    QVERIFY(!lost);
    QCOMPARE(lost.error().code(), ErrorCode::Corrupt);
    QVERIFY2(lost.error().message().contains(stagingName(bench.options.job)), qPrintable(text(lost.error())));
    QCOMPARE(bench.journal.entries.size(), std::size_t{1});
    // As the sentence says.
    bench.temp.makeDirectory("data/" + stagingName(bench.options.job));
    QCOMPARE(bench.recoverAll(), std::string());
    QVERIFY(bench.journal.entries.empty());
    QVERIFY(bench.stagingFolders().empty());
}

void TestRecoveryInDoubt::committedWithAnotherInodeIsKept() {
    Scene scene(true, false);
    QVERIFY(scene.bench.restore(scene.archive));
    const std::string staging = stagingPath(scene.bench, false);
    copyInPlace(staging);
    const auto recovered = recover(scene.bench);
    QVERIFY2(recovered, qPrintable(why(recovered)));
    QCOMPARE(*recovered, Recovered::RolledForward);
    QVERIFY(exists(staging + "/old/removed"));
    QCOMPARE(scene.bench.journal.entries.size(), std::size_t{1});
}

void TestRecoveryInDoubt::renamedDirectoryIsMadeAgain() {
    Bench bench;
    bench.live({file("world/deep/level.dat", std::string("the old one")), file("other", 1)});
    QCOMPARE(::chmod(bench.volumePath("world/deep").c_str(), 0750), 0);
    const auto archive = bench.archiveOf(
        {dir("world", {dir("deep", {file("level.dat", std::string("the new one"))}).mode(0750)}), file("other", 2)});
    dieBeforeCommit(bench, *archive);
    QCOMPARE(readFile(bench.volumePath("world/deep/level.dat")), std::string("the new one"));
    QCOMPARE(::rename(bench.volumePath("world").c_str(), bench.volumePath("world_bak").c_str()), 0);
    QCOMPARE(bench.recoverAll(), std::string());
    QVERIFY2(exists(bench.volumePath("world/deep/level.dat")), "the only copy of the old file is gone");
    QCOMPARE(readFile(bench.volumePath("world/deep/level.dat")), std::string("the old one"));
    QCOMPARE(readFile(bench.volumePath("world_bak/deep/level.dat")), std::string("the new one"));
    QCOMPARE(bench.now().at("world/deep").mode & 07777, mode_t{0750});
    QCOMPARE(bench.now().at("world").mode & 07777, mode_t{0755});
    QVERIFY(bench.stagingFolders().empty());
    QVERIFY(bench.journal.entries.empty());
}

// While the restore runs: its handle outlives the directory.
void TestRecoveryInDoubt::deletedDirectoryIsMadeAgain() {
    Bench bench;
    bench.live({file("world/level.dat", std::string("the old one"))});
    const auto archive = bench.archiveOf({file("world/level.dat", std::string("the new one"))});
    bench.gate.onAsk = [&](int asked) {
        if (asked == 2) removeTree(bench.volumePath("world"));
    };
    bench.gate.runsWhenAsked = {2, 3};
    const auto refused = bench.restore(*archive);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Busy);
    QVERIFY2(exists(bench.volumePath("world/level.dat")), "the only copy of the old file is gone");
    QCOMPARE(readFile(bench.volumePath("world/level.dat")), std::string("the old one"));
    QVERIFY(bench.stagingFolders().empty());
}

void TestRecoveryInDoubt::fileInPlaceOfTheDirectoryIsAConflict() {
    Bench bench;
    bench.live({file("world/level.dat", std::string("the old one")), file("zzz", 1)});
    const auto archive = bench.archiveOf({file("world/level.dat", std::string("the new one")), file("zzz", 2)});
    dieBeforeCommit(bench, *archive);
    removeTree(bench.volumePath("world"));
    writeFile(bench.volumePath("world"), "a file");
    const auto conflict = recover(bench);
    QVERIFY2(!conflict, "the only copy of the old file is gone");
    QCOMPARE(conflict.error().code(), ErrorCode::Conflict);
    QCOMPARE(conflict.error().path(), std::string("world/level.dat"));
    QCOMPARE(readFile(stagingPath(bench, false) + "/new/world/level.dat"), std::string("the old one"));
    QCOMPARE(bench.journal.entries.size(), std::size_t{1});
    QCOMPARE(::unlink(bench.volumePath("world").c_str()), 0);
    QCOMPARE(bench.recoverAll(), std::string());
    QCOMPARE(readFile(bench.volumePath("world/level.dat")), std::string("the old one"));
}

// The roll back went well, only its end could not be written down. Later a new file gets an inode that the plan knows.
void TestRecoveryInDoubt::staleEntryWithAReusedInode() {
    Scene scene(true, false);
    scene.bench.gate.runsWhenAsked = {2, 3}; // after the swap: it is taken back
    int changes = 0;
    scene.bench.journal.fails = [&] { return ++changes >= 3; }; // the plan, that it is taken back, and no more
    QVERIFY(!scene.bench.restore(scene.archive));
    scene.bench.journal.fails = nullptr;
    QCOMPARE(differences(scene.before, scene.bench.now()), QString());
    QCOMPARE(scene.bench.journal.entries.size(), std::size_t{1});
    auto& entry = scene.bench.journal.entries.at(scene.bench.options.job);
    writeFile(scene.bench.volumePath("inserted"), "a new file");
    auto plan = *decodeSwapPlan(entry.plan);
    for (auto& step : plan.steps)
        if (step.path == "inserted") step.newInode = scene.bench.now().at("inserted").inode;
    entry.plan = encode(plan);
    QCOMPARE(scene.bench.recoverAll(), std::string());
    QVERIFY(scene.bench.journal.entries.empty());
    QCOMPARE(readFile(scene.bench.volumePath("inserted")), std::string("a new file"));
}

void TestRecoveryInDoubt::namesAsideThatAreTaken() {
    Scene scene(true, false);
    dieBeforeCommit(scene.bench, scene.archive);
    writeFile(scene.bench.volumePath("removed"), "somebody's");
    writeFile(scene.bench.volumePath("removed~09090100"), "taken");
    writeFile(scene.bench.volumePath("removed~09090100-2"), "taken too");
    QCOMPARE(scene.bench.recoverAll(), std::string());
    QCOMPARE(readFile(scene.bench.volumePath("removed~09090100-3")), std::string("somebody's"));
    auto now = scene.bench.now();
    std::erase_if(now, [](const auto& entry) { return entry.first.starts_with("removed~"); });
    QCOMPARE(differences(scene.before, now), QString());
}

QTEST_APPLESS_MAIN(TestRecoveryInDoubt)
#include "test_recovery_in_doubt.moc"
