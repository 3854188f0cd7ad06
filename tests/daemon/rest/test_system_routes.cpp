// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/error_answer.h"
#include "tests/daemon/rest/rest_fixture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace alula;
using namespace alula::test;

namespace {
QJsonObject object(const HttpAnswer& answer) { return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object(); }
} // namespace

class TestSystemRoutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_running = std::make_unique<RunningServer>(); }
    void cleanupTestCase() { m_running.reset(); }
    void unknownAddresses_data();
    void unknownAddresses();
    void health();
    void whileStarting();
    void describesTheNode();
    void withoutAPanelThereIsNoObjectStore();
    void describingFails();
    void openApiNamesEveryRoute();
    void optionsAnywhere_data();
    void optionsAnywhere();
    void cors_data();
    void cors();
    void statusTable();

private:
    std::unique_ptr<RunningServer> m_running;
};

void TestSystemRoutes::unknownAddresses_data() {
    QTest::addColumn<std::string>("method");
    QTest::addColumn<std::string>("target");
    for (const std::string target :
         {"/", "/nothing", "/api", "/api/", "/api/servers", "/api/nothing", "/metrics", "/download/file?token=x", "//healthz",
          "/healthz/", "/healthz/..", "/healthz%00", "/%", "/api/servers//backup", "*"}) {
        for (const std::string method : {"GET", "POST", "PROPFIND", "TRACE"})
            QTest::newRow((method + " " + target).c_str()) << method << target;
    }
}

void TestSystemRoutes::unknownAddresses() {
    QFETCH(std::string, method);
    QFETCH(std::string, target);
    auto& running = *m_running;
    const auto answer = running.ask(method, target);
    QCOMPARE(answer.status, 404);
    QVERIFY(!object(answer).value(QStringLiteral("error")).toString().isEmpty());
    QCOMPARE(answer.header("user-agent"), std::string("Alula/9.8.7 (id:tid)"));
}

void TestSystemRoutes::health() {
    RunningServer running;
    QCOMPARE(httpRequest(running.port, "GET", "/healthz").status, 200);
    const auto head = httpRequest(running.port, "HEAD", "/healthz");
    QCOMPARE(head.status, 200);
    running.node.isReady = false;
    const auto answer = httpRequest(running.port, "GET", "/healthz");
    QCOMPARE(answer.status, 503);
    QVERIFY(!answer.header("retry-after").empty());
}

// The listener is up before the daemon is: it says so instead of taking what it cannot do yet.
void TestSystemRoutes::whileStarting() {
    RunningServer running;
    running.node.isReady = false;
    running.node.answer = []() -> Result<NodeState> { return NodeState{}; };
    QCOMPARE(running.ask("GET", "/api/system/alula").status, 200);
    QCOMPARE(running.ask("GET", "/openapi.json").status, 200);
    QCOMPARE(running.ask("GET", "/nothing").status, 404);
    for (const std::string method : {"POST", "DELETE"}) {
        const auto early = running.ask(method, method == "POST" ? backupPath() : backupPath() + "/" + kBackup);
        QCOMPARE(early.status, 503);
        QVERIFY(!early.header("retry-after").empty());
        QVERIFY(early.body.contains("starting"));
    }
    QCOMPARE(running.ask("GET", "/download/backup?token=x").status, 503);
    // Who is asking comes first.
    QCOMPARE(httpRequest(running.port, "POST", backupPath()).status, 401);
}

void TestSystemRoutes::describesTheNode() {
    RunningServer running;
    running.node.answer = []() -> Result<NodeState> {
        NodeState state;
        state.version = "1.2.3";
        state.ready = true;
        state.queued = 3;
        state.running = 1;
        state.space.push_back({.what = "backups", .path = "/b", .total = 1ULL << 50, .available = 5});
        state.panelConfigured = true;
        state.outboxDepth = 2;
        state.problems.push_back({.severity = "error", .code = "disk_full", .server = "", .text = "Full."});
        return state;
    };
    const auto answer = running.ask("GET", "/api/system/alula");
    QCOMPARE(answer.status, 200);
    const auto told = object(answer);
    QCOMPARE(told.value(QStringLiteral("version")).toString(), QStringLiteral("1.2.3"));
    QCOMPARE(told.value(QStringLiteral("adapters")).toArray(), (QJsonArray{QStringLiteral("wings"), QStringLiteral("s3")}));
    QCOMPARE(told.value(QStringLiteral("queue")).toObject().value(QStringLiteral("queued")).toInteger(), 3);
    QCOMPARE(told.value(QStringLiteral("panel")).toObject().value(QStringLiteral("outbox")).toInteger(), 2);
    QCOMPARE(told.value(QStringLiteral("space")).toArray().at(0).toObject().value(QStringLiteral("total")).toInteger(),
             1LL << 50);
    QCOMPARE(told.value(QStringLiteral("problems")).toArray().at(0).toObject().value(QStringLiteral("code")).toString(),
             QStringLiteral("disk_full"));
}

void TestSystemRoutes::withoutAPanelThereIsNoObjectStore() {
    RunningServer running;
    running.node.answer = []() -> Result<NodeState> { return NodeState(); };
    const auto told = object(running.ask("GET", "/api/system/alula"));
    QCOMPARE(told.value(QStringLiteral("adapters")).toArray(), QJsonArray{QStringLiteral("wings")});
}

void TestSystemRoutes::describingFails() {
    RunningServer running;
    running.node.answer = []() -> Result<NodeState> { return fail(ErrorCode::Io, "The catalog cannot be read."); };
    const auto answer = running.ask("GET", "/api/system/alula");
    QCOMPARE(answer.status, 500);
    QCOMPARE(object(answer).value(QStringLiteral("request_id")).toString().toStdString(), answer.header("x-request-id"));
}

// What the document says exists, exists: no path of it answers 404 for its address, no method 405.
void TestSystemRoutes::openApiNamesEveryRoute() {
    RunningServer running;
    const auto answer = httpRequest(running.port, "GET", "/openapi.json");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("content-type"), std::string("application/json"));
    const auto document = object(answer);
    QCOMPARE(document.value(QStringLiteral("openapi")).toString(), QStringLiteral("3.1.0"));
    const auto paths = document.value(QStringLiteral("paths")).toObject();
    QCOMPARE(paths.size(), 11);
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        QString target = path.key();
        target.replace(QStringLiteral("{server}"), QString::fromStdString(kServer))
            .replace(QStringLiteral("{backup}"), QString::fromStdString(kBackup));
        const auto methods = path.value().toObject();
        QVERIFY(!methods.isEmpty());
        for (auto method = methods.begin(); method != methods.end(); ++method) {
            if (method.key() == QStringLiteral("parameters")) continue;
            const bool post = method.key() == QStringLiteral("post");
            const auto got = running.ask(method.key().toUpper().toStdString(), target.toStdString(), post ? goodCreate() : "");
            const auto responses = method.value().toObject().value(QStringLiteral("responses")).toObject();
            QVERIFY2(got.status != 404 && got.status != 405, qUtf8Printable(target));
            QVERIFY2(responses.contains(QString::number(got.status)), qUtf8Printable(target));
        }
    }
}

void TestSystemRoutes::optionsAnywhere_data() {
    QTest::addColumn<std::string>("target");
    for (const std::string& target : {std::string("/"), std::string("*"), backupPath(), std::string("/healthz"),
                                      std::string("/nothing"), std::string("/api/nothing")})
        QTest::newRow(target.c_str()) << target;
}

void TestSystemRoutes::optionsAnywhere() {
    QFETCH(std::string, target);
    auto& running = *m_running;
    const auto answer = httpRequest(running.port, "OPTIONS", target, {{"Origin", "https://panel.example.com"}});
    QCOMPARE(answer.status, 204);
    QCOMPARE(answer.header("access-control-allow-origin"), std::string("https://panel.example.com"));
    QCOMPARE(answer.header("access-control-allow-credentials"), std::string("true"));
    QCOMPARE(answer.header("access-control-allow-methods"), std::string("GET, POST, PATCH, PUT, DELETE, OPTIONS"));
    QCOMPARE(answer.header("access-control-allow-headers"),
             std::string("Accept, Accept-Encoding, Authorization, Cache-Control, Content-Type, Content-Length, Origin, "
                         "X-Real-IP, X-CSRF-Token"));
    QCOMPARE(answer.header("access-control-max-age"), std::string("7200"));
}

void TestSystemRoutes::cors_data() {
    QTest::addColumn<std::string>("remote");
    QTest::addColumn<std::string>("allowed");
    QTest::addColumn<std::string>("origin");
    QTest::addColumn<std::string>("answered");
    const auto row = [](const char* name, const std::string& remote, const std::string& allowed, const std::string& origin,
                        const std::string& answered) { QTest::newRow(name) << remote << allowed << origin << answered; };
    row("the panel", "https://p.example", "", "https://p.example", "https://p.example");
    row("the panel by its path", "https://p.example/panel/", "", "https://p.example", "https://p.example");
    row("a port", "http://p.example:8080", "", "http://p.example:8080", "http://p.example:8080");
    row("no origin", "https://p.example", "https://o.example", "", "https://p.example");
    row("a stranger", "https://p.example", "https://o.example", "https://evil.example", "https://p.example");
    row("an allowed one", "https://p.example", "https://o.example", "https://o.example", "https://o.example");
    row("anyone", "https://p.example", "*", "https://evil.example", "*");
    row("no panel", "", "", "https://evil.example", "");
    row("nonsense for a panel", "panel", "", "panel", "");
}

void TestSystemRoutes::cors() {
    QFETCH(std::string, remote);
    QFETCH(std::string, allowed);
    QFETCH(std::string, origin);
    QFETCH(std::string, answered);
    auto options = restOptions();
    options.identity.remote = remote;
    if (!allowed.empty()) options.api.allowedOrigins = {allowed};
    RunningServer running(options);
    std::vector<std::pair<std::string, std::string>> headers;
    if (!origin.empty()) headers.emplace_back("Origin", origin);
    // On what is right, on what the routes refuse, and on what the guard refuses.
    QCOMPARE(httpRequest(running.port, "GET", "/healthz", headers).header("access-control-allow-origin"), answered);
    QCOMPARE(httpRequest(running.port, "GET", "/api/x", headers).header("access-control-allow-origin"), answered);
    QCOMPARE(httpRequest(running.port, "POST", backupPath(), headers, "x").header("access-control-allow-origin"), answered);
}

void TestSystemRoutes::statusTable() {
    const std::vector<std::pair<ErrorCode, int>> table = {
        {ErrorCode::Internal, 500},      {ErrorCode::InvalidInput, 400}, {ErrorCode::NotFound, 404},
        {ErrorCode::AlreadyExists, 409}, {ErrorCode::Conflict, 409},     {ErrorCode::PermissionDenied, 500},
        {ErrorCode::Cancelled, 409},     {ErrorCode::Io, 500},           {ErrorCode::NoSpace, 507},
        {ErrorCode::Corrupt, 422},       {ErrorCode::Unsupported, 400},  {ErrorCode::Busy, 503},
        {ErrorCode::Network, 502},       {ErrorCode::Protocol, 502},     {ErrorCode::Refused, 502},
        {ErrorCode::TimedOut, 504}};
    for (const auto& [code, status] : table) QCOMPARE(httpStatusOf(code), status);
}

QTEST_GUILESS_MAIN(TestSystemRoutes)
#include "test_system_routes.moc"
