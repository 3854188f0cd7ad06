// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/backup_marks.h"
#include "tests/daemon/service/working_node.h"

#include <QTest>

#include <thread>

using namespace alula;
using namespace alula::test;

namespace {

// A node whose queue is held: what was asked for waits, and can be looked at.
class HeldNode : public WorkingNode {
public:
    HeldNode() {
        must(start());
        scheduler->setPaused(true);
        volume(server, {file("world/level.dat", std::string("played"))});
        addBackup(server, backupId(1));
        addBackup(server, backupId(2));
    }
    Result<JobId> restoreSome(RestoreRequest request) {
        request.server = server;
        request.backup = backupId(1);
        request.origin = {"cli", ""};
        return commands->restore(request);
    }
    const ServerId server = serverId(1);
};

} // namespace

class TestNodeCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSecondRestoreOfAServerIsRefused() {
        HeldNode node;
        QVERIFY(node.startRestore(node.server, backupId(1)));
        QCOMPARE(node.startRestore(node.server, backupId(2)).error().code(), ErrorCode::Conflict);
    }

    // Both have looked and seen no other: the queue itself must refuse one.
    void ofRestoresAtTheSameMomentOneIsTaken() {
        HeldNode node;
        std::atomic<int> taken = 0, refused = 0, other = 0;
        {
            std::vector<std::jthread> panels;
            for (int i = 0; i < 8; ++i) {
                panels.emplace_back([&] {
                    const auto job = node.startRestore(node.server, backupId(1));
                    if (job) ++taken;
                    else if (job.error().code() == ErrorCode::Conflict) ++refused;
                    else ++other;
                });
            }
        }
        QCOMPARE(taken.load(), 1);
        QCOMPARE(refused.load(), 7);
        QCOMPARE(other.load(), 0);
        QCOMPARE(node.scheduler->counts().queued, std::size_t{1});
    }

    void whatIsBeingDeletedIsNotRestored() {
        HeldNode node;
        node.edit(backupId(1), [](Backup& row) { row.state = BackupState::Deleting; });
        const auto refused = node.startRestore(node.server, backupId(1));
        QCOMPARE(refused.error().code(), ErrorCode::Conflict);
        QVERIFY(refused.error().message().contains("being deleted"));
        QVERIFY(node.scheduler->counts().queued == 0);
    }

    void aBackupThatIsMadeFirstStandsInTheCatalog() {
        HeldNode node;
        RestoreRequest request;
        request.backupFirst = backupId(9);
        const auto job = node.restoreSome(request);
        QVERIFY2(job, qPrintable(why(job)));
        const auto rows = must(node.catalog->backups().list({.limit = -1}));
        QCOMPARE(rows.size(), std::size_t{3});
        QVERIFY(node.row(backupId(9)));
        // Refused together with its restore: no row stays behind.
        QCOMPARE(node.restoreSome(request).error().code(), ErrorCode::Conflict);
        QCOMPARE(must(node.catalog->backups().list({.limit = -1})).size(), std::size_t{3});
    }

    void nonsensicalSelectionsAreRefused_data() {
        QTest::addColumn<QStringList>("include");
        QTest::addColumn<QString>("into");
        QTest::addColumn<bool>("truncate");
        QTest::newRow("climbs") << QStringList{QStringLiteral("../etc")} << QString() << false;
        QTest::newRow("absolute") << QStringList{QStringLiteral("/etc")} << QString() << false;
        QTest::newRow("slash at the end") << QStringList{QStringLiteral("world/")} << QString() << false;
        QTest::newRow("into climbs") << QStringList{} << QStringLiteral("a/../..") << false;
        QTest::newRow("a part, and all else away") << QStringList{QStringLiteral("world")} << QString() << true;
        QTest::newRow("elsewhere, and all else away") << QStringList{} << QStringLiteral("old") << true;
    }
    void nonsensicalSelectionsAreRefused() {
        QFETCH(QStringList, include);
        QFETCH(QString, into);
        QFETCH(bool, truncate);
        HeldNode node;
        RestoreRequest request;
        for (const auto& path : include) request.include.push_back(path.toStdString());
        request.into = into.toStdString();
        request.truncate = truncate;
        QCOMPARE(node.restoreSome(request).error().code(), ErrorCode::InvalidInput);
        QVERIFY(node.scheduler->counts().queued == 0);
    }

    void aNoteThatIsTooLongIsRefused() {
        HeldNode node;
        CreateRequest request;
        request.server = node.server;
        request.backup = backupId(9);
        request.note = std::string(4097, 'n');
        QCOMPARE(node.commands->create(request).error().code(), ErrorCode::InvalidInput);
        request.note = "\xff";
        QCOMPARE(node.commands->create(request).error().code(), ErrorCode::InvalidInput);
        QVERIFY(!node.row(backupId(9)));
        QCOMPARE(noteBackup(node.node, backupId(1), request.note).error().code(), ErrorCode::InvalidInput);
    }

    void aDeletionOverSeveralServersIsNobodys() {
        HeldNode node;
        node.addBackup(serverId(2), backupId(3));
        const auto remove = [&](const std::vector<BackupId>& backups) {
            return node.job(must(node.commands->remove(must(planDelete(node.node, backups)), {"cli", ""})));
        };
        QCOMPARE(remove({backupId(1), backupId(2)}).server, node.server);
        QVERIFY(remove({backupId(1), backupId(3)}).server.isNull());
    }

    void pinnedOnesCannotBeDeleted() {
        HeldNode node;
        must(pinBackup(node.node, backupId(1), true).transform([](const Backup&) {}));
        const auto plan = must(planDelete(node.node, {backupId(1)}));
        QCOMPARE(node.commands->remove(plan, {"cli", ""}).error().code(), ErrorCode::Conflict);
    }
};

QTEST_GUILESS_MAIN(TestNodeCommands)
#include "test_node_commands.moc"
