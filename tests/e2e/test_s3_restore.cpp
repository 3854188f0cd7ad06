// SPDX-License-Identifier: GPL-3.0-or-later
// The real daemon restores from urls that the panel hands it (API: S3 restore), from stores that are not always well.

#include "tests/e2e/real_daemon.h"
#include "tests/support/http_stand_in.h"
#include "tests/support/panel_stand_in.h"

#include <thread>
#include <vector>

using namespace alula;
using namespace alula::test;

namespace {

using Manner = StandInReply::Manner;

const std::string kSecret = "X-Amz-Signature=0123456789secret";

std::string config(const PanelStandIn& panel, const std::string& more = "restore:\n  host_allowlist: [127.0.0.1]\n") {
    return "token: the-token-of-the-node\npanel:\n  remote: \"" + panel.url() + "\"\n  token_id: \"" + panel.options().tokenId +
           "\"\n  token: \"" + panel.options().token + "\"\n" + more;
}

HttpAnswer post(const RealDaemon& daemon, const std::string& target, const std::string& body) {
    return httpRequest(daemon.port(), "POST", target, {{"Authorization", "Bearer the-token-of-the-node"}}, body);
}
HttpAnswer restoreFrom(const RealDaemon& daemon, const std::string& url, const std::string& backup = kOther) {
    return post(daemon, daemon.backupsUrl("/" + backup + "/restore"),
                R"({"adapter":"s3","truncate_directory":true,"download_url":")" + url + R"("})");
}

// The bytes of an archive of smallServer(), made by this daemon or by tar, as another node's would be.
std::string archiveOf(RealDaemon& daemon, bool foreign) {
    smallServer().materialise(daemon.volume());
    if (foreign) {
        QProcess tar;
        tar.start(QStringLiteral("tar"),
                  {QStringLiteral("-C"), QString::fromStdString(daemon.volume()), QStringLiteral("--format=posix"),
                   QStringLiteral("-czf"), QString::fromStdString(daemon.path("foreign.tgz")), QStringLiteral(".")});
        if (!tar.waitForFinished(kPatienceMs) || tar.exitCode() != 0) throw std::runtime_error("tar");
        return readFile(daemon.path("foreign.tgz"));
    }
    auto console = daemon.console();
    const auto made = post(daemon, daemon.backupsUrl(), R"({"adapter":"wings","uuid":")" + kBackup + R"(","ignore":""})");
    if (made.status != 202) throw std::runtime_error(made.body);
    console->ended(console->newest("create"));
    return readFile(daemon.archive());
}

// An object as a store keeps it; its first answers break off half-way.
class Object {
public:
    Object(std::string bytes, int breaks) : m_bytes(std::move(bytes)), m_breaks(breaks) {}
    StandInReply operator()(const SeenRequest& request) {
        if (!request.target.ends_with(kSecret)) return {.status = 403, .body = "<Error/>", .contentType = "application/xml"};
        StandInReply reply{.body = m_bytes, .contentType = "application/x-gzip", .headers = {{"ETag", "\"e\""}}};
        if (const std::string range = request.header("range"); !range.empty()) {
            const auto from = parseNumber<std::size_t>(range.substr(6, range.size() - 7)).value();
            reply.status = 206;
            reply.body = m_bytes.substr(from);
            reply.headers.emplace_back("Content-Range", "bytes " + std::to_string(from) + "-" +
                                                            std::to_string(m_bytes.size() - 1) + "/" +
                                                            std::to_string(m_bytes.size()));
        }
        if (m_breaks-- > 0) reply.manner = Manner::Halfway;
        return reply;
    }

private:
    const std::string m_bytes;
    int m_breaks;
};

std::string urlOf(const HttpStandIn& store) { return store.url() + "/bucket/object.tar.gz?" + kSecret; }

} // namespace

class TestS3Restore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Of a backup that this node has never heard of.
    void aBackupIsRestoredFromItsUrl_data() {
        QTest::addColumn<bool>("foreign");
        QTest::addColumn<int>("breaks");
        QTest::newRow("Alula's") << false << 0;
        QTest::newRow("Alula's, broken off and resumed") << false << 3;
        QTest::newRow("somebody's tar.gz") << true << 0;
        QTest::newRow("somebody's tar.gz, broken off and resumed") << true << 3;
    }
    void aBackupIsRestoredFromItsUrl() {
        QFETCH(bool, foreign);
        QFETCH(int, breaks);
        PanelStandIn panel;
        panel.addServer({kServer});
        panel.addBackup(kBackup);
        panel.addBackup(kOther);
        RealDaemon daemon(config(panel));
        Object object(archiveOf(daemon, foreign), breaks);
        HttpStandIn store([&](const SeenRequest& request) { return object(request); });
        const auto before = snapshot(daemon.volume());
        writeFile(daemon.volume() + "/server.properties", "griefed");
        writeFile(daemon.volume() + "/virus", "x");
        QCOMPARE(restoreFrom(daemon, urlOf(store)).status, 202);
        auto console = daemon.console();
        const auto job = console->ended(console->newest("restore"));
        QVERIFY2(job.state == "completed", (job.error ? job.error->message : job.state).c_str());
        QCOMPARE(compare(before, snapshot(daemon.volume())), std::string());
        QVERIFY(panel.waitForTold(foreign ? 1 : 2));
        const auto told = panel.told().back();
        QCOMPARE(told.kind, std::string("restore"));
        QVERIFY(told.body.contains(R"("successful":true)"));
        // Nothing that lies stays: no row of a backup that this node does not have, no file, nowhere the secret.
        QVERIFY(!console->call(protocol::kBackupsGet, {*BackupId::parse(kOther)}));
        QCOMPARE(daemon.leftovers(), std::string());
        daemon.stop();
        QVERIFY(!daemon.log().contains("secret"));
        QVERIFY(!readFile(daemon.path("state/catalog.db")).contains("0123456789secret"));
    }

    void badUrlsAreRefusedBeforeAnything_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        QTest::newRow("expired, or tampered with") << "STORE/object?X-Amz-Signature=other" << 400 << "answered 403";
        QTest::newRow("a page")
            << "STORE/page" << 400
            << "The provided backup link is not a supported content type. \\\"text/html\\\" is not application/x-gzip.";
        QTest::newRow("a redirect to the metadata") << "STORE/metadata" << 400 << "169.254.169.254 is not a public one";
        QTest::newRow("redirects without end") << "STORE/loop" << 400 << "redirects more than 10 times";
        QTest::newRow("this node") << "http://localhost:1/" << 400 << "is not a public one (loopback)";
        QTest::newRow("a neighbour") << "http://10.0.0.1/x" << 400 << "is not a public one (private)";
        QTest::newRow("not a url") << "archive.tar.gz" << 400 << "http:// or https://";
        QTest::newRow("a file") << "file:///etc/shadow" << 400 << "http:// or https://";
        QTest::newRow("not there") << "http://127.0.0.1:1/" << 502 << "could not be reached";
    }
    void badUrlsAreRefusedBeforeAnything() {
        QFETCH(QString, url);
        QFETCH(int, status);
        QFETCH(QString, says);
        PanelStandIn panel;
        panel.addServer({kServer});
        // 127.0.0.1, not localhost, which is ::1 as well.
        RealDaemon daemon(
            config(panel, url.contains(QStringLiteral("localhost")) ? "" : "restore:\n  host_allowlist: [127.0.0.1]\n"));
        HttpStandIn store([](const SeenRequest& request) -> StandInReply {
            if (request.path() == "/page") return {.body = "<html>", .contentType = "text/html"};
            if (request.path() == "/loop") return {.status = 302, .headers = {{"Location", "/loop"}}};
            if (request.path() == "/metadata") return {.status = 302, .headers = {{"Location", "http://169.254.169.254/latest"}}};
            return {.status = 403, .body = "<Error>inner words</Error>", .contentType = "application/xml"};
        });
        smallServer().materialise(daemon.volume());
        const auto before = snapshot(daemon.volume());
        const auto answer =
            restoreFrom(daemon, url.replace(QStringLiteral("STORE"), QString::fromStdString(store.url())).toStdString());
        QVERIFY2(answer.status == status && answer.body.contains(says.toStdString()), answer.body.c_str());
        QVERIFY(!answer.body.contains("inner words"));
        QCOMPARE(compare(before, snapshot(daemon.volume())), std::string());
        auto console = daemon.console();
        QCOMPARE(console->call(protocol::kJobsList, {})->jobs.size(), 0u);
        QCOMPARE(panel.told().size(), 0u);
    }

    void aBrokenArchiveLeavesTheVolumeAlone_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("its end is missing") << 0;
        QTest::newRow("a byte is another") << 1;
        QTest::newRow("not an archive at all") << 2;
        QTest::newRow("empty") << 3;
    }
    void aBrokenArchiveLeavesTheVolumeAlone() {
        QFETCH(int, how);
        PanelStandIn panel;
        panel.addServer({kServer});
        panel.addBackup(kBackup);
        panel.addBackup(kOther);
        RealDaemon daemon(config(panel));
        std::string bytes = archiveOf(daemon, false);
        if (how == 0) bytes.resize(bytes.size() - 100);
        if (how == 1) bytes[bytes.size() / 3] ^= 1;
        if (how == 2) bytes.assign(5000, 'x');
        if (how == 3) bytes.clear();
        HttpStandIn store([&](const SeenRequest&) { return StandInReply{.body = bytes, .contentType = "application/gzip"}; });
        const auto before = snapshot(daemon.volume());
        QCOMPARE(restoreFrom(daemon, urlOf(store)).status, 202);
        auto console = daemon.console();
        const auto job = console->ended(console->newest("restore"));
        QCOMPARE(job.state, std::string("failed"));
        QCOMPARE(job.error->code, std::string("corrupt"));
        QCOMPARE(compare(before, snapshot(daemon.volume())), std::string());
        QVERIFY(panel.waitForTold(2));
        QVERIFY(panel.told().back().body.contains(R"("successful":false)"));
        QCOMPARE(daemon.leftovers(), std::string());
    }

    // Whoever makes the urls must not be able to make the node deaf.
    void silentStoresDoNotHoldUpTheNode() {
        PanelStandIn panel;
        panel.addServer({kServer});
        RealDaemon daemon(config(panel));
        HttpStandIn store([](const SeenRequest&) { return StandInReply{.manner = Manner::Hang}; });
        std::vector<std::jthread> callers;
        for (int i = 0; i < 4; ++i) callers.emplace_back([&] { restoreFrom(daemon, urlOf(store)); });
        QVERIFY(store.waitForRequests(4));
        QElapsedTimer since;
        since.start();
        QCOMPARE(restoreFrom(daemon, urlOf(store)).status, 503);
        QCOMPARE(post(daemon, daemon.backupsUrl(), R"({"adapter":"wings","uuid":")" + kBackup + R"(","ignore":""})").status, 202);
        QCOMPARE_LT(since.elapsed(), 3000);
        daemon.stop(); // ends the four
    }

    void cancelEndsTheDownload() {
        PanelStandIn panel;
        panel.addServer({kServer});
        panel.addBackup(kOther);
        RealDaemon daemon(config(panel) + "load:\n  read_mib_s: 1\n");
        smallServer().materialise(daemon.volume());
        HttpStandIn store([](const SeenRequest&) {
            return StandInReply{.contentType = "application/gzip", .manner = Manner::Huge, .hugeBytes = 1'000'000'000};
        });
        QCOMPARE(restoreFrom(daemon, urlOf(store)).status, 202);
        auto console = daemon.console();
        const auto job = console->newest("restore");
        const auto downloading = [&] { return console->call(protocol::kJobsGet, {job})->progress.phase == "downloading"; };
        QVERIFY(QTest::qWaitFor(downloading, kPatienceMs));
        QCOMPARE(restoreFrom(daemon, urlOf(store)).status, 409); // one at a time
        QElapsedTimer since;
        since.start();
        QVERIFY(console->call(protocol::kJobsCancel, {job}));
        QCOMPARE(console->ended(job).state, std::string("cancelled"));
        QCOMPARE_LT(since.elapsed(), 1000);
        QVERIFY(panel.waitForTold(1));
        QVERIFY(panel.told().back().body.contains(R"("successful":false)"));
        QCOMPARE(daemon.leftovers(), std::string());
    }

    // The spool goes with the process, and the url was never written down.
    void afterACrashTheJobFailsAndSaysWhatToDo() {
        PanelStandIn panel;
        panel.addServer({kServer});
        panel.addBackup(kOther);
        RealDaemon daemon(config(panel) + "load:\n  read_mib_s: 1\n");
        smallServer().materialise(daemon.volume());
        const auto before = snapshot(daemon.volume());
        HttpStandIn store([](const SeenRequest&) {
            return StandInReply{.contentType = "application/gzip", .manner = Manner::Huge, .hugeBytes = 1'000'000'000};
        });
        QCOMPARE(restoreFrom(daemon, urlOf(store)).status, 202);
        JobId job;
        {
            auto console = daemon.console();
            job = console->newest("restore");
            const auto downloading = [&] { return console->call(protocol::kJobsGet, {job})->progress.phase == "downloading"; };
            QVERIFY(QTest::qWaitFor(downloading, kPatienceMs));
        }
        daemon.kill();
        daemon.start();
        auto console = daemon.console();
        const auto failed = console->ended(job);
        QCOMPARE(failed.state, std::string("failed"));
        QVERIFY2(failed.error->message.contains("the daemon was ended"), failed.error->message.c_str());
        QVERIFY(panel.waitForTold(1));
        QVERIFY(panel.told().back().body.contains(R"("successful":false)"));
        QCOMPARE(panel.told().size(), 1u);
        QCOMPARE(compare(before, snapshot(daemon.volume())), std::string());
        QCOMPARE(daemon.leftovers(), std::string());
    }

    // Ended in good order it goes back to the queue, and then there is nothing to take up.
    void afterARestartTheJobFailsAndSaysWhatToDo() {
        PanelStandIn panel;
        panel.addServer({kServer});
        panel.addBackup(kOther);
        RealDaemon daemon(config(panel) + "load:\n  read_mib_s: 1\n");
        HttpStandIn store([](const SeenRequest&) {
            return StandInReply{.contentType = "application/gzip", .manner = Manner::Huge, .hugeBytes = 1'000'000'000};
        });
        QCOMPARE(restoreFrom(daemon, urlOf(store)).status, 202);
        const JobId job = daemon.console()->newest("restore");
        daemon.stop();
        QCOMPARE(daemon.exitCode(), 0);
        daemon.start();
        auto console = daemon.console();
        const auto failed = console->ended(job);
        QCOMPARE(failed.state, std::string("failed"));
        QVERIFY2(failed.error->message.contains("start the restore again in the panel"), failed.error->message.c_str());
        QVERIFY(panel.waitForTold(1));
        QVERIFY(panel.told().back().body.contains(R"("successful":false)"));
    }
};

QTEST_GUILESS_MAIN(TestS3Restore)
#include "test_s3_restore.moc"
