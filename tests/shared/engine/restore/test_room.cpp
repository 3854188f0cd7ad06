// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/restore/disk_with_room.h"
#include "tests/shared/engine/restore/restore_bench.h"

#include <QTest>

#include <unistd.h>

using namespace alula;
using namespace alula::test;

// What fits where: nothing is deleted to make room that it does not make, and nothing is refused for holes.
class TestRoom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holesMakeNoRoom();
    void aFileOfManyNamesMakesRoomOnce();
    void aNameElsewhereKeepsTheRoom();
    void allNamesGoneMakeRoom();
    void aSparseArchiveNeedsLittle();
    void zerosThatAreWrittenNeedTheirRoom();
    void diskLimitCountsLinksOnce_data();
    void diskLimitCountsLinksOnce();
    void serverStartedDuringARestoreInPlace();

private:
    Result<RestoreSummary> inPlace(Bench& bench, const Archive& archive, std::uint64_t room);
    void verifyRefused(Bench& bench, const Archive& archive, std::uint64_t room);
};

Result<RestoreSummary> TestRoom::inPlace(Bench& bench, const Archive& archive, std::uint64_t room) {
    bench.options.whenNoRoom = WhenNoRoom::InPlace;
    DiskWithRoom disk(room);
    return bench.with(disk.files(),
                      [&](const RestoreDeps& deps) { return restoreArchive(deps, archive, bench.options, bench.progress, {}); });
}

void TestRoom::verifyRefused(Bench& bench, const Archive& archive, std::uint64_t room) {
    bench.options.truncate = true;
    const auto before = bench.now();
    const auto refused = inPlace(bench, archive, room);
    QVERIFY2(!refused, "the volume was emptied though that makes no room");
    QCOMPARE(refused.error().code(), ErrorCode::NoSpace);
    QCOMPARE(differences(before, bench.now(), {.rootTime = true}), QString());
    QCOMPARE(bench.gate.stops, 0);
}

void TestRoom::holesMakeNoRoom() {
    Bench bench;
    bench.live({sparse("big", 100_MiB, 0, "x")});
    if (!bench.now().at("big").sparse) QSKIP("no holes on this file system");
    const auto archive = bench.archiveOf({file("wanted", 4_MiB)});
    verifyRefused(bench, *archive, 1_MiB);
}

void TestRoom::aFileOfManyNamesMakesRoomOnce() {
    Bench bench;
    std::vector<Item> items{file("first", 1_MiB)};
    for (int i = 0; i < 11; ++i) items.push_back(hardlink("name" + std::to_string(i), "first"));
    bench.live(items);
    const auto archive = bench.archiveOf({file("wanted", 4_MiB)});
    verifyRefused(bench, *archive, 1_MiB);
}

void TestRoom::aNameElsewhereKeepsTheRoom() {
    Bench bench;
    bench.live({file("a", 8_MiB), hardlink("b", "a"), file("c", 8_MiB)});
    for (const auto* name : {"a", "c"})
        QCOMPARE(::link(bench.volumePath(name).c_str(), bench.temp.path(std::string("elsewhere-") + name).c_str()), 0);
    const auto archive = bench.archiveOf({file("wanted", 4_MiB)});
    verifyRefused(bench, *archive, 1_MiB);
}

void TestRoom::allNamesGoneMakeRoom() {
    Bench bench;
    bench.live({file("a", 8_MiB), hardlink("b", "a")});
    const auto archive = bench.archiveOf({file("wanted", 4_MiB)});
    bench.options.truncate = true;
    const auto done = inPlace(bench, *archive, 1_MiB);
    QVERIFY2(done, qPrintable(why(done)));
    QCOMPARE(differences(bench.wanted, bench.now()), QString());
}

void TestRoom::aSparseArchiveNeedsLittle() {
    Bench bench;
    const auto archive = bench.archiveOf({sparse("big", 64_MiB, 40_MiB + 5, "data"), file("small", 1000)});
    if (!bench.wanted.at("big").sparse) QSKIP("no holes on this file system");
    DiskWithRoom disk(8_MiB);
    const auto done = bench.with(
        disk.files(), [&](const RestoreDeps& deps) { return restoreArchive(deps, *archive, bench.options, bench.progress, {}); });
    QVERIFY2(done, qPrintable(why(done)));
    QCOMPARE(differences(bench.wanted, bench.now(), {.sparse = true}), QString());
}

void TestRoom::zerosThatAreWrittenNeedTheirRoom() {
    Bench bench;
    const auto archive =
        bench.archiveOf({file("zeros", std::string(12_MiB, '\0')), sparse("data", 12_MiB, 0, pseudoRandom(1, 11_MiB))});
    DiskWithRoom disk(20_MiB);
    const auto refused = bench.with(
        disk.files(), [&](const RestoreDeps& deps) { return restoreArchive(deps, *archive, bench.options, bench.progress, {}); });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), ErrorCode::NoSpace);
}

void TestRoom::diskLimitCountsLinksOnce_data() {
    QTest::addColumn<QByteArray>("replaced");
    QTest::addColumn<qulonglong>("after");
    // 1000 bytes are live under two names; 100 come.
    QTest::newRow("beside them") << QByteArray("other") << 1100ull;
    QTest::newRow("in place of one name") << QByteArray("a") << 1100ull;
}

void TestRoom::diskLimitCountsLinksOnce() {
    QFETCH(QByteArray, replaced);
    QFETCH(qulonglong, after);
    for (const bool fits : {false, true}) {
        Bench bench;
        bench.live({file("a", 1000), hardlink("b", "a")});
        const auto archive = bench.archiveOf({file(replaced.toStdString(), 100)});
        bench.options.diskLimit = fits ? after : after - 1;
        const auto done = bench.restore(*archive);
        QVERIFY2(done.has_value() == fits, qPrintable(why(done)));
    }
}

void TestRoom::serverStartedDuringARestoreInPlace() {
    Bench bench;
    bench.live({file("old", 8_MiB)});
    const auto archive = bench.archiveOf({file("wanted", 4_MiB)});
    bench.options.truncate = true;
    bench.gate.runsWhenAsked = {1};
    const auto mixed = inPlace(bench, *archive, 1_MiB);
    QVERIFY2(!mixed, "the server ran while its files were replaced, and nobody says so");
    QCOMPARE(mixed.error().code(), ErrorCode::Busy);
}

QTEST_APPLESS_MAIN(TestRoom)
#include "test_room.moc"
