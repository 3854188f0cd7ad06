// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the panel's REST table, through the real sockets of the real daemon; the refusals first.

#include "tests/e2e/real_daemon.h"

using namespace alula;
using namespace alula::test;

namespace {
const std::string kNoServer = R"({"error":"The requested resource does not exist on this instance."})";
const std::string kNoBackup = R"({"error":"The requested backup was not found on this server."})";
} // namespace

class TestRest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusals_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("text"); // part of the answer
        const QString base = QStringLiteral("/api/servers/11111111-2222-4333-8444-555555555555/backup");
        const QString elsewhere = QStringLiteral("/api/servers/99999999-2222-4333-8444-555555555555/backup");
        const QString id = QStringLiteral("/aaaaaaaa-2222-4333-8444-555555555555");
        const auto row = [](const char* name, const char* method, const QString& target, const char* body, int status,
                            const char* text) {
            QTest::newRow(name) << QString::fromLatin1(method) << target << QString::fromLatin1(body) << status
                                << QString::fromLatin1(text);
        };
        const char* whole = R"({"adapter":"wings","uuid":"aaaaaaaa-2222-4333-8444-555555555555","ignore":""})";
        const char* restore = R"({"adapter":"wings","truncate_directory":true})";
        row("create: not JSON", "POST", base, "{", 400, "error");
        row("create: uuid", "POST", base, R"({"adapter":"wings","uuid":"nonsense"})", 400, "UUID");
        row("create: adapter", "POST", base, R"({"adapter":"ftp","uuid":"aaaaaaaa-2222-4333-8444-555555555555"})", 400,
            "adapter");
        row("create: s3", "POST", base, R"({"adapter":"s3","uuid":"aaaaaaaa-2222-4333-8444-555555555555"})", 400, "s3");
        row("create: ignore", "POST", base, R"({"adapter":"wings","uuid":"aaaaaaaa-2222-4333-8444-555555555555","ignore":7})",
            400, "ignore");
        row("create: server before body", "POST", elsewhere, "{", 404, "The requested resource does not exist on this instance.");
        row("create: server", "POST", elsewhere, whole, 404, "The requested resource does not exist on this instance.");
        row("restore: server", "POST", elsewhere + id + QStringLiteral("/restore"), restore, 404,
            "does not exist on this instance.");
        row("restore: backup", "POST", base + id + QStringLiteral("/restore"), restore, 404,
            "The requested backup was not found on this server.");
        row("restore: uuid", "POST", base + QStringLiteral("/xyz/restore"), restore, 400,
            "The backup identifier must be a valid UUID.");
        row("restore: not JSON", "POST", base + id + QStringLiteral("/restore"), "[", 400, "error");
        row("restore: adapter", "POST", base + id + QStringLiteral("/restore"), R"({"adapter":"ftp"})", 400, "adapter");
        row("restore: s3 without url", "POST", base + id + QStringLiteral("/restore"), R"({"adapter":"s3"})", 400,
            "The download_url field is required");
        row("delete: uuid", "DELETE", base + QStringLiteral("/xyz"), "", 400, "The backup identifier must be a valid UUID.");
        row("delete: backup", "DELETE", base + id, "", 404, "The requested backup was not found on this server.");
        row("delete: server", "DELETE", elsewhere + id, "", 404, "does not exist on this instance.");
        row("delete-all: server", "DELETE", elsewhere + QStringLiteral("/delete-all"), "", 404,
            "does not exist on this instance.");
        row("unknown route", "GET", QStringLiteral("/api/nothing"), "", 404, "error");
        row("wrong method", "PUT", base, "", 405, "error");
    }
    void refusals() {
        QFETCH(QString, method);
        QFETCH(QString, target);
        QFETCH(QString, body);
        QFETCH(int, status);
        QFETCH(QString, text);
        static RealDaemon daemon;
        const auto answer = daemon.rest(method.toStdString(), target.toStdString(), body.toStdString());
        QCOMPARE(answer.status, status);
        QVERIFY2(answer.body.contains(text.toStdString()), answer.body.c_str());
        QVERIFY(!answer.header("x-request-id").empty());
        QVERIFY2(answer.header("user-agent").starts_with("Alula/"), answer.header("user-agent").c_str());
        QVERIFY(!exists(daemon.archive()));
    }

    void withoutTheToken() {
        RealDaemon daemon;
        const auto missing = httpRequest(daemon.port(), "POST", daemon.backupsUrl(), {}, "{}");
        QCOMPARE(missing.status, 401);
        QCOMPARE(missing.header("www-authenticate"), std::string("Bearer"));
        QVERIFY(missing.body.contains("The required authorization heads were not present in the request."));
        const auto wrong = httpRequest(daemon.port(), "POST", daemon.backupsUrl(), {{"Authorization", "Bearer no"}}, "{}");
        QCOMPARE(wrong.status, 403);
        QVERIFY(wrong.body.contains("You are not authorized to access this endpoint."));
        QCOMPARE(httpRequest(daemon.port(), "GET", "/healthz").status, 200);
        QCOMPARE(httpRequest(daemon.port(), "GET", "/openapi.json").status, 200);
        QCOMPARE(httpRequest(daemon.port(), "OPTIONS", daemon.backupsUrl()).status, 204);
    }

    void backupRestoreDelete() {
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        const auto before = snapshot(daemon.volume());
        QCOMPARE(daemon.postBackup().status, 202);
        QVERIFY(daemon.postBackup().status == 409); // exists, or is being made
        auto console = daemon.console();
        const auto made = console->ended(console->newest("create"));
        QCOMPARE(made.state, std::string("completed"));
        QVERIFY(exists(daemon.archive()));
        QCOMPARE(daemon.postBackup().status, 409);

        writeFile(daemon.volume() + "/server.properties", "griefed");
        removeTree(daemon.volume() + "/world");
        writeFile(daemon.volume() + "/not in the backup", "x");
        QCOMPARE(daemon.postRestore(true).status, 202);
        const auto restored = console->ended(console->newest("restore"));
        QCOMPARE(restored.state, std::string("completed"));
        QCOMPARE(compare(before, snapshot(daemon.volume())), std::string());

        QCOMPARE(daemon.rest("DELETE", daemon.backupsUrl("/" + kBackup), R"({"adapter":"wings"})").status, 204);
        QVERIFY(!exists(daemon.archive()));
        QCOMPARE(daemon.rest("DELETE", daemon.backupsUrl("/" + kBackup)).status, 404);
        QCOMPARE(daemon.leftovers(), std::string());
    }

    void withoutTruncateWhatIsNotInTheBackupStays() {
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        QCOMPARE(daemon.postBackup().status, 202);
        auto console = daemon.console();
        QCOMPARE(console->ended(console->newest("create")).state, std::string("completed"));
        writeFile(daemon.volume() + "/new", "kept");
        writeFile(daemon.volume() + "/server.properties", "griefed");
        QCOMPARE(daemon.postRestore(false).status, 202);
        QCOMPARE(console->ended(console->newest("restore")).state, std::string("completed"));
        QCOMPARE(readFile(daemon.volume() + "/new"), std::string("kept"));
        QCOMPARE(readFile(daemon.volume() + "/server.properties"), std::string("motd=hello\n"));
    }

    void deleteAll_data() {
        QTest::addColumn<QString>("route");
        QTest::newRow("as documented") << QStringLiteral("/backup/delete-all");
        QTest::newRow("as the panels call it") << QStringLiteral("/deleteAllBackups");
    }
    void deleteAll() {
        QFETCH(QString, route);
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        const std::string target = "/api/servers/" + kServer + route.toStdString();
        QCOMPARE(daemon.rest("DELETE", target).status, 204); // none is fine
        QCOMPARE(daemon.postBackup(kBackup).status, 202);
        QCOMPARE(daemon.postBackup(kOther).status, 202);
        auto console = daemon.console();
        const auto jobs = console->call(protocol::kJobsList);
        for (const auto& job : jobs->jobs) console->ended(job.job);
        QVERIFY(exists(daemon.archive(kBackup)) && exists(daemon.archive(kOther)));
        QCOMPARE(daemon.rest("DELETE", target).status, 204);
        QVERIFY(!exists(daemon.archive(kBackup)) && !exists(daemon.archive(kOther)));
    }

    void aPinnedBackupIsKeptWhenThePanelDeletesIt() {
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        daemon.postBackup();
        auto console = daemon.console();
        console->ended(console->newest("create"));
        QVERIFY(console->call(protocol::kBackupsPin, {*BackupId::parse(kBackup), true}));
        QCOMPARE(daemon.rest("DELETE", daemon.backupsUrl("/" + kBackup)).status, 204);
        QVERIFY(exists(daemon.archive()));
        const auto info = console->call(protocol::kBackupsGet, {*BackupId::parse(kBackup)});
        QVERIFY(info && info->deletedInPanel && info->pinned);
    }

    void aBackupBeingMadeIsCancelledByDelete() {
        RealDaemon daemon;
        tree({file("big", 8'000'000)}).materialise(daemon.volume());
        auto console = daemon.console();
        protocol::SetLimitsParams slow;
        slow.readMibPerSecond = 0.5;
        QVERIFY(console->call(protocol::kSetLimits, slow));
        QCOMPARE(daemon.postBackup().status, 202);
        const JobId job = console->newest("create");
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(daemon.rest("DELETE", daemon.backupsUrl("/" + kBackup)).status, 204);
        QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(console->ended(job).state, std::string("cancelled"));
        QVERIFY(!exists(daemon.archive()));
        QCOMPARE(daemon.leftovers(), std::string());
    }

    void aDamagedArchiveLeavesTheVolumeAsItWas() {
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        daemon.postBackup();
        auto console = daemon.console();
        console->ended(console->newest("create"));
        std::string bytes = readFile(daemon.archive());
        bytes[bytes.size() / 3] = static_cast<char>(bytes[bytes.size() / 3] ^ 0x40);
        writeFile(daemon.archive(), bytes);
        daemon.stop();
        daemon.start(); // nothing of it is cached
        writeFile(daemon.volume() + "/server.properties", "live");
        const auto before = snapshot(daemon.volume());
        QCOMPARE(daemon.postRestore(true).status, 202);
        console = daemon.console();
        const auto job = console->ended(console->newest("restore"));
        QCOMPARE(job.state, std::string("failed"));
        QVERIFY(job.error.has_value());
        QCOMPARE(job.error->code, std::string("corrupt"));
        QCOMPARE(compare(before, snapshot(daemon.volume())), std::string());
        QCOMPARE(daemon.stagings(), 0);
    }

    void aMissingArchiveIsA404() {
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        daemon.postBackup();
        auto console = daemon.console();
        console->ended(console->newest("create"));
        std::filesystem::remove(daemon.archive());
        const auto before = snapshot(daemon.volume());
        QCOMPARE(daemon.postRestore(true).status, 404);
        QCOMPARE(compare(before, snapshot(daemon.volume())), std::string());
    }

    void shuttingDownQueuesWhatRan() {
        RealDaemon daemon;
        tree({file("big", 4'000'000)}).materialise(daemon.volume());
        auto console = daemon.console();
        protocol::SetLimitsParams slow;
        slow.readMibPerSecond = 0.2;
        QVERIFY(console->call(protocol::kSetLimits, slow));
        QCOMPARE(daemon.postBackup().status, 202);
        const JobId job = console->newest("create");
        daemon.stop();
        QCOMPARE(daemon.exitCode(), 0);
        QVERIFY(!exists(daemon.archive()));
        daemon.start();
        console = daemon.console();
        QCOMPARE(console->ended(job).state, std::string("completed"));
        QVERIFY(exists(daemon.archive()));
    }
};

QTEST_GUILESS_MAIN(TestRest)
#include "test_rest.moc"
