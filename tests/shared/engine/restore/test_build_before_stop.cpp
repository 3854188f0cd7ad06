// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/engine/restore/disk_with_room.h"
#include "tests/shared/engine/restore/restore_bench.h"

#include <QTest>

#include <atomic>

using namespace alula;
using namespace alula::test;

// The server plays on while the new tree is built, where that is in nobody's way (ADR 24).
class TestBuildBeforeStop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whenTheServerIsStopped_data();
    void whenTheServerIsStopped();
    void littleRoomLeftForTheServer();
    void whatTheServerWroteMeanwhile_data();
    void whatTheServerWroteMeanwhile();
};

namespace {

// How often the server had been stopped when the last byte of the new tree was written.
Result<int> stopsWhenBuilt(Bench& bench, const Archive& archive) {
    std::atomic<int> stops{-1};
    bench.files.when([&](const CallInfo& call) {
        if (call.call == Call::Write) stops = bench.gate.stops;
        return 0;
    });
    ALULA_TRY(bench.restore(archive));
    return stops.load();
}

} // namespace

void TestBuildBeforeStop::whenTheServerIsStopped_data() {
    QTest::addColumn<bool>("inside");
    QTest::addColumn<int>("stops");
    QTest::newRow("beside the volume") << false << 0;
    QTest::newRow("inside, where it counts against the server's quota") << true << 1;
}

void TestBuildBeforeStop::whenTheServerIsStopped() {
    QFETCH(bool, inside);
    QFETCH(int, stops);
    Bench bench;
    bench.live(vandalised());
    const auto archive = bench.archiveOf(fullTree());
    bench.options.truncate = true;
    if (inside) bench.dataDirectory = bench.temp.path("no-such");
    const auto found = stopsWhenBuilt(bench, *archive);
    QVERIFY2(found, qPrintable(why(found)));
    QCOMPARE(*found, stops);
    QCOMPARE(bench.gate.stops, 1);
    QVERIFY(bench.with(quickFiles(), [&](const RestoreDeps& deps) { return dropReplaced(deps, bench.options.job, {}); }));
    QCOMPARE(differences(bench.wanted, bench.now()), QString());
}

void TestBuildBeforeStop::littleRoomLeftForTheServer() {
    for (const bool enough : {false, true}) {
        Bench bench;
        const auto archive = bench.archiveOf({file("a", 1_MiB)});
        DiskWithRoom disk(1_GiB + (enough ? 10_MiB : 0));
        int stops = -1;
        bench.files.when([&](const CallInfo& call) {
            if (call.call == Call::Open) stops = bench.gate.stops;
            return call.name == "a" && call.call == Call::Open ? EIO : 0; // the building ends here
        });
        const FileSystem names = bench.files.files();
        const auto done = bench.with({names.names, disk, names.attributes}, [&](const RestoreDeps& deps) {
            return restoreArchive(deps, *archive, bench.options, bench.progress, {});
        });
        QVERIFY(!done);
        QCOMPARE(stops, enough ? 0 : 1);
        QVERIFY(bench.stagingFolders().empty());
    }
}

void TestBuildBeforeStop::whatTheServerWroteMeanwhile_data() {
    QTest::addColumn<bool>("truncate");
    QTest::newRow("truncate") << true;
    QTest::newRow("overlay") << false;
}

void TestBuildBeforeStop::whatTheServerWroteMeanwhile() {
    QFETCH(bool, truncate);
    Bench bench;
    bench.live({file("world", 100), dir("plugins", {file("mine", 5)})});
    const auto archive = bench.archiveOf({file("world", 200_KiB), dir("plugins", {file("theirs", 7)})});
    bench.options.truncate = truncate;
    std::atomic<bool> written = false;
    bench.files.when([&](const CallInfo& call) {
        if (call.call == Call::Write && !written.exchange(true)) {
            writeFile(bench.volumePath("log"), "a player came");
            writeFile(bench.volumePath("world"), "saved when the server was stopped");
        }
        return 0;
    });
    const auto done = bench.restore(*archive);
    QVERIFY2(done, qPrintable(why(done)));
    QVERIFY(written);
    QCOMPARE(readFile(bench.volumePath("world")).size(), std::size_t{200_KiB});
    QCOMPARE(exists(bench.volumePath("log")), !truncate);
    const auto undone = bench.undo();
    QVERIFY2(undone, qPrintable(why(undone)));
    QCOMPARE(readFile(bench.volumePath("log")), std::string("a player came"));
    QCOMPARE(readFile(bench.volumePath("world")), std::string("saved when the server was stopped"));
    QVERIFY(exists(bench.volumePath("plugins/mine")));
    QVERIFY(!exists(bench.volumePath("plugins/theirs")));
}

QTEST_APPLESS_MAIN(TestBuildBeforeStop)
#include "test_build_before_stop.moc"
