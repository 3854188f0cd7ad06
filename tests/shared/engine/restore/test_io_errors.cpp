// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"
#include "tests/shared/engine/restore/small_scene.h"
#include "tests/support/in_memory.h"
#include "tests/support/open_handles.h"
#include "tests/support/signal_storm.h"

using namespace alula;
using namespace alula::test;

// Every call of a restore and of an undo in turn answers with every errno that a disk or a kernel has, and so does the archive's
// own disk: the new tree, or the old one and an error that names a path. No descriptor is lost. (EIO and ENOSPC in all modes:
// test_restore_faults.)
class TestIoErrors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        spdlog::set_level(spdlog::level::off); // thousands of things go wrong here
        keepTemporariesInMemory();
    }
    void oneCallOfARestoreFails_data();
    void oneCallOfARestoreFails();
    void oneCallOfAnUndoFails_data() { addErrors(); }
    void oneCallOfAnUndoFails();
    void oneReadOfTheArchiveFails_data();
    void oneReadOfTheArchiveFails();
    void shortReadsAndWrites_data();
    void shortReadsAndWrites();
    void interruptedAllTheTime();

private:
    static void addErrors();
};

namespace {

bool namesAPath(const Error& error) { return !error.path().empty() && error.path() != "."; }

// What has to be true after a restore that may have gone wrong.
std::string wrongAfter(Scene& scene, const Result<RestoreSummary>& done, const Snapshot& after) {
    if (const auto wrong = differences(done ? after : scene.before, treeOf(scene.bench), {.directoryTimes = false});
        !wrong.isEmpty())
        return wrong.toStdString();
    if (scene.bench.journal.entries.size() != (done ? 1 : 0)) return "the journal is not as it should be";
    if (done) return {};
    if (!scene.bench.stagingFolders().empty()) return "staging is left";
    return namesAPath(done.error()) ? "" : "an error without a path: " + done.error().toString();
}

// An archive whose own reads can be made to fail.
struct ArchiveOnBadDisk {
    explicit ArchiveOnBadDisk(Bench& bench) {
        (void)bench.archiveOf(smallNew());
        const ServerId server(Uuid({1, 1}));
        LocalStore store(disk.files(), bench.temp.path("backups"));
        const auto listed = *store.list();
        auto opened = openAlulaArchive(*store.open(server, listed.front().backup));
        if (!opened) throw std::runtime_error(opened.error().toString());
        archive = *std::move(opened);
    }
    FaultyFiles disk{quickFiles()};
    std::unique_ptr<Archive> archive;
};

} // namespace

void TestIoErrors::addErrors() {
    QTest::addColumn<int>("errnum");
    QTest::newRow("EDQUOT") << EDQUOT;
    QTest::newRow("EMFILE") << EMFILE;
    QTest::newRow("EINTR") << EINTR; // which the real calls try again themselves
}

void TestIoErrors::oneCallOfARestoreFails_data() {
    QTest::addColumn<bool>("truncate");
    QTest::addColumn<bool>("inside");
    QTest::addColumn<int>("errnum");
    for (const auto& [name, errnum] : {std::pair("EDQUOT", EDQUOT), {"EMFILE", EMFILE}, {"EINTR", EINTR}, {"EIO", EIO}}) {
        QTest::addRow("%s, truncate", name) << true << false << errnum;
        QTest::addRow("%s, overlay, staging inside", name) << false << true << errnum;
    }
}

void TestIoErrors::oneCallOfARestoreFails() {
    QFETCH(bool, truncate);
    QFETCH(bool, inside);
    QFETCH(int, errnum);
    const auto after = Scene::finished(truncate);
    for (std::uint64_t n = 1;; ++n) {
        Scene scene(truncate, inside);
        const auto handles = openHandles();
        const auto done = scene.bench.with(scene.bench.files.files(), [&](const RestoreDeps& deps) {
            scene.bench.files.failCall(n, errnum);
            return restoreArchive(deps, scene.archive, scene.bench.options, scene.bench.progress, {});
        });
        QCOMPARE(openHandles(), handles);
        const auto wrong = wrongAfter(scene, done, after);
        QVERIFY2(wrong.empty(), ("call " + std::to_string(n) + ": " + wrong).c_str());
        if (scene.bench.files.failures() > 0) continue;
        QVERIFY(n > 100);
        break;
    }
}

void TestIoErrors::oneCallOfAnUndoFails() {
    QFETCH(int, errnum);
    const auto after = Scene::finished(true);
    for (std::uint64_t n = 1;; ++n) {
        Scene scene(true, false);
        QVERIFY(scene.bench.restore(scene.archive));
        const UndoOptions options{JobId(Uuid({9, 9, 2})), scene.bench.options.job,
                                  scene.bench.journal.entries.at(scene.bench.options.job).plan};
        const auto handles = openHandles();
        const auto done = scene.bench.with(scene.bench.files.files(), [&](const RestoreDeps& deps) {
            scene.bench.files.failCall(n, errnum);
            return undoRestore(deps, options, scene.bench.progress, {});
        });
        const bool wasHit = scene.bench.files.failures() > 0;
        scene.bench.files.heal();
        QCOMPARE(openHandles(), handles);
        const auto wrong = differences(done ? scene.before : after, treeOf(scene.bench), {.directoryTimes = false});
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
        if (!done) {
            QVERIFY2(namesAPath(done.error()), qPrintable(why(done)));
            const auto again = scene.bench.undo();
            QVERIFY2(again, qPrintable(why(again)));
        }
        // What could not be deleted is found by the next start.
        QCOMPARE(scene.bench.recoverAll(), std::string());
        QVERIFY(scene.bench.stagingFolders().empty());
        QVERIFY(scene.bench.journal.entries.empty());
        if (wasHit) continue;
        QVERIFY(n > 50);
        break;
    }
}

void TestIoErrors::oneReadOfTheArchiveFails_data() {
    QTest::addColumn<int>("errnum");
    QTest::newRow("EIO") << EIO;
    QTest::newRow("EINTR") << EINTR;
}

void TestIoErrors::oneReadOfTheArchiveFails() {
    QFETCH(int, errnum);
    const auto after = Scene::finished(true);
    for (std::uint64_t n = 1;; ++n) {
        Scene scene(true, false);
        ArchiveOnBadDisk bad(scene.bench);
        const auto handles = openHandles();
        bad.disk.failCall(n, errnum);
        const auto done = scene.bench.restore(*bad.archive);
        QCOMPARE(openHandles(), handles);
        const auto wrong = wrongAfter(scene, done, after);
        QVERIFY2(wrong.empty(), ("read " + std::to_string(n) + ": " + wrong).c_str());
        if (bad.disk.failures() > 0) continue;
        QVERIFY(n > 1);
        break;
    }
}

void TestIoErrors::shortReadsAndWrites_data() {
    QTest::addColumn<int>("most");
    for (const int most : {1, 7, 100}) QTest::addRow("%d bytes", most) << most;
}

void TestIoErrors::shortReadsAndWrites() {
    QFETCH(int, most);
    const auto after = Scene::finished(true);
    Scene scene(true, false);
    ArchiveOnBadDisk slow(scene.bench);
    slow.disk.setMostBytes(static_cast<std::size_t>(most));
    scene.bench.files.setMostBytes(static_cast<std::size_t>(most));
    const auto done = scene.bench.restore(*slow.archive);
    QVERIFY2(done, qPrintable(why(done)));
    QCOMPARE(wrongAfter(scene, done, after), std::string());
}

void TestIoErrors::interruptedAllTheTime() {
    const auto after = Scene::finished(true);
    const SignalStorm storm;
    for (int round = 0; round < 5; ++round) {
        Scene scene(true, false);
        const auto done = scene.bench.restore(scene.archive);
        QVERIFY2(done, qPrintable(why(done)));
        QCOMPARE(wrongAfter(scene, done, after), std::string());
        QVERIFY(scene.bench.undo());
        QCOMPARE(differences(scene.before, scene.bench.now(), {.directoryTimes = false}), QString());
    }
}

QTEST_APPLESS_MAIN(TestIoErrors)
#include "test_io_errors.moc"
