// SPDX-License-Identifier: GPL-3.0-or-later
// resources/nginx/alula.conf as it is shipped, in the real nginx: before the real daemon and a stand-in for Wings.

#include "tests/e2e/real_daemon.h"
#include "tests/support/download_token.h"
#include "tests/support/http_stand_in.h"

#include <QCryptographicHash>
#include <QJsonObject>
#include <QTcpServer>

#include <ctime>

using namespace alula;
using namespace alula::test;

namespace {
std::uint16_t freePort() {
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost, 0);
    return probe.serverPort();
}

bool answers(std::uint16_t port) {
    try {
        const RawConnection probe(port);
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

// Answers everything, websockets as well, and says that it was Wings.
StandInReply wings(const SeenRequest& request) {
    if (request.header("upgrade") == "websocket")
        return {.status = 101,
                .contentType = "text/plain",
                .headers = {{"Upgrade", "websocket"},
                            {"Connection", "Upgrade"},
                            {"Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="}}}; // RFC 6455 §1.3, for the key below
    return {.status = request.method == "POST" ? 204 : 200, .body = request.method == "POST" ? "" : R"({"who":"wings"})"};
}

// nginx of the system as the current user, everything of its in a folder of its own; the shipped file is included as it is.
class Nginx {
public:
    Nginx(const std::string& alula, std::uint16_t wingsPort) {
        for (int attempt = 0; attempt < 5; ++attempt) { // somebody else may have taken the port meanwhile
            port = freePort();
            writeFile(m_dir.path("nginx.conf"), configuration(alula, wingsPort));
            m_process.setProcessChannelMode(QProcess::MergedChannels);
            m_process.start(QStringLiteral("nginx"), {QStringLiteral("-p"), QString::fromStdString(m_dir.path()),
                                                      QStringLiteral("-e"), QString::fromStdString(m_dir.path("error.log")),
                                                      QStringLiteral("-c"), QString::fromStdString(m_dir.path("nginx.conf"))});
            m_process.waitForStarted();
            (void)QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning || answers(port); }, 10'000);
            if (m_process.state() == QProcess::Running) return;
        }
        throw std::runtime_error("nginx did not start: " + m_process.readAll().toStdString());
    }
    ~Nginx() {
        m_process.terminate();
        if (!m_process.waitForFinished(10'000)) m_process.kill();
        m_process.waitForFinished(10'000);
    }
    std::string logs() const { return readFile(m_dir.path("access.log")) + readFile(m_dir.path("error.log")); }

    std::uint16_t port = 0;

private:
    std::string configuration(const std::string& alula, std::uint16_t wingsPort) const {
        std::string temporary;
        for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
            temporary += std::string(kind) + "_temp_path " + m_dir.path(kind) + ";\n";
        return "daemon off;\nmaster_process off;\npid " + m_dir.path("nginx.pid") +
               ";\nevents { worker_connections 256; }\nhttp {\naccess_log " + m_dir.path("access.log") + ";\n" + temporary +
               "upstream alula { server " + alula + "; }\nupstream wings { server 127.0.0.1:" + std::to_string(wingsPort) +
               "; }\nserver {\nlisten 127.0.0.1:" + std::to_string(port) +
               ";\ninclude " ALULA_SOURCE_DIR "/resources/nginx/alula.conf;\n}\n}\n";
    }

    TempDir m_dir;
    QProcess m_process;
};
} // namespace

class TestNginx : public QObject {
    Q_OBJECT

    std::unique_ptr<TempDir> m_sockets; // a short path: a Unix socket's has 108 bytes
    std::unique_ptr<RealDaemon> m_daemon;
    std::unique_ptr<HttpStandIn> m_wings;
    std::unique_ptr<Nginx> m_nginx;

    HttpAnswer ask(const std::string& method, const std::string& target, const std::string& body = {},
                   std::vector<std::pair<std::string, std::string>> headers = {}) const {
        headers.emplace_back("Authorization", "Bearer " + m_daemon->token());
        return httpRequest(m_nginx->port, method, target, headers, body);
    }
    std::string download(const std::string& uniqueId) const {
        return "/download/backup?token=" +
               makeJwt(downloadClaims(kServer, kBackup, std::time(nullptr), uniqueId), m_daemon->token());
    }
    std::size_t seenByWings() const { return m_wings->requests().size(); }

private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<bool>("unixSocket");
        QTest::newRow("unix socket") << true;
        QTest::newRow("tcp") << false;
    }
    void init() {
        QFETCH_GLOBAL(bool, unixSocket);
        m_sockets = std::make_unique<TempDir>();
        const std::string socket = m_sockets->path("rest.sock");
        // The Unix socket is the proxy's alone; over TCP it has to be named.
        m_daemon = std::make_unique<RealDaemon>("api:\n  socket: " + socket + "\n" +
                                                (unixSocket ? "" : "  trusted_proxies: [127.0.0.1]\n"));
        m_wings = std::make_unique<HttpStandIn>(&wings);
        m_nginx = std::make_unique<Nginx>(unixSocket ? "unix:" + socket : "127.0.0.1:" + std::to_string(m_daemon->port()),
                                          m_wings->port());
    }
    void cleanup() {
        m_nginx.reset();
        m_wings.reset();
        m_daemon.reset();
    }

    void backupsReachAlula() {
        smallServer().materialise(m_daemon->volume());
        QCOMPARE(ask("POST", m_daemon->backupsUrl(), R"({"adapter":"wings","uuid":")" + kBackup + R"(","ignore":""})").status,
                 202);
        auto console = m_daemon->console();
        QCOMPARE(console->ended(console->newest("create")).state, std::string("completed"));
        QCOMPARE(ask("POST", m_daemon->backupsUrl("/" + kBackup + "/restore"), R"({"adapter":"wings","truncate_directory":true})")
                     .status,
                 202);
        QCOMPARE(console->ended(console->newest("restore")).state, std::string("completed"));
        const auto missing = ask("DELETE", m_daemon->backupsUrl("/" + kOther));
        QCOMPARE(missing.status, 404);
        QVERIFY2(missing.header("user-agent").starts_with("Alula/"), "the panel knows Alula by it");
        QCOMPARE(ask("DELETE", m_daemon->backupsUrl("/" + kBackup)).status, 204);
        QVERIFY(!exists(m_daemon->archive()));
        QCOMPARE(ask("DELETE", m_daemon->backupsUrl("/delete-all")).status, 204);
        QCOMPARE(ask("DELETE", "/api/servers/" + kServer + "/deleteAllBackups").status, 204);
        QCOMPARE(ask("GET", "/api/system/alula").status, 200);
        const auto large = ask("POST", m_daemon->backupsUrl(), std::string(1'500'000, ' '));
        QCOMPARE(large.status, 413);
        QVERIFY2(large.body.contains("too large"), large.body.c_str()); // in Alula's words
        QCOMPARE(seenByWings(), std::size_t(0));
    }

    void downloadsReachAlula() {
        tree({file("world", 9'000'000)}).materialise(m_daemon->volume());
        QCOMPARE(m_daemon->postBackup().status, 202);
        auto console = m_daemon->console();
        QCOMPARE(console->ended(console->newest("create")).state, std::string("completed"));
        const std::string archive = readFile(m_daemon->archive());
        const std::string target = download("a");
        QCOMPARE(httpRequest(m_nginx->port, "HEAD", target).status, 200);
        const auto whole = httpRequest(m_nginx->port, "GET", target, {{"Accept-Encoding", "gzip"}});
        QCOMPARE(whole.status, 200);
        QVERIFY(whole.body == archive);
        QCOMPARE(whole.header("content-length"), std::to_string(archive.size()));
        const auto rest =
            httpRequest(m_nginx->port, "GET", target, {{"Range", "bytes=5000000-"}, {"If-Range", whole.header("etag")}});
        QCOMPARE(rest.status, 206);
        QVERIFY(rest.body == archive.substr(5'000'000));
        QCOMPARE(httpRequest(m_nginx->port, "GET", target).status, 404); // used
        QCOMPARE(httpRequest(m_nginx->port, "GET", "/download/backup?token=x").status, 401);
        QVERIFY2(!m_nginx->logs().contains("eyJ") && !m_daemon->log().contains("eyJ"), "a token is a secret");
        QCOMPARE(seenByWings(), std::size_t(0));
    }

    // What nginx says of the client is what a download is bound to: another client may not go on with it.
    void theClientsAddressReachesAlula() {
        smallServer().materialise(m_daemon->volume());
        QCOMPARE(m_daemon->postBackup().status, 202);
        auto console = m_daemon->console();
        QCOMPARE(console->ended(console->newest("create")).state, std::string("completed"));
        const std::string target = download("a");
        QCOMPARE(httpRequest(m_nginx->port, "GET", target, {{"X-Forwarded-For", "203.0.113.9"}}).status, 200);
        QFETCH_GLOBAL(bool, unixSocket);
        // Where the client's own address is one of the trusted proxies, as here over TCP, its word counts; else what nginx saw.
        const std::string known = unixSocket ? "127.0.0.1" : "203.0.113.9";
        QVERIFY2(m_daemon->log().contains("being downloaded by " + known), m_daemon->log().c_str());
        QCOMPARE(httpRequest(m_nginx->port, "GET", target, {{"X-Forwarded-For", "203.0.113.9"}, {"Range", "bytes=1-"}}).status,
                 206);
        QCOMPARE(httpRequest(m_nginx->port, "GET", target, {{"X-Forwarded-For", "198.51.100.7"}, {"Range", "bytes=1-"}}).status,
                 unixSocket ? 206 : 404); // nobody becomes another by saying so
    }

    void everythingElseReachesWings() {
        const std::vector<std::pair<std::string, std::string>> asked = {{"GET", "/api/system"},
                                                                        {"GET", "/api/servers/" + kServer},
                                                                        {"POST", "/api/servers/" + kServer + "/power"},
                                                                        {"GET", "/api/servers/" + kServer + "/backups-of-mine"},
                                                                        {"GET", "/download/file?token=x"},
                                                                        {"POST", "/upload/file?token=x"},
                                                                        {"GET", "/"}};
        for (const auto& [method, target] : asked) {
            const auto answer = ask(method, target);
            QVERIFY2(answer.status == (method == "POST" ? 204 : 200), target.c_str());
            QCOMPARE(m_wings->requests().back().target, target);
            QCOMPARE(m_wings->requests().back().header("x-forwarded-for"), std::string("127.0.0.1"));
        }
        QCOMPARE(seenByWings(), asked.size());
        QCOMPARE(ask("GET", "/.alula/told-as-well").status, 404); // not for others
        // Uploads of any size.
        QCOMPARE(ask("POST", "/upload/file?token=y", std::string(3'000'000, 'x')).status, 204);
        QCOMPARE(m_wings->requests().back().body.size(), std::size_t(3'000'000));
    }

    void websocketsReachWings() {
        RawConnection browser(m_nginx->port);
        browser.send("GET /api/servers/" + kServer +
                     "/ws HTTP/1.1\r\nHost: node\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
                     "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        const auto answer = browser.readAnswer(true);
        QCOMPARE(answer.status, 101);
        QCOMPARE(answer.header("upgrade"), std::string("websocket"));
        QCOMPARE(answer.header("sec-websocket-accept"), std::string("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        const auto seen = m_wings->requests().at(0);
        QCOMPARE(seen.header("upgrade"), std::string("websocket"));
        QVERIFY(seen.header("connection").contains("Upgrade"));
        QCOMPARE(seen.header("sec-websocket-key"), std::string("dGhlIHNhbXBsZSBub25jZQ=="));
    }

    void revocationsReachBoth_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("body");
        QTest::newRow("user") << QStringLiteral("/api/deauthorize-user")
                              << QStringLiteral(R"({"user":"77777777-2222-4333-8444-555555555555","servers":[]})");
        QTest::newRow("jti") << QStringLiteral("/api/servers/11111111-2222-4333-8444-555555555555/ws/deny")
                             << QStringLiteral(R"({"jtis":["5f4dcc3b5aa765d61d8327deb882cf99"]})");
    }
    void revocationsReachBoth() {
        QFETCH(QString, target);
        QFETCH(QString, body);
        smallServer().materialise(m_daemon->volume());
        QCOMPARE(m_daemon->postBackup().status, 202);
        auto console = m_daemon->console();
        QCOMPARE(console->ended(console->newest("create")).state, std::string("completed"));
        const std::string link = download("taken back");
        QCOMPARE(httpRequest(m_nginx->port, "HEAD", link).status, 200);
        QCOMPARE(ask("POST", target.toStdString(), body.toStdString()).status, 204);
        QCOMPARE(m_wings->requests().at(0).body, body.toStdString());
        // Alula is told beside the answer, not before it.
        QVERIFY(QTest::qWaitFor([&] { return httpRequest(m_nginx->port, "HEAD", link).status == 404; }, 10'000));
    }
};

QTEST_GUILESS_MAIN(TestNginx)
#include "test_nginx.moc"
