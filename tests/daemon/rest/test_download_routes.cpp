// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/download_answer.h"
#include "tests/daemon/rest/rest_fixture.h"
#include "tests/support/promptly.h"
#include "tests/support/temp_dir.h"

#include <QElapsedTimer>
#include <QLocalSocket>
#include <QTest>
#include <atomic>

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {
const std::string kTarget = "/download/backup?token=good";

std::string patternOf(std::size_t size) {
    std::string bytes(size, '\0');
    std::uint32_t state = 1;
    for (char& c : bytes) c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    return bytes;
}

// A server whose one archive is a file of the test's.
class Served {
public:
    explicit Served(std::size_t size, RestOptions options = restOptions())
        : contents(patternOf(size)), path(m_temp.path("archive")), running(std::move(options)) {
        writeFile(path, contents);
        running.downloads.archive = [this]() -> Result<Download> { return opened(); };
    }
    Download opened() const {
        Download download;
        download.file = UniqueFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        download.size = contents.size();
        download.mtimeNs = 1'767'323'045'123'456'789; // 2026-01-02T03:04:05Z
        download.serverName = "Survival";
        download.backup = *BackupId::parse(kBackup);
        return download;
    }
    HttpAnswer get(std::vector<std::pair<std::string, std::string>> headers = {}) const {
        return httpRequest(running.port, "GET", kTarget, headers);
    }
    // Connected, asked, and not read. `narrow`: the kernel takes little on the peer's behalf.
    std::unique_ptr<RawConnection> begin(bool narrow = false) const {
        auto client = std::make_unique<RawConnection>(running.port);
        int small = 4096;
        if (narrow) ::setsockopt(client->fd(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        client->send("GET " + kTarget + " HTTP/1.1\r\nConnection: close\r\n\r\n");
        return client;
    }

private:
    const TempDir m_temp;

public:
    const std::string contents;
    const std::string path;
    RunningServer running;
};

RestOptions hurried(std::chrono::milliseconds timeout) {
    auto options = restOptions();
    options.requestTimeout = timeout;
    return options;
}

std::size_t openFilesOf(const std::string& path) {
    std::size_t count = 0;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
        count += std::filesystem::read_symlink(entry.path(), error).string() == path ? 1 : 0;
    return count;
}

bool isClosed(const std::string& path) {
    return QTest::qWaitFor([&] { return openFilesOf(path) == 0; }, 8000);
}
} // namespace

class TestDownloadRoutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whole() {
        Served served(3'000'000);
        const auto answer = served.get();
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body == served.contents);
        QCOMPARE(answer.header("content-length"), std::string("3000000"));
        QCOMPARE(answer.header("content-type"), std::string("application/octet-stream"));
        QCOMPARE(answer.header("accept-ranges"), std::string("bytes"));
        QCOMPARE(answer.header("last-modified"), std::string("Fri, 02 Jan 2026 03:04:05 GMT"));
        QCOMPARE(answer.header("content-disposition"), std::string("attachment; filename=\"Survival-" + kBackup + ".tar.gz\""));
        QCOMPARE(answer.header("cache-control"), std::string("private, no-store"));
        QCOMPARE(answer.header("x-content-type-options"), std::string("nosniff"));
        QVERIFY(answer.header("etag").starts_with('"'));
        QVERIFY(answer.header("user-agent").starts_with("Alula/"));
        QVERIFY(!answer.header("x-request-id").empty());
        QVERIFY(isClosed(served.path));
    }

    void anEmptyArchive() {
        Served served(0);
        const auto answer = served.get();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("content-length"), std::string("0"));
        QCOMPARE(answer.body, std::string());
    }

    void ranges_data() {
        QTest::addColumn<std::string>("range");
        QTest::addColumn<int>("status");
        QTest::addColumn<std::string>("contentRange");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("count");
        QTest::newRow("middle") << std::string("bytes=1000-1999") << 206 << std::string("bytes 1000-1999/500000") << 1000 << 1000;
        QTest::newRow("rest") << std::string("bytes=499999-") << 206 << std::string("bytes 499999-499999/500000") << 499999 << 1;
        QTest::newRow("end") << std::string("bytes=-10") << 206 << std::string("bytes 499990-499999/500000") << 499990 << 10;
        QTest::newRow("several") << std::string("bytes=0-1,4-5") << 200 << std::string() << 0 << 500000;
        QTest::newRow("malformed") << std::string("bytes=9-1") << 200 << std::string() << 0 << 500000;
        QTest::newRow("outside") << std::string("bytes=500000-") << 416 << std::string("bytes */500000") << 0 << -1;
    }
    void ranges() {
        QFETCH(std::string, range);
        QFETCH(int, status);
        QFETCH(std::string, contentRange);
        QFETCH(int, from);
        QFETCH(int, count);
        Served served(500'000);
        const auto answer = served.get({{"Range", range}});
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.header("content-range"), contentRange);
        if (count < 0) QVERIFY2(answer.body.contains("error"), answer.body.c_str());
        else QVERIFY(answer.body == served.contents.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(count)));
        QVERIFY(served.running.downloads.asked().at(0).ranged);
        QCOMPARE(served.running.downloads.asked().at(0).usesNothing, status == 416);
    }

    void conditions() {
        Served served(1000);
        const std::string tag = served.get().header("etag");
        const std::string date = "Fri, 02 Jan 2026 03:04:05 GMT";
        const auto statusOf = [&](std::vector<std::pair<std::string, std::string>> headers) {
            return served.get(headers).status;
        };
        QCOMPARE(statusOf({{"Range", "bytes=1-"}, {"If-Range", tag}}), 206);
        QCOMPARE(statusOf({{"Range", "bytes=1-"}, {"If-Range", date}}), 206);
        QCOMPARE(statusOf({{"Range", "bytes=1-"}, {"If-Range", "\"other\""}}), 200);
        QCOMPARE(statusOf({{"Range", "bytes=1-"}, {"If-Range", "W/" + tag}}), 200); // a weak one never fits here
        QCOMPARE(statusOf({{"Range", "bytes=1-"}, {"If-Range", "Fri, 02 Jan 2026 03:04:06 GMT"}}), 200);
        QCOMPARE(statusOf({{"Range", "bytes=9999-"}, {"If-Range", "\"other\""}}), 200);
        QCOMPARE(statusOf({{"If-None-Match", tag}}), 304);
        QCOMPARE(statusOf({{"If-None-Match", "\"x\", W/" + tag}}), 304);
        QCOMPARE(statusOf({{"If-None-Match", "\"x\""}, {"If-Modified-Since", date}}), 200);
        QCOMPARE(statusOf({{"If-Modified-Since", date}}), 304);
        QCOMPARE(statusOf({{"If-Modified-Since", "Fri, 02 Jan 2026 03:04:04 GMT"}}), 200);
        QCOMPARE(statusOf({{"If-Modified-Since", "yesterday"}}), 200);
        QCOMPARE(served.get({{"If-None-Match", tag}}).body, std::string());
        QVERIFY(served.running.downloads.asked().back().usesNothing);
        // A range is of GET only.
        QCOMPARE(httpRequest(served.running.port, "HEAD", kTarget, {{"Range", "bytes=1-"}}).status, 200);
    }

    void headAndKeepAlive() {
        Served served(200'000);
        RawConnection client(served.running.port);
        const std::string rest = " " + kTarget + " HTTP/1.1\r\n\r\n";
        client.send("HEAD" + rest + "GET" + rest + "GET /healthz HTTP/1.1\r\n\r\nGET" + rest);
        const auto head = client.readAnswer(true);
        QCOMPARE(head.status, 200);
        QCOMPARE(head.header("content-length"), std::string("200000"));
        QVERIFY(client.readAnswer().body == served.contents);
        QCOMPARE(client.readAnswer().body, std::string("{\"ready\":true}"));
        QVERIFY(client.readAnswer().body == served.contents);
        const auto asked = served.running.downloads.asked();
        QCOMPARE(asked.size(), std::size_t(3));
        QVERIFY(asked[0].usesNothing && !asked[1].usesNothing);
        QCOMPARE(asked[0].client, std::string("127.0.0.1"));
    }

    // Download managers open several ranges at once; one link may not take all connections of the node.
    void aLinkHasEightPlaces() {
        Served served(64'000'000);
        served.running.downloads.oneLink = true;
        std::vector<std::unique_ptr<RawConnection>> stuck;
        for (int i = 0; i < 8; ++i) stuck.push_back(served.begin(true));
        QVERIFY(QTest::qWaitFor([&] { return served.running.downloads.asked().size() == 8; }, 10'000));
        const auto ninth = served.get();
        QCOMPARE(ninth.status, 503);
        QVERIFY(!ninth.header("retry-after").empty());
        stuck.clear();
        QVERIFY(QTest::qWaitFor([&] { return served.get().status == 200; }, 10'000));
    }

    void http10Closes() {
        Served served(100'000);
        RawConnection client(served.running.port);
        client.send("GET " + kTarget + " HTTP/1.0\r\n\r\n");
        const auto answer = client.readAnswer();
        QVERIFY(answer.body == served.contents);
        QCOMPARE(answer.header("connection"), std::string("close"));
        QVERIFY(client.waitUntilClosed());
    }

    void refusals() {
        Served served(10);
        const auto bad = httpRequest(served.running.port, "GET", "/download/backup?token=bad");
        QCOMPARE(bad.status, 401);
        QCOMPARE(bad.body, std::string("{\"error\":\"The token is no good.\"}"));
        QCOMPARE(httpRequest(served.running.port, "GET", "/download/backup").status, 401);
        QCOMPARE(httpRequest(served.running.port, "POST", kTarget).status, 405);
        QCOMPARE(httpRequest(served.running.port, "GET", kTarget + "&format=rar").status, 400);
        QCOMPARE(httpRequest(served.running.port, "GET", kTarget + "&format=tar.gz").status, 200);
        served.running.downloads.archive = []() { return fail(ErrorCode::NotFound, kNoSuchBackup); };
        QCOMPARE(served.get().status, 404);
    }

    void revocations() {
        RunningServer running;
        const std::string deny = "/api/servers/" + kServer + "/ws/deny";
        QCOMPARE(running.ask("POST", "/api/deauthorize-user", R"({"user":"u1"})").status, 204);
        QCOMPARE(running.ask("POST", "/api/deauthorize-user", R"({"user":"u2","servers":[]})").status, 204);
        QCOMPARE(running.ask("POST", "/api/deauthorize-user", R"({"user":"u3","servers":[")" + kServer + R"(","x"]})").status,
                 204);
        QCOMPARE(running.ask("POST", "/api/deauthorize-user", R"({"user":"u4","servers":["x"]})").status, 204); // none of ours
        QCOMPARE(running.ask("POST", deny, R"({"jtis":["a","b"]})").status, 204);
        QCOMPARE(running.downloads.denied(), (std::vector<std::string>{"user u1", "user u2", "user u3 " + kServer, "jtis a b"}));
        QCOMPARE(running.ask("POST", "/api/deauthorize-user", "[").status, 400);
        QCOMPARE(running.ask("POST", "/api/deauthorize-user", R"({"servers":[]})").status, 400);
        QCOMPARE(running.ask("POST", "/api/deauthorize-user", R"({"user":7})").status, 400);
        QCOMPARE(running.ask("POST", deny, R"({"jtis":[7]})").status, 400);
        QCOMPARE(running.ask("POST", "/api/servers/x/ws/deny", R"({"jtis":[]})").status, 404);
        QCOMPARE(httpRequest(running.port, "POST", deny, {}, R"({"jtis":["c"]})").status, 401);
        QCOMPARE(running.downloads.denied().size(), std::size_t(4));
    }

    // The body goes past QHttpServer; so a peer that reads nothing costs neither memory nor a thread of the pool.
    void slowPeersHoldUpNobody() {
        Served served(20'000'000);
        std::vector<std::unique_ptr<RawConnection>> slow;
        for (int i = 0; i < 50; ++i) slow.push_back(served.begin(true));
        for (const auto& client : slow) QVERIFY(client->read(12).starts_with("HTTP/1.1 200"));
        QCOMPARE(served.running.connections(), 50);
        QVERIFY(served.get().body == served.contents);
        slow.clear();
        QVERIFY(served.running.waitForConnections(0));
        QVERIFY(isClosed(served.path));
    }

    void stuckPeersAreGivenUp() {
        Served served(20'000'000, hurried(300ms));
        auto stuck = served.begin(true);
        auto taking = served.begin(true);
        QElapsedTimer time;
        time.start();
        // Takes far less in a turn than the kernel holds back before it calls a socket writable again.
        std::size_t taken = 0;
        while (time.elapsed() < 1500) {
            QVERIFY(!taking->read(1).empty() || taken == 0);
            taken += 1;
            (void)taking->read(20'000, 1ms);
        }
        QCOMPARE(served.running.connections(), 1); // the stuck one has gone
        taking.reset();
        QVERIFY(served.running.waitForConnections(0));
        QVERIFY(isClosed(served.path));
    }

    void aPeerMayHangUp() {
        Served served(20'000'000);
        for (int i = 0; i < 20; ++i) {
            auto client = served.begin();
            if (i % 2 == 0) QVERIFY(!client->read(1000).empty());
        }
        QVERIFY(served.running.waitForConnections(0));
        QVERIFY(isClosed(served.path));
        QVERIFY(served.get().body == served.contents);
    }

    void aFileThatShrinksBreaksOff() {
        Served served(50'000'000);
        auto client = served.begin();
        QVERIFY(!client->read(1000).empty());
        std::filesystem::resize_file(served.path, 40'000'000);
        QVERIFY(client->read(60'000'000).size() <= 41'000'000);
        QVERIFY(served.running.waitForConnections(0));
    }

    void aDeletedFileIsSentToItsEnd() {
        Served served(50'000'000); // more than the kernel keeps on its way
        auto client = served.begin();
        QVERIFY(client->read(12).starts_with("HTTP/1.1 200"));
        std::filesystem::remove(served.path);
        QVERIFY(client->read(60'000'000).ends_with(served.contents));
    }

    void stopDoesNotWaitForDownloads() {
        Served served(50'000'000);
        auto client = served.begin();
        QVERIFY(!client->read(1000).empty());
        QElapsedTimer time;
        time.start();
        served.running.inside([&] { served.running.server().stop(); });
        QVERIFY2(time.elapsed() < promptlyMs(1000), qPrintable(QString::number(time.elapsed())));
        QVERIFY(client->read(60'000'000).size() < 50'000'000); // broken off, so that nobody takes it for the whole
        QVERIFY(isClosed(served.path));
    }

    void zipsAreMadeWhileTheyAreSent() {
        RunningServer running;
        const std::string part(100'000, 'z');
        running.downloads.makeZip = [&](const auto& write, std::stop_token) -> Result<void> {
            for (int i = 0; i < 50; ++i) ALULA_TRY(write(asBytes(part)));
            return {};
        };
        RawConnection client(running.port);
        const std::string rest = " " + kTarget + "&format=zip HTTP/1.1\r\nRange: bytes=5-\r\n\r\n";
        client.send("HEAD" + rest + "GET" + rest + "GET /healthz HTTP/1.1\r\n\r\n");
        QCOMPARE(client.readAnswer(true).status, 200);
        const auto answer = client.readAnswer();
        QCOMPARE(answer.status, 200); // a range is not honoured
        QCOMPARE(answer.header("transfer-encoding"), std::string("chunked"));
        QCOMPARE(answer.header("content-length"), std::string());
        QCOMPARE(answer.header("content-type"), std::string("application/zip"));
        QCOMPARE(answer.header("accept-ranges"), std::string("none"));
        QCOMPARE(answer.header("content-disposition"), std::string("attachment; filename=\"Survival-" + kBackup + ".zip\""));
        QCOMPARE(answer.body.size(), std::size_t(5'000'000));
        QCOMPARE(client.readAnswer().body, std::string("{\"ready\":true}"));
        // HTTP/1.0 knows no chunks: the end of the connection is the end.
        const std::string old = rawExchange(running.port, "GET " + kTarget + "&format=zip HTTP/1.0\r\n\r\n");
        QVERIFY(old.starts_with("HTTP/1.1 200") && !old.contains("chunked"));
        QCOMPARE(old.size() - old.find("\r\n\r\n") - 4, std::size_t(5'000'000));
    }

    void aZipThatFailsIsBrokenOff() {
        RunningServer running;
        running.downloads.makeZip = [&](const auto& write, std::stop_token) -> Result<void> {
            ALULA_TRY(write(asBytes("the first bytes")));
            return fail(ErrorCode::Corrupt, "the archive is damaged");
        };
        RawConnection client(running.port);
        client.send("GET " + kTarget + "&format=zip HTTP/1.1\r\n\r\n");
        const std::string all = client.read(100'000);
        QVERIFY(all.starts_with("HTTP/1.1 200"));
        QVERIFY2(!all.ends_with("0\r\n\r\n"), all.c_str());
        QVERIFY(running.waitForConnections(0));
    }

    // Whoever hangs up ends the making; so few are made at once that one more is told to come again.
    void zipsAreCancelledByHangingUp() {
        RunningServer running;
        std::atomic<int> making = 0;
        std::atomic<int> cancelled = 0;
        std::atomic<std::size_t> most = 0;
        running.downloads.makeZip = [&](const auto& write, std::stop_token) -> Result<void> {
            ++making;
            const std::string part(64 * 1024, 'z');
            for (std::size_t made = 0;; made += part.size()) { // without end
                most = std::max<std::size_t>(most, made);
                const auto written = write(asBytes(part));
                if (written) continue;
                cancelled += written.error().code() == ErrorCode::Cancelled ? 1 : 0;
                --making;
                return written;
            }
        };
        const std::string ask = "GET " + kTarget + "&format=zip HTTP/1.1\r\n\r\n";
        std::vector<std::unique_ptr<RawConnection>> clients;
        for (int i = 0; i < 4; ++i) {
            clients.push_back(std::make_unique<RawConnection>(running.port));
            clients.back()->send(ask);
            QVERIFY(clients.back()->read(12).starts_with("HTTP/1.1 200"));
        }
        QVERIFY(QTest::qWaitFor([&] { return making == 4; }, 8000));
        RawConnection surplus(running.port);
        surplus.send(ask);
        const auto busy = surplus.readAnswer();
        QCOMPARE(busy.status, 503);
        QVERIFY(!busy.header("retry-after").empty());
        QCOMPARE(running.ask("DELETE", backupPath() + "/" + kBackup).status, 204); // the pool is free
        clients.clear();
        QVERIFY(QTest::qWaitFor([&] { return making == 0; }, 8000));
        QCOMPARE(cancelled.load(), 4);
        QVERIFY2(most < 32_MiB, std::to_string(most).c_str()); // nobody read: what the kernel and one pipe take
        RawConnection next(running.port);
        next.send(ask);
        QVERIFY(next.read(12).starts_with("HTTP/1.1 200"));
        running.inside([&] { running.server().stop(); }); // ends what is being made
        QCOMPARE(making.load(), 0);
    }

    void throughTheUnixSocket() {
        const TempDir temp;
        auto options = restOptions();
        options.api.socket = temp.path("rest.sock");
        Served served(3'000'000, options);
        QLocalSocket socket;
        socket.connectToServer(QString::fromStdString(options.api.socket));
        QVERIFY(socket.waitForConnected(5000));
        socket.write(QByteArray::fromStdString("GET " + kTarget +
                                               " HTTP/1.1\r\nX-Forwarded-For: 203.0.113.9\r\nConnection: close\r\n\r\n"));
        QByteArray got;
        while (socket.state() == QLocalSocket::ConnectedState && socket.waitForReadyRead(5000)) got += socket.readAll();
        got += socket.readAll();
        const auto end = got.indexOf("\r\n\r\n");
        QVERIFY(got.startsWith("HTTP/1.1 200") && end > 0);
        QVERIFY(got.sliced(end + 4).toStdString() == served.contents);
        QCOMPARE(served.running.downloads.asked().at(0).client, std::string("203.0.113.9"));
    }

    void names_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("plain") << QStringLiteral("Survival-1.2_x")
                               << QByteArray("attachment; filename=\"Survival-1.2_x.tar.gz\"");
        QTest::newRow("spaces") << QStringLiteral("My world") << QByteArray("attachment; filename=\"My_world.tar.gz\"");
        QTest::newRow("a header's end") << QStringLiteral("a\r\nSet-Cookie: b")
                                        << QByteArray("attachment; filename=\"a__Set-Cookie__b.tar.gz\"");
        QTest::newRow("a quoted text's end")
            << QStringLiteral("a\"; x=\"b\\") << QByteArray("attachment; filename=\"a___x__b_.tar.gz\"");
        QTest::newRow("a folder") << QStringLiteral("../../etc/cron")
                                  << QByteArray("attachment; filename=\"_.._etc_cron.tar.gz\"");
        QTest::newRow("another alphabet")
            << QStringLiteral("Überleben")
            << QByteArray("attachment; filename=\"_berleben.tar.gz\"; filename*=UTF-8''%C3%9Cberleben.tar.gz");
        QTest::newRow("turned around") << QStringLiteral("a\u202Etxt") << QByteArray("attachment; filename=\"a_txt.tar.gz\"");
        QTest::newRow("long") << QString(200, u'x') + QStringLiteral("-aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee")
                              << QByteArray("attachment; filename=\"" + QByteArray(43, 'x') +
                                            "-aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee.tar.gz\"");
    }
    void names() {
        QFETCH(QString, name);
        QFETCH(QByteArray, value);
        QCOMPARE(attachment(name.toStdString(), ".tar.gz"), value);
    }
};

QTEST_GUILESS_MAIN(TestDownloadRoutes)
#include "test_download_routes.moc"
