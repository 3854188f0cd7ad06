// SPDX-License-Identifier: GPL-3.0-or-later
// The object store, the panel's part in it and the fault proxy: what the S3 tests stand on.

#include "shared/base/bytes.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/http.h"
#include "tests/support/object_store.h"
#include "tests/support/panel_stand_in.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>
#include <algorithm>
#include <curl/curl.h>
#include <memory>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

const std::string kServer = "11111111-2222-4333-8444-555555555555";
const std::string kBackup = "aaaaaaaa-2222-4333-8444-555555555555";
const std::string kKey = kServer + "/" + kBackup + ".tar.gz";

// Bytes of which no two MiB are equal.
std::string bytes(std::size_t size) {
    std::string made(size, '\0');
    std::uint64_t state = size;
    for (std::size_t i = 0; i < size; ++i) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        made[i] = static_cast<char>(state >> 56);
    }
    return made;
}

QJsonObject json(const std::string& text) { return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object(); }

// What the panel's api answers to a node that knows the token.
HttpAnswer ask(const PanelStandIn& panel, const std::string& method, const std::string& route, const QJsonObject& body = {}) {
    const auto& options = panel.options();
    return httpRequest(panel.port(), method, "/api/remote" + route,
                       {{"Authorization", "Bearer " + options.tokenId + "." + options.token},
                        {"Accept", "application/json"},
                        {"Content-Type", "application/json"},
                        {"User-Agent", "Alula/test (id:" + options.tokenId + ")"}},
                       method == "GET" ? "" : QJsonDocument(body).toJson(QJsonDocument::Compact).toStdString());
}

QJsonObject result(bool successful, const std::vector<S3Part>& parts) {
    QJsonArray told;
    for (const auto& part : parts)
        told.append(QJsonObject{{QStringLiteral("etag"), QString::fromStdString(part.etag)},
                                {QStringLiteral("part_number"), part.number}});
    return {{QStringLiteral("checksum"), QStringLiteral("da39a3ee5e6b4b0d3255bfef95601890afd80709")},
            {QStringLiteral("checksum_type"), QStringLiteral("sha1")},
            {QStringLiteral("size"), 1},
            {QStringLiteral("successful"), successful},
            {QStringLiteral("parts"), told}};
}

} // namespace

class TestObjectStore : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ObjectStore> m_store;
    int m_buckets = 0;

    S3Client newBucket() { return m_store->makeBucket("bucket-" + std::to_string(++m_buckets)); }

    // Begins an upload of `size` at the panel and puts what there is; the parts as they are to be told.
    static std::vector<S3Part> upload(const PanelStandIn& panel, const std::string& contents, std::uint64_t size) {
        const auto answer = json(ask(panel, "GET", "/backups/" + kBackup + "?size=" + std::to_string(size)).body);
        const auto partSize = static_cast<std::size_t>(answer.value(QLatin1String("part_size")).toInteger());
        const auto urls = answer.value(QLatin1String("parts")).toArray();
        std::vector<S3Part> parts;
        for (std::size_t at = 0; at < contents.size(); at += partSize) {
            const auto url = urls.at(static_cast<qsizetype>(parts.size())).toString().toStdString();
            const auto put = httpCall("PUT", url, contents.substr(at, partSize));
            parts.push_back({static_cast<int>(parts.size()) + 1, put.status == 200 ? put.headers.at("etag") : ""});
        }
        return parts;
    }

private Q_SLOTS:
    void initTestCase() {
        if (const auto why = ObjectStore::whyNot(); !why.empty()) QSKIP(why.c_str());
        m_store = std::make_unique<ObjectStore>();
    }

    void keepsObjects() {
        const auto bucket = newBucket();
        const auto contents = bytes(300'000);
        bucket.put("a folder/ä & b", contents);
        QVERIFY(bucket.get("a folder/ä & b") == contents);
        QCOMPARE(bucket.list(), std::vector<std::string>{"a folder/ä & b"});
        QCOMPARE(bucket.head("a folder/ä & b")->size, contents.size());
        bucket.remove("a folder/ä & b");
        QVERIFY(!bucket.head("a folder/ä & b"));
        QVERIFY(bucket.list().empty());
    }

    void refusesUrlsThatAreNotGood_data() {
        QTest::addColumn<QString>("spoil");
        for (const char* const way :
             {"nothing", "expired", "another key", "another method", "another secret", "another host", "a longer life"})
            QTest::addRow("%s", way) << QString::fromLatin1(way);
    }
    void refusesUrlsThatAreNotGood() {
        QFETCH(QString, spoil);
        const auto bucket = newBucket();
        bucket.put("key", "contents");
        bucket.put("other", "contents");
        S3Permission like;
        if (spoil == QLatin1String("expired")) like.signedAt -= 2h;
        if (spoil == QLatin1String("another host")) like.endpoint = "http://localhost:" + std::to_string(m_store->port());
        S3Keys keys;
        if (spoil == QLatin1String("another secret")) keys.secret += "x";
        auto url = S3Client(bucket.endpoint(), bucket.bucket(), keys).urlToGet("key", like);
        const auto replace = [&url](const std::string& from, const std::string& to) {
            url.replace(url.find(from), from.size(), to);
        };
        if (spoil == QLatin1String("another key")) replace("/key", "/other");
        if (spoil == QLatin1String("a longer life")) replace("X-Amz-Expires=3600", "X-Amz-Expires=7200");
        if (spoil == QLatin1String("another host")) replace("localhost", "127.0.0.1");
        const auto answer = httpCall(spoil == QLatin1String("another method") ? "PUT" : "GET", url);
        QCOMPARE(answer.status, spoil == QLatin1String("nothing") ? 200 : 403);
        QCOMPARE(bucket.get("key"), std::string("contents"));
    }

    // What `s3.read` will sign with. The keys go as two options: CURLOPT_USERPWD would end the first at its colon.
    void takesLibcurlsSignature() {
        const auto bucket = newBucket();
        bucket.put("a folder/key", "0123456789");
        const auto status = [&](const std::string& secret, std::string& body) {
            const std::unique_ptr<CURL, void (*)(CURL*)> curl(::curl_easy_init(), ::curl_easy_cleanup);
            ::curl_easy_setopt(curl.get(), CURLOPT_URL, (bucket.endpoint() + "/" + bucket.bucket() + "/a%20folder/key").c_str());
            ::curl_easy_setopt(curl.get(), CURLOPT_AWS_SIGV4, "aws:amz:us-east-1:s3");
            ::curl_easy_setopt(curl.get(), CURLOPT_USERNAME, bucket.keys().access.c_str());
            ::curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, secret.c_str());
            ::curl_easy_setopt(curl.get(), CURLOPT_RANGE, "2-4");
            ::curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
            ::curl_easy_setopt(
                curl.get(), CURLOPT_WRITEFUNCTION, +[](char* bytes, std::size_t one, std::size_t count, void* to) {
                    static_cast<std::string*>(to)->append(bytes, one * count);
                    return one * count;
                });
            long code = 0;
            if (::curl_easy_perform(curl.get()) == CURLE_OK) ::curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &code);
            return code;
        };
        std::string body, refusal;
        QCOMPARE(status(bucket.keys().secret, body), 206);
        QCOMPARE(body, std::string("234"));
        QCOMPARE(status("wrong", refusal), 403);
    }

    void completesWhatThePanelIsTold_data() {
        QTest::addColumn<std::uint64_t>("partSize");
        QTest::addColumn<std::uint64_t>("size");
        QTest::newRow("one part") << std::uint64_t{5_MiB} << std::uint64_t{1'000};
        QTest::newRow("parts of 5 MiB") << std::uint64_t{5_MiB} << std::uint64_t{12_MiB + 1};
        QTest::newRow("parts that fit exactly") << std::uint64_t{5_MiB} << std::uint64_t{10_MiB};
        QTest::newRow("parts of 128 MiB") << std::uint64_t{128_MiB} << std::uint64_t{129_MiB};
    }
    void completesWhatThePanelIsTold() {
        QFETCH(std::uint64_t, partSize);
        QFETCH(std::uint64_t, size);
        const auto bucket = newBucket();
        const auto uploads = std::make_shared<PanelUploads>(bucket, PanelUploads::Options{.partSize = partSize});
        PanelStandIn panel;
        panel.attachStore(uploads);
        panel.addS3Backup(kBackup, kServer);
        const auto contents = bytes(size);
        // An upper bound is asked for; the urls that were not needed are not told.
        const auto parts = upload(panel, contents, size + 2 * partSize);
        QCOMPARE(uploads->asked().at(0).urls, (size + 2 * partSize + partSize - 1) / partSize);
        QVERIFY(bucket.list().empty());
        QCOMPARE(ask(panel, "POST", "/backups/" + kBackup, result(true, parts)).status, 204);
        QVERIFY(bucket.get(kKey) == contents);
        QCOMPARE(bucket.head(kKey)->contentType, std::string("application/x-gzip"));
        QCOMPARE(httpCall("GET", uploads->downloadUrl({kBackup, kServer})).body.size(), size);
        QVERIFY(bucket.uploads().empty());
        QCOMPARE(ask(panel, "GET", "/backups/" + kBackup + "?size=1").status, 409);
        QCOMPARE(ask(panel, "POST", "/backups/" + kBackup, result(true, parts)).status, 400);
        QVERIFY(panel.complaints().empty());
    }

    void abortsWhatFailed() {
        const auto bucket = newBucket();
        PanelStandIn panel;
        panel.attachStore(std::make_shared<PanelUploads>(bucket, PanelUploads::Options{.partSize = 5_MiB}));
        panel.addS3Backup(kBackup, kServer);
        QCOMPARE(upload(panel, bytes(6_MiB), 6_MiB).size(), 2U);
        QCOMPARE(bucket.uploads().size(), 1U);
        QCOMPARE(ask(panel, "POST", "/backups/" + kBackup, result(false, {})).status, 204);
        QVERIFY(bucket.uploads().empty());
        QVERIFY(bucket.list().empty());
    }

    void refusesWhatTheStoreRefuses_data() {
        QTest::addColumn<QString>("spoil");
        for (const char* const way :
             {"no parts", "a wrong etag", "a part that was not sent", "wrong order", "a small part first"})
            QTest::addRow("%s", way) << QString::fromLatin1(way);
    }
    void refusesWhatTheStoreRefuses() {
        QFETCH(QString, spoil);
        const auto bucket = newBucket();
        const bool small = spoil == QLatin1String("a small part first");
        PanelStandIn panel;
        panel.attachStore(std::make_shared<PanelUploads>(bucket, PanelUploads::Options{.partSize = small ? 1_MiB : 5_MiB}));
        panel.addS3Backup(kBackup, kServer);
        const auto size = small ? 2_MiB : 6_MiB;
        const auto parts = upload(panel, bytes(size), size);
        QCOMPARE(parts.size(), 2U);
        auto told = parts;
        if (spoil == QLatin1String("no parts")) told.clear();
        if (spoil == QLatin1String("a wrong etag")) told[1].etag = told[0].etag;
        if (spoil == QLatin1String("a part that was not sent")) told.push_back({3, told[0].etag});
        if (spoil == QLatin1String("wrong order")) std::swap(told[0], told[1]);
        QCOMPARE(ask(panel, "POST", "/backups/" + kBackup, result(true, told)).status, 500);
        QVERIFY(bucket.list().empty());
        QVERIFY(panel.told().empty());
        if (!small) { // the panel's row was rolled back: the truth is still taken
            QCOMPARE(ask(panel, "POST", "/backups/" + kBackup, result(true, parts)).status, 204);
            QCOMPARE(bucket.list(), std::vector<std::string>{kKey});
        }
    }

    void takesTenThousandParts() {
        const auto bucket = newBucket();
        const auto id = bucket.startUpload(kKey);
        QCOMPARE(httpCall("PUT", bucket.urlToPutPart(kKey, id, 10'000, {}), "last").status, 200);
        QCOMPARE(httpCall("PUT", bucket.urlToPutPart(kKey, id, 10'001, {}), "more").status, 400);
        QCOMPARE(bucket.abortUpload(kKey, id).status, 204);
    }

    void beginsAgainForEachAsk() {
        const auto bucket = newBucket();
        const auto uploads = std::make_shared<PanelUploads>(
            bucket, PanelUploads::Options{.partSize = 5_MiB, .lifetime = 60min, .age = 61min, .maxConcurrent = 3});
        PanelStandIn panel;
        panel.attachStore(uploads);
        panel.addS3Backup(kBackup, kServer);
        QCOMPARE(upload(panel, "contents", 8).at(0).etag, std::string()); // expired
        uploads->set({.partSize = 5_MiB, .lifetime = 60min});
        const auto parts = upload(panel, "contents", 8);
        QVERIFY(uploads->asked().at(0).uploadId != uploads->asked().at(1).uploadId);
        QCOMPARE(ask(panel, "POST", "/backups/" + kBackup, result(true, parts)).status, 204);
        QCOMPARE(bucket.get(kKey), std::string("contents"));
        QCOMPARE(bucket.uploads().size(), 1U); // the first one: Pelican forgets it as well
    }

    // Urls that are signed for the proxy, and a store that is called through it.
    void takesPartsThroughAProxy_data() {
        QTest::addColumn<int>("seed");
        for (const int seed : {1, 4, 5, 6, 7, 8, 10}) QTest::addRow("seed %d", seed) << seed;
    }
    void takesPartsThroughAProxy() {
        QFETCH(int, seed);
        using Kind = WireFault::Kind;
        const auto bucket = newBucket();
        FaultProxy proxy(m_store->port());
        proxy.choose(FaultProxy::seeded(static_cast<std::uint64_t>(seed), 2, 6_MiB,
                                        {Kind::ResetUp, Kind::ResetDown, Kind::CutShort, Kind::Answer, Kind::WrongLength}));
        const auto contents = bytes(12_MiB);
        const auto id = bucket.startUpload(kKey);
        S3Permission like;
        like.endpoint = proxy.url();
        std::vector<S3Part> parts;
        for (int number = 1; number <= 3; ++number) {
            const auto body = contents.substr((static_cast<std::size_t>(number) - 1) * 5_MiB, 5_MiB);
            // To curl 8.14 a head that is cut short is whole: 200 without an ETag.
            std::string etag;
            for (int tries = 0; tries < 50 && etag.empty(); ++tries) {
                const auto put = httpCall("PUT", bucket.urlToPutPart(kKey, id, number, like), body);
                etag = put.status == 200 && put.headers.contains("etag") ? put.headers.at("etag") : "";
            }
            QVERIFY(!etag.empty());
            parts.push_back({number, etag});
        }
        QCOMPARE(bucket.completeUpload(kKey, id, parts).status, 200);
        QVERIFY(bucket.get(kKey) == contents);
        QVERIFY(std::ranges::any_of(proxy.requests(), &WireRequest::happened));
        proxy.behave();
        QVERIFY(httpCall("GET", bucket.urlToGet(kKey, like)).body == contents);
    }

    void endsWithItsOwner() {
        const TempDir dir;
        QProcess owner;
        owner.start(QStringLiteral("sleep"), {QStringLiteral("600")});
        QVERIFY(owner.waitForStarted());
        QProcess script;
        script.start(QStringLiteral(ALULA_SOURCE_DIR "/scripts/object-store"),
                     {QStringLiteral("start"), QString::fromStdString(dir.path("store")), QStringLiteral("0"),
                      QString::number(owner.processId())});
        QVERIFY(script.waitForFinished() && script.exitCode() == 0);
        const auto pid = QByteArray::fromStdString(readFile(dir.path("store/pid"))).trimmed().toInt();
        const UniqueFd store(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
        QVERIFY(store);
        owner.kill(); // as a test that crashes
        owner.waitForFinished();
        pollfd ended{store.get(), POLLIN, 0};
        QCOMPARE(::poll(&ended, 1, 10'000), 1);
    }

    void answersAsBeforeWithoutAStore() {
        PanelStandIn panel;
        panel.addBackup(kBackup);
        QCOMPARE(ask(panel, "GET", "/backups/" + kBackup + "?size=1").status, 404);
        QCOMPARE(ask(panel, "POST", "/backups/" + kBackup, result(true, {})).status, 204);
    }
};

QTEST_GUILESS_MAIN(TestObjectStore)
#include "test_object_store.moc"
