// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/daemon/rest/rest_fixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace alula;
using namespace alula::test;

namespace {
std::string errorOf(const HttpAnswer& answer) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body))
        .object()
        .value(QStringLiteral("error"))
        .toString()
        .toStdString();
}

const std::string kNoServer = "The requested resource does not exist on this instance.";
const std::string kNoBackup = "The requested backup was not found on this server.";
const std::string kBadUuid = "The backup identifier must be a valid UUID.";
const std::string kOther = "99999999-2222-4333-8444-555555555555";

std::string createBody(const std::string& adapter, const std::string& uuid, const std::string& ignore) {
    return "{\"adapter\":" + adapter + ",\"uuid\":" + uuid + ",\"ignore\":" + ignore + "}";
}
std::string quoted(const std::string& text) { return "\"" + text + "\""; }
} // namespace

class TestBackupRoutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_running = std::make_unique<RunningServer>(); }
    void cleanup() { m_running.reset(); }
    void refusesStrangers_data();
    void refusesStrangers();
    void refusesRequests_data();
    void refusesRequests();
    void looksForTheServerFirst_data();
    void looksForTheServerFirst();
    void passesOnServiceErrors_data();
    void passesOnServiceErrors();
    void wrongMethod_data();
    void wrongMethod();
    void creates_data();
    void creates();
    void restores_data();
    void restores();
    void removes_data();
    void removes();
    void exceptionsStayInside();
    void keepsRequestIds_data();
    void keepsRequestIds();

private:
    std::unique_ptr<RunningServer> m_running;
};

// Every route, with a body that would be refused too: who asks comes first.
void TestBackupRoutes::refusesStrangers_data() {
    QTest::addColumn<std::string>("method");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("authorization");
    QTest::addColumn<int>("status");
    const std::vector<std::pair<std::string, std::string>> routes = {
        {"POST", backupPath()},
        {"POST", backupPath() + "/" + kBackup + "/restore"},
        {"DELETE", backupPath() + "/" + kBackup},
        {"DELETE", backupPath() + "/delete-all"},
        {"DELETE", "/api/servers/" + kServer + "/deleteAllBackups"},
        {"GET", "/api/system/alula"},
        {"GET", "/api/nothing"},
        {"GET", backupPath()}, // a method that is not known
        {"POST", "/%61pi/servers/" + kServer + "/backup"},
    };
    for (const auto& [method, target] : routes) {
        const std::string name = method + " " + target;
        const auto row = [&](const char* what, const std::string& authorization, int status) {
            QTest::newRow((name + ", " + what).c_str()) << method << target << authorization << status;
        };
        row("nothing", "", 401);
        row("basic", "Basic " + kToken, 401);
        row("bearer only", "Bearer", 401);
        row("wrong", "Bearer wrong", 403);
        row("nearly", "Bearer " + kToken + "x", 403);
        row("with id", "Bearer tid." + kToken, 403);
    }
}

void TestBackupRoutes::refusesStrangers() {
    QFETCH(std::string, method);
    QFETCH(std::string, target);
    QFETCH(std::string, authorization);
    QFETCH(int, status);
    auto& running = *m_running;
    std::vector<std::pair<std::string, std::string>> headers;
    if (!authorization.empty()) headers.emplace_back("Authorization", authorization);
    for (const std::string body : {"", "not json"}) {
        const auto answer = httpRequest(running.port, method, target, headers, body);
        QCOMPARE(answer.status, status);
        QCOMPARE(errorOf(answer), status == 401 ? std::string("The required authorization heads were not present in the request.")
                                                : std::string("You are not authorized to access this endpoint."));
        QCOMPARE(answer.header("www-authenticate"), std::string(status == 401 ? "Bearer" : ""));
        QCOMPARE(answer.header("user-agent"), std::string("Alula/9.8.7 (id:tid)"));
        QCOMPARE(answer.header("access-control-allow-origin"), std::string("https://panel.example.com"));
        QVERIFY(!answer.header("x-request-id").empty());
    }
    QCOMPARE(running.commands.calls(), std::vector<std::string>{});
}

void TestBackupRoutes::refusesRequests_data() {
    QTest::addColumn<std::string>("method");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<std::string>("text"); // "": any
    const auto row = [](const char* name, const std::string& method, const std::string& target, const std::string& body,
                        int status,
                        const std::string& text = {}) { QTest::newRow(name) << method << target << body << status << text; };
    const std::string notObject = "The request body must be a JSON object.";
    const std::string adapters = "The backup adapter must be \"wings\" or \"s3\".";
    row("create: no body", "POST", backupPath(), "", 400, notObject);
    row("create: not json", "POST", backupPath(), "{adapter", 400, notObject);
    row("create: an array", "POST", backupPath(), "[]", 400, notObject);
    row("create: broken utf-8", "POST", backupPath(), createBody(quoted("wings"), quoted(kBackup), quoted("\xff\xfe")), 400,
        notObject);
    row("create: nested too deep", "POST", backupPath(), std::string(100'000, '['), 400, notObject);
    row("create: no adapter", "POST", backupPath(), "{\"uuid\":\"" + kBackup + "\"}", 400, adapters);
    row("create: unknown adapter", "POST", backupPath(), createBody(quoted("elytra"), quoted(kBackup), quoted("")), 400,
        adapters);
    row("create: adapter is a number", "POST", backupPath(), createBody("1", quoted(kBackup), quoted("")), 400, adapters);
    row("create: no uuid", "POST", backupPath(), "{\"adapter\":\"wings\"}", 400, kBadUuid);
    row("create: uuid is a number", "POST", backupPath(), createBody(quoted("wings"), "7", quoted("")), 400, kBadUuid);
    row("create: uuid without dashes", "POST", backupPath(),
        createBody(quoted("wings"), quoted("aaaaaaaabbbb4ccc8dddeeeeeeeeeeee"), quoted("")), 400, kBadUuid);
    row("create: uuid in braces", "POST", backupPath(), createBody(quoted("wings"), quoted("{" + kBackup + "}"), quoted("")), 400,
        kBadUuid);
    row("create: uuid climbs", "POST", backupPath(), createBody(quoted("wings"), quoted("../../../../etc/passwd"), quoted("")),
        400, kBadUuid);
    row("create: ignore is a list", "POST", backupPath(), createBody(quoted("wings"), quoted(kBackup), "[\"a\"]"), 400);
    row("create: ignore is false", "POST", backupPath(), createBody(quoted("wings"), quoted(kBackup), "false"), 400);
    row("create: server is no uuid", "POST", "/api/servers/abc/backup", goodCreate(), 404, kNoServer);
    row("create: server climbs", "POST", "/api/servers/..%2f..%2fetc/backup", goodCreate(), 404);
    row("create: server without dashes", "POST", "/api/servers/11111111222243338444555555555555/backup", goodCreate(), 404,
        kNoServer);
    row("create: slash at the end", "POST", backupPath() + "/", goodCreate(), 404);
    row("restore: no body", "POST", backupPath() + "/" + kBackup + "/restore", "", 400, notObject);
    row("restore: backup is no uuid", "POST", backupPath() + "/abc/restore", R"({"adapter":"wings"})", 400, kBadUuid);
    row("restore: server is no uuid", "POST", "/api/servers/abc/backup/" + kBackup + "/restore", R"({"adapter":"wings"})", 404,
        kNoServer);
    row("restore: no adapter", "POST", backupPath() + "/" + kBackup + "/restore", "{}", 400, adapters);
    row("restore: truncate is text", "POST", backupPath() + "/" + kBackup + "/restore",
        R"({"adapter":"wings","truncate_directory":"yes"})", 400);
    row("restore: truncate is 1", "POST", backupPath() + "/" + kBackup + "/restore",
        R"({"adapter":"wings","truncate_directory":1})", 400);
    const std::string noUrl = "The download_url field is required when the backup adapter is set to S3.";
    row("restore: s3 without url", "POST", backupPath() + "/" + kBackup + "/restore", R"({"adapter":"s3"})", 400, noUrl);
    row("restore: s3 with an empty url", "POST", backupPath() + "/" + kBackup + "/restore",
        R"({"adapter":"s3","download_url":""})", 400, noUrl);
    row("restore: url is a number", "POST", backupPath() + "/" + kBackup + "/restore", R"({"adapter":"s3","download_url":4})",
        400);
    row("delete: backup is no uuid", "DELETE", backupPath() + "/abc", "", 400, kBadUuid);
    row("delete: Delete-All is no name", "DELETE", backupPath() + "/Delete-All", "", 400, kBadUuid);
    row("delete: server is no uuid", "DELETE", "/api/servers/abc/backup/" + kBackup, "", 404, kNoServer);
    row("delete all: server is no uuid", "DELETE", "/api/servers/abc/backup/delete-all", "", 404, kNoServer);
    row("delete all, panels' name: server is no uuid", "DELETE", "/api/servers/abc/deleteAllBackups", "", 404, kNoServer);
    row("body over 1 MiB", "POST", backupPath(), std::string(1024 * 1024 + 1, ' '), 413);
}

void TestBackupRoutes::refusesRequests() {
    QFETCH(std::string, method);
    QFETCH(std::string, target);
    QFETCH(std::string, body);
    QFETCH(int, status);
    QFETCH(std::string, text);
    auto& running = *m_running;
    const auto answer = running.ask(method, target, body, {{"Content-Type", "application/json"}});
    QCOMPARE(answer.status, status);
    if (text.empty()) QVERIFY(!errorOf(answer).empty());
    else QCOMPARE(errorOf(answer), text);
    QCOMPARE(answer.header("content-type"), std::string("application/json"));
    QCOMPARE(answer.header("user-agent"), std::string("Alula/9.8.7 (id:tid)"));
    QVERIFY(!answer.header("access-control-allow-origin").empty());
    QCOMPARE(running.commands.calls(), std::vector<std::string>{});
}

void TestBackupRoutes::looksForTheServerFirst_data() {
    QTest::addColumn<std::string>("method");
    QTest::addColumn<std::string>("target");
    QTest::newRow("create") << std::string("POST") << backupPath();
    QTest::newRow("restore") << std::string("POST") << backupPath() + "/abc/restore";
    QTest::newRow("delete") << std::string("DELETE") << backupPath() + "/abc";
    QTest::newRow("delete all") << std::string("DELETE") << backupPath() + "/delete-all";
}

// Wings' middleware answers before its handler reads the body: a panel that has the wrong node must hear just that.
void TestBackupRoutes::looksForTheServerFirst() {
    QFETCH(std::string, method);
    QFETCH(std::string, target);
    m_running->commands.knowsServer = false;
    const auto answer = m_running->ask(method, target, "{not json");
    QCOMPARE(answer.status, 404);
    QCOMPARE(errorOf(answer), kNoServer);
    QCOMPARE(m_running->commands.calls(), std::vector<std::string>{});
}

void TestBackupRoutes::passesOnServiceErrors_data() {
    QTest::addColumn<std::string>("method");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<int>("code");
    QTest::addColumn<std::string>("message");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const std::string& method, const std::string& target, ErrorCode code,
                        const std::string& message,
                        int status) { QTest::newRow(name) << method << target << static_cast<int>(code) << message << status; };
    const std::string restore = backupPath() + "/" + kBackup + "/restore";
    row("create: no such server", "POST", backupPath(), ErrorCode::NotFound, kNoServer, 404);
    row("create: exists", "POST", backupPath(), ErrorCode::AlreadyExists, "A backup with that identifier exists.", 409);
    row("create: queue full", "POST", backupPath(), ErrorCode::Busy, "The queue is full.", 503);
    row("create: disk", "POST", backupPath(), ErrorCode::Io, "write: Input/output error", 500);
    row("restore: no such backup", "POST", restore, ErrorCode::NotFound, kNoBackup, 404);
    row("restore: running already", "POST", restore, ErrorCode::Conflict, "A restore of that server is running.", 409);
    row("restore: stopping", "POST", restore, ErrorCode::Busy, "The daemon is shutting down.", 503);
    row("restore: unsound", "POST", restore, ErrorCode::Corrupt, "The archive is damaged.", 422);
    row("delete: no such backup", "DELETE", backupPath() + "/" + kBackup, ErrorCode::NotFound, kNoBackup, 404);
    row("delete: being restored from", "DELETE", backupPath() + "/" + kBackup, ErrorCode::Conflict,
        "The backup is being restored from.", 409);
    row("delete all: no such server", "DELETE", backupPath() + "/delete-all", ErrorCode::NotFound, kNoServer, 404);
    row("delete all: failed", "DELETE", backupPath() + "/delete-all", ErrorCode::Internal, "Failed to delete backups.", 500);
    row("delete all, panels' name: failed", "DELETE", "/api/servers/" + kServer + "/deleteAllBackups", ErrorCode::Internal,
        "Failed to delete backups.", 500);
}

void TestBackupRoutes::passesOnServiceErrors() {
    QFETCH(std::string, method);
    QFETCH(std::string, target);
    QFETCH(int, code);
    QFETCH(std::string, message);
    QFETCH(int, status);
    auto& running = *m_running;
    running.commands.outcome = [&]() -> Result<void> {
        return fail(Error(static_cast<ErrorCode>(code), message).withPath("/secret/path").withContext("doing"));
    };
    const auto answer = running.ask(method, target, method == "POST" ? goodCreate() : "");
    QCOMPARE(answer.status, status);
    QCOMPARE(errorOf(answer), message);
    QVERIFY(!answer.body.contains("/secret/path"));
    const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
    if (status >= 500)
        QCOMPARE(object.value(QStringLiteral("request_id")).toString().toStdString(), answer.header("x-request-id"));
    else QVERIFY(!object.contains(QStringLiteral("request_id")));
    QCOMPARE(!answer.header("retry-after").empty(), status == 503);
    QCOMPARE(running.commands.calls().size(), std::size_t(1));
}

void TestBackupRoutes::wrongMethod_data() {
    QTest::addColumn<std::string>("method");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("allow");
    const auto row = [](const std::string& method, const std::string& target, const std::string& allow) {
        QTest::newRow((method + " " + target).c_str()) << method << target << allow;
    };
    for (const std::string method : {"GET", "PUT", "PATCH", "DELETE", "HEAD"}) row(method, backupPath(), "POST, OPTIONS");
    for (const std::string method : {"GET", "POST", "PUT"}) {
        row(method, backupPath() + "/" + kBackup, "DELETE, OPTIONS");
        row(method, backupPath() + "/delete-all", "DELETE, OPTIONS");
        row(method, "/api/servers/" + kServer + "/deleteAllBackups", "DELETE, OPTIONS");
    }
    row("GET", backupPath() + "/" + kBackup + "/restore", "POST, OPTIONS");
    row("POST", "/api/system/alula", "GET, HEAD, OPTIONS");
    row("POST", "/healthz", "GET, HEAD, OPTIONS");
    row("DELETE", "/openapi.json", "GET, HEAD, OPTIONS");
}

void TestBackupRoutes::wrongMethod() {
    QFETCH(std::string, method);
    QFETCH(std::string, target);
    QFETCH(std::string, allow);
    auto& running = *m_running;
    const auto answer = running.ask(method, target);
    QCOMPARE(answer.status, 405);
    QCOMPARE(answer.header("allow"), allow);
    if (method != "HEAD") QVERIFY(!errorOf(answer).empty());
    QCOMPARE(running.commands.calls(), std::vector<std::string>{});
}

void TestBackupRoutes::creates_data() {
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("contentType");
    QTest::addColumn<std::string>("ignore");
    const auto row = [](const char* name, const std::string& body, const std::string& type, const std::string& ignore) {
        QTest::newRow(name) << body << type << ignore;
    };
    const std::string json = "application/json";
    row("as the panel says it", createBody(quoted("wings"), quoted(kBackup), quoted("*.log\\n!keep.log\\n")), json,
        "*.log\n!keep.log\n");
    row("into the object store", createBody(quoted("s3"), quoted(kBackup), quoted("*.log")), json, "*.log");
    row("without ignore", R"({"adapter":"wings","uuid":")" + kBackup + "\"}", json, "");
    row("ignore is null", createBody(quoted("wings"), quoted(kBackup), "null"), json, "");
    row("upper-case uuid", createBody(quoted("wings"), quoted("AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE"), quoted("")), json, "");
    row("unknown fields", R"({"adapter":"wings","x":[1,{}],"uuid":")" + kBackup + "\"}", json, "");
    row("wrong content type", goodCreate(), "text/plain", "");
    row("no content type", goodCreate(), "", "");
    row("ignore that fills the body", createBody(quoted("wings"), quoted(kBackup), quoted(std::string(1000 * 1024, 'x'))), json,
        std::string(1000 * 1024, 'x'));
}

void TestBackupRoutes::creates() {
    QFETCH(std::string, body);
    QFETCH(std::string, contentType);
    QFETCH(std::string, ignore);
    auto& running = *m_running;
    std::vector<std::pair<std::string, std::string>> headers = {{"X-Request-Id", "panel-1"}};
    if (!contentType.empty()) headers.emplace_back("Content-Type", contentType);
    const auto answer = running.ask("POST", backupPath(), body, headers);
    QCOMPARE(answer.status, 202);
    QCOMPARE(answer.body, std::string());
    QCOMPARE(running.commands.created.size(), std::size_t(1));
    const auto& asked = running.commands.created.front();
    QCOMPARE(asked.server.toString(), kServer);
    QCOMPARE(asked.backup.toString(), kBackup);
    QCOMPARE(asked.adapter, std::string(body.contains(R"("s3")") ? "s3" : "wings"));
    QCOMPARE(asked.ignore, ignore);
    QCOMPARE(asked.origin.kind, std::string("panel"));
    QCOMPARE(asked.origin.detail, std::string("panel-1"));
}

void TestBackupRoutes::restores_data() {
    QTest::addColumn<std::string>("body");
    QTest::addColumn<bool>("truncate");
    QTest::newRow("as the panel says it") << std::string(R"({"adapter":"wings","truncate_directory":true,"download_url":""})")
                                          << true;
    QTest::newRow("keeping files") << std::string(R"({"adapter":"wings","truncate_directory":false})") << false;
    QTest::newRow("nothing said") << std::string(R"({"adapter":"wings"})") << false;
    QTest::newRow("nulls") << std::string(R"({"adapter":"wings","truncate_directory":null,"download_url":null})") << false;
    QTest::newRow("from a url") << std::string(R"({"adapter":"s3","truncate_directory":true,"download_url":"https://s3/x?y=1"})")
                                << true;
}

void TestBackupRoutes::restores() {
    QFETCH(std::string, body);
    QFETCH(bool, truncate);
    auto& running = *m_running;
    const auto answer = running.ask("POST", backupPath() + "/" + kBackup + "/restore", body);
    QCOMPARE(answer.status, 202);
    QCOMPARE(answer.body, std::string());
    QCOMPARE(running.commands.restored.size(), std::size_t(1));
    const auto& asked = running.commands.restored.front();
    QCOMPARE(asked.server.toString(), kServer);
    QCOMPARE(asked.backup.toString(), kBackup);
    QCOMPARE(asked.truncate, truncate);
    QCOMPARE(asked.downloadUrl, body.contains("s3/x") ? std::string("https://s3/x?y=1") : std::string());
    QVERIFY(!asked.stop.has_value());
    QCOMPARE(asked.origin.kind, std::string("panel"));
    QCOMPARE(asked.origin.detail, answer.header("x-request-id"));
}

void TestBackupRoutes::removes_data() {
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("call");
    const std::string one = "removeForPanel " + kServer + " " + kBackup;
    const std::string all = "removeAllForPanel " + kServer;
    QTest::newRow("one") << backupPath() + "/" + kBackup << std::string() << one;
    QTest::newRow("one, with a body") << backupPath() + "/" + kBackup << std::string(R"({"adapter":"wings"})") << one;
    QTest::newRow("one, with nonsense") << backupPath() + "/" + kBackup << std::string("{{{") << one;
    QTest::newRow("one, upper case") << "/api/servers/" + kServer + "/backup/AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE"
                                     << std::string() << one;
    QTest::newRow("all, as documented") << backupPath() + "/delete-all" << std::string() << all;
    QTest::newRow("all, as the panels do") << "/api/servers/" + kServer + "/deleteAllBackups" << std::string() << all;
    QTest::newRow("query is no matter") << backupPath() + "/delete-all?x=y" << std::string() << all;
}

void TestBackupRoutes::removes() {
    QFETCH(std::string, target);
    QFETCH(std::string, body);
    QFETCH(std::string, call);
    auto& running = *m_running;
    const auto answer = running.ask("DELETE", target, body);
    QCOMPARE(answer.status, 204);
    QCOMPARE(answer.header("content-length"), std::string()); // RFC 9110 §8.6
    QCOMPARE(running.commands.calls(), std::vector<std::string>{call});
}

void TestBackupRoutes::exceptionsStayInside() {
    auto& running = *m_running;
    running.commands.outcome = []() -> Result<void> { throw std::runtime_error("boom"); };
    const auto answer = running.ask("DELETE", backupPath() + "/" + kBackup);
    QCOMPARE(answer.status, 500);
    QVERIFY(!answer.body.contains("boom"));
    QVERIFY(answer.body.contains(answer.header("x-request-id")));
    running.commands.outcome = [] { return Result<void>{}; };
    QCOMPARE(running.ask("DELETE", backupPath() + "/" + kBackup).status, 204);
}

void TestBackupRoutes::keepsRequestIds_data() {
    QTest::addColumn<std::string>("shown");
    QTest::addColumn<bool>("kept");
    QTest::newRow("plain") << std::string("abc-123") << true;
    QTest::newRow("64 long") << std::string(64, 'x') << true;
    QTest::newRow("65 long") << std::string(65, 'x') << false;
    QTest::newRow("space in it") << std::string("a b") << false;
    QTest::newRow("utf-8") << std::string("\xc3\xa4") << false;
    QTest::newRow("quotes") << std::string("\"';<>") << true;
}

void TestBackupRoutes::keepsRequestIds() {
    QFETCH(std::string, shown);
    QFETCH(bool, kept);
    auto& running = *m_running;
    const auto answer = running.ask("DELETE", backupPath() + "/" + kBackup, "", {{"X-Request-Id", shown}});
    QCOMPARE(answer.status, 204);
    if (kept) QCOMPARE(answer.header("x-request-id"), shown);
    else QVERIFY(Uuid::parse(answer.header("x-request-id")).has_value());
}

QTEST_GUILESS_MAIN(TestBackupRoutes)
#include "test_backup_routes.moc"
