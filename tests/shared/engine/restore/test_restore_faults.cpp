// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"
#include "tests/shared/engine/restore/small_scene.h"
#include "tests/support/in_memory.h"

using namespace alula;
using namespace alula::test;

// Every single call of a restore fails once, and every one is the one at which it is cancelled: the old tree, or the new one.
class TestRestoreFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        spdlog::set_level(spdlog::level::off); // thousands of things go wrong here
        keepTemporariesInMemory();
    }
    void oneCallFails_data();
    void oneCallFails();
    void cancelledAnywhere_data();
    void cancelledAnywhere();

private:
    void sweep(bool truncate, bool inside, const std::function<void(FaultyFiles&, std::uint64_t)>& order);
};

void TestRestoreFaults::oneCallFails_data() { addModes(); }

void TestRestoreFaults::oneCallFails() {
    QFETCH(bool, truncate);
    QFETCH(bool, inside);
    sweep(truncate, inside, [](FaultyFiles& files, std::uint64_t n) { files.failCall(n, EIO); });
    sweep(truncate, inside, [](FaultyFiles& files, std::uint64_t n) { files.failMutation(n, ENOSPC); });
}

void TestRestoreFaults::sweep(bool truncate, bool inside, const std::function<void(FaultyFiles&, std::uint64_t)>& order) {
    const auto after = Scene::finished(truncate);
    for (std::uint64_t n = 1;; ++n) {
        Scene scene(truncate, inside);
        const auto done = scene.bench.with(scene.bench.files.files(), [&](const RestoreDeps& deps) {
            order(scene.bench.files, n);
            return restoreArchive(deps, scene.archive, scene.bench.options, scene.bench.progress, {});
        });
        const auto wrong = differences(done ? after : scene.before, treeOf(scene.bench), {.directoryTimes = false});
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
        QCOMPARE(scene.bench.journal.entries.size(), std::size_t{done ? 1u : 0u});
        if (!done)
            QVERIFY2(scene.bench.stagingFolders().empty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(why(done))));
        if (scene.bench.files.failures() == 0) {
            QVERIFY(n > 30);
            break;
        }
    }
}

void TestRestoreFaults::cancelledAnywhere_data() { addModes(); }

void TestRestoreFaults::cancelledAnywhere() {
    QFETCH(bool, truncate);
    QFETCH(bool, inside);
    const auto after = Scene::finished(truncate);
    int cancels = 0;
    // Every second call: another half of them with staging inside than beside.
    for (std::uint64_t n = inside ? 1 : 2;; n += 2) {
        Scene scene(truncate, inside);
        std::uint64_t left = n;
        scene.bench.files.when([&](const CallInfo&) {
            if (left > 0 && --left == 0) scene.bench.stop.request_stop();
            return 0;
        });
        const auto done = scene.bench.restore(scene.archive);
        if (done) {
            QCOMPARE(differences(after, treeOf(scene.bench), {.directoryTimes = false}), QString());
            if (left > 0) break;
            continue;
        }
        ++cancels;
        QCOMPARE(done.error().code(), ErrorCode::Cancelled);
        const auto wrong = differences(scene.before, scene.bench.now(), {.rootTime = true});
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
        QVERIFY(scene.bench.stagingFolders().empty());
        QVERIFY(scene.bench.journal.entries.empty());
    }
    QVERIFY(cancels > 50);
}

QTEST_APPLESS_MAIN(TestRestoreFaults)
#include "test_restore_faults.moc"
