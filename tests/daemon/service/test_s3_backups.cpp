// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/catalog_outbox.h"
#include "shared/engine/archive/checksum.h"
#include "tests/daemon/service/working_node.h"
#include "tests/shared/engine/store/upload_stand_ins.h"
#include "tests/support/fixed_random.h"

#include <QTest>
#include <filesystem>

using namespace alula;
using namespace alula::test;

namespace {

// moc takes no quotes in a raw string.
const std::string kFirstParts = "{\"etag\":\"\\\"etag-of-1\\\"\",\"part_number\":1},"
                                "{\"etag\":\"\\\"etag-of-2\\\"\",\"part_number\":2}";

// A node whose panel has an object store, with parts of 1 MiB, one at a time.
class NodeWithBucket : public WorkingNode {
public:
    NodeWithBucket() {
        settings.s3.parallel = 1;
        volume(server, {file("noise", 5_MiB)});
        must(start());
        scheduler->setExecutor(JobKind::Create, uploading);
    }
    ~NodeWithBucket() { scheduler.reset(); }

    Result<JobId> ask(const BackupId& backup = backupId(1), const std::string& origin = "panel") {
        CreateRequest request;
        request.server = server;
        request.backup = backup;
        request.adapter = "s3";
        request.origin = {origin, ""};
        return commands->create(request);
    }
    std::string object(int ask) const {
        std::string whole;
        for (std::uint64_t part = 1;; ++part) {
            const auto found = objects.objects.find(UrlsOfPanel::url(ask, part));
            if (found == objects.objects.end()) return whole;
            whole += found->second;
        }
    }
    std::string told() {
        const auto all = messages();
        return all.size() == 1 && messageCount() == 1 ? all.front().body : std::to_string(messageCount()) + " messages";
    }
    void addUpload(const BackupId& id) {
        Backup row;
        row.id = id;
        row.server = server;
        row.adapter = "s3";
        row.state = BackupState::Completed;
        row.created = row.completed = clock.now();
        row.size = row.contentBytes = 64_MiB;
        must(catalog->backups().insert(row));
    }

    const ServerId server = serverId(1);
    MemoryObjects objects;
    UrlsOfPanel urls{1_MiB};
    FakeClock uploadClock{FakeClock::Mode::SkipsSleep};
    FixedRandom noJitter;
    UploadDeps uploads{objects, urls, node.files, uploadClock, noJitter, node.load};
    CreateExecutor uploading{node, servers, &uploads};
};

} // namespace

class TestS3Backups : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }

    void theResultGoesIntoTheOutboxWithItsParts() {
        NodeWithBucket node;
        const auto job = node.ended(must(node.ask()));
        QCOMPARE(job.state, JobState::Completed);
        const auto row = node.row(backupId(1));
        QCOMPARE(row->adapter, std::string("s3"));
        QCOMPARE(row->state, BackupState::Completed);
        const auto object = node.object(1);
        QCOMPARE(row->size, std::uint64_t{object.size()});
        Sha1 sha1;
        sha1.update(asBytes(object));
        QCOMPARE(row->sha1, hex(sha1.finish()));
        const auto told = node.told();
        QVERIFY2(told.contains(R"("successful":true)") && told.contains(row->sha1), told.c_str());
        QVERIFY2(told.contains(kFirstParts), told.c_str());
        QVERIFY(!exists(node.archivePath(node.server, backupId(1))));
    }

    void aFailureIsToldWithoutParts() {
        NodeWithBucket node;
        node.objects.behave = [](const std::string& url, int) {
            MemoryObjects::Does does;
            if (url.ends_with("/3")) does.answer = HttpResponse{400, {}, {}};
            return does;
        };
        QCOMPARE(node.ended(must(node.ask())).state, JobState::Failed);
        QVERIFY(!node.row(backupId(1)));
        const auto told = node.told();
        QVERIFY2(told.contains(R"("parts":[])") && told.contains(R"("successful":false)"), told.c_str());
        QVERIFY(!exists(node.settings.stateDirectory + "/indexes/" + backupId(1).toString() + ".index"));
    }

    // The first parts have left the spool when the urls die: all is made again, whole, and then asked for.
    void urlsThatDieBeginItAgain() {
        NodeWithBucket node;
        node.objects.behave = [](const std::string& url, int) {
            MemoryObjects::Does does;
            if (url == UrlsOfPanel::url(1, 4)) does.answer = HttpResponse{403, {}, {}};
            return does;
        };
        const auto job = node.ended(must(node.ask()));
        QCOMPARE(job.state, JobState::Completed);
        const auto size = node.row(backupId(1))->size;
        QCOMPARE(node.urls.asked.size(), std::size_t{2});
        QVERIFY(node.urls.asked[0] > size); // the bound, and then the size itself
        QCOMPARE(node.urls.asked[1], size);
        QCOMPARE(std::uint64_t{node.object(2).size()}, size);
        QVERIFY(node.told().contains(R"("successful":true)"));
    }

    // It was made whole before the urls were asked for already, and its spool was still there: nothing would be another way.
    void urlsThatDieTwiceOfAWholeArchiveEndIt() {
        NodeWithBucket node;
        must(node.catalog->remembered().keep(kUploadRate, 1000)); // 5 MiB take more than an hour
        node.objects.behave = [](const std::string& url, int) {
            MemoryObjects::Does does;
            if (url.ends_with("/4")) does.answer = HttpResponse{403, {}, {}};
            return does;
        };
        QCOMPARE(node.ended(must(node.ask())).state, JobState::Failed);
        QCOMPARE(node.urls.asked.size(), std::size_t{2}); // by the upload itself: asked for again once
        QVERIFY(!node.row(backupId(1)));
    }

    void aSlowLineIsKnownByTheLastUpload_data() {
        QTest::addColumn<int>("rate"); // bytes a second
        QTest::addColumn<bool>("first");
        QTest::newRow("fast") << 1'000'000 << false;
        QTest::newRow("slow") << 1'000 << true; // 5 MiB take more than an hour
    }
    void aSlowLineIsKnownByTheLastUpload() {
        QFETCH(int, rate);
        QFETCH(bool, first);
        NodeWithBucket node;
        must(node.catalog->remembered().keep(kUploadRate, static_cast<std::uint64_t>(rate)));
        QCOMPARE(node.ended(must(node.ask())).state, JobState::Completed);
        QCOMPARE(node.urls.asked.size(), std::size_t{1});
        QCOMPARE(node.urls.asked[0] == node.row(backupId(1))->size, first);
    }

    void cancelEndsTheSendingOfAWholeArchive() {
        NodeWithBucket node;
        must(node.catalog->remembered().keep(kUploadRate, 1000));
        node.objects.behave = [](const std::string&, int) {
            MemoryObjects::Does does;
            does.hangs = true;
            return does;
        };
        const auto id = must(node.ask());
        QVERIFY(node.objects.waitForRunning(1));
        const auto asked = std::chrono::steady_clock::now();
        must(node.commands->cancel(id));
        QCOMPARE(node.ended(id).state, JobState::Cancelled);
        QVERIFY(std::chrono::steady_clock::now() - asked < std::chrono::seconds(1));
        QVERIFY(!node.row(backupId(1)));
        QVERIFY(node.told().contains(R"("successful":false)"));
    }

    // Of 64 MiB in 32 s, whatever the walk and the writing took; a small one tells nothing.
    void theLineIsJudgedByTheTimeOfSending() {
        NodeWithBucket node;
        QCOMPARE(node.ended(must(node.ask())).state, JobState::Completed);
        QVERIFY(!must(node.catalog->remembered().find(kUploadRate)));
        node.volume(node.server, {file("more noise", 64_MiB)});
        node.urls.partSize = 100_MiB;
        node.objects.behave = [&node](const std::string&, int) {
            node.uploadClock.advance(std::chrono::seconds(32));
            return MemoryObjects::Does();
        };
        QCOMPARE(node.ended(must(node.ask(backupId(2)))).state, JobState::Completed);
        const auto rate = must(node.catalog->remembered().find(kUploadRate));
        QVERIFY(rate.has_value());
        QCOMPARE(*rate, node.row(backupId(2))->size / 32);
    }

    // A panel with parts of 5 GiB: only the first backup of a node goes in one piece.
    void thePanelsPartSizeIsRemembered() {
        NodeWithBucket node;
        node.urls.partSize = 5_GiB;
        std::filesystem::resize_file(node.node.volumePath(node.server) + "/noise", 200_MiB);
        QCOMPARE(node.ended(must(node.ask())).state, JobState::Completed);
        QCOMPARE(node.ended(must(node.ask(backupId(2)))).state, JobState::Completed);
        QCOMPARE(node.urls.asked.size(), std::size_t{2});
        QVERIFY(node.urls.asked[0] < 256_MiB);
        QCOMPARE(node.urls.asked[1], std::uint64_t{4 * 5_GiB});
    }

    // The object never came to be: nobody shall take the row for a backup.
    void aResultThatIsGivenUpMakesItMissing_data() {
        QTest::addColumn<std::string>("adapter");
        QTest::addColumn<bool>("missing");
        QTest::newRow("s3") << std::string("s3") << true;
        QTest::newRow("wings") << std::string("wings") << false; // is there, whether the panel knows or not
    }
    void aResultThatIsGivenUpMakesItMissing() {
        QFETCH(std::string, adapter);
        QFETCH(bool, missing);
        NodeWithBucket node;
        QCOMPARE(node.ended(must(node.ask())).state, JobState::Completed);
        auto row = *node.row(backupId(1));
        row.adapter = adapter;
        must(node.catalog->backups().update(row));
        CatalogOutbox outbox(*node.catalog, node.clock);
        must(outbox.giveUp(node.messages().at(0), "500 for a week"));
        QCOMPARE(node.row(backupId(1))->missing, missing);
        QCOMPARE(must(node.catalog->backups().newestGood(node.server)).has_value(), !missing);
        QCOMPARE(must(node.catalog->outbox().givenUp(10)).size(), std::size_t{1});
    }

    void onlyThePanelMayAsk() {
        NodeWithBucket node;
        const auto refused = node.ask(backupId(1), "console");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::InvalidInput);
        node.settings.panel.url.clear();
        const auto alone = node.ask();
        QVERIFY(!alone);
        QCOMPARE(alone.error().code(), ErrorCode::InvalidInput);
        QVERIFY(alone.error().message().contains("panel.remote"));
        QVERIFY(!node.row(backupId(1)));
    }

    // Its archive is nowhere on this node: neither missing at a start, nor to be deleted; a file of that name is somebody else's.
    void aStartAndADeletionLeaveTheDiskAlone() {
        NodeWithBucket node;
        node.addUpload(backupId(7));
        node.putArchive(node.server, backupId(7), "not of this row");
        for (int start = 0; start < 2; ++start) {
            StartupRecovery recovery(node.node, node.archives, node.reconciler);
            const auto recovered = recovery.run();
            QVERIFY2(recovered, qPrintable(why(recovered)));
            QVERIFY(!node.row(backupId(7))->missing);
        }
        QCOMPARE(must(planDelete(node.node, {backupId(7)})).bytes, std::uint64_t{0});
        QVERIFY(node.commands->removeAllForPanel(node.server).has_value());
        QVERIFY(!node.row(backupId(7)));
        QVERIFY(exists(node.archivePath(node.server, backupId(7))));
    }
};

QTEST_GUILESS_MAIN(TestS3Backups)
#include "test_s3_backups.moc"
