// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/daemon/rpc/rpc_node.h"

#include <QTest>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

class ListedNode : public RpcNode {
public:
    // A create job as it ended, and the row of its backup when that is (still) there.
    void addCreate(const ServerId& server, JobState state, bool withBackup) {
        const BackupId backup(newUuid(random));
        Job job = addJob(JobId(newUuid(random)), JobKind::Create, state, server, backup);
        job.ended = clock.now();
        must(catalog->jobs().update(job));
        if (withBackup) addBackup(server, backup);
        clock.advance(1s);
    }
    protocol::ServersList list(std::int32_t limit = 200, std::optional<std::string> cursor = {}) {
        protocol::ServersListParams params;
        params.limit = limit;
        params.cursor = std::move(cursor);
        return must(call(protocol::kServersList, params));
    }
};

} // namespace

// The console asks for this list after every change: right, and with a fixed number of looks into the catalog.
class TestServerList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outcomesNameTheirBackupsWhileTheyAreThere() {
        ListedNode node;
        node.volume(serverId(1), {});
        node.addCreate(serverId(1), JobState::Failed, false);
        node.addCreate(serverId(1), JobState::Completed, false); // deleted since
        node.addCreate(serverId(1), JobState::CompletedWithWarnings, true);
        node.addCreate(serverId(1), JobState::Completed, true);
        node.addCreate(serverId(1), JobState::Completed, true);
        const auto ids = must(node.catalog->backups().list({.sort = "created", .limit = -1}));
        node.edit(ids[1].id, [](Backup& row) { row.damaged = true; });
        node.edit(ids[2].id, [](Backup& row) { row.missing = true; });

        const auto servers = node.list().servers;
        QCOMPARE(servers.size(), std::size_t{1});
        const auto& outcomes = servers[0].outcomes;
        QCOMPARE(outcomes.size(), std::size_t{5});
        QCOMPARE(outcomes[0].state, std::string("failed"));
        QVERIFY(!outcomes[0].backup && !outcomes[0].size);
        QVERIFY(!outcomes[1].backup && !outcomes[1].size);
        QCOMPARE(outcomes[2].state, std::string("completed_with_warnings"));
        QCOMPARE(outcomes[2].backup, std::optional(ids[0].id));
        QCOMPARE(outcomes[2].size, std::optional(std::uint64_t{10}));
        QCOMPARE(outcomes[3].backup, std::optional(ids[1].id)); // damaged: there, but no good one
        QVERIFY(!outcomes[3].size);
        QVERIFY(!outcomes[4].backup && !outcomes[4].size); // missing
        QVERIFY(servers[0].lastGood && servers[0].lastGood->backup == ids[0].id);
        QCOMPARE(servers[0].backups, std::uint64_t{3});
        QCOMPARE(servers[0].backupBytes, std::uint64_t{20}); // the missing one takes no room
    }

    void onlyTheLastThirtyBackupsOfEachServer() {
        ListedNode node;
        for (const int n : {1, 2}) {
            node.volume(serverId(n), {});
            node.addCreate(serverId(n), JobState::Failed, false);
            for (int i = 0; i < 30; ++i) {
                node.addCreate(serverId(n), JobState::Cancelled, false);
                node.addJob(JobId(newUuid(node.random)), JobKind::Verify, JobState::Completed, serverId(n));
            }
        }
        const auto list = node.list();
        QCOMPARE(list.servers.size(), std::size_t{2});
        for (const auto& server : list.servers) {
            QCOMPARE(server.outcomes.size(), std::size_t{30});
            for (std::size_t i = 0; i < 30; ++i) {
                QCOMPARE(server.outcomes[i].state, std::string("cancelled")); // the failed one is the 31st
                if (i > 0) QVERIFY(server.outcomes[i - 1].time < server.outcomes[i].time);
            }
        }
    }

    void pagesNeitherRepeatNorSkip() {
        ListedNode node;
        for (int n = 1; n <= 5; ++n) {
            node.volume(serverId(n), {});
            node.addCreate(serverId(n), JobState::Completed, true);
        }
        std::vector<ServerId> seen;
        std::optional<std::string> cursor;
        do {
            const auto page = node.list(2, cursor);
            for (const auto& server : page.servers) {
                seen.push_back(server.server);
                QCOMPARE(server.backups, std::uint64_t{1});
            }
            cursor = page.cursor;
        } while (cursor);
        QCOMPARE(seen, (std::vector{serverId(1), serverId(2), serverId(3), serverId(4), serverId(5)}));
        QVERIFY(node.list(2, "99").servers.empty());
    }

    // 50 servers, 100,000 backups and 10,000 jobs: what a large node has after a year.
    void aLargeNodeAnswersAtOnce() {
        ListedNode node;
        must(node.catalog->transaction([&]() -> Result<void> {
            for (int i = 0; i < 100'000; ++i) {
                Backup row;
                row.id = BackupId(newUuid(node.random));
                row.server = serverId(1 + i % 50);
                row.state = BackupState::Completed;
                row.created = row.completed = node.clock.now() + std::chrono::seconds(i);
                row.size = 1;
                ALULA_TRY(node.catalog->backups().insert(row));
                if (i % 10 != 0) continue;
                node.addJob(JobId(newUuid(node.random)), JobKind::Create, JobState::Completed, serverId(1 + i % 50), row.id);
            }
            return {};
        }));
        for (int n = 1; n <= 50; ++n) node.volume(serverId(n), {});
        (void)node.list(); // makes the servers known
        const auto begun = std::chrono::steady_clock::now();
        const auto list = node.list();
        const auto took = std::chrono::steady_clock::now() - begun;
        qInfo("50 servers of 100,000 backups: %.1f ms", std::chrono::duration<double, std::milli>(took).count());
        QCOMPARE(list.servers.size(), std::size_t{50});
        QCOMPARE(list.servers[7].backups, std::uint64_t{2000});
        QVERIFY2(took < 1s, "the list reads every backup"); // an order of magnitude more than it takes
    }
};

QTEST_GUILESS_MAIN(TestServerList)
#include "test_server_list.moc"
