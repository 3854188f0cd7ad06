// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/presigned_upload.h"
#include "shared/engine/store/spool_file.h"
#include "tests/shared/engine/restore/disk_with_room.h"
#include "tests/shared/engine/store/store_helpers.h"
#include "tests/shared/engine/store/upload_stand_ins.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_files.h"
#include "tests/support/fixed_random.h"
#include "tests/support/tree.h"

#include <QTest>
#include <algorithm>
#include <atomic>
#include <fcntl.h>
#include <filesystem>
#include <future>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(std::function<Result<UploadUrls>()>)

namespace {

using Does = MemoryObjects::Does;

Does answers(int status, std::string body = {}, std::vector<std::pair<std::string, std::string>> headers = {}) {
    return {.answer = HttpResponse{status, std::move(headers), std::move(body)}};
}
Does breaks(ErrorCode code, std::uint64_t after = ~std::uint64_t{0}) {
    return {.answer = fail(code, "the line broke"), .takes = after};
}

// All that one upload needs, with parts of 1 MiB.
class Line {
public:
    Line() : Line(std::nullopt) {}
    explicit Line(std::optional<FileSystem> disk) : deps{store, panel, disk ? *disk : files.files(), clock, random, load} {
        settings.spoolDirectory = temp.path();
    }

    // Writes the archive in pieces as the writer does, and publishes it.
    Result<void> send(const std::string& bytes, std::uint64_t atMost) {
        upload.emplace(deps, settings, progress);
        ALULA_ASSIGN(const auto sink, upload->create(contract::server(1), contract::backup(1)));
        ALULA_TRY(sink->expect(atMost, stop.get_token()));
        for (std::size_t at = 0; at < bytes.size(); at += 100'003) {
            ALULA_TRY(sink->write(asBytes(bytes).subspan(at, std::min<std::size_t>(100'003, bytes.size() - at)), at));
            written = at;
            if (onWritten) onWritten(at);
        }
        return sink->publish([this]() -> Result<void> {
            ++readies;
            return {};
        });
    }
    Result<void> send(const std::string& bytes) { return send(bytes, bytes.size()); }

    std::string object(int ask) const {
        std::string whole;
        for (const UploadedPart& part : upload->result().parts) whole += store.objects.at(UrlsOfPanel::url(ask, part.number));
        return whole;
    }
    // A spool file has no name: it is to be seen in nothing but the handles of this process.
    bool spoolIsEmpty() const {
        return snapshot(temp.path()).size() <= 1 && std::ranges::none_of(openFiles(), [this](const std::string& path) {
                   return path.starts_with(temp.path() + "/") && path.ends_with(" (deleted)");
               });
    }
    static std::vector<std::string> openFiles() {
        std::vector<std::string> paths;
        for (const auto& handle : std::filesystem::directory_iterator("/proc/self/fd")) {
            std::error_code gone; // the listing's own
            paths.push_back(std::filesystem::read_symlink(handle, gone).string());
        }
        return paths;
    }

    TempDir temp;
    FaultyFiles files;
    MemoryObjects store;
    UrlsOfPanel panel{1_MiB};
    FakeClock clock{FakeClock::Mode::SkipsSleep};
    FixedRandom random;
    LoadControl load{clock};
    UploadSettings settings;
    UploadDeps deps;
    ProgressSink progress;
    std::optional<PresignedUpload> upload;
    std::stop_source stop;
    std::size_t written = 0;
    std::function<void(std::size_t)> onWritten;
    int readies = 0;
};

std::string words(const Result<void>& result) { return result ? "no error" : result.error().toString(); }

} // namespace

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
    void anExpiredUrlIsAskedForAgain_data();
    void anExpiredUrlIsAskedForAgain();
    void anExpiredUrlWhenTheSpoolIsGone();
    void keysThatMayNotWriteAreToldPlainly();
    void answersOfThePanelThatCannotBeUsed_data();
    void answersOfThePanelThatCannotBeUsed();
    void theWriterHearsOfAFailureSoon();
    void cancelEndsAHangingPart();
    void aFullSpoolEndsIt();
    void aDiskThatFillsUpMeanwhileEndsIt();
    void tooLittleRoomForAPart();
    void largePartsOfThePanelAreMadeSmallOnes();
    void aPanelWithSmallerPartsThanItHad_data();
    void aPanelWithSmallerPartsThanItHad();
    void urlsThatDieAreAskedForAlike();
    void aSlowLineGetsTheArchiveFirst();
    void aSlowLineWithoutRoom();
    void archiveFirstWithoutRoomSaysSo();
    void archiveFirstIsSentAgainWholeWhenItsUrlsDie();
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

void TestPresignedUpload::anExpiredUrlIsAskedForAgain_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<std::string>("code");
    QTest::newRow("as Amazon, Ceph and MinIO say it") << 403 << std::string("AccessDenied");
    QTest::newRow("the panel's session is over") << 400 << std::string("ExpiredToken");
    QTest::newRow("as others say it") << 400 << std::string("ExpiredRequest");
}

void TestPresignedUpload::anExpiredUrlIsAskedForAgain() {
    QFETCH(int, status);
    QFETCH(std::string, code);
    Line line;
    line.store.behave = [&](const std::string& url, int) {
        return url == UrlsOfPanel::url(1, 3) ? answers(status, "<Error><Code>" + code + "</Code></Error>") : Does();
    };
    const auto bytes = pseudoRandom(6, 3_MiB + 1);
    const auto sent = line.send(bytes);
    QVERIFY2(sent, words(sent).c_str());
    QCOMPARE(line.panel.asked, (std::vector<std::uint64_t>{3_MiB + 1, 3_MiB + 1}));
    QVERIFY(line.object(2) == bytes); // every part again: the first upload is gone
    QCOMPARE(line.upload->result().parts[0].etag, MemoryObjects::etagOf(UrlsOfPanel::url(2, 1)));
    QCOMPARE(line.readies, 1);
}

void TestPresignedUpload::anExpiredUrlWhenTheSpoolIsGone() {
    Line line;
    line.settings.parallel = 2;
    line.store.behave = [](const std::string& url, int) { return url.ends_with("/6") ? answers(403) : Does(); };
    const auto sent = line.send(pseudoRandom(7, 8_MiB));
    QVERIFY(!sent);
    QCOMPARE(sent.error().code(), ErrorCode::PermissionDenied);
    QVERIFY(line.upload->result().expired);
    QCOMPARE(line.panel.asked.size(), std::size_t{1});
    QVERIFY(line.spoolIsEmpty());
    QCOMPARE(line.readies, 0);
}

void TestPresignedUpload::keysThatMayNotWriteAreToldPlainly() {
    Line line;
    line.store.behave = [](const std::string&, int) { return answers(403, "<Error><Code>AccessDenied</Code></Error>"); };
    const auto sent = line.send(pseudoRandom(8, 2_MiB));
    QVERIFY(!sent);
    QVERIFY2(words(sent).contains("the panel's keys may not write to its bucket"), words(sent).c_str());
    QCOMPARE(line.panel.asked.size(), std::size_t{2});
    QVERIFY(!line.upload->result().expired); // to begin again would not help
}

void TestPresignedUpload::answersOfThePanelThatCannotBeUsed_data() {
    QTest::addColumn<std::function<Result<UploadUrls>()>>("answer");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, UploadUrls urls, const char* says) {
        QTest::newRow(name) << std::function<Result<UploadUrls>()>([urls] { return urls; }) << QString::fromUtf8(says);
    };
    const std::string good = "https://store/1?X-Amz-Signature=secret";
    row("no urls", {{}, 1_MiB, 0}, "no urls");
    row("no part size", {{good, good, good}, 0, 0}, "part_size is 0");
    row("too few urls", {{good, good}, 1_MiB, 0}, "too few");
    row("a part size that overflows", {{good, good, good}, ~std::uint64_t{0}, 0}, "");
    row("a part of one byte", {{good, good, good}, 1, 0}, "too few");
    row("too many urls", {std::vector<std::string>(10'001, good), 1_MiB, 0}, "10001 urls");
    row("no url", {{good, "file:///etc/passwd", good}, 1_MiB, 0}, "url 2 is none");
    row("a url with a line end", {{good + "\r\nX: y", good, good}, 1_MiB, 0}, "url 1 is none");
    QTest::newRow("it is away") << std::function<Result<UploadUrls>()>([] {
        return fail(ErrorCode::Network, "the panel is away");
    }) << QStringLiteral("the panel is away");
}

void TestPresignedUpload::answersOfThePanelThatCannotBeUsed() {
    QFETCH(std::function<Result<UploadUrls>()>, answer);
    QFETCH(QString, says);
    Line line;
    line.panel.answer = answer;
    const auto sent = line.send(pseudoRandom(9, 2_MiB + 1));
    if (says.isEmpty()) { // large is not wrong: it is spread over the urls
        QVERIFY2(sent, words(sent).c_str());
        return;
    }
    QVERIFY(!sent);
    QVERIFY2(words(sent).contains(says.toStdString()), words(sent).c_str());
    QVERIFY(!words(sent).contains("secret"));
    QVERIFY(line.store.objects.empty());
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

// Parts of 5 GiB, the panels' own default: known from an earlier upload, an archive of 200 MiB is still sent while it is made.
void TestPresignedUpload::largePartsOfThePanelAreMadeSmallOnes() {
    Line line;
    line.settings.parallel = 2;
    line.settings.panelPartSize = 5_GiB;
    line.panel.partSize = 5_GiB;
    std::atomic<int> made = 0;
    line.files.when([&made](const CallInfo& call) {
        if (call.call == Call::Open && (call.flags & O_TMPFILE) == O_TMPFILE) ++made;
        return 0;
    });
    int sentMeanwhile = 0;
    line.onWritten = [&](std::size_t at) {
        if (at > 180_MiB) sentMeanwhile = std::max(sentMeanwhile, line.store.attempts(UrlsOfPanel::url(1, 1)));
    };
    const std::string bytes(200_MiB, 'x');
    const auto sent = line.send(bytes);
    QVERIFY2(sent, words(sent).c_str());
    QCOMPARE(line.panel.asked, std::vector<std::uint64_t>{4 * 5_GiB});
    QCOMPARE(line.upload->result().parts.size(), std::size_t{4}); // of 50 MiB
    QCOMPARE(line.upload->result().panelPartSize, std::uint64_t{5_GiB});
    QCOMPARE(sentMeanwhile, 1);
    QCOMPARE(made.load(), 2);
    QVERIFY(line.object(1) == bytes);

    Line unknown; // the first upload of a node
    unknown.panel.partSize = 5_GiB;
    QVERIFY(unknown.send("x", 200_MiB).has_value());
    QCOMPARE(unknown.panel.asked, std::vector<std::uint64_t>{200_MiB});
    QCOMPARE(unknown.upload->result().panelPartSize, std::uint64_t{5_GiB});
}

void TestPresignedUpload::aPanelWithSmallerPartsThanItHad_data() {
    QTest::addColumn<bool>("refuses");
    QTest::newRow("gives more urls than may be") << false;
    QTest::newRow("cannot sign that many") << true;
}

void TestPresignedUpload::aPanelWithSmallerPartsThanItHad() {
    QFETCH(bool, refuses);
    Line line;
    line.settings.panelPartSize = 100_GiB;
    line.panel.partSize = 5_MiB;
    if (refuses) {
        line.panel.answer = [&line]() -> Result<UploadUrls> {
            if (line.panel.asked.back() > 1_GiB) return fail(ErrorCode::TimedOut, "the panel did not answer in time");
            return line.panel.urlsFor(line.panel.asked.back());
        };
    }
    const std::string bytes(129_MiB, 'x');
    const auto sent = line.send(bytes);
    QVERIFY2(sent, words(sent).c_str());
    QCOMPARE(line.panel.asked, (std::vector<std::uint64_t>{300_GiB, 129_MiB}));
    QCOMPARE(line.upload->result().panelPartSize, std::uint64_t{5_MiB});
    QVERIFY(line.object(2) == bytes);
}

void TestPresignedUpload::urlsThatDieAreAskedForAlike() {
    Line line;
    line.settings.panelPartSize = line.panel.partSize = 5_GiB;
    line.store.behave = [](const std::string& url, int) { return url == UrlsOfPanel::url(1, 2) ? answers(403) : Does(); };
    const std::string bytes(129_MiB, 'x');
    const auto sent = line.send(bytes);
    QVERIFY2(sent, words(sent).c_str());
    QCOMPARE(line.panel.asked, (std::vector<std::uint64_t>{3 * 5_GiB, 3 * 5_GiB}));
    QVERIFY(line.object(2) == bytes);
}

void TestPresignedUpload::aSlowLineGetsTheArchiveFirst() {
    Line line;
    const auto bytes = pseudoRandom(14, 4_MiB + 9);
    line.settings.lastRate = (8_MiB) / (30 * 60); // 8 MiB take half an hour
    line.panel.answer = [&]() -> Result<UploadUrls> {
        if (line.written + 100'003 < bytes.size()) return fail(ErrorCode::Internal, "asked for before it was made");
        UploadUrls urls{{}, 1_MiB, 0};
        for (std::uint64_t i = 1; i <= 5; ++i) urls.parts.push_back(UrlsOfPanel::url(1, i));
        return urls;
    };
    const auto sent = line.send(bytes, 9_MiB);
    QVERIFY2(sent, words(sent).c_str());
    QCOMPARE(line.panel.asked, std::vector<std::uint64_t>{4_MiB + 9}); // to the byte
    QVERIFY(line.upload->result().archiveFirst);
    QVERIFY(line.object(1) == bytes);
    QVERIFY(line.spoolIsEmpty());

    Line faster; // 7 MiB at that rate take less
    faster.settings.lastRate = line.settings.lastRate;
    QVERIFY(faster.send(bytes, 7_MiB).has_value());
    QVERIFY(!faster.upload->result().archiveFirst);
    QCOMPARE(faster.panel.asked, std::vector<std::uint64_t>{7_MiB});
}

void TestPresignedUpload::aSlowLineWithoutRoom() {
    DiskWithRoom disk(kSpoolReserve + 3_MiB);
    Line line(disk.files());
    line.settings.lastRate = 1;
    const auto bytes = pseudoRandom(15, 4_MiB);
    QVERIFY(line.send(bytes).has_value());
    QVERIFY(line.upload->result().noRoomForArchiveFirst);
    QVERIFY(!line.upload->result().archiveFirst);
    QVERIFY(line.object(1) == bytes);
}

void TestPresignedUpload::archiveFirstWithoutRoomSaysSo() {
    DiskWithRoom disk(kSpoolReserve + 3_MiB);
    Line line(disk.files());
    line.settings.archiveFirst = true;
    const auto sent = line.send(pseudoRandom(16, 4_MiB));
    QVERIFY(!sent);
    QCOMPARE(sent.error().code(), ErrorCode::NoSpace);
    QVERIFY(line.panel.asked.empty());
}

void TestPresignedUpload::archiveFirstIsSentAgainWholeWhenItsUrlsDie() {
    Line line;
    line.settings.archiveFirst = true;
    line.settings.parallel = 2;
    line.store.behave = [](const std::string& url, int) { return url == UrlsOfPanel::url(1, 7) ? answers(403) : Does(); };
    const auto bytes = pseudoRandom(17, 8_MiB);
    const auto sent = line.send(bytes);
    QVERIFY2(sent, words(sent).c_str());
    QCOMPARE(line.panel.asked, (std::vector<std::uint64_t>{8_MiB, 8_MiB}));
    QVERIFY(line.object(2) == bytes);
}

QTEST_GUILESS_MAIN(TestPresignedUpload)
#include "test_presigned_upload.moc"
