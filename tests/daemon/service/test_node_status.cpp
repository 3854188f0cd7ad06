// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/node_status.h"
#include "tests/daemon/service/working_node.h"

#include <QTest>

#include <algorithm>

using namespace alula;
using namespace alula::test;

namespace {

class JudgedNode : public WorkingNode {
public:
    JudgedNode() { must(start()); }
    std::vector<Problem> problems() { return must(NodeStatus(node, *scheduler, servers).state()).problems; }
    static std::int64_t count(const std::vector<Problem>& problems, const std::string& code) {
        return std::ranges::count(problems, code, &Problem::code);
    }
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
        for (int i = 0; i < 250; ++i) node.volume(ServerId(newUuid(node.random)), {});
        node.addBackup(serverId(1), backupId(1));
        node.edit(backupId(1), [](Backup& row) { row.damaged = true; });
        const auto problems = node.problems();
        QCOMPARE(problems.size(), std::size_t{201});
        QCOMPARE(problems.front().code, std::string("backup_damaged")); // the worst is never left out
        QCOMPARE(problems.back().code, std::string("more"));
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
