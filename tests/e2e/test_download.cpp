// SPDX-License-Identifier: GPL-3.0-or-later
// Downloads from the real daemon: by curl, by something that behaves as a browser does, by many slow clients at once.

#include "tests/e2e/real_daemon.h"
#include "tests/support/download_token.h"
#include "tests/support/tls_certificate.h"

#include <QCryptographicHash>
#include <QJsonObject>

#include <chrono>
#include <ctime>
#include <fstream>
#include <sys/socket.h>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {
qint64 now() { return std::time(nullptr); }

std::string targetOf(const std::string& token) { return "/download/backup?token=" + token; }

std::string tokenFor(const RealDaemon& daemon, const std::string& uniqueId, const std::string& backup = kBackup) {
    return makeJwt(downloadClaims(kServer, backup, now(), uniqueId), daemon.token());
}

std::string sha1Of(const std::string& bytes) {
    return QCryptographicHash::hash(QByteArray::fromStdString(bytes), QCryptographicHash::Sha1).toHex().toStdString();
}

struct Ended {
    int exitCode = -1;
    std::string out, error;
};
Ended curl(const std::vector<std::string>& arguments) {
    QStringList list{QStringLiteral("-sS"), QStringLiteral("--max-time"), QStringLiteral("60")};
    for (const auto& argument : arguments) list << QString::fromStdString(argument);
    QProcess process;
    process.start(QStringLiteral("curl"), list);
    process.waitForFinished(kPatienceMs);
    return {process.exitCode(), process.readAllStandardOutput().toStdString(), process.readAllStandardError().toStdString()};
}

std::uint64_t residentKib(qint64 pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    std::string word;
    std::uint64_t kib = 0;
    while (status >> word) {
        if (word == "VmRSS:") status >> kib;
    }
    return kib;
}

// A daemon with one backup of `bytes` that compression does nothing to, and its sum as the daemon told the panel.
class DownloadDaemon : public RealDaemon {
public:
    explicit DownloadDaemon(std::size_t bytes, std::string config = {}) : RealDaemon(std::move(config)) {
        tree({file("world", bytes)}).materialise(volume());
        // Over the local socket, so that it works whatever the listener speaks.
        auto console = this->console();
        protocol::CreateParams create;
        create.server = *ServerId::parse(kServer);
        const auto made = console->call(protocol::kBackupsCreate, create);
        if (!made) throw std::runtime_error(made.error().toString());
        const auto job = console->ended(made->job);
        if (job.state != "completed") throw std::runtime_error("the backup was not made");
        backup = job.backup->toString();
        sha1 = console->call(protocol::kBackupsGet, {*job.backup})->sha1;
        size = std::filesystem::file_size(archive(backup));
    }
    std::string fresh(const std::string& uniqueId) const { return targetOf(tokenFor(*this, uniqueId, backup)); }
    std::string url(const std::string& target) const { return "http://127.0.0.1:" + std::to_string(port()) + target; }

    std::string backup, sha1;
    std::uint64_t size = 0;
};
} // namespace

class TestDownload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatArrivesIsTheArchive() {
        DownloadDaemon daemon(3'000'000);
        const auto answer = httpRequest(daemon.port(), "GET", daemon.fresh("a"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body.size(), daemon.size);
        QCOMPARE(sha1Of(answer.body), daemon.sha1);
        QVERIFY2(!daemon.log().contains("eyJ"), "a token is a secret");
    }

    void tokens_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("status");
        for (const auto& [what, status] : std::vector<std::pair<const char*, int>>{{"good", 200},
                                                                                   {"without a scope", 200},
                                                                                   {"forged", 401},
                                                                                   {"expired", 401},
                                                                                   {"not yet valid", 401},
                                                                                   {"none", 401},
                                                                                   {"RS256", 401},
                                                                                   {"HS512", 401},
                                                                                   {"missing", 401},
                                                                                   {"of another scope", 404},
                                                                                   {"foreign server", 404},
                                                                                   {"unknown backup", 404},
                                                                                   {"re-used", 404}})
            QTest::newRow(what) << QString::fromLatin1(what) << status;
    }
    void tokens() {
        QFETCH(QString, what);
        QFETCH(int, status);
        static DownloadDaemon daemon(10'000);
        auto claims = downloadClaims(kServer, daemon.backup, now(), what.toStdString());
        std::string key = daemon.token();
        if (what == QStringLiteral("without a scope")) claims.remove(QStringLiteral("scope"));
        if (what == QStringLiteral("forged")) key[0] = key[0] == 'a' ? 'b' : 'a';
        if (what == QStringLiteral("expired")) claims.insert(QStringLiteral("exp"), now() - 1);
        if (what == QStringLiteral("not yet valid")) claims.insert(QStringLiteral("nbf"), now() + 60);
        if (what == QStringLiteral("of another scope")) claims.insert(QStringLiteral("scope"), QStringLiteral("websocket"));
        if (what == QStringLiteral("foreign server"))
            claims.insert(QStringLiteral("server_uuid"), QString::fromStdString(kOther));
        if (what == QStringLiteral("unknown backup"))
            claims.insert(QStringLiteral("backup_uuid"), QString::fromStdString(kOther));
        const bool algorithm =
            what == QStringLiteral("none") || what == QStringLiteral("RS256") || what == QStringLiteral("HS512");
        const std::string token = makeJwt(claims, key, algorithm ? what.toStdString() : "HS256");
        const std::string target = what == QStringLiteral("missing") ? std::string("/download/backup") : targetOf(token);
        if (what == QStringLiteral("re-used")) QCOMPARE(httpRequest(daemon.port(), "GET", target).status, 200);
        const auto answer = httpRequest(daemon.port(), "GET", target);
        QCOMPARE(answer.status, status);
        if (status != 200) QVERIFY2(answer.body.starts_with("{\"error\":"), answer.body.c_str());
    }

    void curlResumes() {
        DownloadDaemon daemon(20'000'000);
        const TempDir temp;
        const std::string file = temp.path("archive.tar.gz");
        const std::string url = daemon.url(daemon.fresh("a"));
        // A longer file of that name lies there already: nothing is sent, nothing used up.
        writeFile(file, std::string(daemon.size + 1, 'x'));
        QCOMPARE(curl({"-C", "-", "-o", file, "-w", "%{http_code}", url}).out, std::string("416"));
        std::filesystem::remove(file);
        // Slow, and ended in the middle by its own time limit.
        const auto first = curl({"--limit-rate", "5M", "--max-time", "1", "-o", file, url});
        QCOMPARE(first.exitCode, 28);
        const auto have = std::filesystem::file_size(file);
        QVERIFY2(have > 0 && have < daemon.size, std::to_string(have).c_str());
        const auto second = curl({"-C", "-", "-o", file, "-w", "%{http_code}", url});
        QCOMPARE(second.out, std::string("206"));
        QCOMPARE(sha1Of(readFile(file)), daemon.sha1);
        // It has all of it: nothing is left to be sent.
        QCOMPARE(curl({"-C", "-", "-o", file, "-w", "%{http_code}", url}).out, std::string("416"));
        QCOMPARE(sha1Of(readFile(file)), daemon.sha1);
        QCOMPARE(curl({"-o", file, "-w", "%{http_code}", url}).out, std::string("404")); // from the start: another download
    }

    // HEAD first, a GET that is broken off, then Range with If-Range, as Firefox and Chromium go on with a download.
    void aBrowserGoesOn() {
        DownloadDaemon daemon(20'000'000);
        const std::string target = daemon.fresh("a");
        const auto head = httpRequest(daemon.port(), "HEAD", target);
        QCOMPARE(head.status, 200);
        QCOMPARE(head.header("content-length"), std::to_string(daemon.size));
        const std::string agent = "User-Agent: Mozilla/5.0\r\nAccept-Encoding: gzip, deflate, br\r\n";
        std::string got;
        const std::string tag = head.header("etag");
        {
            RawConnection browser(daemon.port());
            browser.send("GET " + target + " HTTP/1.1\r\nHost: node\r\n" + agent + "\r\n");
            const std::string begin = browser.read(4'000'000);
            const auto end = begin.find("\r\n\r\n");
            QVERIFY(begin.starts_with("HTTP/1.1 200") && end != std::string::npos);
            got = begin.substr(end + 4);
        }
        const std::string range = "bytes=" + std::to_string(got.size()) + "-";
        const auto rest = httpRequest(daemon.port(), "GET", target, {{"Range", range}, {"If-Range", tag}});
        QCOMPARE(rest.status, 206);
        QCOMPARE(rest.header("content-range"), "bytes " + std::to_string(got.size()) + "-" + std::to_string(daemon.size - 1) +
                                                   "/" + std::to_string(daemon.size));
        QCOMPARE(sha1Of(got + rest.body), daemon.sha1);
        // Of an archive that is not the one it had, it gets the whole.
        const auto other = httpRequest(daemon.port(), "GET", target, {{"Range", range}, {"If-Range", "\"0-0\""}});
        QCOMPARE(other.status, 200);
        QCOMPARE(sha1Of(other.body), daemon.sha1);
    }

    void usesAndRevocationsSurviveARestart() {
        DownloadDaemon daemon(10'000);
        const std::string used = daemon.fresh("used");
        const std::string taken = daemon.fresh("taken");
        const std::string user = downloadClaims("", "", 0).value(QStringLiteral("user_uuid")).toString().toStdString();
        QCOMPARE(httpRequest(daemon.port(), "GET", used).status, 200);
        daemon.stop();
        daemon.start();
        QCOMPARE(httpRequest(daemon.port(), "GET", used).status, 404);
        QCOMPARE(
            daemon.rest("POST", "/api/deauthorize-user", R"({"user":")" + user + R"(","servers":[")" + kServer + R"("]})").status,
            204);
        daemon.stop();
        daemon.start();
        QCOMPARE(httpRequest(daemon.port(), "GET", taken).status, 404);
    }

    void aHundredSlowClients() {
        DownloadDaemon daemon(20'000'000);
        std::vector<std::unique_ptr<RawConnection>> clients;
        for (int i = 0; i < 100; ++i) {
            clients.push_back(std::make_unique<RawConnection>(daemon.port()));
            int small = 4096;
            ::setsockopt(clients.back()->fd(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
            clients.back()->send("GET " + daemon.fresh("slow" + std::to_string(i)) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        }
        for (auto& client : clients) QVERIFY(client->read(12).starts_with("HTTP/1.1 200"));
        for (int turn = 0; turn < 20; ++turn) {
            for (auto& client : clients) QVERIFY(!client->read(1000).empty());
        }
        const std::uint64_t resident = residentKib(daemon.pid());
        qInfo("100 slow clients: %llu KiB resident", static_cast<unsigned long long>(resident));
        QVERIFY(resident > 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        QVERIFY2(resident < 150 * 1024, std::to_string(resident).c_str());
#endif
        // The pool's four threads are as free as before.
        QElapsedTimer time;
        time.start();
        QCOMPARE(daemon.rest("GET", "/api/system/alula").status, 200);
        const auto quick = httpRequest(daemon.port(), "GET", daemon.fresh("quick"));
        QCOMPARE(sha1Of(quick.body), daemon.sha1);
        QVERIFY2(time.elapsed() < 10'000, qPrintable(QString::number(time.elapsed())));
        time.restart();
        daemon.stop(); // downloads do not hold it up
        QVERIFY2(time.elapsed() < 5'000, qPrintable(QString::number(time.elapsed())));
        QCOMPARE(daemon.exitCode(), 0);
    }

    void aDeletedBackupIsSentToItsEnd() {
        DownloadDaemon daemon(40'000'000);
        RawConnection client(daemon.port());
        client.send("GET " + daemon.fresh("a") + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        std::string got = client.read(1000);
        QVERIFY(got.starts_with("HTTP/1.1 200"));
        QCOMPARE(daemon.rest("DELETE", daemon.backupsUrl("/" + daemon.backup)).status, 204);
        QVERIFY(!exists(daemon.archive(daemon.backup)));
        got += client.read(daemon.size + 10'000);
        QCOMPARE(sha1Of(got.substr(got.find("\r\n\r\n") + 4)), daemon.sha1);
        QCOMPARE(httpRequest(daemon.port(), "GET", daemon.fresh("b")).status, 404);
    }

    void asAZip() {
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        QCOMPARE(daemon.postBackup().status, 202);
        auto console = daemon.console();
        QCOMPARE(console->ended(console->newest("create")).state, std::string("completed"));
        const TempDir temp;
        const std::string zip = temp.path("backup.zip");
        const std::string url =
            "http://127.0.0.1:" + std::to_string(daemon.port()) + targetOf(tokenFor(daemon, "a")) + "&format=zip";
        const auto got = curl({"-o", zip, "-w", "%{http_code} %{content_type}", url});
        QVERIFY2(got.exitCode == 0, (got.error + daemon.log()).c_str());
        QCOMPARE(got.out, std::string("200 application/zip"));
        QProcess unzip;
        unzip.start(QStringLiteral("unzip"), {QStringLiteral("-q"), QString::fromStdString(zip), QStringLiteral("-d"),
                                              QString::fromStdString(temp.makeDirectory("out"))});
        QVERIFY(unzip.waitForFinished(kPatienceMs));
        QVERIFY2(unzip.exitCode() == 0, unzip.readAllStandardError().constData());
        for (const char* name :
             {"server.properties", "world/region/r.0.0.mca", "world/level.dat", "logs/1.log", "a name with spaces"})
            QVERIFY2(readFile(temp.path(std::string("out/") + name)) == readFile(daemon.volume() + "/" + name), name);
        QCOMPARE(std::filesystem::read_symlink(temp.path("out/latest.log")).string(), std::string("logs/1.log"));
        QVERIFY(std::filesystem::is_directory(temp.path("out/plugins/empty")));
        QCOMPARE(curl({"-o", zip, "-w", "%{http_code}", url}).out, std::string("404")); // used
        // There is no going on with a zip: it would be made once more.
        QCOMPARE(curl({"-H", "Range: bytes=0-", "-o", zip, "-w", "%{http_code}", url}).out, std::string("404"));
        QCOMPARE(daemon.leftovers(), std::string());
    }

    void throughTls() {
        const TempDir temp;
        const auto certificate = makeCertificate(temp.makeDirectory("tls"));
        DownloadDaemon daemon(20'000'000, "api:\n  ssl:\n    enabled: true\n    cert: " + certificate.certificateFile +
                                              "\n    key: " + certificate.keyFile + "\n");
        const std::string file = temp.path("archive.tar.gz");
        const std::string url = "https://localhost:" + std::to_string(daemon.port()) + daemon.fresh("a");
        const std::vector<std::string> resolve{"--cacert",  certificate.certificateFile,
                                               "--resolve", "localhost:" + std::to_string(daemon.port()) + ":127.0.0.1",
                                               "-o",        file};
        const auto with = [&](std::vector<std::string> more) {
            more.insert(more.begin(), resolve.begin(), resolve.end());
            more.push_back(url);
            return curl(more);
        };
        QCOMPARE(with({"--limit-rate", "5M", "--max-time", "1"}).exitCode, 28);
        const auto have = std::filesystem::file_size(file);
        QVERIFY2(have > 0 && have < daemon.size, std::to_string(have).c_str());
        QCOMPARE(with({"-C", "-", "-w", "%{http_code}"}).out, std::string("206"));
        QCOMPARE(sha1Of(readFile(file)), daemon.sha1);
    }
};

QTEST_GUILESS_MAIN(TestDownload)
#include "test_download.moc"
