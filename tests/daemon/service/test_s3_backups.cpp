// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/checksum.h"
#include "tests/daemon/service/working_node.h"
#include "tests/shared/engine/store/upload_stand_ins.h"
#include "tests/support/fixed_random.h"

#include <QTest>

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

    Result<JobId> ask(const std::string& origin = "panel") {
        CreateRequest request;
        request.server = server;
        request.backup = backupId(1);
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
    // An upload of `seconds` before this one, of as many bytes as tell something.
    void addUpload(const BackupId& id, int seconds) {
        Backup row;
        row.id = id;
        row.server = server;
        row.adapter = "s3";
        row.state = BackupState::Completed;
        row.created = row.completed = clock.now();
        row.size = row.contentBytes = 64_MiB;
        row.durationMs = static_cast<std::uint64_t>(seconds) * 1000;
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
        node.addUpload(backupId(7), 24 * 3600);
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
        QTest::addColumn<int>("seconds"); // of 64 MiB
        QTest::addColumn<bool>("first");
        QTest::newRow("fast") << 60 << false;
        QTest::newRow("slow") << 24 * 3600 << true; // 5 MiB take almost two hours
    }
    void aSlowLineIsKnownByTheLastUpload() {
        QFETCH(int, seconds);
        QFETCH(bool, first);
        NodeWithBucket node;
        node.addUpload(backupId(7), seconds);
        QCOMPARE(node.ended(must(node.ask())).state, JobState::Completed);
        QCOMPARE(node.urls.asked.size(), std::size_t{1});
        QCOMPARE(node.urls.asked[0] == node.row(backupId(1))->size, first);
    }

    void onlyThePanelMayAsk() {
        NodeWithBucket node;
        const auto refused = node.ask("console");
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
        node.addUpload(backupId(7), 60);
        node.putArchive(node.server, backupId(7), "not of this row");
        for (int start = 0; start < 2; ++start) {
            StartupRecovery recovery(node.node, node.archives);
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
