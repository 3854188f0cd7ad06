// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/message.h"
#include "tests/daemon/rpc/rpc_node.h"

#include <QJsonDocument>
#include <QTest>

#include <set>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

// One backup of server 1; since then a file was changed, one is new, and the rest is as it was.
class PlannedNode : public RpcNode {
public:
    explicit PlannedNode(int regions = 3) {
        std::vector<Item> items{file("level.dat", std::string("saved"))};
        for (int i = 0; i < regions; ++i) items.push_back(file("region/" + std::to_string(i), 1));
        volume(server, items);
        if (ended(must(startBackup(server, backup))).state != JobState::Completed) throw std::runtime_error("no backup");
        volume(server, {file("level.dat", std::string("played on"))});
    }
    void addNew(const std::string& prefix, int count) {
        std::vector<Item> items;
        for (int i = 0; i < count; ++i) items.push_back(file(prefix + std::to_string(i), 1));
        volume(server, items);
    }
    protocol::RestoreParams params(const std::string& list, std::optional<std::string> cursor = {}) const {
        protocol::RestoreParams p;
        p.backup = backup;
        p.truncate = true;
        p.dryRun = true;
        p.list = list;
        p.cursor = std::move(cursor);
        return p;
    }
    protocol::RestorePlan plan(const std::string& list, std::optional<std::string> cursor = {}) {
        return must(call(protocol::kBackupsRestore, params(list, std::move(cursor)))).plan.value();
    }
    static std::string joined(const std::vector<protocol::WirePath>& paths) {
        std::string all;
        for (const auto& path : paths) all += path.bytes + " ";
        return all;
    }
    const ServerId server = serverId(1);
    const BackupId backup = backupId(1);
};

} // namespace

// What a client is told before something is changed: counts, the paths behind each count, and what is lost.
class TestPlans : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachCountHasItsList() {
        PlannedNode node;
        node.addNew("new/", 2);
        const auto removed = node.plan("removed");
        QCOMPARE(removed.replaced, std::uint64_t{4});
        QCOMPARE(removed.unchanged, std::uint64_t{3});
        QCOMPARE(removed.removed, std::uint64_t{2});
        QCOMPARE(node.joined(removed.paths), std::string("new/0 new/1 "));
        QCOMPARE(node.joined(removed.removedPaths), std::string("new/0 new/1 ")); // clients of 1.0
        const auto replaced = node.plan("replaced");
        QCOMPARE(node.joined(replaced.paths), std::string("level.dat "));
        QVERIFY(replaced.removedPaths.empty());
        QCOMPARE(replaced.token, removed.token); // of the plan, not of the list
        QCOMPARE(node.joined(node.plan("unchanged").paths), std::string("region/0 region/1 region/2 "));
        auto overlay = node.params("kept");
        overlay.truncate = false;
        const auto kept = must(node.call(protocol::kBackupsRestore, overlay)).plan.value();
        QCOMPARE(node.joined(kept.paths), std::string("new/0 new/1 "));
        QVERIFY(!kept.cursor);
    }
    void aCallThatWasLetGoOfStartsNothing() {
        PlannedNode node;
        auto params = node.params("removed");
        params.dryRun = false;
        std::stop_source gone;
        gone.request_stop();
        node.stop = gone.get_token();
        const auto refused = node.call(protocol::kBackupsRestore, params);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::Cancelled);
    }
    void aListThatDoesNotExistIsRefused() {
        PlannedNode node;
        const auto refused = node.call(protocol::kBackupsRestore, node.params("lost"));
        QCOMPARE(refused.error().code(), ErrorCode::InvalidInput);
        QVERIFY(refused.error().message().contains("removed, replaced, unchanged or kept"));
    }
    void aLongListIsPaged() {
        PlannedNode node;
        node.addNew("new/" + std::string(150, 'n'), 1'200);
        std::set<std::string> seen;
        std::optional<std::string> cursor;
        int pages = 0;
        do {
            const auto plan = node.plan("removed", cursor);
            QCOMPARE(plan.removed, std::uint64_t{1'200});
            const auto json = protocol::toJson(plan);
            QVERIFY(QJsonDocument(*json).toJson(QJsonDocument::Compact).size() < static_cast<qsizetype>(protocol::kMaxLine));
            for (const auto& path : plan.paths) QVERIFY(seen.insert(path.bytes).second);
            cursor = plan.cursor;
            ++pages;
        } while (cursor);
        QCOMPARE(seen.size(), std::size_t{1'200});
        QVERIFY(pages > 1);
        QVERIFY(node.plan("removed", "1200").paths.empty());
    }
    // Also behind the first page: what is removed is what was shown.
    void anotherRemovedFileIsAnotherPlan() {
        PlannedNode node;
        node.addNew("new/", 1'100);
        auto params = node.params("removed");
        params.plan = node.plan("removed").token;
        params.dryRun = false;
        removeTree(node.node.volumePath(node.server) + "/new/999");
        node.addNew("other/", 1); // as many as before
        QCOMPARE(node.call(protocol::kBackupsRestore, params).error().code(), ErrorCode::Conflict);
        params.plan = node.plan("kept").token;
        QVERIFY(node.call(protocol::kBackupsRestore, params));
    }
    void theEstimateSaysHowManyJobsItIsFrom() {
        PlannedNode node;
        QVERIFY(!node.plan("removed").estimateMs);
        QCOMPARE(node.plan("removed").estimateJobs, std::uint64_t{0});
        for (int i = 1; i <= 3; ++i) {
            Job past = node.addJob(jobId(i), JobKind::Restore, JobState::Completed, node.server, node.backup);
            past.started = node.clock.now();
            past.ended = past.started + std::chrono::seconds(i == 3 ? 0 : 2);
            past.bytesTotal = i == 3 ? 0 : 4; // the third says nothing
            must(node.catalog->jobs().update(past));
        }
        const auto plan = node.plan("removed");
        QCOMPARE(plan.bytes, std::uint64_t{8}); // "saved" and three of one byte
        QCOMPARE(plan.estimateMs, std::optional(std::uint64_t{4'000}));
        QCOMPARE(plan.estimateJobs, std::uint64_t{2});
    }
    void theBackupThatIsMadeFirstIsNamed() {
        PlannedNode node;
        auto params = node.params("removed");
        params.dryRun = false;
        params.backupFirst = true;
        const auto answer = must(node.call(protocol::kBackupsRestore, params));
        QVERIFY(answer.job && answer.backup);
        const Job job = node.ended(*answer.job);
        QVERIFY2(job.state == JobState::Completed, job.errorMessage.c_str());
        QCOMPARE(node.row(*answer.backup)->state, BackupState::Completed);
    }

    void aLongDeletionIsPaged() {
        RpcNode node;
        must(node.catalog->transaction([&]() -> Result<void> {
            for (int i = 0; i < 450; ++i) {
                Backup row;
                row.id = BackupId(newUuid(node.random));
                row.server = serverId(1);
                row.state = BackupState::Completed;
                row.created = node.clock.now() + std::chrono::seconds(i);
                ALULA_TRY(node.catalog->backups().insert(row));
            }
            return {};
        }));
        protocol::DeleteAllParams params;
        params.server = serverId(1);
        params.dryRun = true;
        std::vector<Timestamp> seen;
        std::string token;
        do {
            const auto plan = must(node.call(protocol::kBackupsDeleteAll, params)).plan.value();
            QCOMPARE(plan.count, std::uint64_t{450});
            for (const auto& backup : plan.backups) seen.push_back(backup.created);
            if (!token.empty()) QCOMPARE(plan.token, token);
            token = plan.token;
            params.cursor = plan.cursor;
        } while (params.cursor);
        QCOMPARE(seen.size(), std::size_t{450});
        QVERIFY(std::ranges::is_sorted(seen, std::ranges::greater{}));
    }
    void whatAServerIsLeftWithIsTold() {
        RpcNode node;
        for (int n = 1; n <= 3; ++n) node.addBackup(serverId(1), backupId(n), n); // n hours old
        protocol::DeleteParams params;
        params.backups = {backupId(1), backupId(2)};
        params.dryRun = true;
        auto plan = must(node.call(protocol::kBackupsDelete, params)).plan.value();
        QCOMPARE(plan.lastGoodOf, std::vector{serverId(1)});
        QCOMPARE(plan.lostGood.size(), std::size_t{1});
        QCOMPARE(plan.lostGood[0].newest, node.row(backupId(1))->created);
        QCOMPARE(plan.lostGood[0].older, std::optional(node.row(backupId(3))->created));
        params.backups.push_back(backupId(3));
        plan = must(node.call(protocol::kBackupsDelete, params)).plan.value();
        QVERIFY(!plan.lostGood[0].older);
    }
};

QTEST_GUILESS_MAIN(TestPlans)
#include "test_plans.moc"
