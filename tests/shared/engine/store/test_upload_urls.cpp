// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/spool_file.h"
#include "tests/shared/engine/restore/disk_with_room.h"
#include "tests/shared/engine/store/upload_line.h"

#include <QTest>
#include <atomic>
#include <fcntl.h>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(std::function<Result<UploadUrls>()>)

// What is asked of the panel, when, and what comes of it.
class TestUploadUrls : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anExpiredUrlIsAskedForAgain_data();
    void anExpiredUrlIsAskedForAgain();
    void askedAgainThePanelMayBeOfNoHelp_data();
    void askedAgainThePanelMayBeOfNoHelp();
    void anExpiredUrlWhenTheSpoolIsGone();
    void keysThatMayNotWriteAreToldPlainly();
    void answersOfThePanelThatCannotBeUsed_data();
    void answersOfThePanelThatCannotBeUsed();
    void largePartsOfThePanelAreMadeSmallOnes();
    void aPanelWithSmallerPartsThanItHad_data();
    void aPanelWithSmallerPartsThanItHad();
    void urlsThatDieAreAskedForAlike();
    void aSlowLineGetsTheArchiveFirst();
    void aSlowLineWithoutRoom();
    void archiveFirstWithoutRoomSaysSo();
    void archiveFirstIsSentAgainWholeWhenItsUrlsDie();
};

void TestUploadUrls::anExpiredUrlIsAskedForAgain_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<std::string>("code");
    QTest::newRow("as Amazon, Ceph and MinIO say it") << 403 << std::string("AccessDenied");
    QTest::newRow("the panel's session is over") << 400 << std::string("ExpiredToken");
    QTest::newRow("as others say it") << 400 << std::string("ExpiredRequest");
}

void TestUploadUrls::anExpiredUrlIsAskedForAgain() {
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

void TestUploadUrls::askedAgainThePanelMayBeOfNoHelp_data() {
    QTest::addColumn<std::function<Result<UploadUrls>()>>("again");
    QTest::addColumn<QString>("says");
    const std::string url = "https://store/2/1";
    QTest::newRow("it is away") << std::function<Result<UploadUrls>()>([] {
        return fail(ErrorCode::Network, "the panel is away");
    }) << QStringLiteral("asking for new upload urls");
    QTest::newRow("smaller parts") << std::function<Result<UploadUrls>()>([url] {
        return UploadUrls{std::vector<std::string>(6, url), 512_KiB, 0};
    }) << QStringLiteral("another part size");
    QTest::newRow("fewer urls") << std::function<Result<UploadUrls>()>([url] { return UploadUrls{{url}, 5_MiB, 0}; })
                                << QStringLiteral("another part size");
}

void TestUploadUrls::askedAgainThePanelMayBeOfNoHelp() {
    QFETCH(std::function<Result<UploadUrls>()>, again);
    QFETCH(QString, says);
    Line line;
    line.panel.answer = [&]() -> Result<UploadUrls> {
        return line.panel.asked.size() == 1 ? line.panel.urlsFor(line.panel.asked[0]) : again();
    };
    line.store.behave = [](const std::string& url, int) { return url == UrlsOfPanel::url(1, 3) ? answers(403) : Does(); };
    const auto sent = line.send(pseudoRandom(6, 3_MiB));
    QVERIFY(!sent);
    QVERIFY2(words(sent).contains(says.toStdString()), words(sent).c_str());
    QCOMPARE(line.panel.asked.size(), std::size_t{2});
    QCOMPARE(line.readies, 0);
    QVERIFY(line.spoolIsEmpty());
}

void TestUploadUrls::anExpiredUrlWhenTheSpoolIsGone() {
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

void TestUploadUrls::keysThatMayNotWriteAreToldPlainly() {
    Line line;
    line.store.behave = [](const std::string&, int) { return answers(403, "<Error><Code>AccessDenied</Code></Error>"); };
    const auto sent = line.send(pseudoRandom(8, 2_MiB));
    QVERIFY(!sent);
    QVERIFY2(words(sent).contains("the panel's keys may not write to its bucket"), words(sent).c_str());
    QCOMPARE(line.panel.asked.size(), std::size_t{2});
    QVERIFY(!line.upload->result().expired); // to begin again would not help
}

void TestUploadUrls::answersOfThePanelThatCannotBeUsed_data() {
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

void TestUploadUrls::answersOfThePanelThatCannotBeUsed() {
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

// Parts of 5 GiB, the panels' own default: known from an earlier upload, an archive of 200 MiB is still sent while it is made.
void TestUploadUrls::largePartsOfThePanelAreMadeSmallOnes() {
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

void TestUploadUrls::aPanelWithSmallerPartsThanItHad_data() {
    QTest::addColumn<bool>("refuses");
    QTest::newRow("gives more urls than may be") << false;
    QTest::newRow("cannot sign that many") << true;
}

void TestUploadUrls::aPanelWithSmallerPartsThanItHad() {
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

void TestUploadUrls::urlsThatDieAreAskedForAlike() {
    Line line;
    line.settings.panelPartSize = line.panel.partSize = 5_GiB;
    line.store.behave = [](const std::string& url, int) { return url == UrlsOfPanel::url(1, 2) ? answers(403) : Does(); };
    const std::string bytes(129_MiB, 'x');
    const auto sent = line.send(bytes);
    QVERIFY2(sent, words(sent).c_str());
    QCOMPARE(line.panel.asked, (std::vector<std::uint64_t>{3 * 5_GiB, 3 * 5_GiB}));
    QVERIFY(line.object(2) == bytes);
}

void TestUploadUrls::aSlowLineGetsTheArchiveFirst() {
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

void TestUploadUrls::aSlowLineWithoutRoom() {
    DiskWithRoom disk(kSpoolReserve + 3_MiB);
    Line line(disk.files());
    line.settings.lastRate = 1;
    const auto bytes = pseudoRandom(15, 4_MiB);
    QVERIFY(line.send(bytes).has_value());
    QVERIFY(line.upload->result().noRoomForArchiveFirst);
    QVERIFY(!line.upload->result().archiveFirst);
    QVERIFY(line.object(1) == bytes);
}

void TestUploadUrls::archiveFirstWithoutRoomSaysSo() {
    DiskWithRoom disk(kSpoolReserve + 3_MiB);
    Line line(disk.files());
    line.settings.archiveFirst = true;
    const auto sent = line.send(pseudoRandom(16, 4_MiB));
    QVERIFY(!sent);
    QCOMPARE(sent.error().code(), ErrorCode::NoSpace);
    QVERIFY(line.panel.asked.empty());
}

void TestUploadUrls::archiveFirstIsSentAgainWholeWhenItsUrlsDie() {
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

QTEST_GUILESS_MAIN(TestUploadUrls)
#include "test_upload_urls.moc"
