// SPDX-License-Identifier: GPL-3.0-or-later
// Backups that lie in an object store: with keys of the node's own (s3.read), and without.

#include "daemon/service/backup_browser.h"
#include "daemon/service/remote_objects.h"
#include "daemon/service/restore_planner.h"
#include "shared/engine/archive/writer.h"
#include "tests/daemon/service/working_node.h"
#include "tests/support/http_stand_in.h"

#include <QElapsedTimer>
#include <QTest>
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>
#include <utility>

using namespace alula;
using namespace alula::test;

namespace {

const ServerId kServer = serverId(1);
const BackupId kBackup = backupId(1);
constexpr std::uint64_t kWorld = 12'000'000; // does not shrink

// A node whose only backup is an object; the store answers by Range and counts what it sends.
class RemoteNode : public WorkingNode {
public:
    explicit RemoteNode(bool keys) {
        volume(kServer, {file("server.properties", std::string("motd=hello\n")), file("world/region.mca", kWorld),
                         file("world/level.dat", 2'000), dir("plugins/empty")});
        before = filesOf(kServer);
        makeObject();
        if (keys) {
            settings.s3Read.endpoint = storeServer.url();
            settings.s3Read.bucket = "backups";
            settings.s3Read.accessKey = "key";
            settings.s3Read.secretKey = "secret";
        }
        must(start());
    }

    StandInReply answer(const SeenRequest& request) {
        if (hangs) return {.manner = StandInReply::Manner::Hang};
        if (bucketIsGone) return {.status = 404, .body = "<Error><Code>NoSuchBucket</Code></Error>"};
        if (request.path() != "/backups/" + kServer.toString() + "/" + kBackup.toString() + ".tar.gz" || object.empty())
            return {.status = 404, .body = "<Error><Code>NoSuchKey</Code></Error>"};
        const std::string range = request.header("range").substr(6);
        const auto dash = range.find('-');
        std::size_t first = 0, last = object.size() - 1;
        if (dash == 0) first = object.size() - std::min(object.size(), parseNumber<std::size_t>(range.substr(1)).value());
        else {
            first = parseNumber<std::size_t>(range.substr(0, dash)).value();
            last = parseNumber<std::size_t>(range.substr(dash + 1)).value();
        }
        sent += last - first + 1;
        return {.status = 206,
                .body = object.substr(first, last - first + 1),
                .headers = {{"ETag", "\"e\""},
                            {"Content-Range", "bytes " + std::to_string(first) + "-" + std::to_string(last) + "/" +
                                                  std::to_string(object.size())}}};
    }
    Result<JobId> restoreSome(const std::vector<std::string>& include = {}) {
        RestoreRequest request;
        request.server = kServer;
        request.backup = kBackup;
        request.include = include;
        request.truncate = include.empty();
        request.origin = {"cli", ""};
        return commands->restore(request);
    }
    void grief() { volume(kServer, {file("server.properties", std::string("griefed")), file("virus", 1)}); }
    std::string indexPath() const { return temp.path("state/indexes/" + kBackup.toString() + ".index"); }
    std::size_t requests() const { return storeServer.requests().size(); }

    Snapshot before;
    std::string object;
    std::atomic<std::uint64_t> sent = 0;
    std::atomic<bool> hangs = false, bucketIsGone = false;
    HttpStandIn storeServer{[this](const SeenRequest& request) { return answer(request); }};

private:
    void makeObject() {
        const Volume made = must(Volume::open(node.files, node.volumePath(kServer)));
        CreateOptions options;
        options.server = kServer;
        options.backup = kBackup;
        options.keepIndex = [this](ByteSpan index) { return KeptIndexes(node).keep(kBackup, index); };
        ProgressSink progress;
        const auto summary = must(createArchive({made, store, clock, load}, options,
                                                [](const CreateSummary&) { return Result<void>(); }, progress, {}));
        object = readFile(archivePath(kServer, kBackup));
        must(store.remove(kServer, kBackup));
        Backup row;
        row.id = kBackup;
        row.server = kServer;
        row.state = BackupState::Completed;
        row.adapter = "s3";
        row.created = row.completed = clock.now();
        row.size = summary.size;
        must(catalog->backups().insert(row));
    }
};

std::vector<std::string> namesOf(const BrowsedPage& page) {
    std::vector<std::string> names;
    for (const auto& entry : page.entries) names.push_back(entry.entry.path);
    return names;
}

} // namespace

class TestRemoteBackups : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutKeysItIsListedAndNotRead() {
        RemoteNode node(false);
        BackupBrowser browser(node.node, node.archives);
        BrowseRequest browse;
        browse.backup = kBackup;
        browse.path = "world";
        const auto page = browser.entries(browse, {});
        QVERIFY2(page, qPrintable(why(page)));
        QCOMPARE(namesOf(*page), (std::vector<std::string>{"world/level.dat", "world/region.mca"}));

        RestorePlanner planner(node.node, node.archives, node.servers);
        RestoreRequest request;
        request.server = kServer;
        request.backup = kBackup;
        for (const auto& refused : {node.restoreSome().error(), node.commands->verify(kBackup, {"cli", ""}).error(),
                                    planner.plan(request, {}).error()}) {
            QCOMPARE(refused.code(), ErrorCode::Unsupported);
            QVERIFY2(refused.message().contains("s3.read"), refused.message().c_str());
        }
        const auto archive = must(node.archives.open(*node.row(kBackup), *std::make_unique<ProgressSink>(), {}));
        const auto entry = must(archive->index().find("server.properties"));
        const auto read = archive->readRange(*entry, 0, 10, {});
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::Unsupported);
        QCOMPARE(node.requests(), 0u);
        QVERIFY(!node.row(kBackup)->missing); // though no file of it is here
    }

    void withKeysItIsListedWithoutTheStore() {
        RemoteNode node(true);
        BackupBrowser browser(node.node, node.archives);
        BrowseRequest browse;
        browse.backup = kBackup;
        QVERIFY(browser.entries(browse, {}));
        QCOMPARE(node.requests(), 0u);
    }

    void withKeysItIsRestored() {
        RemoteNode node(true);
        node.grief();
        RestorePlanner planner(node.node, node.archives, node.servers);
        RestoreRequest request;
        request.server = kServer;
        request.backup = kBackup;
        request.truncate = true;
        const auto planned = planner.plan(request, {});
        QVERIFY2(planned, qPrintable(why(planned)));
        QCOMPARE(planned->preview.files, 3u);
        const Job job = node.ended(must(node.restoreSome()));
        QVERIFY2(job.state == JobState::Completed, job.errorMessage.c_str());
        QCOMPARE(compare(node.before, node.filesOf(kServer)), std::string());
        QCOMPARE_LE(node.sent.load(), node.object.size() + 131'072);
    }

    void oneFileMovesKilobytes() {
        RemoteNode node(true);
        node.grief();
        const Job job = node.ended(must(node.restoreSome({"server.properties"})));
        QVERIFY2(job.state == JobState::Completed, job.errorMessage.c_str());
        QCOMPARE(readFile(node.node.volumePath(kServer) + "/server.properties"), std::string("motd=hello\n"));
        QVERIFY(exists(node.node.volumePath(kServer) + "/virus"));
        QCOMPARE_GT(node.object.size(), 10'000'000u);
        QCOMPARE_LE(node.sent.load(), 262'144u);
    }

    void itIsVerified() {
        RemoteNode node(true);
        Job job = node.ended(must(node.commands->verify(kBackup, {"cli", ""})));
        QVERIFY2(job.state == JobState::Completed, job.errorMessage.c_str());
        QVERIFY(!node.row(kBackup)->verifyResult.empty() && !node.row(kBackup)->damaged);
        node.object[node.object.size() / 2] ^= 1;
        job = node.ended(must(node.commands->verify(kBackup, {"cli", ""})));
        QCOMPARE(job.state, JobState::Failed);
        QVERIFY(node.row(kBackup)->damaged);
    }

    void anObjectThatIsNotThatBackupIsRefused_data() {
        QTest::addColumn<int>("how");
        QTest::addColumn<QString>("code");
        QTest::newRow("gone") << 0 << "not_found";
        QTest::newRow("another backup's") << 1 << "corrupt";
        QTest::newRow("no archive") << 2 << "corrupt";
        QTest::newRow("damaged") << 3 << "corrupt";
    }
    void anObjectThatIsNotThatBackupIsRefused() {
        QFETCH(int, how);
        QFETCH(QString, code);
        RemoteNode node(true);
        if (how == 0) node.object.clear();
        if (how == 1) {
            RemoteNode other(true);
            node.object = other.object;
        }
        if (how == 2) node.object.assign(1000, 'x');
        if (how == 3) node.object[5000] ^= 1;
        node.grief();
        const auto griefed = node.filesOf(kServer);
        const Job job = node.ended(must(node.restoreSome()));
        QCOMPARE(job.state, JobState::Failed);
        QCOMPARE(QString::fromStdString(job.errorCode), code);
        QCOMPARE(compare(griefed, node.filesOf(kServer)), std::string());
        QCOMPARE(node.gate.stops, 0); // nobody was thrown off the server for it
    }

    // The copy here is bad, not the backup.
    void aDamagedIndexIsReadFromTheStore_data() {
        QTest::addColumn<QString>("what");
        for (const char* what : {"restore", "verify", "browse"}) QTest::newRow(what) << QString::fromLatin1(what);
    }
    void aDamagedIndexIsReadFromTheStore() {
        QFETCH(QString, what);
        RemoteNode node(true);
        std::string index = readFile(node.indexPath());
        index[10] ^= 1; // of the first page
        writeFile(node.indexPath(), index);
        node.grief();
        if (what == QStringLiteral("browse")) {
            BackupBrowser browser(node.node, node.archives);
            BrowseRequest browse;
            browse.backup = kBackup;
            const auto page = browser.entries(browse, {});
            QVERIFY2(page, qPrintable(why(page)));
            return;
        }
        const bool restores = what == QStringLiteral("restore");
        const Job job = node.ended(must(restores ? node.restoreSome() : node.commands->verify(kBackup, {"cli", ""})));
        QVERIFY2(job.state == JobState::Completed, job.errorMessage.c_str());
        QVERIFY(!node.row(kBackup)->damaged);
        if (restores) QCOMPARE(compare(node.before, node.filesOf(kServer)), std::string());
    }

    // Neither panel tells the node of a deletion.
    void whatIsGoneIsMarkedAndBackAgain_data() {
        QTest::addColumn<QString>("how");
        for (const char* how : {"look", "verify", "restore", "preview"}) QTest::newRow(how) << QString::fromLatin1(how);
    }
    void whatIsGoneIsMarkedAndBackAgain() {
        QFETCH(QString, how);
        RemoteNode node(true);
        ObjectWatch watch(node.node);
        const auto learn = [&] {
            if (how == QStringLiteral("look")) must(watch.look({}));
            else if (how == QStringLiteral("verify")) node.ended(must(node.commands->verify(kBackup, {"cli", ""})));
            else if (how == QStringLiteral("restore")) node.ended(must(node.restoreSome({"server.properties"})));
            else {
                ProgressSink progress;
                const auto archive = must(node.archives.open(*node.row(kBackup), progress, {}));
                (void)archive->readRange(*must(archive->index().find("server.properties")), 0, 10, {});
            }
        };
        const std::string object = std::exchange(node.object, {});
        learn();
        QVERIFY(!node.row(kBackup)->missing); // just made: the panel may still have to put its parts together
        node.clock.advance(std::chrono::hours(1));
        learn();
        QVERIFY(node.row(kBackup)->missing);
        QVERIFY(!must(node.catalog->backups().newestGood(kServer)));
        QVERIFY(must(node.catalog->backups().troubles()).empty()); // it was somebody's wish, most likely
        node.object = object;
        learn();
        QVERIFY(!node.row(kBackup)->missing);
    }

    void aStoreThatCannotSayMarksNothing() {
        RemoteNode node(true);
        node.clock.advance(std::chrono::hours(1));
        node.bucketIsGone = true;
        ObjectWatch watch(node.node);
        const auto looked = watch.look({});
        QVERIFY(!looked);
        QVERIFY2(looked.error().message().contains("There is no such bucket"), looked.error().message().c_str());
        QVERIFY(!node.row(kBackup)->missing);
    }

    // Without keys nobody here can know whether the one in the bucket is still there.
    void theLastSureBackupIsNamedBeforeItIsDeleted_data() {
        QTest::addColumn<bool>("keys");
        QTest::newRow("with keys") << true;
        QTest::newRow("without") << false;
    }
    void theLastSureBackupIsNamedBeforeItIsDeleted() {
        QFETCH(bool, keys);
        RemoteNode node(keys);
        Backup here = *node.row(kBackup);
        here.id = backupId(2);
        here.adapter = "wings";
        here.created = here.created - std::chrono::hours(1);
        must(node.catalog->backups().insert(here));
        QCOMPARE(must(planDelete(node.node, {here.id})).lostGood.size(), keys ? 0u : 1u);
        QCOMPARE(must(planDelete(node.node, {kBackup})).lostGood.size(), 1u);
    }

    // One opening for all who want it, and each of them may leave.
    void browsingCanBeLeft() {
        RemoteNode node(true);
        std::filesystem::remove(node.indexPath());
        node.hangs = true;
        std::stop_source stop;
        std::atomic<int> cancelledOnes = 0;
        {
            std::vector<std::jthread> readers;
            for (int i = 0; i < 3; ++i) {
                readers.emplace_back([&] {
                    ProgressSink progress;
                    const auto opened = node.archives.open(*node.row(kBackup), progress, stop.get_token());
                    if (!opened && opened.error().code() == ErrorCode::Cancelled) ++cancelledOnes;
                });
            }
            QVERIFY(node.storeServer.waitForRequests(1));
            QElapsedTimer since;
            since.start();
            stop.request_stop();
            readers.clear();
            QCOMPARE_LT(since.elapsed(), 1000);
        }
        QCOMPARE(cancelledOnes.load(), 3);
        QCOMPARE(node.requests(), 1u);
    }

    void aPreviewCanBeLeft() {
        RemoteNode node(true);
        ProgressSink progress;
        const auto archive = must(node.archives.open(*node.row(kBackup), progress, {}));
        const auto entry = must(archive->index().find("server.properties"));
        node.hangs = true;
        std::stop_source stop;
        std::jthread leaver([&] {
            node.storeServer.waitForRequests(1);
            stop.request_stop();
        });
        const auto read = archive->readRange(*entry, 0, 10, stop.get_token());
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::Cancelled);
        node.hangs = false; // the next one has its answer
        QVERIFY(archive->readRange(*entry, 0, 10, {}));
    }

    void aLostIndexIsReadFromTheStore() {
        RemoteNode node(true);
        std::filesystem::remove(node.indexPath());
        const Job job = node.ended(must(node.restoreSome({"server.properties"})));
        QVERIFY2(job.state == JobState::Completed, job.errorMessage.c_str());
        QCOMPARE_LE(node.sent.load(), 262'144u);

        RemoteNode without(false);
        std::filesystem::remove(without.indexPath());
        BackupBrowser browser(without.node, without.archives);
        BrowseRequest browse;
        browse.backup = kBackup;
        const auto page = browser.entries(browse, {});
        QVERIFY(!page);
        QCOMPARE(page.error().code(), ErrorCode::Unsupported);
    }

    // The panel deletes the object; what is known of it here goes when the panel says so.
    void deletingTakesRowAndIndex() {
        RemoteNode node(true);
        QVERIFY(exists(node.indexPath()));
        must(node.commands->removeForPanel(kServer, kBackup));
        QVERIFY(!node.row(kBackup));
        QVERIFY(!exists(node.indexPath()));
        QCOMPARE(node.requests(), 0u);
        QCOMPARE(node.commands->removeForPanel(kServer, kBackup).error().code(), ErrorCode::NotFound); // again
    }

    void indexesOfNobodyGoAtTheStart() {
        RemoteNode node(false);
        must(KeptIndexes(node.node).keep(backupId(9), asBytes("left by a crash")));
        writeFile(node.temp.path("state/indexes/." + kBackup.toString() + ".index.new"), "half");
        writeFile(node.temp.path("state/indexes/readme"), "the admin's");
        StartupRecovery recovery(node.node, node.archives, node.reconciler);
        must(recovery.run());
        QVERIFY(exists(node.indexPath()));
        QVERIFY(exists(node.temp.path("state/indexes/readme")));
        QVERIFY(!exists(node.temp.path("state/indexes/" + backupId(9).toString() + ".index")));
        QVERIFY(!exists(node.temp.path("state/indexes/." + kBackup.toString() + ".index.new")));
        QVERIFY(node.row(kBackup) && !node.row(kBackup)->missing);
    }

    // The url of a restore is not kept over a restart; with keys the object is there all the same.
    void aRestoreWhoseUrlIsGoneReadsTheObject_data() {
        QTest::addColumn<bool>("keys");
        QTest::newRow("with keys") << true;
        QTest::newRow("without") << false;
    }
    void aRestoreWhoseUrlIsGoneReadsTheObject() {
        QFETCH(bool, keys);
        RemoteNode node(keys);
        node.grief();
        const auto griefed = node.filesOf(kServer);
        Job job;
        job.id = jobId(7);
        job.kind = JobKind::Restore;
        job.server = kServer;
        job.backup = kBackup;
        job.origin = {"panel", ""};
        RestoreParameters parameters;
        parameters.truncate = parameters.download = true;
        job.parameters = toJson(parameters);
        const Job ended = node.ended(must(node.scheduler->enqueue(job)));
        QVERIFY2(ended.state == (keys ? JobState::Completed : JobState::Failed), ended.errorMessage.c_str());
        QCOMPARE(compare(keys ? node.before : griefed, node.filesOf(kServer)), std::string());
        QVERIFY(keys || ended.errorMessage.contains("start the restore again in the panel"));
        QCOMPARE(node.messageCount(), 1);
    }
};

QTEST_GUILESS_MAIN(TestRemoteBackups)
#include "test_remote_backups.moc"
