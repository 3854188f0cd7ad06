// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/clock.h"
#include "shared/engine/net/http_downloader.h"
#include "tests/support/http_stand_in.h"

#include <QElapsedTimer>
#include <QTest>
#include <optional>
#include <thread>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

using Manner = StandInReply::Manner;

class Gathered final : public DownloadSink {
public:
    Result<void> head(const HttpResponse& head) override {
        heads.push_back(head);
        return headError ? fail(*headError) : Result<void>();
    }
    Result<void> body(ByteSpan bytes) override {
        if (heads.empty()) return fail(ErrorCode::Internal, "a body without a head");
        text += asText(bytes);
        if (whenBody) whenBody();
        return {};
    }
    int status() const { return heads.size() == 1 ? heads[0].status : -static_cast<int>(heads.size()); }

    std::vector<HttpResponse> heads;
    std::string text;
    std::optional<Error> headError;
    std::function<void()> whenBody;
};

HttpStandIn::Handler always(StandInReply reply) {
    return [reply](const SeenRequest&) { return reply; };
}

StandInReply redirect(const std::string& to, int status = 302) {
    return {.status = status, .body = "moved", .contentType = "text/plain", .headers = {{"Location", to}}};
}

Result<void> get(const std::string& url, DownloadSink& sink, std::stop_token stop = {}) {
    HttpDownload download;
    download.url = url;
    return HttpDownloader().get(download, sink, stop);
}

AddressGuard guardWith(const std::vector<std::string>& allowed) { return AddressGuard::make(allowed).value(); }

Result<void> foreign(const std::string& url, const AddressGuard& guard, DownloadSink& sink,
                     std::function<std::string(const std::string&)> resolve = {}) {
    HttpDownload download;
    download.url = url;
    download.connectTimeout = 2s;
    return downloadForeign(download, {.guard = guard, .resolve = std::move(resolve)}, sink, {});
}

} // namespace

class TestHttpDownloader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theHeadComesBeforeTheBody() {
        HttpStandIn server(always({.status = 206, .body = std::string(300'000, 'x'), .headers = {{"ETag", "\"e\""}}}));
        Gathered sink;
        HttpDownload download;
        download.url = server.url() + "/object?X-Amz-Signature=1";
        download.range = "5-";
        download.headers = {{"If-Range", "\"e\""}};
        QVERIFY(HttpDownloader().get(download, sink, {}));
        QCOMPARE(sink.status(), 206);
        QCOMPARE(sink.heads[0].header("etag"), std::string("\"e\""));
        QCOMPARE(sink.text.size(), 300'000u);
        const auto seen = server.requests().at(0);
        QCOMPARE(seen.method, std::string("GET"));
        QCOMPARE(seen.header("range"), std::string("bytes=5-"));
        QCOMPARE(seen.header("if-range"), std::string("\"e\""));
        QCOMPARE(seen.header("accept-encoding"), std::string()); // the bytes as they lie there
    }

    void aRefusalIsAnAnswer() {
        HttpStandIn server(always({.status = 403, .body = "<Error/>"}));
        Gathered sink;
        QVERIFY(get(server.url(), sink));
        QCOMPARE(sink.status(), 403);
        QCOMPARE(sink.text, std::string("<Error/>"));
    }

    void badPeersAreErrors_data() {
        QTest::addColumn<int>("manner");
        QTest::addColumn<int>("code");
        QTest::newRow("body breaks off") << static_cast<int>(Manner::Halfway) << static_cast<int>(ErrorCode::Network);
        QTest::newRow("reset") << static_cast<int>(Manner::Reset) << static_cast<int>(ErrorCode::Network);
        QTest::newRow("not HTTP") << static_cast<int>(Manner::Garbage) << static_cast<int>(ErrorCode::Protocol);
    }
    void badPeersAreErrors() {
        QFETCH(int, manner);
        QFETCH(int, code);
        HttpStandIn server(always({.body = std::string(1000, 'x'), .manner = static_cast<Manner>(manner)}));
        Gathered sink;
        const auto done = get(server.url(), sink);
        QVERIFY(!done);
        QCOMPARE(static_cast<int>(done.error().code()), code);
        if (static_cast<Manner>(manner) == Manner::Halfway) QCOMPARE(sink.text.size(), 500u);
    }

    void tooManyHeadersAreAnError() {
        StandInReply reply;
        for (int i = 0; i < 300; ++i) reply.headers.emplace_back("X-" + std::to_string(i), "y");
        HttpStandIn server(always(reply));
        Gathered sink;
        const auto done = get(server.url(), sink);
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::Protocol);
        QVERIFY(sink.heads.empty());
    }

    void aPeerThatStandsStillTimesOut() {
        HttpStandIn server(always({.manner = Manner::Hang}));
        HttpDownload download;
        download.url = server.url() + "/secret?key=1";
        download.stall = 100ms;
        Gathered sink;
        const auto done = HttpDownloader().get(download, sink, {});
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::TimedOut);
        QVERIFY(!done.error().toString().contains("secret"));
    }

    void theSinksErrorEndsIt() {
        HttpStandIn server(always({.manner = Manner::Huge, .hugeBytes = 1'000_GiB}));
        Gathered sink;
        sink.headError = Error(ErrorCode::NoSpace, "no room");
        const auto done = get(server.url(), sink);
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::NoSpace);
        QVERIFY(sink.text.empty());
    }

    void cancelIsHeardAtOnce_data() {
        QTest::addColumn<bool>("paced");
        QTest::newRow("in the transfer") << false;
        QTest::newRow("waiting for the read limit") << true;
    }
    void cancelIsHeardAtOnce() {
        QFETCH(bool, paced);
        HttpStandIn server(always({.manner = Manner::Huge, .hugeBytes = 1'000_GiB}));
        SystemClock clock;
        RateLimiter slow(clock);
        slow.setLimit(1);
        HttpDownload download;
        download.url = server.url();
        if (paced) download.pace = &slow;
        Gathered sink;
        std::stop_source stop;
        QElapsedTimer since;
        std::jthread canceller;
        const auto cancel = [&] {
            since.start();
            stop.request_stop();
        };
        if (paced)
            canceller = std::jthread([&] {
                server.waitForRequests(1);
                cancel();
            });
        else
            sink.whenBody = [&] {
                if (!stop.stop_requested()) cancel();
                sink.text.clear();
            };
        const auto done = HttpDownloader().get(download, sink, stop.get_token());
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::Cancelled);
        QCOMPARE_LT(since.elapsed(), 1000);
    }

    void itSigns() {
        HttpStandIn server(always({.status = 206}));
        const S3Credentials keys{"eu-west-9", "the-key", "the:secret"};
        HttpDownload download;
        download.url = server.url() + "/bucket/a/b.tar.gz";
        download.range = "-64";
        download.sign = &keys;
        download.headers = {{"If-Match", "\"e\""}};
        Gathered sink;
        QVERIFY(HttpDownloader().get(download, sink, {}));
        const auto seen = server.requests().at(0);
        const std::string authorization = seen.header("authorization");
        QVERIFY2(authorization.starts_with("AWS4-HMAC-SHA256 Credential=the-key/"), authorization.c_str());
        QVERIFY(authorization.contains("/eu-west-9/s3/aws4_request"));
        QVERIFY(!seen.header("x-amz-date").empty());
        QCOMPARE(seen.header("range"), std::string("bytes=-64"));
        QCOMPARE(seen.header("if-match"), std::string("\"e\""));
    }

    // Every way to write an address that must not be reached; the port is that of a server which would answer.
    void blockedUrlsAreNeverAsked_data() {
        QTest::addColumn<QString>("host");
        for (const char* host : {"127.0.0.1",
                                 "127.1",
                                 "127.0.1",
                                 "2130706433",
                                 "0x7f000001",
                                 "0x7f.1",
                                 "0177.0.0.1",
                                 "017700000001",
                                 "0x7F.0.0.0x1",
                                 "0.0.0.0",
                                 "0",
                                 "localhost",
                                 "LOCALHOST.",
                                 "10.0.0.1",
                                 "0xa000001",
                                 "012.0.0.1",
                                 "172.16.0.1",
                                 "192.168.0.1",
                                 "100.64.0.1",
                                 "169.254.169.254",
                                 "2852039166",
                                 "0xa9fea9fe",
                                 "192.0.0.192",
                                 "198.18.0.1",
                                 "192.0.2.1",
                                 "224.0.0.1",
                                 "255.255.255.255",
                                 "240.0.0.1",
                                 "[::1]",
                                 "[::]",
                                 "[0:0:0:0:0:0:0:1]",
                                 "[::ffff:127.0.0.1]",
                                 "[::ffff:7f00:1]",
                                 "[::127.0.0.1]",
                                 "[::ffff:0:127.0.0.1]",
                                 "[64:ff9b::7f00:1]",
                                 "[64:ff9b::169.254.169.254]",
                                 "[64:ff9b:1::1]",
                                 "[2002:7f00:1::1]",
                                 "[2001::1]",
                                 "[2001:db8::1]",
                                 "[fc00::1]",
                                 "[fd00:ec2::254]",
                                 "[fe80::1]",
                                 "[fec0::1]",
                                 "[ff02::1]",
                                 "[fe80::1%25lo]",
                                 "[::1%25lo]",
                                 "user@127.0.0.1",
                                 "user:password@8.8.8.8",
                                 "8.8.8.8@127.0.0.1",
                                 "allowed.example@[::1]",
                                 "127.0.0.1%00.allowed.example",
                                 "\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.0.0.1",
                                 "",
                                 "%31%32%37.0.0.1"})
            QTest::newRow(*host == '\0' ? "no host" : host) << QString::fromUtf8(host);
    }
    void blockedUrlsAreNeverAsked() {
        QFETCH(QString, host);
        HttpStandIn server(always({.body = "inner secrets"}));
        const std::string url = "http://" + host.toStdString() + ":" + std::to_string(server.port()) + "/";
        const AddressGuard guard = guardWith({"allowed.example"});
        Gathered direct;
        const auto done = foreign(url, guard, direct);
        QVERIFY(!done);
        QVERIFY2(done.error().code() == ErrorCode::Refused || done.error().code() == ErrorCode::InvalidInput,
                 done.error().toString().c_str());
        QVERIFY(direct.heads.empty());
        QVERIFY(server.requests().empty());

        // And the same behind a redirect of a server that may be asked.
        HttpStandIn first(always(redirect(url)));
        Gathered redirected;
        const auto followed = foreign("http://allowed.example:" + std::to_string(first.port()), guard, redirected,
                                      [](const std::string& name) { return name == "allowed.example" ? "127.0.0.1" : ""; });
        QCOMPARE(first.requests().size(), 1u);
        QVERIFY(!followed);
        QVERIFY2(followed.error().code() == ErrorCode::Refused || followed.error().code() == ErrorCode::InvalidInput,
                 followed.error().toString().c_str());
        QVERIFY(redirected.heads.empty());
        QVERIFY(server.requests().empty());
    }

    void otherSchemesAreNoUrls_data() {
        QTest::addColumn<QString>("url");
        for (const char* url : {"file:///etc/passwd", "ftp://8.8.8.8/", "gopher://8.8.8.8/", "//8.8.8.8/", "8.8.8.8",
                                "http://8.8.8.8:99999/", "http://8.8.8.8/ x", "http://8.8.8.8/\n", "unix:/run/docker.sock", ""})
            QTest::newRow(*url == '\0' ? "empty" : url) << QString::fromUtf8(url);
    }
    void otherSchemesAreNoUrls() {
        QFETCH(QString, url);
        Gathered sink;
        const auto done = foreign(url.toStdString(), AddressGuard(), sink);
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::InvalidInput);
    }

    void redirectsToOtherSchemesAreRefused_data() {
        QTest::addColumn<QString>("to");
        for (const char* to : {"file:///etc/passwd", "ftp://127.0.0.1/", "dict://127.0.0.1:11211/stat", "http://user@127.0.0.1/"})
            QTest::newRow(to) << QString::fromUtf8(to);
    }
    void redirectsToOtherSchemesAreRefused() {
        QFETCH(QString, to);
        HttpStandIn server(always(redirect(to.toStdString())));
        Gathered sink;
        const auto done = foreign(server.url(), guardWith({"127.0.0.1"}), sink);
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::InvalidInput);
    }

    void aNameIsJudgedAtEveryConnection() {
        HttpStandIn server([](const SeenRequest& request) -> StandInReply {
            return request.path() == "/a" ? redirect("/b") : StandInReply{.body = "secret"};
        });
        // The first time the name means an address that may be asked, the second time another one.
        int asked = 0;
        const auto rebinding = [&](const std::string&) { return ++asked == 1 ? "127.0.0.1" : "127.0.0.2"; };
        Gathered sink;
        const auto done =
            foreign("http://rebind.example:" + std::to_string(server.port()) + "/a", guardWith({"127.0.0.1"}), sink, rebinding);
        QCOMPARE(asked, 2);
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::Refused);
        QVERIFY2(done.error().message().contains("127.0.0.2"), done.error().message().c_str());
        QVERIFY(sink.heads.empty());
        QCOMPARE(server.requests().size(), 1u);
    }

    void aBlockedAddressBesideAPublicOneIsLeftOut() {
        HttpStandIn server(always({.body = "good"}));
        Gathered sink;
        const auto done = foreign("http://both.example:" + std::to_string(server.port()), guardWith({"127.0.0.1"}), sink,
                                  [](const std::string&) { return "[::1],127.0.0.2,127.0.0.1"; });
        QVERIFY2(done, done ? "" : done.error().toString().c_str());
        QCOMPARE(sink.text, std::string("good"));
    }

    void redirectsAreFollowedByHand() {
        HttpStandIn server([](const SeenRequest& request) -> StandInReply {
            if (request.path() == "/object") return {.body = "archive"};
            const int left = std::stoi(request.path().substr(1));
            return redirect(left == 1 ? "object?signed=1" : "/" + std::to_string(left - 1), left % 2 == 0 ? 301 : 307);
        });
        const auto guard = guardWith({"127.0.0.0/8"});
        HttpDownload download;
        download.url = server.url() + "/10";
        download.headers = {{"If-Range", "\"e\""}};
        const S3Credentials keys{"r", "key", "secret"};
        download.sign = &keys; // not to others
        Gathered sink;
        QVERIFY(downloadForeign(download, {.guard = guard}, sink, {}));
        QCOMPARE(sink.status(), 200);
        QCOMPARE(sink.text, std::string("archive"));
        QCOMPARE(server.requests().back().target, std::string("/object?signed=1"));
        for (const auto& request : server.requests()) {
            QCOMPARE(request.header("authorization"), std::string());
            QCOMPARE(request.header("if-range"), std::string("\"e\""));
            QCOMPARE(request.header("referer"), std::string());
        }
        download.url = server.url() + "/11";
        Gathered tooFar;
        const auto done = downloadForeign(download, {.guard = guard}, tooFar, {});
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::Protocol);
        QVERIFY(tooFar.heads.empty());
    }

    void httpsIsNotLeftByARedirect() {
        HttpStandIn plain(always({.body = "told to everybody"}));
        HttpStandIn tls(always(redirect(plain.url())), true, "localhost");
        HttpDownload download;
        download.url = "https://localhost:" + std::to_string(tls.port());
        download.caFile = tls.caFile();
        Gathered sink;
        const auto guard = guardWith({"127.0.0.0/8", "::1"});
        const auto done = downloadForeign(download, {.guard = guard}, sink, {});
        QVERIFY(!done);
        QVERIFY2(done.error().message().contains("https to http"), done.error().toString().c_str());
        QVERIFY(plain.requests().empty());
    }

    void theProxyOfTheEnvironmentIsIgnored() {
        HttpStandIn server(always({.body = "direct"}));
        qputenv("http_proxy", "http://127.0.0.1:1");
        Gathered sink;
        const auto done = foreign(server.url(), guardWith({"127.0.0.1"}), sink);
        qunsetenv("http_proxy");
        QVERIFY(done);
        QCOMPARE(sink.text, std::string("direct"));
    }
};

QTEST_GUILESS_MAIN(TestHttpDownloader)
#include "test_http_downloader.moc"
