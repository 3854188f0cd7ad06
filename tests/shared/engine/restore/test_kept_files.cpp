// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/restore/disk_with_room.h"
#include "tests/shared/engine/restore/restore_bench.h"

#include <QTest>

using namespace alula;
using namespace alula::test;

// Files that the backup has no contents of: the live ones may be the only copies, so they stay, whatever goes.
class TestKeptFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stayWhenTheRestGoes_data();
    void stayWhenTheRestGoes();
    void vanishedFilesStay();
    void whatCannotBeKeptRefusesTheRestore();
    void noneIsDeletedToMakeRoom();
    void thePreviewKeepsThem();

private:
    static std::vector<Item> wanted() {
        return {file("broken", 30), file("world/deep/broken", 5000), file("world/level.dat", 100), file("good", 5)};
    }
    static std::vector<Item> livingOn() {
        return {file("broken", std::string("top")), file("world/deep/broken", std::string("deep")),
                file("world/level.dat", std::string("played")), file("extra", 5)};
    }
    static std::unique_ptr<Archive> archiveWithHoles(Bench& bench) {
        bench.sourceFiles.failPath(Call::Read, "broken", EIO);
        auto archive = bench.archiveOf(wanted());
        const auto entry = archive->index().find("world/deep/broken");
        if (!entry || !*entry || ((*entry)->flags & kEntryWithoutContents) == 0) qFatal("the backup read it");
        return archive;
    }
};

void TestKeptFiles::stayWhenTheRestGoes_data() {
    QTest::addColumn<bool>("truncate");
    QTest::addColumn<bool>("inside");
    for (const bool truncate : {true, false})
        for (const bool inside : {true, false})
            QTest::addRow("%s, staging %s", truncate ? "truncate" : "overlay", inside ? "inside" : "beside")
                << truncate << inside;
}

void TestKeptFiles::stayWhenTheRestGoes() {
    QFETCH(bool, truncate);
    QFETCH(bool, inside);
    Bench bench;
    bench.live(livingOn());
    const auto before = bench.now();
    const auto archive = archiveWithHoles(bench);
    bench.options.truncate = truncate;
    if (inside) bench.dataDirectory = bench.temp.path("none");
    bench.files.failPath(Call::Read, "broken", EIO); // the disk is still what it was
    const auto done = bench.restore(*archive);
    QVERIFY2(done, qPrintable(why(done)));
    const auto now = bench.now();
    for (const auto* path : {"broken", "world/deep/broken"}) {
        QVERIFY2(now.contains(path), "the only copy of a file is gone");
        QCOMPARE(now.at(path).inode, before.at(path).inode);
        QVERIFY(std::ranges::any_of(done->warnings, [&](const Warning& w) { return w.path == path; }));
    }
    QCOMPARE(now.contains("extra"), !truncate);
    QCOMPARE(now.at("world/level.dat").size, std::uint64_t{100});
    if (truncate) QCOMPARE(now.at("world/deep").mtimeNs, bench.wanted.at("world/deep").mtimeNs);

    const auto undone = bench.undo();
    QVERIFY2(undone, qPrintable(why(undone)));
    QCOMPARE(differences(before, bench.now()), QString());
    QVERIFY(bench.stagingFolders().empty());
}

void TestKeptFiles::vanishedFilesStay() {
    Bench bench;
    bench.live(livingOn());
    bench.sourceFiles.failPath(Call::Open, "broken", ENOENT);
    const auto archive = bench.archiveOf(wanted());
    QVERIFY(((*archive->index().find("broken"))->flags & kEntryVanished) != 0);
    bench.options.truncate = true;
    const auto done = bench.restore(*archive);
    QVERIFY2(done, qPrintable(why(done)));
    QCOMPARE(readFile(bench.volumePath("broken")), std::string("top"));
    QCOMPARE(readFile(bench.volumePath("world/deep/broken")), std::string("deep"));
}

void TestKeptFiles::whatCannotBeKeptRefusesTheRestore() {
    Bench bench;
    bench.live(livingOn());
    const auto before = bench.now();
    const auto archive = archiveWithHoles(bench);
    bench.options.truncate = true;
    bench.files.failCall(1, EMLINK, Call::MakeLink);
    const auto refused = bench.restore(*archive);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::Conflict);
    QVERIFY(refused.error().path().ends_with("broken"));
    QCOMPARE(differences(before, bench.now(), {.rootTime = true}), QString());
    QVERIFY(bench.stagingFolders().empty());
}

void TestKeptFiles::noneIsDeletedToMakeRoom() {
    Bench bench;
    auto items = livingOn();
    items.push_back(file("large", 8_MiB));
    bench.live(items);
    const auto before = bench.now();
    const auto archive = archiveWithHoles(bench);
    bench.options.truncate = true;
    bench.options.whenNoRoom = WhenNoRoom::InPlace;
    DiskWithRoom disk(10_KiB);
    const auto refused = bench.with(
        disk.files(), [&](const RestoreDeps& deps) { return restoreArchive(deps, *archive, bench.options, bench.progress, {}); });
    QVERIFY2(!refused, "the only copy of a file was deleted");
    QCOMPARE(refused.error().code(), ErrorCode::NoSpace);
    QCOMPARE(differences(before, bench.now(), {.rootTime = true}), QString());
}

void TestKeptFiles::thePreviewKeepsThem() {
    Bench bench;
    bench.live(livingOn());
    const auto archive = archiveWithHoles(bench);
    bench.options.truncate = true;
    const auto preview = bench.preview(*archive);
    QVERIFY2(preview, qPrintable(why(preview)));
    QCOMPARE(preview->kept, std::uint64_t{2});
    QVERIFY(preview->named == std::vector<std::string>{"extra"});
}

QTEST_APPLESS_MAIN(TestKeptFiles)
#include "test_kept_files.moc"
