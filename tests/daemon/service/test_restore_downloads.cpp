// SPDX-License-Identifier: GPL-3.0-or-later
// Restores from a url, up to the queue: who is told what, and what stays when nothing comes of it.

#include "tests/daemon/service/working_node.h"
#include "tests/support/http_stand_in.h"
#include "tests/support/unlinked_files.h"

#include <QElapsedTimer>
#include <QTest>
#include <atomic>
#include <thread>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

const ServerId kServer = serverId(1);

class DownloadingNode : public WorkingNode {
public:
    DownloadingNode() {
        volume(kServer, {file("a", 1)});
        must(start());
        scheduler->setPaused(true);
    }
    Result<JobId> begin(std::chrono::seconds patience = 13s) {
        RestoreRequest request;
        request.server = kServer;
        request.backup = backupId(1);
        request.adapter = "s3";
        request.downloadUrl = objects.url() + "/object";
        request.origin = {"panel", ""};
        request.answerBy = clock.steady() + patience;
        return commands->restore(request);
    }
    int held() const { return unlinkedFilesIn(settings.backupDirectory); }
    bool letsGo() const {
        return QTest::qWaitFor([this] { return held() == 0; }, 10'000);
    }

    std::function<StandInReply(const SeenRequest&)> answer = [](const SeenRequest&) {
        return StandInReply{.body = "archive", .contentType = "application/gzip"};
    };
    HttpStandIn objects{[this](const SeenRequest& request) { return answer(request); }};
};

} // namespace

class TestRestoreDownloads : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCancelledJobInTheQueueGivesItsRoomBack() {
        DownloadingNode node;
        const auto job = must(node.begin());
        QCOMPARE(node.held(), 1);
        must(node.commands->cancel(job));
        QVERIFY(node.letsGo());
    }

    // Another restore of that server came in while the store was asked.
    void aRefusedOneGivesItsRoomBack() {
        DownloadingNode node;
        node.answer = [&](const SeenRequest&) {
            Job other;
            other.id = jobId(5);
            other.kind = JobKind::Restore;
            other.server = kServer;
            other.backup = backupId(2);
            other.parameters = toJson(RestoreParameters{});
            other.origin = {"cli", ""};
            must(node.scheduler->enqueue(other));
            return StandInReply{.body = "archive", .contentType = "application/gzip"};
        };
        const auto begun = node.begin();
        QVERIFY(!begun);
        QCOMPARE(begun.error().code(), ErrorCode::Conflict);
        QVERIFY(node.letsGo());
    }

    void withoutRoomNothingIsBegun() {
        DownloadingNode node;
        node.disk.shown = SpaceInfo{1_GiB, 10_MiB};
        const auto begun = node.begin();
        QVERIFY(!begun);
        QCOMPARE(begun.error().code(), ErrorCode::NoSpace);
        QCOMPARE(node.held(), 0);
        QVERIFY(must(node.catalog->jobs().unfinished()).empty());
    }

    void whoCameTooLateIsToldAtOnce() {
        DownloadingNode node;
        const auto begun = node.begin(0s);
        QVERIFY(!begun);
        QCOMPARE(begun.error().code(), ErrorCode::Busy);
        QVERIFY(node.objects.requests().empty());
    }

    // The panel takes it for failed by then: it must not be restored behind its back.
    void anAnswerThatComesTooLateBeginsNothing() {
        DownloadingNode node;
        node.answer = [&](const SeenRequest&) {
            node.clock.advance(14s);
            return StandInReply{.body = "archive", .contentType = "application/gzip"};
        };
        const auto begun = node.begin();
        QVERIFY(!begun);
        QCOMPARE(begun.error().code(), ErrorCode::Busy);
        QVERIFY(must(node.catalog->jobs().unfinished()).empty());
        QVERIFY(node.letsGo());
    }

    void silentStoresTakeAFewThreadsOnly() {
        DownloadingNode node;
        node.answer = [](const SeenRequest&) { return StandInReply{.manner = StandInReply::Manner::Hang}; };
        std::atomic<int> ended = 0;
        {
            std::vector<std::jthread> callers;
            for (int i = 0; i < RestoreDownloads::kMostBegun; ++i) {
                callers.emplace_back([&] {
                    if (const auto begun = node.begin(); !begun && begun.error().code() == ErrorCode::Busy) ++ended;
                });
            }
            QVERIFY(node.objects.waitForRequests(RestoreDownloads::kMostBegun));
            QElapsedTimer since;
            since.start();
            const auto oneMore = node.begin();
            QVERIFY(!oneMore);
            QCOMPARE(oneMore.error().code(), ErrorCode::Busy);
            QCOMPARE_LT(since.elapsed(), 1000);
            node.downloads.stop();
        }
        QCOMPARE(ended.load(), RestoreDownloads::kMostBegun);
    }
};

QTEST_GUILESS_MAIN(TestRestoreDownloads)
#include "test_restore_downloads.moc"
