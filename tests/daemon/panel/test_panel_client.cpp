// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/panel_client.h"
#include "daemon/panel/report_body.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fixed_random.h"
#include "tests/support/panel_stand_in.h"

#include <QTest>
#include <algorithm>
#include <thread>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(alula::ErrorCode)
Q_DECLARE_METATYPE(alula::test::Fault)

namespace {

using Manner = StandInReply::Manner;

std::string uuid(std::size_t n) {
    const auto digits = std::to_string(n);
    return "00000000-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

OutboxMessage message(OutboxMessage::Kind kind, Timestamp created) {
    return {.id = 1,
            .backup = *BackupId::parse(uuid(7)),
            .kind = kind,
            .body = restoreReportBody(true),
            .created = created,
            .attempts = 0,
            .nextAttempt = created};
}

// A client of a stand-in whose pauses take no time.
struct House {
    explicit House(PanelStandIn::Options options = {}) : panel(std::move(options)) {
        access.url = panel.url();
        access.tokenId = panel.options().tokenId;
        access.token = panel.options().token;
        access.caFile = panel.caFile();
        access.timeout = 500ms;
    }
    PanelClient& client() {
        if (!made) made.emplace(http, clock, random, access);
        return *made;
    }
    PanelStandIn panel;
    CurlHttpClient http;
    FakeClock clock{FakeClock::Mode::SkipsSleep};
    FixedRandom random;
    PanelAccess access;
    std::optional<PanelClient> made;
};

} // namespace

class TestPanelClient : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyServerOfAllPages();
    void whatIsKnownOfAServer();
    void aServerSeenTwiceIsOne();
    void theHeadersOfEveryRequest();
    void extraHeadersNeverTakeTheirPlace_data();
    void extraHeadersNeverTakeTheirPlace();
    void aPassingFaultIsTriedAgain_data();
    void aPassingFaultIsTriedAgain();
    void aLastingFaultIsToldAfterAllTries();
    void aQuickQuestionIsAskedOnce();
    void thePausesGrowAndAreJittered();
    void retryAfterIsHeededWithinReason();
    void aRefusalIsFinal_data();
    void aRefusalIsFinal();
    void nonsenseIsNotAServerList_data();
    void nonsenseIsNotAServerList();
    void aHugeAnswerIsRefused();
    void cancelEndsAPause();
    void cancelEndsAHangingQuestion();
    void throughTls();
    void slashesAtTheEndOfTheAddress();
    void reportsGoWhereTheyBelong();
    void aReportIsOneAttempt_data();
    void aReportIsOneAttempt();
    void aReportToldTwiceIsDelivered();
    void aCancelledReportIsAnError();
    void contactIsRemembered();
    void theBodiesOfResults();
    void uploadUrlsAreAskedForWithTheSize();
    void nonsenseIsNoPlaceToUploadTo_data();
    void nonsenseIsNoPlaceToUploadTo();
    void aCompletedBackupHasNoUrls();
    void aRowThatComesLaterIsWaitedFor();
    void aRowThatNeverComesIsToldInTheEnd();
};

void TestPanelClient::everyServerOfAllPages() {
    House house;
    for (std::size_t i = 0; i < 123; ++i) house.panel.addServer({.uuid = uuid(i)});
    const auto servers = house.client().servers({});
    QVERIFY2(servers, servers ? "" : servers.error().toString().c_str());
    QCOMPARE(servers->size(), std::size_t(123));
    for (std::size_t i = 0; i < 123; ++i) QCOMPARE((*servers)[i].id.toString(), uuid(i));
    QCOMPARE(house.panel.requests().size(), std::size_t(3));
    QCOMPARE(house.panel.requests()[2].target, std::string("/api/remote/servers?page=3&per_page=50"));
    QCOMPARE(house.panel.complaints(), std::vector<std::string>{});
}

void TestPanelClient::whatIsKnownOfAServer() {
    House house;
    house.panel.addServer({.uuid = uuid(1), .name = "Mapgén", .diskMib = 5000, .suspended = true, .eggId = "egg-1"});
    house.panel.addServer({.uuid = uuid(2), .diskMib = 0});
    const auto servers = house.client().servers({});
    QVERIFY(servers);
    const auto& server = servers->at(0);
    QCOMPARE(server.name, std::string("Mapgén"));
    QCOMPARE(server.description, std::string("stands in"));
    QCOMPARE(server.eggId, std::string("egg-1"));
    QCOMPARE(server.diskLimitBytes, std::uint64_t(5000) << 20);
    QVERIFY(server.suspended);
    QCOMPARE(servers->at(1).diskLimitBytes, std::uint64_t(0));
    QVERIFY(!servers->at(1).suspended);
}

void TestPanelClient::aServerSeenTwiceIsOne() {
    House house;
    house.access.perPage = 2;
    // Page 2 begins with what was the last one of page 1: a server was added in front meanwhile.
    for (const std::size_t n : {1, 2, 2, 3}) house.panel.addServer({.uuid = uuid(n)});
    const auto servers = house.client().servers({});
    QVERIFY(servers);
    QCOMPARE(servers->size(), std::size_t(3));
}

void TestPanelClient::theHeadersOfEveryRequest() {
    House house;
    house.access.extraHeaders = {{"CF-Access-Client-Id", "node"}};
    house.panel.addBackup(uuid(7));
    QVERIFY(house.client().servers({}));
    QVERIFY(house.client().reportBackup(message(OutboxMessage::Kind::Backup, house.clock.now()), {}));
    for (const auto& request : house.panel.requests()) {
        QCOMPARE(request.header("authorization"), "Bearer " + house.access.tokenId + "." + house.access.token);
        QCOMPARE(request.header("accept"), std::string("application/json"));
        QCOMPARE(request.header("content-type"), std::string("application/json"));
        QVERIFY(request.header("user-agent").starts_with("Alula/"));
        QVERIFY(request.header("user-agent").ends_with(" (id:" + house.access.tokenId + ")"));
        QCOMPARE(request.header("cf-access-client-id"), std::string("node"));
    }
}

void TestPanelClient::extraHeadersNeverTakeTheirPlace_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"Authorization", "authorization", "ACCEPT", "content-type", "User-Agent"})
        QTest::newRow(name) << name;
}

void TestPanelClient::extraHeadersNeverTakeTheirPlace() {
    QFETCH(QString, name);
    House house;
    house.access.extraHeaders = {{name.toStdString(), "mine"}};
    QVERIFY(house.client().servers({}));
    QVERIFY(!house.panel.requests().at(0).header(name.toLower().toStdString()).contains("mine"));
}

void TestPanelClient::aPassingFaultIsTriedAgain_data() {
    QTest::addColumn<Fault>("fault");
    for (const int status : {408, 429, 500, 502, 503, 504}) QTest::addRow("%d", status) << Fault::status(status);
    QTest::newRow("reset") << Fault::manner(Manner::Reset);
    QTest::newRow("reset after processing") << Fault::resetAfterProcessing();
    QTest::newRow("breaks off halfway") << Fault::manner(Manner::Halfway);
    QTest::newRow("slow") << Fault::manner(Manner::Hang);
    QTest::newRow("503 of a proxy") << Fault::html(503);
}

void TestPanelClient::aPassingFaultIsTriedAgain() {
    QFETCH(Fault, fault);
    House house;
    house.panel.addServer({.uuid = uuid(1)});
    house.panel.next("GET /servers", fault, 2);
    const auto servers = house.client().servers({});
    QVERIFY2(servers, servers ? "" : servers.error().toString().c_str());
    QCOMPARE(servers->size(), std::size_t(1));
    QCOMPARE(house.panel.requests().size(), std::size_t(3));
    QCOMPARE(house.clock.sleeps().size(), std::size_t(2));
}

void TestPanelClient::aLastingFaultIsToldAfterAllTries() {
    House house;
    house.access.tries = 4;
    house.panel.next("GET /servers", Fault::status(502), FaultScript::kForEver);
    const auto servers = house.client().servers({});
    QVERIFY(!servers);
    QCOMPARE(servers.error().code(), ErrorCode::Network);
    QVERIFY(servers.error().message().contains("502"));
    QCOMPARE(house.panel.requests().size(), std::size_t(4));
}

// Somebody waits for the answer.
void TestPanelClient::aQuickQuestionIsAskedOnce() {
    House house;
    house.panel.addServer({.uuid = uuid(1)});
    house.panel.next("GET /servers", Fault::status(503), 1);
    QVERIFY(!house.client().servers({}, Patience::Quick));
    QCOMPARE(house.panel.requests().size(), std::size_t(1));
    house.access.quickTimeout = std::chrono::milliseconds(50);
    house.panel.next("GET /servers", Fault::manner(Manner::Hang), 1);
    QCOMPARE(house.client().servers({}, Patience::Quick).error().code(), ErrorCode::TimedOut);
    QCOMPARE(house.panel.requests().size(), std::size_t(2));
    QVERIFY(house.client().servers({}, Patience::Quick));
}

void TestPanelClient::thePausesGrowAndAreJittered() {
    const Backoff backoff{1s, 60s};
    FixedRandom least;
    QCOMPARE(backoff.pause(0, least), 500ms);
    QCOMPARE(backoff.pause(3, least), 4s);
    QCOMPARE(backoff.pause(6, least), 30s);
    QCOMPARE(backoff.pause(4'000'000'000u, least), 30s); // no overflow after years
    SystemRandom random;
    bool differ = false;
    for (int i = 0; i < 200; ++i) {
        const auto pause = backoff.pause(3, random);
        QVERIFY(pause >= 4s && pause <= 8s);
        differ = differ || pause != backoff.pause(3, random);
    }
    QVERIFY(differ);
}

void TestPanelClient::retryAfterIsHeededWithinReason() {
    House house;
    house.panel.next("GET /servers", Fault::answer({.status = 429, .headers = {{"Retry-After", "17"}}}));
    house.panel.next("GET /servers", Fault::answer({.status = 429, .headers = {{"Retry-After", "86400"}}}));
    house.panel.next("GET /servers", Fault::answer({.status = 429, .headers = {{"Retry-After", "soon"}}}));
    QVERIFY(house.client().servers({}));
    const std::vector<std::chrono::nanoseconds> expected = {17s, 60s, 2s};
    QCOMPARE(house.clock.sleeps(), expected);
}

void TestPanelClient::aRefusalIsFinal_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("301") << 301 << ErrorCode::Refused;
    QTest::newRow("400") << 400 << ErrorCode::Refused;
    QTest::newRow("401") << 401 << ErrorCode::PermissionDenied;
    QTest::newRow("403") << 403 << ErrorCode::PermissionDenied;
    QTest::newRow("404") << 404 << ErrorCode::Refused;
    QTest::newRow("422") << 422 << ErrorCode::Refused;
}

void TestPanelClient::aRefusalIsFinal() {
    QFETCH(int, status);
    QFETCH(ErrorCode, code);
    House house;
    house.panel.next("GET /servers", Fault::status(status, R"({"errors":[{"detail":"Because\nI say so."}]})"));
    const auto servers = house.client().servers({});
    QVERIFY(!servers);
    QCOMPARE(servers.error().code(), code);
    QVERIFY2(servers.error().message().contains("Because\\x0aI say so."), servers.error().message().c_str());
    QCOMPARE(house.panel.requests().size(), std::size_t(1));
}

void TestPanelClient::nonsenseIsNotAServerList_data() {
    QTest::addColumn<QString>("body");
    QTest::newRow("nothing") << "";
    QTest::newRow("half") << R"({"data":[{"uuid":)";
    QTest::newRow("an array") << "[]";
    QTest::newRow("no data") << R"({"meta":{"last_page":1}})";
    QTest::newRow("data is no array") << R"({"data":{},"meta":{"last_page":1}})";
    QTest::newRow("no meta") << R"({"data":[]})";
    QTest::newRow("no last page") << R"({"data":[],"meta":{}})";
    QTest::newRow("page zero") << R"({"data":[],"meta":{"last_page":0}})";
    QTest::newRow("pages in words") << R"({"data":[],"meta":{"last_page":"two"}})";
    QTest::newRow("endless pages") << R"({"data":[],"meta":{"last_page":4000000000000}})";
    QTest::newRow("a proxy's page") << "<html>Please log in</html>";
    QTest::newRow("nested deeply") << QString(100'000, QLatin1Char('['));
}

void TestPanelClient::nonsenseIsNotAServerList() {
    QFETCH(QString, body);
    House house;
    house.panel.next("GET /servers", Fault::status(200, body.toStdString()));
    const auto servers = house.client().servers({});
    QVERIFY(!servers);
    QCOMPARE(servers.error().code(), ErrorCode::Protocol);
    QCOMPARE(house.panel.requests().size(), std::size_t(1));
}

void TestPanelClient::aHugeAnswerIsRefused() {
    House house;
    house.access.timeout = 20s;
    house.panel.next("GET /servers", Fault::huge(1u << 30));
    const auto servers = house.client().servers({});
    QVERIFY(!servers);
    QCOMPARE(servers.error().code(), ErrorCode::Protocol);
}

void TestPanelClient::cancelEndsAPause() {
    House house;
    FakeClock still; // a pause that only ends by the token
    PanelClient client(house.http, still, house.random, house.access);
    house.panel.next("GET /servers", Fault::status(500), FaultScript::kForEver);
    std::stop_source stop;
    const std::jthread canceller([&] {
        still.waitForSleep(1);
        stop.request_stop();
    });
    const auto servers = client.servers(stop.get_token());
    QVERIFY(!servers);
    QCOMPARE(servers.error().code(), ErrorCode::Cancelled);
    QCOMPARE(house.panel.requests().size(), std::size_t(1));
}

void TestPanelClient::cancelEndsAHangingQuestion() {
    House house;
    house.access.timeout = 60s;
    house.panel.next("GET /servers", Fault::manner(Manner::Hang));
    std::stop_source stop;
    const std::jthread canceller([&] {
        house.panel.waitForRequests(1);
        stop.request_stop();
    });
    const auto servers = house.client().servers(stop.get_token());
    QVERIFY(!servers);
    QCOMPARE(servers.error().code(), ErrorCode::Cancelled);
}

void TestPanelClient::throughTls() {
    House house({.tls = true});
    house.panel.addServer({.uuid = uuid(1)});
    const auto servers = house.client().servers({});
    QVERIFY2(servers, servers ? "" : servers.error().toString().c_str());
    QCOMPARE(servers->size(), std::size_t(1));
}

void TestPanelClient::slashesAtTheEndOfTheAddress() {
    House house;
    house.access.url += "//";
    QVERIFY(house.client().servers({}));
    QCOMPARE(house.panel.requests().at(0).path(), std::string("/api/remote/servers"));
}

void TestPanelClient::reportsGoWhereTheyBelong() {
    House house;
    house.panel.addBackup(uuid(7));
    const auto backup = house.client().reportBackup(message(OutboxMessage::Kind::Backup, house.clock.now()), {});
    const auto restore = house.client().reportRestore(message(OutboxMessage::Kind::Restore, house.clock.now()), {});
    QVERIFY(backup && restore);
    QCOMPARE(backup->outcome, Outcome::Delivered);
    QCOMPARE(restore->outcome, Outcome::Delivered);
    QCOMPARE(house.panel.requests().at(0).target, "/api/remote/backups/" + uuid(7));
    QCOMPARE(house.panel.requests().at(1).target, "/api/remote/backups/" + uuid(7) + "/restore");
    QCOMPARE(house.panel.told().at(0).body, restoreReportBody(true));
    QCOMPARE(house.panel.told().at(1).kind, std::string("restore"));
}

void TestPanelClient::aReportIsOneAttempt_data() {
    QTest::addColumn<Fault>("fault");
    for (const int status : {302, 401, 403, 404, 422, 429, 500, 503}) QTest::addRow("%d", status) << Fault::status(status);
    QTest::newRow("reset") << Fault::manner(Manner::Reset);
    QTest::newRow("reset after processing") << Fault::resetAfterProcessing();
    QTest::newRow("slow") << Fault::manner(Manner::Hang);
    QTest::newRow("garbage") << Fault::manner(Manner::Garbage);
    QTest::newRow("huge") << Fault::huge(64u << 20);
}

void TestPanelClient::aReportIsOneAttempt() {
    QFETCH(Fault, fault);
    House house;
    house.panel.addBackup(uuid(7));
    house.panel.next("POST /backups/", fault);
    const auto report = house.client().reportBackup(message(OutboxMessage::Kind::Backup, house.clock.now()), {});
    QVERIFY(report);
    QCOMPARE(report->outcome, Outcome::Retry);
    QVERIFY(!report->reason.empty());
    QVERIFY(!report->reason.contains(house.access.token));
    QCOMPARE(house.panel.requests().size(), std::size_t(1));
    QVERIFY(house.clock.sleeps().empty());
}

void TestPanelClient::aReportToldTwiceIsDelivered() {
    House house;
    house.panel.addBackup(uuid(7));
    auto result = message(OutboxMessage::Kind::Backup, house.clock.now());
    result.body = backupReportBody({.successful = true, .sha1 = "da39a3ee", .size = 10});
    house.panel.next("POST /backups/", Fault::resetAfterProcessing());
    QCOMPARE(house.client().reportBackup(result, {})->outcome, Outcome::Retry);
    QCOMPARE(house.client().reportBackup(result, {})->outcome, Outcome::Delivered);
    QCOMPARE(house.panel.told().size(), std::size_t(1));
    QCOMPARE(house.panel.complaints(), std::vector<std::string>{});
}

void TestPanelClient::aCancelledReportIsAnError() {
    House house;
    house.access.timeout = 60s;
    house.panel.next("POST /backups/", Fault::manner(Manner::Hang));
    std::stop_source stop;
    const std::jthread canceller([&] {
        house.panel.waitForRequests(1);
        stop.request_stop();
    });
    const auto report = house.client().reportRestore(message(OutboxMessage::Kind::Restore, house.clock.now()), stop.get_token());
    QVERIFY(!report);
    QCOMPARE(report.error().code(), ErrorCode::Cancelled);
}

void TestPanelClient::contactIsRemembered() {
    House house;
    house.access.tries = 1;
    QVERIFY(!house.client().contact().lastAnswer);
    house.panel.next("GET /servers", Fault::status(503));
    QVERIFY(!house.client().servers({}));
    QVERIFY(!house.client().contact().lastAnswer);
    QVERIFY(house.client().contact().lastFailure.contains("503"));
    QVERIFY(house.client().servers({}));
    QCOMPARE(house.client().contact().lastAnswer->ns, house.clock.now().ns);
    QCOMPARE(house.client().contact().lastFailure, std::string());
}

void TestPanelClient::theBodiesOfResults() {
    const std::string restore = R"({"successful":false})";
    const std::string failed = R"({"checksum":"","checksum_type":"sha1","parts":[],"size":0,"successful":false})";
    const std::string parts =
        R"({"checksum":"ab","checksum_type":"sha1","parts":[{"etag":"e","part_number":1},{"etag":"f","part_number":2}],)"
        R"("size":9007199254740991,"successful":true})";
    const BackupReport report{.successful = true, .sha1 = "ab", .size = (1ull << 53) - 1, .parts = {{"e", 1}, {"f", 2}}};
    QCOMPARE(restoreReportBody(false), restore);
    QCOMPARE(backupReportBody({}), failed);
    QCOMPARE(backupReportBody(report), parts);
}

void TestPanelClient::uploadUrlsAreAskedForWithTheSize() {
    House house;
    house.panel.next("GET /backups/", Fault::status(503));
    house.panel.next("GET /backups/",
                     Fault::answer({.body = R"({"parts":["https://s/1?a=b","https://s/2"],"part_size":5368709120,)"
                                            R"("max_concurrent_uploads":3,"other":null})"}));
    const auto told = house.client().uploadUrls(*BackupId::parse(uuid(7)), 6'000'000'000, {});
    QVERIFY2(told, told ? "" : told.error().toString().c_str());
    QCOMPARE(told->urls, (std::vector<std::string>{"https://s/1?a=b", "https://s/2"}));
    QCOMPARE(told->partSize, std::uint64_t{5'368'709'120});
    QCOMPARE(told->maxConcurrent, std::uint64_t{3});
    QCOMPARE(house.panel.requests().back().target, "/api/remote/backups/" + uuid(7) + "?size=6000000000");
    QCOMPARE(house.panel.requests().size(), std::size_t{2}); // a question: tried again
    QCOMPARE(house.panel.complaints(), std::vector<std::string>{});
}

void TestPanelClient::nonsenseIsNoPlaceToUploadTo_data() {
    QTest::addColumn<std::string>("body");
    QTest::newRow("a page") << std::string("<html>");
    QTest::newRow("nothing") << std::string("{}");
    QTest::newRow("no part size") << std::string(R"({"parts":["https://s/1"]})");
    QTest::newRow("parts are a text") << std::string(R"({"parts":"https://s/1","part_size":1})");
    QTest::newRow("a part is a number") << std::string(R"({"parts":["https://s/1",2],"part_size":1})");
}

void TestPanelClient::nonsenseIsNoPlaceToUploadTo() {
    QFETCH(std::string, body);
    House house;
    house.panel.next("GET /backups/", Fault::answer({.body = body}));
    const auto told = house.client().uploadUrls(*BackupId::parse(uuid(7)), 1, {});
    QVERIFY(!told);
    QCOMPARE(told.error().code(), ErrorCode::Protocol);
    QVERIFY(!told.error().toString().contains("https://s/1"));
}

void TestPanelClient::aCompletedBackupHasNoUrls() {
    House house;
    house.panel.next("GET /backups/", Fault::status(409));
    const auto told = house.client().uploadUrls(*BackupId::parse(uuid(7)), 1, {});
    QVERIFY(!told);
    QCOMPARE(told.error().code(), ErrorCode::Refused);
    QCOMPARE(house.panel.requests().size(), std::size_t{1});
}

// The panel asks for a backup in the transaction that makes its row: the question can come before the commit.
void TestPanelClient::aRowThatComesLaterIsWaitedFor() {
    House house;
    house.panel.next("GET /backups/", Fault::status(404), 2);
    house.panel.next("GET /backups/", Fault::answer({.body = R"({"parts":["https://s/1"],"part_size":5368709120})"}));
    const auto told = house.client().uploadUrls(*BackupId::parse(uuid(7)), 1, {});
    QVERIFY2(told, told ? "" : told.error().toString().c_str());
    QCOMPARE(house.panel.requests().size(), std::size_t{3});
    QCOMPARE(house.clock.sleeps(), (std::vector<std::chrono::nanoseconds>{500ms, 1s}));
}

void TestPanelClient::aRowThatNeverComesIsToldInTheEnd() {
    House house;
    house.panel.next("GET /backups/", Fault::status(404), 100);
    const auto told = house.client().uploadUrls(*BackupId::parse(uuid(7)), 1, {});
    QVERIFY(!told);
    QCOMPARE(told.error().code(), ErrorCode::Refused);
    QCOMPARE(house.panel.requests().size(), std::size_t{6});
}

QTEST_GUILESS_MAIN(TestPanelClient)
#include "test_panel_client.moc"
