// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/backup_marks.h"
#include "daemon/service/job_parameters.h"
#include "daemon/service/restore_planner.h"
#include "tests/daemon/service/working_node.h"

#include <QSignalSpy>
#include <QTest>

#include <cerrno>

using namespace alula;
using namespace alula::test;

// What a deletion would take away, and what it takes: never a pinned backup, never one that a job is working on.
class TestDeletion : public QObject {
    Q_OBJECT

    static constexpr auto kCli = "cli";

    // Everything a deletion could have changed.
    static std::string stateOf(NodeFixture& node) {
        std::string all = std::to_string(must(node.catalog->jobs().list({.limit = -1})).size()) + " jobs\n";
        for (const Backup& row : must(node.catalog->backups().list({.limit = -1})))
            all += row.id.toString() + " " + std::string(name(row.state)) + (row.pinned ? " pinned" : "") +
                   (row.deletedInPanel ? " deleted in panel" : "") + "\n";
        for (const auto& [path, entry] : snapshot(node.settings.backupDirectory)) all += path + " " + entry.sha1 + "\n";
        return all;
    }
    static bool isWhole(NodeFixture& node, const ServerId& server, const BackupId& backup) {
        const auto row = node.row(backup);
        return row && row->state == BackupState::Completed && exists(node.archivePath(server, backup));
    }

private Q_SLOTS:
    void anUnknownBackupIsRefused() {
        NodeFixture node;
        node.addBackup(serverId(1), backupId(1));
        const auto before = stateOf(node);
        const auto plan = planDelete(node.node, {backupId(1), backupId(2)});
        QVERIFY(!plan);
        QCOMPARE(plan.error().code(), ErrorCode::NotFound);
        QVERIFY(plan.error().toString().contains(kNoSuchBackup));
        QCOMPARE(stateOf(node), before);
    }
    void whoLooksAtAPlanSeesWhatIsLeft() {
        NodeFixture node;
        node.addBackup(serverId(1), backupId(1));
        const auto plan = planDelete(node.node, {backupId(1), backupId(2)}, Gone::LeftOut);
        QVERIFY2(plan, qPrintable(why(plan)));
        QCOMPARE(plan->backups, std::vector{backupId(1)});
        const auto none = planDelete(node.node, {backupId(2), backupId(3)}, Gone::LeftOut);
        QVERIFY(!none);
        QCOMPARE(none.error().code(), ErrorCode::NotFound);
    }
    void nothingToDeleteIsRefused() {
        WorkingNode node;
        node.addBackup(serverId(1), backupId(1));
        node.edit(backupId(1), [](Backup& row) { row.pinned = true; });
        QVERIFY(node.start());
        for (const auto& plan : {DeletePlan{}, must(planDelete(node.node, {backupId(1)}))}) {
            const auto refused = node.commands->remove(plan, {kCli, ""});
            QVERIFY(!refused);
            QCOMPARE(refused.error().code(), ErrorCode::Conflict);
        }
        QVERIFY(isWhole(node, serverId(1), backupId(1)));
    }
    void oneThatAJobWorksOnIsRefused_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("before");
        QTest::newRow("it is being made") << static_cast<int>(JobKind::Create) << false;
        QTest::newRow("it is restored from") << static_cast<int>(JobKind::Restore) << false;
        QTest::newRow("it is made before a restore") << static_cast<int>(JobKind::Restore) << true;
    }
    void oneThatAJobWorksOnIsRefused() {
        QFETCH(int, kind);
        QFETCH(bool, before);
        NodeFixture node;
        node.addBackup(serverId(1), backupId(1));
        RestoreParameters parameters;
        if (before) parameters.backupFirst = backupId(1);
        const Job job = node.addJob(jobId(1), static_cast<JobKind>(kind), JobState::Queued, serverId(1), backupId(before ? 9 : 1),
                                    toJson(parameters));
        const auto unchanged = stateOf(node);
        const auto refused = deleteBackup(node.node, node.archives, backupId(1));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::Conflict);
        QCOMPARE(stateOf(node), unchanged);

        Job ended = job;
        ended.state = JobState::Completed;
        QVERIFY(node.catalog->jobs().update(ended));
        const auto deleted = deleteBackup(node.node, node.archives, backupId(1));
        QVERIFY2(deleted, qPrintable(why(deleted)));
    }
    // One in use fails the job, which names it; the others of the plan go all the same.
    void aBusyOneDoesNotHoldUpTheOthers() {
        WorkingNode node;
        for (int n = 1; n <= 3; ++n) node.addBackup(serverId(1), backupId(n));
        QVERIFY(node.start());
        const auto plan = planDeleteAll(node.node, serverId(1));
        QCOMPARE(plan->backups.size(), std::size_t{3});
        node.addJob(jobId(9), JobKind::Restore, JobState::Queued, serverId(1), backupId(2)); // not in the scheduler's queue
        const auto job = node.commands->remove(*plan, {kCli, ""});
        QVERIFY2(job, qPrintable(why(job)));
        const Job ended = node.ended(*job);
        QCOMPARE(ended.state, JobState::Failed);
        QCOMPARE(ended.errorCode, std::string("conflict"));
        QVERIFY(isWhole(node, serverId(1), backupId(2)));
        QVERIFY(!node.row(backupId(1)) && !node.row(backupId(3)));
        QVERIFY(!exists(node.archivePath(serverId(1), backupId(1))));
        const auto log = must(node.catalog->jobs().log(*job, 0, 10, false));
        QVERIFY(std::ranges::any_of(
            log, [](const JobLogLine& line) { return line.level == "error" && line.text.contains(backupId(2).toString()); }));
    }
    void anArchiveThatCannotBeDeletedIsKeptWhole() {
        NodeFixture node;
        node.addBackup(serverId(1), backupId(1));
        node.files.failPath(Call::Remove, backupId(1).toString() + ".tar.gz", EACCES);
        const auto before = stateOf(node);
        const auto refused = deleteBackup(node.node, node.archives, backupId(1));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::PermissionDenied);
        QCOMPARE(stateOf(node), before);
    }

    void pinnedOnesAreLeftOut() {
        NodeFixture node;
        for (int n = 1; n <= 3; ++n) node.addBackup(serverId(1), backupId(n), n);
        node.addBackup(serverId(2), backupId(4));
        node.edit(backupId(2), [](Backup& row) { row.pinned = true; });
        node.edit(backupId(3), [](Backup& row) { row.missing = true; });
        const auto plan = planDeleteAll(node.node, serverId(1));
        QVERIFY2(plan, qPrintable(why(plan)));
        auto going = plan->backups;
        std::ranges::sort(going);
        QCOMPARE(going, (std::vector{backupId(1), backupId(3)}));
        QCOMPARE(plan->pinned, std::vector{backupId(2)});
        QCOMPARE(plan->bytes, std::uint64_t{10}); // what is missing frees nothing
    }
    void oneNamedTwiceCountsOnce() {
        NodeFixture node;
        node.addBackup(serverId(1), backupId(1));
        const auto plan = planDelete(node.node, {backupId(1), backupId(1)});
        QCOMPARE(plan->backups.size(), std::size_t{1});
        QCOMPARE(plan->bytes, std::uint64_t{10});
    }

    void theNewestGoodOneIsNamed_data() {
        QTest::addColumn<int>("deleted"); // 1 is the newest, 3 the oldest
        QTest::addColumn<int>("bad");     // 0: none
        QTest::addColumn<bool>("named");
        QTest::newRow("the newest") << 1 << 0 << true;
        QTest::newRow("an older one") << 2 << 0 << false;
        QTest::newRow("the newest, which is bad") << 1 << 1 << false;
        QTest::newRow("the one before a bad one") << 2 << 1 << true;
        QTest::newRow("an older one, the newest being bad") << 3 << 1 << false;
    }
    void theNewestGoodOneIsNamed() {
        QFETCH(int, deleted);
        QFETCH(int, bad);
        QFETCH(bool, named);
        for (const bool missing : {false, true}) {
            NodeFixture node;
            for (int n = 1; n <= 3; ++n) node.addBackup(serverId(1), backupId(n), n);
            node.addBackup(serverId(2), backupId(4));
            if (bad != 0) node.edit(backupId(bad), [&](Backup& row) { (missing ? row.missing : row.damaged) = true; });
            const auto plan = planDelete(node.node, {backupId(deleted)});
            QVERIFY2(plan, qPrintable(why(plan)));
            QCOMPARE(plan->lostGood.size(), named ? std::size_t{1} : std::size_t{0});
            if (!named) continue;
            // Number n is n hours old; what stays is the next one that is no worse.
            QCOMPARE(plan->lostGood[0].server, serverId(1));
            QCOMPARE(plan->lostGood[0].newest, node.row(backupId(deleted))->created);
            QCOMPARE(plan->lostGood[0].older, std::optional(node.row(backupId(deleted + 1))->created));
        }
    }
    void everyServerThatLosesItsNewestIsNamed() {
        NodeFixture node;
        for (int n = 1; n <= 3; ++n) node.addBackup(serverId(n), backupId(n));
        node.addBackup(serverId(3), backupId(4), -1); // newer
        std::vector<ServerId> lost;
        const auto plan = must(planDelete(node.node, {backupId(1), backupId(2), backupId(3)}));
        for (const auto& one : plan.lostGood) {
            lost.push_back(one.server);
            QVERIFY(!one.older); // it was the only one
        }
        std::ranges::sort(lost);
        QCOMPARE(lost, (std::vector{serverId(1), serverId(2)}));
        // A pinned newest one stays, so nothing is lost.
        node.edit(backupId(1), [](Backup& row) { row.pinned = true; });
        QVERIFY(planDeleteAll(node.node, serverId(1))->lostGood.empty());
    }
    void planningChangesNothing() {
        NodeFixture node;
        for (int n = 1; n <= 3; ++n) node.addBackup(serverId(1), backupId(n));
        node.edit(backupId(2), [](Backup& row) { row.pinned = true; });
        QSignalSpy changes(&node.events, &NodeEvents::backupChanged);
        const auto before = stateOf(node);
        QVERIFY(planDelete(node.node, {backupId(1), backupId(2)}));
        QVERIFY(planDeleteAll(node.node, serverId(1)));
        QVERIFY(planDeleteAll(node.node, serverId(9))->backups.empty());
        QCOMPARE(stateOf(node), before);
        QCOMPARE(changes.size(), 0);
    }
    // The token of a plan is refused when it is no longer that plan's: a backup came, went or was pinned.
    void theTokenTellsWhetherThePlanStillHolds() {
        NodeFixture node;
        for (int n = 1; n <= 2; ++n) node.addBackup(serverId(1), backupId(n), n);
        const auto token = [&] { return tokenOf(must(planDeleteAll(node.node, serverId(1)))); };
        const std::string planned = token();
        QCOMPARE(token(), planned);
        QVERIFY(pinBackup(node.node, backupId(1), true));
        const std::string pinned = token();
        QVERIFY(pinned != planned);
        QVERIFY(pinBackup(node.node, backupId(1), false));
        QCOMPARE(token(), planned);
        node.addBackup(serverId(1), backupId(3));
        QVERIFY(token() != planned);
        QVERIFY(deleteBackup(node.node, node.archives, backupId(3)));
        QCOMPARE(token(), planned);
        QVERIFY(deleteBackup(node.node, node.archives, backupId(1)));
        QVERIFY(token() != planned);
    }

    void aDeletionTakesArchiveAndRow() {
        WorkingNode node;
        node.addBackup(serverId(1), backupId(1));
        QVERIFY(node.start());
        QSignalSpy changes(&node.events, &NodeEvents::backupChanged);
        const auto job = node.commands->remove(must(planDelete(node.node, {backupId(1)})), {kCli, ""});
        QVERIFY2(job, qPrintable(why(job)));
        const Job ended = node.ended(*job);
        QCOMPARE(ended.state, JobState::Completed);
        QCOMPARE(ended.backup, backupId(1));
        QVERIFY(!node.row(backupId(1)));
        QVERIFY(!exists(node.archivePath(serverId(1), backupId(1))));
        QVERIFY(changes.size() >= 1);
        QCOMPARE(node.messageCount(), std::int64_t{0}); // the panel did not ask
        QCOMPARE(*deleteBackup(node.node, node.archives, backupId(1)), Deleted::Gone);
    }
    void onePinnedSinceThePlanIsKept() {
        WorkingNode node;
        for (int n = 1; n <= 2; ++n) node.addBackup(serverId(1), backupId(n));
        QVERIFY(node.start());
        const auto plan = must(planDeleteAll(node.node, serverId(1)));
        QVERIFY(pinBackup(node.node, backupId(1), true));
        const auto job = node.commands->remove(plan, {kCli, ""});
        QVERIFY2(job, qPrintable(why(job)));
        QCOMPARE(node.ended(*job).state, JobState::Completed);
        QVERIFY(isWhole(node, serverId(1), backupId(1)));
        QVERIFY(!node.row(backupId(2)));
    }
    void oneBeingDeletedCannotBePinned() {
        NodeFixture node;
        node.addBackup(serverId(1), backupId(1));
        node.edit(backupId(1), [](Backup& row) { row.state = BackupState::Deleting; });
        const auto refused = pinBackup(node.node, backupId(1), true);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::Conflict);
        QVERIFY(!node.row(backupId(1))->pinned);
    }
    // The panel thinks it gone; the admin who pinned it keeps it.
    void thePanelDoesNotDeleteAPinnedOne() {
        WorkingNode node;
        node.volume(serverId(1), {});
        node.volume(serverId(2), {});
        node.addBackup(serverId(1), backupId(1));
        QVERIFY(pinBackup(node.node, backupId(1), true));
        QVERIFY(node.start());
        QCOMPARE(node.commands->removeForPanel(serverId(2), backupId(1)).error().code(), ErrorCode::NotFound); // not its own
        const auto removed = node.commands->removeForPanel(serverId(1), backupId(1));
        QVERIFY2(removed, qPrintable(why(removed)));
        QVERIFY(isWhole(node, serverId(1), backupId(1)));
        QVERIFY(node.row(backupId(1))->deletedInPanel);
        QCOMPARE(node.commands->removeForPanel(serverId(1), backupId(1)).error().code(), ErrorCode::NotFound);
        const auto all = node.commands->removeAllForPanel(serverId(1));
        QVERIFY2(all, qPrintable(why(all)));
        QVERIFY(isWhole(node, serverId(1), backupId(1)));
    }
};

QTEST_GUILESS_MAIN(TestDeletion)
#include "test_deletion.moc"
