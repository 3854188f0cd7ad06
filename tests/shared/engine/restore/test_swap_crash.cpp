// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"
#include "tests/shared/engine/restore/small_scene.h"
#include "tests/support/in_memory.h"

#include <QTest>

using namespace alula;
using namespace alula::test;

// A restore or its undo cut short at every single change by a dead machine. Afterwards the tree is
// wholly the old one or wholly the new one, as the journal says.
class TestSwapCrash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        spdlog::set_level(spdlog::level::off); // thousands of things go wrong here
        keepTemporariesInMemory();
    }
    void deadAtEveryChange_data();
    void deadAtEveryChange();
    void deadDuringRecovery_data();
    void deadDuringRecovery();
    void undoDeadAtEveryChange_data();
    void undoDeadAtEveryChange();
    void undoTakenBackDeadAtEveryChange_data();
    void undoTakenBackDeadAtEveryChange();
    void rollBackThatFailsIsTold();
    void recoveryWithoutStaging();
    void recoveryKeepsWhatOthersPutThere();
};

namespace {

// The machine's power: after so many changes on disk or in the journal nothing has an effect any more.
struct Power {
    explicit Power(Bench& bench, std::uint64_t cutAt, bool journalKeepsLast = false) : left(cutAt) {
        bench.files.when([this](const CallInfo& call) {
            const bool counts = call.mutates() || call.call == Call::SyncFileSystem;
            return (counts ? gone() : off) ? EIO : 0;
        });
        bench.journal.fails = [this] { return gone(); };
        bench.journal.effectOfLast = journalKeepsLast;
    }
    bool gone() {
        if (left > 0 && --left == 0) off = true;
        return off;
    }
    std::uint64_t left;
    bool off = false;
};

// With power again: recovery twice, then nothing but the tree is there.
QString recovered(Bench& bench, const Snapshot& before, const Snapshot& after, bool restoreStaysUndoable) {
    bench.files.heal();
    bench.files.when(nullptr);
    bench.journal.fails = nullptr;
    const auto journal = bench.journal.entries;
    const bool committed = journal.contains(bench.options.job) && journal.at(bench.options.job).committed;
    if (const auto wrong = bench.recoverAll(); !wrong.empty()) return QString::fromStdString("first recovery: " + wrong);
    const auto afterFirst = bench.journal.entries;
    bench.journal.entries = journal; // it did not get to writing down what it had done
    if (const auto wrong = bench.recoverAll(); !wrong.empty()) return QString::fromStdString("second recovery: " + wrong);
    if (afterFirst.size() != bench.journal.entries.size()) return QStringLiteral("the second recovery left another journal");
    auto now = bench.now();
    std::erase_if(now, [](const auto& entry) { return entry.first.starts_with(".alula-"); });
    if (const auto wrong = differences(committed ? after : before, now, {.directoryTimes = false}); !wrong.isEmpty())
        return wrong;
    const bool kept = committed && restoreStaysUndoable;
    if (bench.stagingFolders().empty() == kept) return QStringLiteral("staging folders are left, or gone too early");
    if (bench.journal.entries.empty() == kept) return QStringLiteral("journal entries are left, or gone too early");
    return {};
}

} // namespace

void TestSwapCrash::deadAtEveryChange_data() { addModes(); }

void TestSwapCrash::deadAtEveryChange() {
    QFETCH(bool, truncate);
    QFETCH(bool, inside);
    const auto after = Scene::finished(truncate);
    for (const bool journalKeepsLast : {false, true}) {
        for (std::uint64_t cut = 1;; ++cut) {
            Scene scene(truncate, inside);
            Power power(scene.bench, cut, journalKeepsLast);
            const auto done = scene.bench.restore(scene.archive);
            const auto wrong = recovered(scene.bench, scene.before, after, true);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("cut at %1: %2").arg(cut).arg(wrong)));
            if (!power.off) {
                QVERIFY2(done, qPrintable(why(done)));
                QVERIFY(cut > 30); // there was something to cut
                break;
            }
        }
    }
}

void TestSwapCrash::deadDuringRecovery_data() { addModes(); }

// Cut in the middle of the swap, then again at every change of the recovery.
void TestSwapCrash::deadDuringRecovery() {
    QFETCH(bool, truncate);
    QFETCH(bool, inside);
    std::uint64_t renames = 0;
    {
        Scene scene(truncate, inside);
        QVERIFY(scene.bench.restore(scene.archive));
        renames = scene.bench.files.calls(Call::Rename);
    }
    for (std::uint64_t cut = 1;; ++cut) {
        Scene scene(truncate, inside);
        scene.bench.files.failCall(renames - 1, EIO, Call::Rename,
                                   true); // the last but one step, and all that would take it back
        QVERIFY(!scene.bench.restore(scene.archive));
        QCOMPARE(scene.bench.journal.entries.size(), std::size_t{1});
        scene.bench.files.heal();
        Power power(scene.bench, cut);
        const auto entry = scene.bench.journal.entries.at(scene.bench.options.job);
        (void)scene.bench.with(scene.bench.files.files(), [&](const RestoreDeps& deps) {
            return recoverRestore(deps, scene.bench.options.job, entry.plan, entry.committed);
        });
        const bool wasOff = power.off;
        const auto wrong = recovered(scene.bench, scene.before, {}, true);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("cut at %1: %2").arg(cut).arg(wrong)));
        if (!wasOff) break;
    }
}

void TestSwapCrash::undoDeadAtEveryChange_data() { addModes(); }

void TestSwapCrash::undoDeadAtEveryChange() {
    QFETCH(bool, truncate);
    QFETCH(bool, inside);
    const auto after = Scene::finished(truncate);
    const JobId undoJob(Uuid({9, 9, 2}));
    for (const bool journalKeepsLast : {false, true}) {
        for (std::uint64_t cut = 1;; ++cut) {
            Scene scene(truncate, inside);
            QVERIFY(scene.bench.restore(scene.archive));
            Power power(scene.bench, cut, journalKeepsLast);
            const auto done = scene.bench.undo(undoJob);
            const bool undone = scene.bench.journal.entries.contains(undoJob)
                                    ? scene.bench.journal.entries.at(undoJob).committed
                                    : !scene.bench.journal.entries.contains(scene.bench.options.job);
            const bool wasOff = power.off;
            scene.bench.journal.fails = nullptr;
            QCOMPARE(scene.bench.recoverAll(), std::string());
            QCOMPARE(scene.bench.recoverAll(), std::string());
            auto now = scene.bench.now();
            std::erase_if(now, [](const auto& entry) { return entry.first.starts_with(".alula-"); });
            const auto wrong = differences(undone ? scene.before : after, now, {.directoryTimes = false});
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("cut at %1: %2").arg(cut).arg(wrong)));
            QCOMPARE(scene.bench.journal.entries.empty(), undone);
            QCOMPARE(scene.bench.stagingFolders().empty(), undone);
            if (!undone) {
                scene.bench.files.when(nullptr);
                const auto again = scene.bench.undo(undoJob);
                QVERIFY2(again, qPrintable(why(again)));
                QCOMPARE(differences(scene.before, scene.bench.now(), {.directoryTimes = false}), QString());
            }
            if (!wasOff) {
                QVERIFY2(done, qPrintable(why(done)));
                break;
            }
        }
    }
}

void TestSwapCrash::undoTakenBackDeadAtEveryChange_data() { addModes(); }

// The server runs again after the undo's swap, so that it is taken back, and the machine dies at every change of all that.
void TestSwapCrash::undoTakenBackDeadAtEveryChange() {
    QFETCH(bool, truncate);
    QFETCH(bool, inside);
    const auto after = Scene::finished(truncate);
    for (std::uint64_t turn = 2;; ++turn) { // each cut twice: with and without the effect of the journal's last call
        const auto cut = turn / 2;
        Scene scene(truncate, inside);
        QVERIFY(scene.bench.restore(scene.archive));
        scene.bench.gate.runsWhenAsked = {4, 5};
        Power power(scene.bench, cut, turn % 2 == 0);
        QVERIFY(!scene.bench.undo());
        const bool wasOff = power.off;
        scene.bench.journal.fails = nullptr;
        scene.bench.files.when(nullptr);
        QCOMPARE(scene.bench.recoverAll(), std::string());
        QCOMPARE(scene.bench.recoverAll(), std::string());
        const auto wrong = differences(after, treeOf(scene.bench), {.directoryTimes = false});
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("cut at %1: %2").arg(cut).arg(wrong)));
        QCOMPARE(scene.bench.journal.entries.size(), std::size_t{1});
        QVERIFY(scene.bench.journal.entries.at(scene.bench.options.job).committed);
        scene.bench.gate.runsWhenAsked.clear();
        const auto undone = scene.bench.undo();
        QVERIFY2(undone, qPrintable(why(undone)));
        QCOMPARE(differences(scene.before, scene.bench.now(), {.directoryTimes = false}), QString());
        if (!wasOff) break;
    }
}

void TestSwapCrash::rollBackThatFailsIsTold() {
    Scene scene(true, false);
    std::uint64_t renames = 0;
    scene.bench.files.when(
        [&](const CallInfo& call) { return call.call == Call::Rename && ++renames > 3 + 2 ? EIO : 0; }); // probe: 3
    const auto done = scene.bench.restore(scene.archive);
    QVERIFY(!done);
    QVERIFY2(done.error().message().contains("could not be taken back"), done.error().message().c_str());
    QVERIFY(done.error().cause() != nullptr);
    QCOMPARE(scene.bench.journal.entries.size(), std::size_t{1});
    QCOMPARE(scene.bench.stagingFolders().size(), std::size_t{1});
    QCOMPARE(recovered(scene.bench, scene.before, {}, true), QString());
}

void TestSwapCrash::recoveryWithoutStaging() {
    Scene scene(true, false);
    QVERIFY(scene.bench.restore(scene.archive));
    auto& entry = scene.bench.journal.entries.at(scene.bench.options.job);
    removeTree(scene.bench.temp.path("data/" + stagingName(scene.bench.options.job)));
    // Not committed, the new things live, and what they replaced gone: nobody can take that back, so it is said.
    entry.committed = false;
    const auto lost = scene.bench.with(
        quickFiles(), [&](const RestoreDeps& deps) { return recoverRestore(deps, scene.bench.options.job, entry.plan, false); });
    QVERIFY(!lost);
    QCOMPARE(lost.error().code(), ErrorCode::Corrupt);
    // Committed: it is done.
    const auto plan = entry.plan;
    const auto done = scene.bench.with(
        quickFiles(), [&](const RestoreDeps& deps) { return recoverRestore(deps, scene.bench.options.job, plan, true); });
    QVERIFY2(done, qPrintable(why(done)));
    QCOMPARE(*done, Recovered::RolledForward);
    QVERIFY(scene.bench.journal.entries.empty());
}

void TestSwapCrash::recoveryKeepsWhatOthersPutThere() {
    Scene scene(true, false);
    std::uint64_t renames = 0;
    scene.bench.files.when(
        [&](const CallInfo& call) { return call.call == Call::Rename && ++renames > 3 + 5 ? EIO : 0; }); // probe: 3
    QVERIFY(!scene.bench.restore(scene.archive));
    QVERIFY(!exists(scene.bench.volumePath("removed")));
    writeFile(scene.bench.volumePath("removed"), "somebody's");
    scene.bench.files.when(nullptr);
    QCOMPARE(scene.bench.recoverAll(), std::string());
    QCOMPARE(readFile(scene.bench.volumePath("removed~09090100")), std::string("somebody's"));
    auto now = scene.bench.now();
    now.erase("removed~09090100");
    QCOMPARE(differences(scene.before, now), QString());
    QVERIFY(scene.bench.stagingFolders().empty());
}

QTEST_APPLESS_MAIN(TestSwapCrash)
#include "test_swap_crash.moc"
