// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/spool_file.h"
#include "tests/shared/engine/restore/disk_with_room.h"
#include "tests/shared/engine/store/upload_line.h"

#include <QTest>
#include <atomic>
#include <fcntl.h>
#include <future>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

class TestPresignedUpload : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anArchiveArrivesInParts_data();
    void anArchiveArrivesInParts();
    void partsGoAtTheSameTime();
    void theSpoolIsBounded();
    void aFailedPartIsSentAgain_data();
    void aFailedPartIsSentAgain();
    void tenTriesAreAll();
    void whatIsLeftToSendIsTold();
    void retryAfterIsHeardInBounds();
    void aFinalAnswerEndsItAtOnce();
    void aPartWithoutETagIsNoPart();
    void theWriterHearsOfAFailureSoon();
    void cancelEndsAHangingPart();
    void aFullSpoolEndsIt();
    void aDiskThatFillsUpMeanwhileEndsIt();
    void tooLittleRoomForAPart();
};

void TestPresignedUpload::anArchiveArrivesInParts_data() {
    QTest::addColumn<qulonglong>("size");
    QTest::addColumn<qulonglong>("parts");
    QTest::newRow("one byte") << 1ULL << 1ULL;
    QTest::newRow("exactly a part") << 1ULL * (1 << 20) << 1ULL;
    QTest::newRow("a byte more") << 1ULL * (1 << 20) + 1 << 2ULL;
    QTest::newRow("many more than spool files") << 11ULL * (1 << 20) + 5 << 12ULL;
}

void TestPresignedUpload::anArchiveArrivesInParts() {
    QFETCH(qulonglong, size);
    QFETCH(qulonglong, parts);
    Line line;
    const auto bytes = pseudoRandom(1, size);
    line.onWritten = [&line](std::size_t at) {
        if (at == 0) QVERIFY(!line.spoolIsEmpty()); // so that it can be told
    };
    const auto sent = line.send(bytes, size + 3'000'000);
    QVERIFY2(sent, words(sent).c_str());
    QCOMPARE(line.panel.asked, std::vector<std::uint64_t>{size + 3'000'000});
    QCOMPARE(line.readies, 1);
    const auto& result = line.upload->result();
    QCOMPARE(result.parts.size(), std::size_t{parts});
    for (std::uint32_t i = 0; i < parts; ++i) {
        QCOMPARE(result.parts[i].number, i + 1);
        QCOMPARE(result.parts[i].etag, MemoryObjects::etagOf(UrlsOfPanel::url(1, i + 1)));
    }
    QVERIFY(line.object(1) == bytes);
    QCOMPARE(result.bytes, std::uint64_t{size});
    for (const RateLimiter* pace : line.store.paces) QCOMPARE(pace, &line.load.write);
    QVERIFY(line.spoolIsEmpty());
}

void TestPresignedUpload::partsGoAtTheSameTime() {
    for (const auto& [panelSays, atATime] : {std::pair{0u, 3}, {2u, 2}, {100u, 3}}) {
        Line line;
        line.settings.parallel = 3;
        line.panel.maxConcurrent = panelSays;
        // The first parts are only taken when as many are on their way as may be.
        line.store.behave = [&line, atATime](const std::string& url, int) {
            if (url.back() - '0' <= atATime) [&] { QVERIFY(line.store.waitForRunning(atATime)); }();
            return Does();
        };
        const auto bytes = pseudoRandom(2, 6_MiB);
        QVERIFY(line.send(bytes).has_value());
        QCOMPARE(line.store.mostAtATime, atATime);
        QVERIFY(line.object(1) == bytes);
    }
}

void TestPresignedUpload::theSpoolIsBounded() {
    Line line;
    line.settings.parallel = 2;
    std::atomic<int> made = 0;
    line.files.when([&made](const CallInfo& call) {
        if (call.call == Call::Open && (call.flags & O_TMPFILE) == O_TMPFILE) ++made;
        return 0;
    });
    QVERIFY(line.send(pseudoRandom(3, 9_MiB)).has_value());
    QCOMPARE(made.load(), 2);
}

void TestPresignedUpload::aFailedPartIsSentAgain_data() {
    QTest::addColumn<int>("how");
    for (const int status : {500, 502, 503, 429, 408}) QTest::newRow(std::to_string(status).c_str()) << status;
    QTest::newRow("Amazon's 408") << 400;
    QTest::newRow("no HTTP") << -4;
    QTest::newRow("no connection") << -1;
    QTest::newRow("reset when half of it was sent") << -2;
    QTest::newRow("stood still") << -3;
}

void TestPresignedUpload::aFailedPartIsSentAgain() {
    QFETCH(int, how);
    Line line;
    line.store.behave = [how](const std::string& url, int attempt) {
        if (!url.ends_with("/2") || attempt > 3) return Does();
        if (how == 400) return answers(how, "<Error><Code>RequestTimeout</Code></Error>");
        if (how > 0) return answers(how, "<Error><Code>SlowDown</Code></Error>");
        if (how == -4) return breaks(ErrorCode::Protocol);
        return how == -1 ? breaks(ErrorCode::Network, 0) : breaks(how == -2 ? ErrorCode::Network : ErrorCode::TimedOut, 500'000);
    };
    const auto bytes = pseudoRandom(4, 3_MiB + 17);
    const auto sent = line.send(bytes);
    QVERIFY2(sent, words(sent).c_str());
    QVERIFY(line.object(1) == bytes);
    QCOMPARE(line.store.attempts(UrlsOfPanel::url(1, 2)), 4);
    QCOMPARE(line.store.attempts(UrlsOfPanel::url(1, 1)), 1);
    QCOMPARE(line.panel.asked.size(), std::size_t{1});
    QCOMPARE(line.clock.sleeps(), (std::vector<std::chrono::nanoseconds>{500ms, 1s, 2s})); // half of 1, 2, 4 s: no jitter here
}

void TestPresignedUpload::tenTriesAreAll() {
    Line line;
    line.store.behave = [](const std::string& url, int) { return url.ends_with("/1") ? answers(503) : Does(); };
    const auto sent = line.send(pseudoRandom(5, 2_MiB));
    QVERIFY(!sent);
    QCOMPARE(line.store.attempts(UrlsOfPanel::url(1, 1)), 10);
    QVERIFY2(words(sent).contains("after 10 tries"), words(sent).c_str());
    QVERIFY2(words(sent).contains("part 1"), words(sent).c_str());
    QCOMPARE(line.readies, 0);
    QVERIFY(line.spoolIsEmpty());
}

void TestPresignedUpload::whatIsLeftToSendIsTold() {
    Line line;
    line.settings.archiveFirst = true;
    line.settings.parallel = 1;
    std::vector<std::uint64_t> told; // when the n-th part is begun, the ones before have been counted: one at a time
    line.store.behave = [&line, &told](const std::string&, int) {
        if (line.progress.phase != Phase::Uploading || line.progress.bytesTotal != 3_MiB + 5) told.push_back(~std::uint64_t{0});
        told.push_back(line.progress.bytesDone);
        return Does();
    };
    QVERIFY(line.send(pseudoRandom(5, 3_MiB + 5)).has_value());
    QCOMPARE(told.size(), std::size_t{4});
    QVERIFY(std::ranges::is_sorted(told) && told.back() <= 3_MiB);
    QCOMPARE(line.progress.bytesDone.load(), std::uint64_t{3_MiB + 5});
}

void TestPresignedUpload::retryAfterIsHeardInBounds() {
    Line line;
    line.store.behave = [](const std::string&, int attempt) {
        if (attempt == 1) return answers(503, {}, {{"retry-after", "7"}});
        return attempt == 2 ? answers(503, {}, {{"retry-after", "86400"}}) : Does();
    };
    QVERIFY(line.send("x").has_value());
    QCOMPARE(line.clock.sleeps(), (std::vector<std::chrono::nanoseconds>{7s, 120s}));
}

void TestPresignedUpload::aFinalAnswerEndsItAtOnce() {
    Line line;
    line.panel.answer = [] { return UploadUrls{{"https://store.example/bucket/o?X-Amz-Signature=secret"}, 1_MiB, 0}; };
    line.store.behave = [](const std::string&, int) {
        return answers(404, "<Error><Code>NoSuchUpload</Code><Message>see /bucket/o?x-amz-signature=secret</Message>");
    };
    const auto sent = line.send("x");
    QVERIFY(!sent);
    QCOMPARE(sent.error().code(), ErrorCode::Refused);
    QVERIFY2(words(sent).contains("https://store.example answered 404 (NoSuchUpload)"), words(sent).c_str());
    QVERIFY(!words(sent).contains("secret"));
    QVERIFY(line.clock.sleeps().empty());
    QVERIFY(!line.upload->result().expired);
}

void TestPresignedUpload::aPartWithoutETagIsNoPart() {
    Line line;
    line.store.behave = [](const std::string&, int) { return Does{.names = false}; };
    const auto sent = line.send("x");
    QVERIFY(!sent);
    QCOMPARE(sent.error().code(), ErrorCode::Protocol);
    QCOMPARE(line.store.attempts(UrlsOfPanel::url(1, 1)), 1);
}

void TestPresignedUpload::theWriterHearsOfAFailureSoon() {
    Line line;
    line.settings.parallel = 2;
    line.store.behave = [](const std::string&, int) { return answers(400); };
    const auto sent = line.send(pseudoRandom(10, 32_MiB));
    QVERIFY(!sent);
    // Two files in the spool and the one it waits for.
    QVERIFY2(line.written < 3_MiB, std::to_string(line.written).c_str());
}

void TestPresignedUpload::cancelEndsAHangingPart() {
    Line line;
    line.store.behave = [](const std::string&, int) { return Does{.hangs = true}; };
    const auto bytes = pseudoRandom(11, 8_MiB);
    auto running = std::async(std::launch::async, [&] { return line.send(bytes); });
    QVERIFY(line.store.waitForRunning(4));
    const auto asked = std::chrono::steady_clock::now();
    line.stop.request_stop();
    const auto sent = running.get();
    QVERIFY(std::chrono::steady_clock::now() - asked < 1s);
    QVERIFY(!sent);
    QCOMPARE(sent.error().code(), ErrorCode::Cancelled);
    QVERIFY(line.spoolIsEmpty());
}

void TestPresignedUpload::aFullSpoolEndsIt() {
    Line line;
    line.files.failCall(15, ENOSPC, Call::Write);
    const auto sent = line.send(pseudoRandom(12, 5_MiB));
    QVERIFY(!sent);
    QCOMPARE(sent.error().code(), ErrorCode::NoSpace);
    QVERIFY2(words(sent).contains("writing to the spool"), words(sent).c_str());
    QVERIFY(line.spoolIsEmpty());
}

// Somebody else's files take the room: the spool leaves them the reserve.
void TestPresignedUpload::aDiskThatFillsUpMeanwhileEndsIt() {
    DiskWithRoom disk(1_GiB);
    Line line(disk.files());
    line.settings.archiveFirst = true;
    line.onWritten = [&disk](std::size_t at) {
        if (at > 100'000'000) disk.setAvailable(kSpoolReserve);
    };
    const auto sent = line.send(std::string(200'000'000, 'x'));
    QVERIFY(!sent);
    QCOMPARE(sent.error().code(), ErrorCode::NoSpace);
    QVERIFY2(line.written < 140'000'000, std::to_string(line.written).c_str());
    QVERIFY(line.panel.asked.empty());
}

void TestPresignedUpload::tooLittleRoomForAPart() {
    DiskWithRoom disk(kSpoolReserve + 900'000);
    Line line(disk.files());
    const auto sent = line.send(pseudoRandom(13, 5_MiB));
    QVERIFY(!sent);
    QCOMPARE(sent.error().code(), ErrorCode::NoSpace);
    QVERIFY2(words(sent).contains("smaller part size"), words(sent).c_str());
    QVERIFY(line.store.objects.empty());
}

QTEST_GUILESS_MAIN(TestPresignedUpload)
#include "test_presigned_upload.moc"
