// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/replaced_keeper.h"

#include "shared/base/calm_clock.h"
#include "tests/daemon/service/working_node.h"

#include <QTest>

#include <cerrno>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

// A node on which a backup of server 1 was restored over a changed volume; what was replaced is kept.
class RestoredNode : public WorkingNode {
public:
    RestoredNode() {
        volume(server, {file("world/level.dat", std::string("saved")), file("gone-since", 5)});
        must(start());
        BackupId backup = backupId(1);
        if (ended(must(startBackup(server, backup))).state != JobState::Completed) throw std::runtime_error("the backup failed");
        removeTree(node.volumePath(server) + "/gone-since");
        volume(server, {file("world/level.dat", std::string("played on")), file("new-since", 7)});
        played = filesOf(server);
        restoreJob = must(startRestore(server, backup));
        if (ended(restoreJob).state != JobState::Completed) throw std::runtime_error(job(restoreJob).errorMessage);
    }
    bool isKept() { return !stagingFolders().empty() && must(catalog->journal().find(restoreJob)).has_value(); }

    const ServerId server = serverId(1);
    Snapshot played;
    JobId restoreJob;
    ReplacedKeeper keeper{node};
};

} // namespace

// What a restore replaced: kept for as long as was promised, then deleted, and never under the hands of an undo.
class TestReplacedKeeper : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beforeItsTimeItStays() {
        RestoredNode node;
        QVERIFY(node.job(node.restoreJob).undoable);
        node.clock.advance(1h - 1ns);
        QVERIFY(node.keeper.sweep({}));
        QVERIFY(node.isKept());
        QVERIFY(node.job(node.restoreJob).undoable);
        const auto undone = node.commands->undo(node.restoreJob, {"cli", ""});
        QVERIFY2(undone, qPrintable(why(undone)));
        const Job job = node.ended(*undone);
        QVERIFY2(job.state == JobState::Completed, job.errorMessage.c_str());
        QCOMPARE(QString::fromStdString(compare(node.played, node.filesOf(node.server))), QString());
        QVERIFY(!node.isKept());
        QVERIFY(node.keeper.sweep({})); // nothing is left to be kept
    }
    void afterItsTimeItGoes() {
        RestoredNode node;
        const auto restored = node.filesOf(node.server);
        node.clock.advance(1h);
        QVERIFY(node.keeper.sweep({}));
        QVERIFY(node.stagingFolders().empty());
        QVERIFY(!*node.catalog->journal().find(node.restoreJob));
        QVERIFY(!node.job(node.restoreJob).undoable);
        QCOMPARE(QString::fromStdString(compare(restored, node.filesOf(node.server))), QString());
        const auto refused = node.commands->undo(node.restoreJob, {"cli", ""});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::Conflict);
        QVERIFY(node.keeper.sweep({}));
    }
    // A wrong clock must not cost anybody an undo, nor the history.
    void aClockThatLeapsDeletesNothing() {
        RestoredNode node;
        CalmClock calm(node.clock);
        ReplacedKeeper keeper(node.node, calm);
        for (const auto leap : {24h * 365, -24h * 365 * 2}) {
            node.clock.jump(leap);
            QVERIFY(keeper.sweep({}));
            node.clock.advance(20min);
            QVERIFY(keeper.sweep({}));
            QVERIFY(node.isKept());
            QVERIFY(node.catalog->jobs().find(node.restoreJob)->has_value());
        }
        node.clock.jump(24h * 365); // right again
        QVERIFY(keeper.sweep({}));
        QVERIFY(node.isKept());
        // Nor one that was set between two runs.
        node.clock.jump(24h * 365);
        const auto seen = node.catalog->remembered().find(kCalmTime);
        QVERIFY(seen && *seen);
        CalmClock next(node.clock, Timestamp{static_cast<std::int64_t>(**seen)});
        ReplacedKeeper later(node.node, next);
        QVERIFY(later.sweep({}));
        QVERIFY(node.isKept());
        QVERIFY(node.catalog->jobs().find(node.restoreJob)->has_value());
        node.clock.jump(-24h * 365);
        node.clock.advance(1h);
        QVERIFY(later.sweep({}));
        QVERIFY(!node.isKept()); // its time has come
    }

    void onAFullDiskItGoesEarly_data() {
        QTest::addColumn<qulonglong>("available"); // of 1000 MiB
        QTest::addColumn<unsigned>("percent");
        QTest::addColumn<bool>("kept");
        QTest::newRow("more than enough") << 500ULL << 80u << true;
        QTest::newRow("20 % free") << 200ULL << 80u << true;
        QTest::newRow("less than 20 % free") << 199ULL << 80u << false;
        QTest::newRow("full") << 0ULL << 80u << false;
        QTest::newRow("enough for another setting") << 199ULL << 81u << true;
        QTest::newRow("full, and none of its business") << 0ULL << 100u << true;
    }
    void onAFullDiskItGoesEarly() {
        QFETCH(qulonglong, available);
        QFETCH(unsigned, percent);
        QFETCH(bool, kept);
        RestoredNode node;
        node.settings.restore.keepReplacedPercent = percent;
        node.disk.shown = SpaceInfo{1000_MiB, available * 1_MiB};
        QVERIFY(node.keeper.sweep({}));
        QCOMPARE(node.isKept(), kept);
        QCOMPARE(node.job(node.restoreJob).undoable, kept);
    }

    // Whichever comes first keeps the other from happening. An undo that waits or runs: the files stay.
    void anUndoUnderWayKeepsThem_data() {
        QTest::addColumn<int>("state");
        for (const auto state : {JobState::Queued, JobState::Running, JobState::Cancelling})
            QTest::newRow(std::string(name(state)).c_str()) << static_cast<int>(state);
    }
    void anUndoUnderWayKeepsThem() {
        QFETCH(int, state);
        RestoredNode node;
        Job undo = node.addJob(jobId(7), JobKind::Undo, static_cast<JobState>(state), node.server);
        node.clock.advance(2h);
        QVERIFY(node.keeper.sweep({}));
        QVERIFY(node.isKept());
        QVERIFY(node.job(node.restoreJob).undoable);
        // When it has failed, the next round takes them.
        undo.state = JobState::Failed;
        QVERIFY(node.catalog->jobs().update(undo));
        QVERIFY(node.keeper.sweep({}));
        QVERIFY(!node.isKept());
    }
    // The other way round, at the worst moment: the promise is taken back and the files are not deleted yet.
    void anUndoAfterTheClaimIsRefused() {
        RestoredNode node;
        node.clock.advance(2h);
        node.files.when([](const CallInfo& call) { return call.call == Call::Remove ? EIO : 0; });
        QVERIFY(node.keeper.sweep({})); // told in the log: the next round tries again
        QVERIFY(node.isKept());
        QVERIFY(!node.job(node.restoreJob).undoable);
        const auto refused = node.commands->undo(node.restoreJob, {"cli", ""});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::Conflict);
        node.files.heal();
        QVERIFY(node.keeper.sweep({}));
        QVERIFY(!node.isKept());
        QVERIFY(node.stagingFolders().empty());
    }
    // Its swap is committed and its end not written: the job must not be told as undoable after its files are gone.
    void aRestoreWhoseEndIsNotWrittenKeepsThem() {
        RestoredNode node;
        Job job = node.job(node.restoreJob);
        job.state = JobState::Running;
        QVERIFY(node.catalog->jobs().update(job));
        node.clock.advance(2h);
        QVERIFY(node.keeper.sweep({}));
        QVERIFY(node.isKept());
    }
    void anotherServersUndoDoesNotMatter() {
        RestoredNode node;
        node.addJob(jobId(7), JobKind::Undo, JobState::Running, serverId(2));
        node.clock.advance(2h);
        QVERIFY(node.keeper.sweep({}));
        QVERIFY(!node.isKept());
    }
    // Being worked on, or waiting for the next start: not the keeper's business, however old.
    void whatIsNotCommittedIsLeftAlone() {
        RestoredNode node;
        JournalEntry entry = **node.catalog->journal().find(node.restoreJob);
        entry.committed = false;
        QVERIFY(node.catalog->journal().save(entry));
        node.clock.advance(1000h);
        QVERIFY(node.keeper.sweep({}));
        QVERIFY(node.isKept());
    }
    void aRestoreWhoseJobIsForgottenIsSweptToo() {
        RestoredNode node;
        node.clock.advance(node.settings.jobs.keep + 1h);
        QVERIFY(node.catalog->jobs().removeEndedBefore(node.clock.now()));
        QVERIFY(node.keeper.sweep({}));
        QVERIFY(node.stagingFolders().empty());
        QVERIFY(node.catalog->journal().all()->empty());
    }
    void aVolumeThatWentWithItsServerIsNoObstacle() {
        RestoredNode node;
        removeTree(node.node.volumePath(node.server));
        node.clock.advance(2h);
        QVERIFY(node.keeper.sweep({}));
        QVERIFY(node.stagingFolders().empty());
        QVERIFY(node.catalog->journal().all()->empty());
    }
    void theJobHistoryGoesInTime() {
        RestoredNode node;
        node.clock.advance(node.settings.jobs.keep);
        QVERIFY(node.keeper.sweep({}));
        QVERIFY(*node.catalog->jobs().find(node.restoreJob));
        node.clock.advance(1ns);
        QVERIFY(node.keeper.sweep({}));
        QVERIFY(!*node.catalog->jobs().find(node.restoreJob));
    }
    void aRoundThatIsStoppedDeletesNothing() {
        RestoredNode node;
        node.clock.advance(2h);
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = node.keeper.sweep(stop.get_token());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code(), ErrorCode::Cancelled);
        QVERIFY(node.isKept());
    }
    // The thread: a round at once, then one a minute.
    void theThreadSweepsOnceAMinute() {
        RestoredNode node;
        QVERIFY(node.clock.sleepsAfter([&] { node.keeper.start(); }));
        QVERIFY(node.isKept());
        QVERIFY(node.clock.sleepsAfter([&] { node.clock.advance(1h); }));
        QVERIFY(!node.isKept());
        QCOMPARE(node.clock.sleeps().back(), std::chrono::nanoseconds(60s));
        node.keeper.stop();
    }
};

QTEST_GUILESS_MAIN(TestReplacedKeeper)
#include "test_replaced_keeper.moc"
