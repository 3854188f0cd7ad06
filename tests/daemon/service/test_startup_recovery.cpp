// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/job_parameters.h"
#include "daemon/service/publishing.h"
#include "daemon/service/restore_setup.h"
#include "shared/base/log.h"
#include "shared/engine/archive/writer.h"
#include "shared/engine/restore/swap_plan.h"
#include "tests/daemon/service/working_node.h"

#include <QTest>

#include <algorithm>
#include <cerrno>
#include <cstdio>

using namespace alula;
using namespace alula::test;

namespace {

const ServerId kServer = serverId(1);
const BackupId kBackup = backupId(1);
const JobId kJob = jobId(1);

std::vector<Item> savedTree() {
    return {file("exchanged", 10), file("inserted", 20), dir("dir", {file("a", 1), file("b", 2)}), softlink("link", "exchanged")};
}
std::vector<Item> liveTree() { return {file("exchanged", 11), file("removed", 30), dir("dir", {file("a", 3)}), file("link", 4)}; }

// A server with one backup and a tree that has changed since, and the job that restores it: as it lies in the catalog while it
// runs. crashedRestore() does what that job does, and nothing that comes after.
class CrashedNode : public WorkingNode {
public:
    CrashedNode() {
        const std::string path = volume(kServer, savedTree());
        saved = filesOf(kServer);
        const auto opened = Volume::open(files.files(), path);
        CreateOptions options;
        options.server = kServer;
        options.backup = kBackup;
        options.workers = 1;
        const auto made = must(createArchive({*opened, store, clock, load}, options, {}, progress, {}));
        Backup row;
        row.id = kBackup;
        row.server = kServer;
        row.state = BackupState::Completed;
        row.size = made.size;
        must(catalog->backups().insert(row));
        removeTree(path);
        volume(kServer, liveTree());
        live = filesOf(kServer);
    }
    Result<RestoreSummary> crashedRestore() {
        const RestoreParameters parameters{true, {}, {}, {}, true, {}};
        addJob(kJob, JobKind::Restore, JobState::Running, kServer, kBackup, toJson(parameters));
        const auto archive = must(archives.open(*row(kBackup), progress, {}));
        const auto setup = must(RestoreSetup::open(node, kServer));
        return restoreArchive(setup->deps(), *archive, restoreOptions(node, kJob, parameters, 0), progress, {});
    }
    QString differencesTo(const Snapshot& tree, bool rootTime = false) {
        return QString::fromStdString(compare(tree, filesOf(kServer), {.rootTime = rootTime}));
    }
    // What the panel is told about the job: "", "true", "false", or "twice".
    std::string told() {
        if (messageCount() > 1) return "twice";
        const auto waiting = messages();
        if (waiting.empty()) return "";
        return waiting.front().body.contains("\"successful\":true") ? "true" : "false";
    }
    ProgressSink progress;
    Snapshot saved, live;
};

} // namespace

// What a crash left behind is brought to one of its two right ends, told once, and a second start finds nothing to do.
class TestStartupRecovery : public QObject {
    Q_OBJECT

    // A backup of `server` that was being made when the daemon died, with its temporary file.
    static std::string cutShort(NodeFixture& node, int attempts, BackupState state = BackupState::Making) {
        Backup row;
        row.id = kBackup;
        row.server = kServer;
        row.state = state;
        row.size = 10;
        must(node.catalog->backups().insert(row));
        Job job = node.addJob(kJob, JobKind::Create, JobState::Running, kServer, kBackup, toJson(CreateParameters{}));
        job.attempts = attempts;
        must(node.catalog->jobs().update(job));
        const std::string folder = node.temp.makeDirectory("backups/" + kServer.toString());
        const std::string temporary = folder + "/.alula-" + kBackup.toString() + ".0.tmp";
        writeFile(temporary, "half an archive");
        return temporary;
    }

private Q_SLOTS:
    void initTestCase() { spdlog::set_level(spdlog::level::off); } // many things go wrong here

    void onlyACreateBeginsAgainAndOnlyOnce() {
        NodeFixture node;
        const StartupRecovery recovery(node.node, node.archives, node.reconciler);
        Job job;
        for (const auto kind : {JobKind::Create, JobKind::Restore, JobKind::Undo, JobKind::Delete, JobKind::Verify}) {
            job.kind = kind;
            job.attempts = 1;
            QCOMPARE(recovery.fateOf(job).what, kind == JobKind::Create ? AfterCrash::BeginAgain : AfterCrash::End);
            job.attempts = 2;
            QCOMPARE(recovery.fateOf(job).what, AfterCrash::End);
        }
    }

    // The second crash of one create: it is failed, told once, and leaves nothing.
    void anInterruptedCreateIsToldOnce() {
        WorkingNode node;
        node.volume(kServer, savedTree());
        const std::string temporary = cutShort(node, 2);
        for (int start = 1; start <= 2; ++start) {
            const auto started = node.start();
            QVERIFY2(started, qPrintable(why(started)));
            QVERIFY(!exists(temporary));
            QVERIFY(!node.row(kBackup));
            QVERIFY(!exists(node.archivePath(kServer, kBackup)));
            QCOMPARE(node.ended(kJob).state, JobState::Failed);
            QCOMPARE(node.messageCount(), std::int64_t{1});
            const auto message = node.messages().front();
            QCOMPARE(message.backup, kBackup);
            QCOMPARE(message.kind, OutboxMessage::Kind::Backup);
            QVERIFY(message.body.contains("\"successful\":false"));
        }
    }
    // The first crash: it begins again, and its one result is the new one.
    void anInterruptedCreateBeginsAgain() {
        WorkingNode node;
        node.volume(kServer, savedTree());
        const std::string temporary = cutShort(node, 1);
        const auto started = node.start();
        QVERIFY2(started, qPrintable(why(started)));
        QVERIFY(!exists(temporary));
        const Job job = node.ended(kJob);
        QVERIFY2(job.state == JobState::Completed, job.errorMessage.c_str());
        QCOMPARE(job.attempts, 2);
        QCOMPARE(node.row(kBackup)->state, BackupState::Completed);
        QVERIFY(exists(node.archivePath(kServer, kBackup)));
        QVERIFY(node.start());
        QCOMPARE(node.messageCount(), std::int64_t{1});
        QVERIFY(node.messages().front().body.contains("\"successful\":true"));
    }
    // Cancelled by somebody, then the crash: an outcome of its own, and told as unsuccessful.
    void aCancelledCreateIsNotBegunAgain() {
        WorkingNode node;
        node.volume(kServer, savedTree());
        cutShort(node, 1);
        Job job = node.job(kJob);
        job.state = JobState::Cancelling;
        QVERIFY(node.catalog->jobs().update(job));
        QVERIFY(node.start());
        QCOMPARE(node.ended(kJob).state, JobState::Cancelled);
        QVERIFY(!node.row(kBackup));
        QCOMPARE(node.messageCount(), std::int64_t{1});
    }

    // Between "about to appear" and the end of its job: the archive tells.
    void aPublishedArchiveIsComplete() {
        WorkingNode node;
        const std::string temporary = cutShort(node, 2, BackupState::Publishing);
        node.putArchive(kServer, kBackup, "0123456789");
        for (int start = 1; start <= 2; ++start) {
            const auto started = node.start();
            QVERIFY2(started, qPrintable(why(started)));
            QVERIFY(!exists(temporary));
            QCOMPARE(node.row(kBackup)->state, BackupState::Completed);
            QCOMPARE(node.row(kBackup)->completed, node.clock.now());
            QCOMPARE(node.job(kJob).state, JobState::Completed);
            QCOMPARE(node.messageCount(), std::int64_t{1});
            QVERIFY(node.messages().front().body.contains("\"successful\":true"));
        }
    }
    // The name is in memory only when the daemon was killed right after it had made it: complete is what a power cut cannot take.
    void anArchiveWhoseNameIsNotDurableWaits() {
        WorkingNode node;
        cutShort(node, 2, BackupState::Publishing);
        node.putArchive(kServer, kBackup, "0123456789");
        node.files.failCall(1, EIO, Call::Sync, true);
        QVERIFY(node.start());
        QCOMPARE(node.row(kBackup)->state, BackupState::Publishing);
        QCOMPARE(node.job(kJob).state, JobState::Running);
        QCOMPARE(node.messageCount(), std::int64_t{0});
        node.files.heal();
        QVERIFY(node.start());
        QCOMPARE(node.row(kBackup)->state, BackupState::Completed);
        QCOMPARE(node.messageCount(), std::int64_t{1});
    }
    void anArchiveOfAnotherSizeIsNotIt_data() {
        QTest::addColumn<bool>("there");
        QTest::newRow("not there") << false;
        QTest::newRow("shorter") << true;
    }
    void anArchiveOfAnotherSizeIsNotIt() {
        QFETCH(bool, there);
        WorkingNode node;
        node.volume(kServer, savedTree());
        cutShort(node, 2, BackupState::Publishing);
        if (there) node.putArchive(kServer, kBackup, "012");
        QVERIFY(node.start());
        QCOMPARE(node.job(kJob).state, JobState::Failed);
        QCOMPARE(node.messageCount(), std::int64_t{1});
        QVERIFY(node.messages().front().body.contains("\"successful\":false"));
    }
    // Not to be looked at is not the same as not there: nobody is told that a whole archive failed, and a later start settles it.
    void anArchiveThatCannotBeLookedAtWaits() {
        WorkingNode node;
        cutShort(node, 2, BackupState::Publishing);
        node.putArchive(kServer, kBackup, "0123456789");
        node.files.failPath(Call::Open, kBackup.toString() + ".tar.gz", EIO);
        const auto started = node.start();
        QVERIFY2(started, qPrintable(why(started)));
        QCOMPARE(node.job(kJob).state, JobState::Running);
        QCOMPARE(node.messageCount(), std::int64_t{0});
        QCOMPARE(node.row(kBackup)->state, BackupState::Publishing);
        node.files.heal();
        QVERIFY(node.start());
        QCOMPARE(node.row(kBackup)->state, BackupState::Completed);
        QCOMPARE(node.messageCount(), std::int64_t{1});
    }

    // Its disk comes back while the daemon runs: nobody has to start it again.
    void anArchiveThatCouldNotBeLookedAtIsSettledWhenItsDiskIsBack() {
        WorkingNode node;
        cutShort(node, 2, BackupState::Publishing);
        node.putArchive(kServer, kBackup, "0123456789");
        node.files.failPath(Call::Open, kBackup.toString() + ".tar.gz", EIO);
        QVERIFY(node.start());
        const auto isAlive = [&](const JobId& job) { return !node.scheduler->waitUntilEnded(job, std::chrono::milliseconds(0)); };
        must(settleLeft(node.node, isAlive));
        QCOMPARE(node.row(kBackup)->state, BackupState::Publishing);
        node.files.heal();
        must(settleLeft(node.node, [](const JobId&) { return true; })); // of a job that runs it is not the business
        QCOMPARE(node.row(kBackup)->state, BackupState::Publishing);
        must(settleLeft(node.node, isAlive));
        QCOMPARE(node.row(kBackup)->state, BackupState::Completed);
        QCOMPARE(node.job(kJob).state, JobState::Completed);
        QCOMPARE(node.messageCount(), std::int64_t{1});
        must(settleLeft(node.node, isAlive));
        QVERIFY(node.start());
        QCOMPARE(node.messageCount(), std::int64_t{1});
    }

    // Dead at every change of the disk in turn, with the rest of the daemon: the tree is as it was, and the panel hears of it once.
    void anInterruptedRestoreIsRolledBack() {
        int cuts = 0, journaled = 0;
        for (std::uint64_t n = 1;; ++n) {
            CrashedNode node;
            node.files.failMutation(n, EIO, true);
            if (node.crashedRestore()) break;
            node.files.heal();
            ++cuts;
            journaled += node.catalog->journal().all()->empty() ? 0 : 1;
            for (int start = 1; start <= 2; ++start) {
                const auto started = node.start();
                QVERIFY2(started, qPrintable(why(started)));
                QVERIFY2(node.differencesTo(node.live).isEmpty(), qPrintable(QString::number(n) + node.differencesTo(node.live)));
                QVERIFY2(node.stagingFolders().empty(), qPrintable(QString::number(n)));
                QVERIFY(node.catalog->journal().all()->empty());
                QCOMPARE(node.ended(kJob).state, JobState::Failed);
                QVERIFY(!node.job(kJob).undoable);
                QCOMPARE(node.told(), std::string("false"));
                QCOMPARE(node.messages().front().kind, OutboxMessage::Kind::Restore);
            }
        }
        QVERIFY(cuts > 10);
        QVERIFY(journaled >= 4); // one for each step of the swap at least
    }
    // Dead after the swap was committed and before the job's end was written: it is complete, and can be undone.
    void aCommittedRestoreIsRolledForward() {
        CrashedNode node;
        const auto restored = node.crashedRestore();
        QVERIFY2(restored, qPrintable(why(restored)));
        for (int start = 1; start <= 2; ++start) {
            const auto started = node.start();
            QVERIFY2(started, qPrintable(why(started)));
            QCOMPARE(node.differencesTo(node.saved), QString());
            QCOMPARE(node.job(kJob).state, JobState::Completed);
            QVERIFY(node.job(kJob).undoable);
            QCOMPARE(node.told(), std::string("true"));
            QCOMPARE(node.catalog->journal().all()->size(), std::size_t{1});
        }
        const auto undone = node.commands->undo(kJob, {"cli", ""});
        QVERIFY2(undone, qPrintable(why(undone)));
        const Job job = node.ended(*undone);
        QVERIFY2(job.state == JobState::Completed, job.errorMessage.c_str());
        QCOMPARE(node.differencesTo(node.live), QString());
        QVERIFY(!node.job(kJob).undoable);
    }
    // Its volume is away: others go on, the restore is not told as failed when it was committed, and a later start settles it.
    void aVolumeThatIsAwayIsSettledLater_data() {
        QTest::addColumn<bool>("committed");
        QTest::newRow("committed") << true;
        QTest::newRow("not committed") << false;
    }
    void aVolumeThatIsAwayIsSettledLater() {
        QFETCH(bool, committed);
        CrashedNode node;
        int renames = 0;
        if (!committed)
            node.files.when([&](const CallInfo& call) {
                const bool ofTheSwap = call.call == Call::Rename && !node.catalog->journal().all()->empty();
                if (ofTheSwap) ++renames;
                return renames > 1 ? EIO : 0; // the power goes
            });
        QCOMPARE(node.crashedRestore().has_value(), committed);
        node.files.heal();
        QCOMPARE(node.catalog->journal().all()->size(), std::size_t{1});
        const std::string away = node.temp.path("away");
        QCOMPARE(::rename(node.node.volumePath(kServer).c_str(), away.c_str()), 0);
        node.volume(serverId(2), {file("a", 1)});

        const auto started = node.start();
        QVERIFY2(started, qPrintable(why(started)));
        QCOMPARE(node.catalog->journal().all()->size(), std::size_t{1}); // what is needed to settle it stays
        QCOMPARE(node.stagingFolders().size(), std::size_t{1});
        QCOMPARE(node.ended(kJob).state, committed ? JobState::Completed : JobState::Failed);
        QCOMPARE(node.job(kJob).errorMessage.contains("could not be brought to its end yet"), !committed);
        QCOMPARE(node.told(), std::string(committed ? "true" : "false"));
        const auto other = node.startBackup(serverId(2), backupId(2));
        QVERIFY2(other, qPrintable(why(other)));
        QCOMPARE(node.ended(*other).state, JobState::Completed);

        QCOMPARE(::rename(away.c_str(), node.node.volumePath(kServer).c_str()), 0);
        QVERIFY(node.start());
        QCOMPARE(node.differencesTo(committed ? node.saved : node.live), QString());
        QCOMPARE(node.catalog->journal().all()->size(), std::size_t{committed ? 1u : 0u});
        QCOMPARE(node.messageCount(), std::int64_t{1});
    }
    // An undo works in the folder of its restore, whose own entry is gone by then: that folder holds the only copy.
    void whatAnUnsettledUndoNeedsIsNoLeftover() {
        NodeFixture node;
        node.volume(serverId(2), {}); // whose folder is beside that of server 1, which is away
        const std::string folder = node.temp.makeDirectory("volumes/" + stagingName(jobId(1)));
        SwapPlan plan;
        plan.undo = true;
        plan.staging = stagingName(jobId(1));
        JournalEntry entry;
        entry.job = jobId(2);
        entry.server = serverId(1);
        entry.plan = encode(plan);
        must(node.catalog->journal().save(entry));
        must(StartupRecovery(node.node, node.archives, node.reconciler).run());
        QVERIFY(exists(folder));
        must(node.catalog->journal().remove(entry.job));
        must(StartupRecovery(node.node, node.archives, node.reconciler).run());
        QVERIFY(!exists(folder)); // now nobody needs it
    }
    // While it is not settled, nothing may be made of the half-swapped tree.
    void anUnsettledVolumeIsNotBackedUp() {
        CrashedNode node;
        node.files.when(
            [&](const CallInfo& call) { return call.call == Call::Rename && !node.catalog->journal().all()->empty() ? EIO : 0; });
        QVERIFY(!node.crashedRestore());
        JournalEntry entry;
        entry.job = kJob;
        entry.server = kServer;
        entry.plan = "cannot be read";
        QVERIFY(node.catalog->journal().save(entry));
        node.files.heal();
        QVERIFY(node.start());
        const auto backup = node.startBackup(kServer, backupId(2));
        QVERIFY2(backup, qPrintable(why(backup)));
        QCOMPARE(node.ended(*backup).errorCode, std::string("conflict"));
        const auto restore = node.startRestore(kServer, kBackup);
        QVERIFY2(restore, qPrintable(why(restore)));
        QCOMPARE(node.ended(*restore).errorCode, std::string("conflict"));
        QCOMPARE(node.differencesTo(node.live, false), QString());
    }

    void aHalfDeletedBackupIsFinished_data() {
        QTest::addColumn<bool>("archive");
        QTest::newRow("the archive is there") << true;
        QTest::newRow("the archive is gone") << false;
    }
    void aHalfDeletedBackupIsFinished() {
        QFETCH(bool, archive);
        WorkingNode node;
        node.addBackup(kServer, kBackup);
        node.edit(kBackup, [](Backup& row) { row.state = BackupState::Deleting; });
        if (!archive) removeTree(node.archivePath(kServer, kBackup));
        QVERIFY(node.start());
        QVERIFY(!node.row(kBackup));
        QVERIFY(!exists(node.archivePath(kServer, kBackup)));
    }
    // The disk is the truth about archives.
    void archivesThatCameAndWent() {
        WorkingNode node;
        node.addBackup(kServer, kBackup);
        removeTree(node.archivePath(kServer, kBackup));
        node.putArchive(serverId(2), backupId(2), "somebody's tar.gz");
        QVERIFY(node.start());
        QVERIFY(node.row(kBackup)->missing);
        const auto adopted = node.row(backupId(2));
        QVERIFY(adopted);
        QCOMPARE(adopted->server, serverId(2));
        QCOMPARE(adopted->state, BackupState::Completed);
        QCOMPARE(adopted->origin, std::string("adopted"));
        QVERIFY(adopted->foreign);
        QCOMPARE(adopted->size, std::uint64_t{17});
        node.putArchive(kServer, kBackup, "0123456789");
        QVERIFY(node.start());
        QVERIFY(!node.row(kBackup)->missing);
        QCOMPARE(node.messageCount(), std::int64_t{0});
    }
    void anArchiveDirectoryThatIsAwayLosesNothing() {
        WorkingNode node;
        node.addBackup(kServer, kBackup);
        node.files.when([](const CallInfo& call) { return call.call == Call::List ? EIO : 0; });
        (void)node.start();
        QVERIFY(!node.row(kBackup)->missing);
    }
};

QTEST_GUILESS_MAIN(TestStartupRecovery)
#include "test_startup_recovery.moc"
