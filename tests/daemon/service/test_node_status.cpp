// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/node_status.h"

#include "daemon/service/catalog_outbox.h"
#include "daemon/service/health_watch.h"
#include "tests/daemon/service/working_node.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace alula;
using namespace alula::test;

namespace {

class JudgedNode : public WorkingNode {
public:
    JudgedNode() {
        must(start());
        m_status = std::make_unique<NodeStatus>(node, *scheduler, servers);
    }
    NodeState state() { return must(m_status->state()); }
    std::vector<Problem> problems() { return state().problems; }
    // They are known for so long that they should have a backup.
    void addServers(int count) {
        for (int i = 0; i < count; ++i) volume(ServerId(newUuid(random)), {});
        must(servers.all());
        clock.advance(std::chrono::hours(24 * 5));
    }
    static std::int64_t count(const std::vector<Problem>& problems, const std::string& code) {
        return std::ranges::count(problems, code, &Problem::code);
    }

private:
    std::unique_ptr<NodeStatus> m_status;
};

} // namespace

class TestNodeStatus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSoundNodeHasNoProblems() {
        JudgedNode node;
        node.settings.panel.url.clear();
        node.volume(serverId(1), {});
        node.addBackup(serverId(1), backupId(1));
        QCOMPARE(node.problems().size(), std::size_t{0});
    }

    // The disk of the archives was not mounted: an answer that grows with the node could not be given just then.
    void thousandsOfMissingArchivesAreOneProblemAServer() {
        JudgedNode node;
        const auto filled = node.catalog->transaction([&]() -> Result<void> {
            for (int i = 0; i < 3000; ++i) {
                Backup row;
                row.id = BackupId(newUuid(node.random));
                row.server = serverId(1 + i % 2);
                row.state = BackupState::Completed;
                row.created = {i};
                row.missing = true;
                ALULA_TRY(node.catalog->backups().insert(row));
            }
            return {};
        });
        QVERIFY(filled);
        const auto problems = node.problems();
        QCOMPARE(node.count(problems, "backup_missing"), std::int64_t{2});
        const auto first = std::ranges::find(problems, "backup_missing", &Problem::code);
        QVERIFY2(first->text.contains("1500 archives are not where they were"), first->text.c_str());
    }

    void noMoreAreToldThanAnybodyReads() {
        JudgedNode node;
        node.addServers(250);
        node.addBackup(serverId(1), backupId(1));
        node.edit(backupId(1), [](Backup& row) { row.damaged = true; });
        const auto problems = node.problems();
        QCOMPARE(node.count(problems, "no_good_backup"), std::int64_t{50});
        QCOMPARE(node.count(problems, "backup_damaged"), std::int64_t{1}); // many of one kind do not hide another
        QCOMPARE(problems.back().code, std::string("more"));
        QCOMPARE(problems.back().count, std::optional(std::uint64_t{200}));
    }

    void theWorstComesFirst() {
        JudgedNode node;
        node.settings.panel.url.clear();
        node.disk.shown = SpaceInfo{100'000'000, 1'500'000};
        for (const int n : {1, 2, 3, 4, 5}) node.volume(serverId(n), {});
        must(node.servers.all());
        node.addBackup(serverId(2), backupId(2));
        node.clock.advance(std::chrono::hours(24));
        node.addBackup(serverId(1), backupId(1));
        node.clock.advance(std::chrono::hours(24 * 5));
        for (const int n : {3, 4}) node.addBackup(serverId(n), backupId(n));
        node.addBackup(serverId(3), backupId(13));
        node.addBackup(serverId(4), backupId(14));
        node.edit(backupId(3), [](Backup& row) { row.missing = true; });
        node.edit(backupId(4), [](Backup& row) { row.damaged = true; });
        std::vector<std::string> order;
        for (const Problem& problem : node.problems()) order.push_back(problem.severity + " " + problem.code);
        QCOMPARE(order, (std::vector<std::string>{"error no_good_backup", "error backup_damaged", "error backup_missing",
                                                  "error disk_full", "error disk_full", "error disk_full",
                                                  "warning no_good_backup", "warning no_good_backup"}));
        const auto problems = node.problems();
        QCOMPARE(problems[0].server, serverId(5).toString());
        QCOMPARE(problems[6].server, serverId(2).toString()); // the one that waits for longest
    }

    void eachProblemCarriesItsFacts() {
        JudgedNode node;
        node.disk.shown = SpaceInfo{100'000'000, 1'500'000};
        node.volume(serverId(1), {});
        const Backup good = node.addBackup(serverId(1), backupId(1));
        node.clock.advance(std::chrono::hours(24 * 5));
        node.addJob(jobId(1), JobKind::Create, JobState::Failed, serverId(1));
        node.addJob(jobId(2), JobKind::Create, JobState::Failed, serverId(1));
        node.addJob(jobId(3), JobKind::Create, JobState::Cancelled, serverId(1));
        const auto problems = node.problems();
        const auto& full = *std::ranges::find(problems, "disk_full", &Problem::code);
        QCOMPARE(full.what, std::string("volumes"));
        QCOMPARE(full.percent, std::optional(std::uint32_t{99}));
        QCOMPARE(full.bytes, std::optional(std::uint64_t{1'500'000}));
        const auto& late = *std::ranges::find(problems, "no_good_backup", &Problem::code);
        QCOMPARE(late.since, std::optional(good.completed));
        QCOMPARE(late.backup, std::optional(good.id));
        QCOMPARE(late.count, std::optional(std::uint64_t{2})); // tries that failed since
        const auto& silent = *std::ranges::find(problems, "panel_silent", &Problem::code);
        QVERIFY(silent.since && silent.count == std::uint64_t{0});
    }

    void aNewServerIsGivenTime() {
        JudgedNode node;
        node.settings.panel.url.clear();
        node.volume(serverId(1), {});
        QVERIFY(node.problems().empty());
        node.clock.advance(std::chrono::hours(24 * node.settings.health.backupAgeDays));
        QVERIFY(node.problems().empty());
        node.clock.advance(std::chrono::seconds(1));
        const auto problems = node.problems();
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems[0].severity, std::string("error"));
        QVERIFY(!problems[0].since && !problems[0].backup); // it never had one
    }

    void aServerWhoseFirstBackupFailedIsToldAtOnce() {
        JudgedNode node;
        node.settings.panel.url.clear();
        node.volume(serverId(1), {});
        must(node.servers.all());
        node.addJob(jobId(1), JobKind::Create, JobState::Cancelled, serverId(1));
        QVERIFY(node.problems().empty());
        node.addJob(jobId(2), JobKind::Create, JobState::Failed, serverId(1));
        const auto problems = node.problems();
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems[0].severity + " " + problems[0].code, std::string("error no_good_backup"));
        QCOMPARE(problems[0].count, std::optional(std::uint64_t{1}));
        node.addBackup(serverId(1), backupId(1));
        QVERIFY(node.problems().empty());
    }

    void sinceWhenAllIsWell() {
        JudgedNode node;
        node.settings.panel.url.clear();
        const Timestamp started = node.clock.now();
        node.clock.advance(std::chrono::hours(1));
        QCOMPARE(node.state().wellSince, std::optional(started));
        node.volume(serverId(1), {});
        node.addBackup(serverId(1), backupId(1));
        node.edit(backupId(1), [](Backup& row) { row.damaged = true; });
        QVERIFY(!node.state().wellSince);
        node.clock.advance(std::chrono::hours(1));
        node.edit(backupId(1), [](Backup& row) { row.damaged = false; });
        const Timestamp went = node.clock.now();
        QCOMPARE(node.state().wellSince, std::optional(went));
        node.clock.advance(std::chrono::hours(1));
        QCOMPARE(node.state().wellSince, std::optional(went));
    }

    void theWatchTellsWhenProblemsComeAndGo() {
        JudgedNode node;
        node.settings.panel.url.clear();
        NodeStatus status(node.node, *node.scheduler, node.servers);
        HealthWatch watch(node.node, status);
        QSignalSpy told(&node.events, &NodeEvents::systemChanged);
        watch.look();
        QCOMPARE(told.size(), 0);
        node.addBackup(serverId(1), backupId(1));
        node.edit(backupId(1), [](Backup& row) { row.damaged = true; });
        watch.look();
        watch.look();
        QCOMPARE(told.size(), 1);
        node.edit(backupId(1), [](Backup& row) { row.damaged = false; });
        watch.look();
        QCOMPARE(told.size(), 2);
    }

    // In the panel's bucket an upload that nobody completed is nothing; an archive that is here is only not listed there.
    void whatIsLostIsWorseThanWhatIsUnknown() {
        for (const bool s3 : {false, true}) {
            JudgedNode node;
            node.addBackup(serverId(1), backupId(1));
            node.edit(backupId(1), [&](Backup& row) { row.adapter = s3 ? "s3" : "wings"; });
            OutboxMessage message;
            message.backup = backupId(1);
            message.body = R"({"successful":true})";
            message.created = node.clock.now();
            must(node.catalog->outbox().add(message));
            CatalogOutbox outbox(*node.catalog, node.clock);
            must(outbox.giveUp(message, "404 for a day"));
            const auto problems = node.problems();
            const auto& unknown = *std::ranges::find(problems, "unknown_to_panel", &Problem::code);
            QCOMPARE(unknown.severity, std::string(s3 ? "error" : "warning"));
            QCOMPARE(unknown.server, serverId(1).toString());
            QCOMPARE(unknown.backup, std::optional(backupId(1)));
        }
    }

    // The panel answers, but not to this.
    void resultsThatWaitForLongAreToldOfOnce() {
        JudgedNode node;
        bool answers = true;
        ServerDirectory servers(node.node, [&](bool, std::stop_token) -> Result<std::vector<Server>> {
            return answers ? Result<std::vector<Server>>(std::vector<Server>{}) : fail(ErrorCode::Network, "no");
        });
        NodeStatus status(node.node, *node.scheduler, servers);
        const auto problemsNow = [&] { return must(status.state()).problems; };
        OutboxMessage message;
        message.backup = backupId(1);
        message.body = R"({"successful":true})";
        message.created = node.clock.now();
        must(node.catalog->outbox().add(message));
        const auto wait = [&](std::chrono::nanoseconds time) {
            node.clock.advance(time);
            must(servers.refresh({}));
        };
        wait(std::chrono::minutes(59));
        QVERIFY(problemsNow().empty());
        wait(std::chrono::minutes(1));
        const auto problems = problemsNow();
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems[0].code, std::string("outbox_waiting"));
        QCOMPARE(problems[0].since, std::optional(message.created));
        QCOMPARE(problems[0].count, std::optional(std::uint64_t{1}));
        answers = false;
        node.clock.advance(std::chrono::hours(2)); // it is silent altogether: that is one problem, which counts them
        QVERIFY(!servers.refresh({}));
        QCOMPARE(node.count(problemsNow(), "outbox_waiting"), std::int64_t{0});
        QCOMPARE(node.count(problemsNow(), "panel_silent"), std::int64_t{1});
    }
    void aClockThatLeapsDoesNotSilenceThePanel() {
        JudgedNode node;
        node.clock.jump(std::chrono::hours(24 * 365));
        QCOMPARE(node.count(node.problems(), "panel_silent"), std::int64_t{0});
        node.clock.jump(-std::chrono::hours(2 * 24 * 365));
        QCOMPARE(node.count(node.problems(), "panel_silent"), std::int64_t{0});
        node.clock.advance(std::chrono::hours(1));
        QCOMPARE(node.count(node.problems(), "panel_silent"), std::int64_t{1});
    }
    void aDamagedCatalogIsToldUntilItIsMovedAway() {
        JudgedNode node;
        node.settings.panel.url.clear();
        const std::string path = node.settings.stateDirectory + "/catalog.db.damaged-20261122T030000Z";
        writeFile(path, "");
        writeFile(path + "-wal", "");
        const auto problems = node.problems();
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems[0].code, std::string("catalog_rebuilt"));
        QCOMPARE(problems[0].since, fromIso8601("2026-11-22T03:00:00Z"));
        QCOMPARE(problems[0].count, std::optional(std::uint64_t{1}));
        QVERIFY2(problems[0].text.contains(path), problems[0].text.c_str());
        removeTree(path);
        QVERIFY(node.problems().empty());
    }

    // While its backup is made a server holds still as it should; afterwards it must not.
    void aServerThatWasNotToldToGoOn_data() {
        QTest::addColumn<JobState>("state");
        QTest::addColumn<bool>("isProblem");
        QTest::newRow("queued again after a crash") << JobState::Queued << false;
        QTest::newRow("running") << JobState::Running << false;
        QTest::newRow("completed") << JobState::CompletedWithWarnings << true;
        QTest::newRow("cancelled") << JobState::Cancelled << true;
    }
    void aServerThatWasNotToldToGoOn() {
        QFETCH(JobState, state);
        QFETCH(bool, isProblem);
        JudgedNode node;
        node.addJob(jobId(1), JobKind::Create, state, serverId(1), backupId(1));
        must(node.catalog->quiesced().save({jobId(1), serverId(1), {"save-on", "say on"}, {7}}));
        const auto problems = node.problems();
        QCOMPARE(node.count(problems, "server_held"), std::int64_t{isProblem});
        if (!isProblem) return;
        QCOMPARE(problems[0].code, std::string("server_held")); // before all others
        QCOMPARE(problems[0].server, serverId(1).toString());
        QCOMPARE(problems[0].since, std::optional(Timestamp{7}));
        QVERIFY2(problems[0].text.ends_with("save-on, then say on"), problems[0].text.c_str());
    }

    void whatThePanelNeverTookIsToldByItsKind_data() {
        QTest::addColumn<bool>("isBackup");
        QTest::addColumn<bool>("successful");
        QTest::addColumn<std::string>("code");
        QTest::newRow("a good backup") << true << true << std::string("unknown_to_panel");
        QTest::newRow("a failed one") << true << false << std::string("outbox_given_up");
        QTest::newRow("a restore") << false << true << std::string("outbox_given_up");
    }
    void whatThePanelNeverTookIsToldByItsKind() {
        QFETCH(bool, isBackup);
        QFETCH(bool, successful);
        QFETCH(std::string, code);
        JudgedNode node;
        OutboxMessage message;
        message.backup = backupId(1);
        message.kind = isBackup ? OutboxMessage::Kind::Backup : OutboxMessage::Kind::Restore;
        message.body = successful ? R"({"successful":true})" : R"({"successful":false})";
        must(node.catalog->outbox().add(message));
        must(node.catalog->outbox().giveUp(message.id, "404 for a day", node.clock.now()));
        QCOMPARE(node.count(node.problems(), code), std::int64_t{1});
        // With its backup it goes.
        node.addBackup(serverId(1), backupId(1));
        QCOMPARE(must(deleteBackup(node.node, node.archives, backupId(1))), Deleted::Gone);
        QCOMPARE(node.count(node.problems(), code), std::int64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestNodeStatus)
#include "test_node_status.moc"
