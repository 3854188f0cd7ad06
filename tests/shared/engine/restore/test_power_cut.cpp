// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"
#include "tests/shared/engine/restore/small_scene.h"
#include "tests/support/copied_clones.h"
#include "tests/support/in_memory.h"
#include "tests/support/power_cut.h"

#include <algorithm>
#include <set>

using namespace alula;
using namespace alula::test;

// A restore, its undo and their recoveries, with the power cut after every call and everything lost or torn that no barrier
// covered. Afterwards the tree is wholly the old one or wholly the new one, as the journal says, and nothing temporary is left.
// kill -9 cannot show that: the kernel lives on and writes everything out. ALULA_POWER_CUT_SEEDS=N tries more of what may be lost.
class TestPowerCut : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        spdlog::set_level(spdlog::level::off); // thousands of things go wrong here
        keepTemporariesInMemory();
    }
    void duringRestore_data() { addModes(); }
    void duringRestore();
    void duringRestoreOfClones();
    void duringUndo_data() { addModes(); }
    void duringUndo();
    void duringRollBack_data() { addModes(); }
    void duringRollBack();
    void duringRecovery_data() { addModes(); }
    void duringRecovery();
    void duringDropReplaced();
    void cleanupTestCase() { qInfo("%zu disks were recovered", m_tried); }

private:
    std::size_t m_tried = 0;
};

namespace {

using Entries = std::map<JobId, MemoryJournal::Entry>;
const JobId kUndo(Uuid({9, 9, 2}));
const JobId kRestore(Uuid({9, 9, 1})); // of every Bench

std::uint64_t seeds() {
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("ALULA_POWER_CUT_SEEDS", &given);
    return given ? static_cast<std::uint64_t>(wanted) : 3;
}

// What happened to the folder of volumes and to the journal, from the construction to over().
class Recorder {
public:
    explicit Recorder(Bench& bench, FileSystem below = quickFiles())
        : m_bench(bench), m_before(DiskImage::read(bench.temp.path("data"))), m_files(below) {
        m_bench.journal.fails = [this] {
            note();
            return false;
        };
    }
    FileSystem files() { return m_files.files(); }
    void showType(std::uint32_t fileSystem) { m_files.shownType = fileSystem; }
    std::size_t calls(Call kind) const {
        return static_cast<std::size_t>(std::ranges::count(m_files.mutations(), kind, &Mutation::call));
    }
    PowerCut over() {
        m_bench.journal.fails = nullptr;
        note();
        return {m_bench.temp.path("data"), m_before, m_files.mutations()};
    }
    // The journals that may be found after a cut: it is durable at the end of each of its calls.
    std::vector<Entries> journals(std::size_t cut) const {
        std::vector<Entries> possible;
        for (std::size_t i = 0; i < m_moments.size(); ++i) {
            const bool begun = i == 0 || m_moments[i - 1].calls <= cut;
            const bool over = i + 1 < m_moments.size() && m_moments[i].calls < cut;
            if (begun && !over) possible.push_back(m_moments[i].entries);
        }
        return possible;
    }
    std::size_t savedAt(const std::string& plan) const { return m_saved.at(plan); }

private:
    struct Moment {
        std::size_t calls = 0; // on files, before the journal changed from what it is here
        Entries entries;
    };
    void note() {
        const auto calls = m_files.mutations().size();
        for (const auto& [job, entry] : m_bench.journal.entries)
            m_saved.emplace(entry.plan, m_moments.empty() ? 0 : m_moments.back().calls);
        m_moments.push_back({calls, m_bench.journal.entries});
    }
    Bench& m_bench;
    DiskImage m_before;
    RecordingFiles m_files;
    std::vector<Moment> m_moments;
    std::map<std::string, std::size_t> m_saved; // plan → calls until then
};

// Another disk gives other inode numbers: the plan speaks of the same things by those.
std::string translated(const std::string& plan, const PowerCut& disk, std::size_t savedAt,
                       const std::map<DiskImage::Id, std::uint64_t>& inodes) {
    constexpr std::uint64_t kNowhere = std::uint64_t{1} << 62;
    const auto translate = [&](std::uint64_t& inode) {
        if (inode == 0) return;
        const auto thing = disk.thingOf(inode, savedAt);
        const auto found = inodes.find(thing);
        inode = found == inodes.end() ? kNowhere + inode : found->second;
    };
    auto decoded = *decodeSwapPlan(plan);
    translate(decoded.stagingInode);
    for (auto& step : decoded.steps) {
        translate(step.oldInode);
        translate(step.newInode);
    }
    return encode(decoded);
}

struct Wanted {
    Snapshot tree;
    bool undoable = false; // staging and the journal's entry stay
};
using Judge = std::function<Wanted(const Entries&)>;

// What is wrong after a start on the disk that the bench has: "" nothing. `ended`: the job's end was written down as well, so that
// its swap is nobody's business any more.
QString recovered(Bench& bench, const Wanted& wanted, bool ended) {
    if (ended) {
        (void)bench.with(quickFiles(), [&](const RestoreDeps& deps) {
            return removeStagingLeftovers(deps, [&](const JobId& job) { return bench.journal.entries.contains(job); });
        });
    } else if (const auto wrong = bench.recoverAll(); !wrong.empty()) {
        return QString::fromStdString("recovery: " + wrong);
    }
    if (const auto wrong = differences(wanted.tree, treeOf(bench), {.directoryTimes = false}); !wrong.isEmpty()) return wrong;
    if (bench.stagingFolders().empty() == wanted.undoable) return QStringLiteral("staging folders are left, or gone");
    if (bench.journal.entries.empty() == wanted.undoable) return QStringLiteral("journal entries are left, or gone");
    return {};
}

// Tries every disk that a cut at any call can leave; ends at the first that does not come right, and says which.
class Trial {
public:
    Trial(const Recorder& recorder, const PowerCut& disk, Judge judge, bool inside)
        : m_recorder(recorder), m_disk(disk), m_judge(std::move(judge)) {
        if (inside) m_bench.dataDirectory = m_bench.temp.path("none");
    }
    QString run() {
        for (std::size_t cut = 0; cut <= m_disk.calls(); ++cut) {
            for (const auto loss : {Loss::Nothing, Loss::All, Loss::Contents, Loss::Blocks, Loss::Names}) {
                if (const auto wrong = tryOne(cut, loss, 0); !wrong.isEmpty()) return wrong;
            }
            for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
                for (const auto loss : {Loss::Tail, Loss::Any})
                    if (const auto wrong = tryOne(cut, loss, seed); !wrong.isEmpty()) return wrong;
            }
        }
        return {};
    }
    std::size_t tried() const { return m_tried; }

private:
    QString tryOne(std::size_t cut, Loss loss, std::uint64_t seed) {
        const auto image = m_disk.at(cut, loss, seed);
        QString wrong;
        for (const auto& entries : m_recorder.journals(cut))
            if (wrong.isEmpty() && isNew(image, entries)) wrong = start(image, entries, false);
        if (wrong.isEmpty() && cut == m_disk.calls()) wrong = start(image, m_recorder.journals(cut).back(), true);
        if (wrong.isEmpty()) return {};
        return QStringLiteral("cut after call %1, lost %2, seed %3: %4")
            .arg(cut)
            .arg(QString::fromLatin1(name(loss).data()))
            .arg(seed)
            .arg(wrong);
    }
    bool isNew(const DiskImage& image, const Entries& entries) {
        std::string all = image.fingerprint();
        for (const auto& [job, entry] : entries) all += job.toString() + entry.plan + (entry.committed ? "committed" : "");
        return m_known.insert(std::hash<std::string>{}(all)).second;
    }
    QString start(const DiskImage& image, const Entries& entries, bool ended) {
        ++m_tried;
        const auto inodes = image.write(m_bench.temp.path("data"));
        m_bench.journal.entries.clear();
        for (const auto& [job, entry] : entries)
            m_bench.journal.entries[job] = {translated(entry.plan, m_disk, m_recorder.savedAt(entry.plan), inodes),
                                            entry.committed};
        return recovered(m_bench, m_judge(entries), ended);
    }

    const Recorder& m_recorder;
    const PowerCut& m_disk;
    const Judge m_judge;
    Bench m_bench;
    std::set<std::size_t> m_known; // hashes of disks with their journals
    std::size_t m_tried = 0;
};

// Numbers of those barriers of the recorded run without which some disk does not come right: the test of this test.
// With staging beside the volume, which is enough: where it lies changes no barrier.
QString barriersThatCount(const Recorder& recorder, const PowerCut& disk, const Judge& judge) {
    constexpr bool inside = false;
    const auto barriers = disk.barriers();
    QStringList count;
    for (std::size_t i = 0; i < barriers.size(); ++i) {
        const auto weaker = disk.without(barriers[i]);
        if (!Trial(recorder, weaker, judge, inside).run().isEmpty()) count << QString::number(i + 1);
    }
    return QStringLiteral("%1 of %2").arg(count.join(u' ')).arg(barriers.size());
}

Judge judgeOfRestore(const Snapshot& before, const Snapshot& after) {
    return [=](const Entries& entries) {
        const auto entry = entries.find(kRestore);
        const bool committed = entry != entries.end() && entry->second.committed;
        return Wanted{committed ? after : before, committed};
    };
}
Judge judgeOfUndo(const Snapshot& before, const Snapshot& after) {
    return [=](const Entries& entries) {
        const auto entry = entries.find(kUndo);
        const bool undone = entry != entries.end() ? entry->second.committed : !entries.contains(kRestore);
        return Wanted{undone ? before : after, !undone};
    };
}

Result<RestoreSummary> restore(Scene& scene, FileSystem files) {
    return scene.bench.with(files, [&](const RestoreDeps& deps) {
        return restoreArchive(deps, scene.archive, scene.bench.options, scene.bench.progress, {});
    });
}
Result<RestoreSummary> undo(Scene& scene, FileSystem files) {
    const UndoOptions options{kUndo, kRestore, scene.bench.journal.entries.at(kRestore).plan};
    return scene.bench.with(files, [&](const RestoreDeps& deps) { return undoRestore(deps, options, scene.bench.progress, {}); });
}

} // namespace

void TestPowerCut::duringRestore() {
    QFETCH(bool, truncate);
    QFETCH(bool, inside);
    Scene scene(truncate, inside);
    Recorder recorder(scene.bench);
    const auto done = restore(scene, recorder.files());
    QVERIFY2(done, qPrintable(why(done)));
    const auto disk = recorder.over();
    QVERIFY(disk.calls() > 40);
    const auto judge = judgeOfRestore(scene.before, treeOf(scene.bench));
    Trial trial(recorder, disk, judge, inside);
    QCOMPARE(trial.run(), QString());
    QVERIFY(trial.tried() > 100);
    m_tried += trial.tried();
    if (!inside) QCOMPARE(barriersThatCount(recorder, disk, judge), QStringLiteral("1 2 of 2"));
}

// A file begins as a clone of the live one, and is mended.
void TestPowerCut::duringRestoreOfClones() {
    constexpr std::uint32_t kXfs = 0x58465342;
    CopiedClones clones;
    Bench bench;
    bench.options.truncate = true;
    bench.options.workers = 1;
    const auto archive = bench.archiveOf({file("region", std::uint64_t{70'000})});
    bench.live({file("region", std::uint64_t{70'000}), file("removed", 5)});
    std::string griefed = readFile(bench.volumePath("region"));
    griefed.replace(20'000, 7, "griefed");
    writeFile(bench.volumePath("region"), griefed);
    const auto before = treeOf(bench);
    Recorder recorder(bench, clones.all());
    recorder.showType(kXfs);
    const auto done = bench.with(recorder.files(), [&](const RestoreDeps& deps) {
        return restoreArchive(deps, *archive, bench.options, bench.progress, {});
    });
    QVERIFY2(done, qPrintable(why(done)));
    QCOMPARE(recorder.calls(Call::CloneRange), std::size_t{1});
    QCOMPARE(recorder.calls(Call::Write), std::size_t{1});
    const auto disk = recorder.over();
    const auto judge = judgeOfRestore(before, treeOf(bench));
    Trial trial(recorder, disk, judge, false);
    QCOMPARE(trial.run(), QString());
    m_tried += trial.tried();
    QCOMPARE(barriersThatCount(recorder, disk, judge), QStringLiteral("1 2 of 2"));
}

void TestPowerCut::duringUndo() {
    QFETCH(bool, truncate);
    QFETCH(bool, inside);
    Scene scene(truncate, inside);
    QVERIFY(scene.bench.restore(scene.archive));
    const auto after = treeOf(scene.bench);
    Recorder recorder(scene.bench);
    const auto done = undo(scene, recorder.files());
    QVERIFY2(done, qPrintable(why(done)));
    const auto disk = recorder.over();
    const auto judge = judgeOfUndo(scene.before, after);
    Trial trial(recorder, disk, judge, inside);
    QCOMPARE(trial.run(), QString());
    m_tried += trial.tried();
    // The first is for a tree that was just built; here both have been on the disk for long.
    if (!inside) QCOMPARE(barriersThatCount(recorder, disk, judge), QStringLiteral("2 of 2"));
}

// The server runs again after the swap, twice: all of it is taken back.
void TestPowerCut::duringRollBack() {
    QFETCH(bool, truncate);
    QFETCH(bool, inside);
    Scene scene(truncate, inside);
    scene.bench.gate.runsWhenAsked = {2, 3};
    Recorder recorder(scene.bench);
    QVERIFY(!restore(scene, recorder.files()));
    const auto disk = recorder.over();
    const auto judge = judgeOfRestore(scene.before, {});
    Trial trial(recorder, disk, judge, inside);
    QCOMPARE(trial.run(), QString());
    m_tried += trial.tried();
    // The second is that of a swap that goes on to its commit.
    if (!inside) QCOMPARE(barriersThatCount(recorder, disk, judge), QStringLiteral("1 3 of 3"));
}

// The last step of the swap fails, and all that would take it back: recovery has everything to do, and is cut itself.
void TestPowerCut::duringRecovery() {
    QFETCH(bool, truncate);
    QFETCH(bool, inside);
    Scene scene(truncate, inside);
    std::uint64_t renames = 0;
    {
        Scene counted(truncate, inside);
        QVERIFY(counted.bench.restore(counted.archive));
        renames = counted.bench.files.calls(Call::Rename);
    }
    scene.bench.files.failCall(renames, EIO, Call::Rename, true);
    QVERIFY(!scene.bench.restore(scene.archive));
    scene.bench.files.heal();
    QCOMPARE(scene.bench.journal.entries.size(), std::size_t{1});
    const auto entry = scene.bench.journal.entries.at(kRestore);
    Recorder recorder(scene.bench);
    const auto done = scene.bench.with(
        recorder.files(), [&](const RestoreDeps& deps) { return recoverRestore(deps, kRestore, entry.plan, entry.committed); });
    QVERIFY2(done, qPrintable(why(done)));
    const auto disk = recorder.over();
    const auto judge = judgeOfRestore(scene.before, {});
    Trial trial(recorder, disk, judge, inside);
    QCOMPARE(trial.run(), QString());
    m_tried += trial.tried();
    if (!inside) QCOMPARE(barriersThatCount(recorder, disk, judge), QStringLiteral("1 of 1"));
}

// What was replaced is given up: the new tree stays, whatever is left of the old one.
void TestPowerCut::duringDropReplaced() {
    Scene scene(true, false);
    QVERIFY(scene.bench.restore(scene.archive));
    const auto after = treeOf(scene.bench);
    Recorder recorder(scene.bench);
    const auto done =
        scene.bench.with(recorder.files(), [&](const RestoreDeps& deps) { return dropReplaced(deps, kRestore, {}); });
    QVERIFY2(done, qPrintable(why(done)));
    const auto disk = recorder.over();
    for (std::size_t cut = 0; cut <= disk.calls(); ++cut) {
        for (const auto loss : {Loss::Nothing, Loss::All, Loss::Tail, Loss::Any}) {
            for (const auto& entries : recorder.journals(cut)) {
                Bench bench;
                const auto inodes = disk.at(cut, loss, 1).write(bench.temp.path("data"));
                for (const auto& [job, entry] : entries)
                    bench.journal.entries[job] = {translated(entry.plan, disk, 0, inodes), entry.committed};
                QCOMPARE(bench.recoverAll(), std::string());
                const auto again =
                    bench.with(quickFiles(), [&](const RestoreDeps& deps) { return dropReplaced(deps, kRestore, {}); });
                QVERIFY2(again, qPrintable(why(again)));
                QCOMPARE(differences(after, treeOf(bench), {.directoryTimes = false}), QString());
                QVERIFY(bench.stagingFolders().empty());
                QVERIFY(bench.journal.entries.empty());
                ++m_tried;
            }
        }
    }
}

QTEST_APPLESS_MAIN(TestPowerCut)
#include "test_power_cut.moc"
