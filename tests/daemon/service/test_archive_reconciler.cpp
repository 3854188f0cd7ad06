// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/archive_reconciler.h"

#include "daemon/service/adoption.h"
#include "daemon/service/archive_keeper.h"
#include "daemon/service/download_desk.h"
#include "daemon/service/foreign_indexer.h"
#include "daemon/service/kept_indexes.h"
#include "daemon/service/node_status.h"
#include "shared/base/log.h"
#include "tests/daemon/service/working_node.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <filesystem>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

using When = ArchiveReconciler::When;
const ServerId kServer = serverId(1);
const BackupId kBackup = backupId(1);

// A node with archives on its disk that nobody told the catalog of.
class StrangeNode : public WorkingNode {
public:
    StrangeNode() { settings.panel.url.clear(); }
    // An archive of Alula's, as far as the disk goes.
    void makeOurs(const ServerId& server, const BackupId& backup) {
        const std::string path = volume(server, {file("a", 10), file("b", 20)});
        const auto opened = Volume::open(files.files(), path);
        CreateOptions options;
        options.server = server;
        options.backup = backup;
        options.workers = 1;
        ProgressSink progress;
        must(createArchive({*opened, store, clock, load}, options, {}, progress, {}));
    }
    std::string flatPath(const BackupId& backup) const { return temp.path("backups/" + backup.toString() + ".tar.gz"); }
    // As older Wings left it: a plain tar.gz beside the others.
    void makeForeign(const std::string& path, int count = 3) {
        const std::string from = temp.makeDirectory("packed");
        std::vector<Item> items;
        for (int i = 0; i < count; ++i) items.push_back(file("file" + std::to_string(i), 1000));
        tree(items).materialise(from);
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        const int code =
            QProcess::execute(QStringLiteral("tar"), {QStringLiteral("czf"), QString::fromStdString(path), QStringLiteral("-C"),
                                                      QString::fromStdString(from), QStringLiteral(".")});
        if (code != 0) throw std::runtime_error("tar failed");
        removeTree(from);
    }
    void reconcile(When when = When::Start) { must(reconciler.run(when, {})); }
    std::int64_t rows() { return must(catalog->backups().count({})); }
};

} // namespace

// The disk is the truth about archives, at the start and while running.
class TestArchiveReconciler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }

    void whatComesAndGoesWhileRunning() {
        StrangeNode node;
        must(node.start());
        node.addBackup(kServer, kBackup);
        QSignalSpy told(&node.events, &NodeEvents::backupChanged);
        const std::string away = node.temp.path("away");
        std::filesystem::rename(node.archivePath(kServer, kBackup), away);
        node.reconcile(When::Running);
        QVERIFY(node.row(kBackup)->missing);
        QCOMPARE(told.size(), 1);
        node.reconcile(When::Running);
        QCOMPARE(told.size(), 1); // said once
        std::filesystem::rename(away, node.archivePath(kServer, kBackup));
        node.reconcile(When::Running);
        QVERIFY(!node.row(kBackup)->missing);
        QCOMPARE(told.size(), 2);
        node.makeOurs(serverId(2), backupId(2));
        node.reconcile(When::Running);
        QCOMPARE(node.row(backupId(2))->origin, std::string("adopted"));
        QCOMPARE(node.row(backupId(2))->files, std::uint64_t{2});
        QCOMPARE(told.size(), 3);
    }
    // A copy that is on its way is not adopted half.
    void whatIsBeingWrittenIsLeftForNow() {
        StrangeNode node;
        node.makeOurs(kServer, kBackup);
        const auto written = std::filesystem::last_write_time(node.archivePath(kServer, kBackup));
        const auto age = std::chrono::duration_cast<std::chrono::nanoseconds>(
            std::chrono::file_clock::to_sys(written).time_since_epoch() - std::chrono::nanoseconds(node.clock.now().ns));
        node.clock.jump(age + 1min);
        node.reconcile(When::Running);
        QCOMPARE(node.rows(), std::int64_t{0});
        node.clock.advance(2min);
        node.reconcile(When::Running);
        QCOMPARE(node.rows(), std::int64_t{1});
    }
    void oneThatWasAdoptedHalfIsLookedAtAgain() {
        StrangeNode node;
        node.makeOurs(kServer, kBackup);
        const std::string path = node.archivePath(kServer, kBackup);
        const std::string whole = readFile(path);
        writeFile(path, whole.substr(0, whole.size() / 2));
        node.reconcile();
        QVERIFY(node.row(kBackup)->foreign);
        ForeignIndexer indexer(node.node, node.archives);
        must(indexer.round({}));
        QVERIFY(node.row(kBackup)->damaged);
        node.edit(kBackup, [](Backup& row) { row.damaged = false; }); // verified since, say
        writeFile(path, whole);
        node.reconcile();
        QVERIFY(!node.row(kBackup)->foreign);
        QCOMPARE(node.row(kBackup)->files, std::uint64_t{2});
        QCOMPARE(node.row(kBackup)->size, std::uint64_t{whole.size()});
    }
    void anArchiveOfAnotherSizeThanItWasIsDamaged() {
        StrangeNode node;
        node.addBackup(kServer, kBackup);
        writeFile(node.archivePath(kServer, kBackup), "0123");
        node.reconcile(When::Running);
        QVERIFY(node.row(kBackup)->damaged);
        QVERIFY2(node.row(kBackup)->verifyResult.contains("4 bytes instead of 10"), node.row(kBackup)->verifyResult.c_str());
    }
    // Its row was read before it was completed, or is gone by the time its archive is.
    void whatJobsDoMeanwhileIsNotUndone() {
        StrangeNode node;
        Backup making = node.addBackup(kServer, kBackup);
        node.edit(kBackup, [](Backup& row) { row.state = BackupState::Making; });
        node.addBackup(kServer, backupId(2));
        node.files.when([&](const CallInfo& call) {
            if (call.call != Call::List) return 0;
            node.edit(kBackup, [](Backup& row) { row.state = BackupState::Completed; });
            (void)deleteBackup(node.node, node.archives, backupId(2));
            node.files.heal();
            return 0;
        });
        node.reconcile(When::Running);
        QVERIFY(!node.row(kBackup)->missing);
        QVERIFY(!node.row(backupId(2)));
        QCOMPARE(node.rows(), std::int64_t{1});
    }
    void anUnreadableDirectoryChangesNothing() {
        StrangeNode node;
        node.addBackup(kServer, kBackup);
        node.addBackup(serverId(2), backupId(2));
        std::filesystem::remove(node.archivePath(serverId(2), backupId(2)));
        node.files.failPath(Call::Open, kServer.toString(), EIO);
        QVERIFY(!node.reconciler.run(When::Running, {}));
        QVERIFY(!node.row(kBackup)->missing && !node.row(backupId(2))->missing);
    }
    void oneBadSectorDoesNotKeepTheOthersOut() {
        StrangeNode node;
        node.makeOurs(kServer, kBackup);
        node.makeOurs(serverId(2), backupId(2));
        node.files.failPath(Call::Open, kBackup.toString() + ".tar.gz", EIO);
        node.reconcile();
        QVERIFY(!node.row(kBackup) && node.row(backupId(2)));
    }

    // Pterodactyl's layout does not say whose an archive is. Alula's index does, the panel does, an admin does.
    void aFlatArchiveOfOursSaysWhoseItIs() {
        StrangeNode node;
        node.makeOurs(kServer, kBackup);
        std::filesystem::rename(node.archivePath(kServer, kBackup), node.flatPath(kBackup));
        node.reconcile();
        QCOMPARE(node.row(kBackup)->server, kServer);
        QCOMPARE(node.reconciler.unowned().count, std::uint64_t{0});
        QVERIFY(!must(findOrAdopt(node.node, serverId(2), kBackup))); // not another's
    }
    void aFlatArchiveOfNobodysIsAProblemUntilSomebodySays() {
        StrangeNode node;
        must(node.start());
        NodeStatus status(node.node, *node.scheduler, node.servers, {nullptr, &node.reconciler});
        node.makeForeign(node.flatPath(kBackup));
        node.makeForeign(node.flatPath(backupId(2)));
        node.reconcile();
        QCOMPARE(node.rows(), std::int64_t{0});
        const auto problems = must(status.state()).problems;
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems[0].code, std::string("archives_unowned"));
        QCOMPARE(problems[0].count, std::optional(std::uint64_t{2}));
        QVERIFY2(problems[0].text.contains("mv " + node.flatPath(kBackup)), problems[0].text.c_str());
        // The admin.
        std::filesystem::create_directory(node.temp.path("backups/" + kServer.toString()));
        std::filesystem::rename(node.flatPath(kBackup), node.archivePath(kServer, kBackup));
        node.reconcile();
        QCOMPARE(node.row(kBackup)->server, kServer);
        // The panel.
        node.volume(serverId(2), {file("x", 1)});
        RestoreRequest request;
        request.server = serverId(2);
        request.backup = backupId(2);
        request.origin = {"panel", ""};
        const auto restored = node.commands->restore(request);
        QVERIFY2(restored, qPrintable(why(restored)));
        const Job job = node.ended(*restored);
        QVERIFY2(job.state == JobState::Completed, job.errorMessage.c_str());
        QCOMPARE(node.filesOf(serverId(2)).count("file1"), std::size_t{1});
        QCOMPARE(node.row(backupId(2))->server, serverId(2));
        node.reconcile();
        QVERIFY(must(status.state()).problems.empty());
    }
    void aFlatArchiveIsDeletedByThePanel() {
        StrangeNode node;
        must(node.start());
        node.volume(kServer, {});
        node.makeForeign(node.flatPath(kBackup));
        const auto deleted = node.commands->removeForPanel(kServer, kBackup);
        QVERIFY2(deleted, qPrintable(why(deleted)));
        QVERIFY(!exists(node.flatPath(kBackup)));
        QVERIFY(!node.row(kBackup));
        QCOMPARE(node.commands->removeForPanel(kServer, kBackup).error().code(), ErrorCode::NotFound);
    }

    // Foreign archives are read once in the background.
    void foreignArchivesAreReadOnce() {
        StrangeNode node;
        node.makeForeign(node.archivePath(kServer, kBackup), 5);
        node.makeOurs(serverId(2), backupId(2));
        node.reconcile();
        ForeignIndexer indexer(node.node, node.archives);
        QCOMPARE(must(indexer.round({})), std::size_t{1});
        QVERIFY(KeptIndexes(node.node).has(kBackup));
        QCOMPARE(node.row(kBackup)->files, std::uint64_t{5});
        QCOMPARE(node.row(kBackup)->contentBytes, std::uint64_t{5000});
        const auto reads = node.files.calls(Call::Read);
        QCOMPARE(must(indexer.round({})), std::size_t{0});
        QCOMPARE(node.files.calls(Call::Read), reads);
    }
    void aDamagedOneIsNotTriedOverAndOver() {
        StrangeNode node;
        const std::string path = node.archivePath(kServer, kBackup);
        node.makeForeign(path);
        writeFile(path, readFile(path).substr(0, 100));
        node.reconcile();
        ForeignIndexer indexer(node.node, node.archives);
        must(indexer.round({}));
        QVERIFY(node.row(kBackup)->damaged);
        QVERIFY(!node.row(kBackup)->verifyResult.empty());
        const auto reads = node.files.calls(Call::Read);
        must(indexer.round({}));
        ForeignIndexer next(node.node, node.archives); // after a start
        must(next.round({}));
        QCOMPARE(node.files.calls(Call::Read), reads);
    }
    void oneThatCannotBeReadNowIsTriedAtTheNextStart() {
        StrangeNode node;
        node.makeForeign(node.archivePath(kServer, kBackup));
        node.reconcile();
        node.files.failPath(Call::Read, kBackup.toString() + ".tar.gz", EIO);
        ForeignIndexer indexer(node.node, node.archives);
        must(indexer.round({}));
        const auto opens = node.files.calls(Call::Open);
        must(indexer.round({}));
        QCOMPARE(node.files.calls(Call::Open), opens);
        QVERIFY(!node.row(kBackup)->damaged);
        node.files.heal();
        ForeignIndexer next(node.node, node.archives);
        QCOMPARE(must(next.round({})), std::size_t{1});
    }
    void aJobHoldsIt() {
        StrangeNode node;
        node.makeForeign(node.archivePath(kServer, kBackup));
        node.reconcile();
        ForeignIndexer indexer(node.node, node.archives);
        Job job;
        job.id = jobId(1);
        job.state = JobState::Running;
        indexer.jobChanged(job);
        QSignalSpy told(&node.events, &NodeEvents::backupChanged);
        indexer.start();
        QVERIFY(!QTest::qWaitFor([&] { return !told.isEmpty(); }, 200));
        job.state = JobState::Completed;
        indexer.jobChanged(job);
        QVERIFY(QTest::qWaitFor([&] { return !told.isEmpty(); }, 10'000));
        QVERIFY(KeptIndexes(node.node).has(kBackup));
    }
    void theDaemonsStopEndsIt() {
        StrangeNode node;
        node.makeForeign(node.archivePath(kServer, kBackup));
        node.reconcile();
        std::stop_source stop;
        node.files.when([&](const CallInfo& call) {
            if (call.call == Call::Read) stop.request_stop();
            return 0;
        });
        ForeignIndexer indexer(node.node, node.archives);
        QCOMPARE(indexer.round(stop.get_token()).error().code(), ErrorCode::Cancelled);
        QVERIFY(!KeptIndexes(node.node).has(kBackup));
        QVERIFY(!node.row(kBackup)->damaged);
    }

    void theKeeperLooksEveryFewMinutesAndWhenWoken() {
        StrangeNode node;
        node.addBackup(kServer, kBackup);
        std::filesystem::remove(node.archivePath(kServer, kBackup));
        std::atomic<int> rounds{0};
        ArchiveKeeper keeper(node.node, node.reconciler, [&] { ++rounds; });
        QVERIFY(node.clock.sleepsAfter([&] { keeper.start(); }));
        QCOMPARE(rounds.load(), 0);
        QVERIFY(node.clock.sleepsAfter([&] { node.clock.advance(5min); }));
        QCOMPARE(rounds.load(), 1);
        QVERIFY(node.row(kBackup)->missing);
        QVERIFY(node.clock.sleepsAfter([&] { keeper.wake(); }));
        QCOMPARE(rounds.load(), 2);
    }
};

QTEST_GUILESS_MAIN(TestArchiveReconciler)
#include "test_archive_reconciler.moc"
