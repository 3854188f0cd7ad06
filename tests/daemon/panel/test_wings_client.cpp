// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/wings_client.h"
#include "tests/support/wings_stand_in.h"

#include <QTest>
#include <thread>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(alula::ErrorCode)
Q_DECLARE_METATYPE(alula::WingsState)
Q_DECLARE_METATYPE(alula::test::Fault)

namespace {

using Manner = StandInReply::Manner;
const std::string kServer = "11111111-0000-4000-8000-000000000001";
const ServerId kId = *ServerId::parse(kServer);

WingsAccess accessOf(const WingsStandIn& wings) {
    return {.url = wings.url() + "/", .token = wings.token(), .caFile = wings.caFile(), .timeout = 500ms};
}

} // namespace

class TestWingsClient : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyState_data();
    void everyState();
    void anUnknownServerIsMissing();
    void a404OfSomethingElseIsNot_data();
    void a404OfSomethingElseIsNot();
    void badAnswers_data();
    void badAnswers();
    void powerIsAskedFor();
    void powerOfAnUnknownServer();
    void commandsReachTheConsole();
    void commandsOfAStoppedServer();
    void badAnswersToCommands_data();
    void badAnswersToCommands();
    void theLogIsRead();
    void badLogs_data();
    void badLogs();
    void aWrongTokenIsSaid();
    void throughTls();
    void cancel();
};

void TestWingsClient::everyState_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<WingsState>("state");
    QTest::newRow("offline") << "offline" << WingsState::Offline;
    QTest::newRow("starting") << "starting" << WingsState::Starting;
    QTest::newRow("running") << "running" << WingsState::Running;
    QTest::newRow("stopping") << "stopping" << WingsState::Stopping;
}

void TestWingsClient::everyState() {
    QFETCH(QString, name);
    QFETCH(WingsState, state);
    WingsStandIn wings;
    wings.addServer(kServer, {.state = name.toStdString(), .polls = 99});
    CurlHttpClient http;
    WingsClient client(http, accessOf(wings));
    const auto told = client.state(kId, {});
    QVERIFY2(told, told ? "" : told.error().toString().c_str());
    QCOMPARE(*told, state);
    QCOMPARE(wings.requests().at(0).target, "/api/servers/" + kServer);
    QCOMPARE(wings.requests().at(0).header("authorization"), "Bearer " + wings.token());
}

void TestWingsClient::anUnknownServerIsMissing() {
    WingsStandIn wings;
    CurlHttpClient http;
    WingsClient client(http, accessOf(wings));
    const auto told = client.state(kId, {});
    QVERIFY(told);
    QCOMPARE(*told, WingsState::Missing);
}

// "Stopped, since Wings does not know it" must not come from a proxy's 404, nor from Alula itself.
void TestWingsClient::a404OfSomethingElseIsNot_data() {
    QTest::addColumn<Fault>("fault");
    QTest::newRow("html") << Fault::html(404);
    QTest::newRow("plain text") << Fault::answer({.status = 404, .body = "404 page not found", .contentType = "text/plain"});
    QTest::newRow("nothing") << Fault::answer({.status = 404});
    QTest::newRow("another JSON") << Fault::answer({.status = 404, .body = R"({"message":"no Route matched"})"});
    QTest::newRow("Alula itself") << Fault::answer(
        {.status = 404,
         .body = R"({"error":"The requested resource does not exist on this instance."})",
         .headers = {{"User-Agent", "Alula/0.1.0 (id:x)"}}});
}

void TestWingsClient::a404OfSomethingElseIsNot() {
    QFETCH(Fault, fault);
    WingsStandIn wings;
    wings.next("GET ", fault);
    CurlHttpClient http;
    WingsClient client(http, accessOf(wings));
    const auto told = client.state(kId, {});
    QVERIFY(!told);
    QCOMPARE(told.error().code(), ErrorCode::Protocol);
    QVERIFY(told.error().message().contains("wings.url"));
}

void TestWingsClient::badAnswers_data() {
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("html") << Fault::html() << ErrorCode::Protocol;
    QTest::newRow("half") << Fault::status(200, R"({"state":"off)") << ErrorCode::Protocol;
    QTest::newRow("no state") << Fault::status(200, "{}") << ErrorCode::Protocol;
    QTest::newRow("a state nobody knows") << Fault::status(200, R"({"state":"hibernating"})") << ErrorCode::Protocol;
    QTest::newRow("a state of another type") << Fault::status(200, R"({"state":0})") << ErrorCode::Protocol;
    QTest::newRow("huge") << Fault::huge(1u << 28) << ErrorCode::Protocol;
    QTest::newRow("garbage") << Fault::manner(Manner::Garbage) << ErrorCode::Protocol;
    QTest::newRow("500") << Fault::status(500) << ErrorCode::Busy;
    QTest::newRow("400") << Fault::status(400) << ErrorCode::Refused;
    QTest::newRow("redirect") << Fault::status(307) << ErrorCode::Refused;
    QTest::newRow("reset") << Fault::manner(Manner::Reset) << ErrorCode::Network;
    QTest::newRow("slow") << Fault::manner(Manner::Hang) << ErrorCode::TimedOut;
}

void TestWingsClient::badAnswers() {
    QFETCH(Fault, fault);
    QFETCH(ErrorCode, code);
    WingsStandIn wings;
    wings.addServer(kServer);
    wings.next("GET ", fault);
    wings.next("POST ", fault);
    CurlHttpClient http;
    WingsClient client(http, accessOf(wings));
    const auto told = client.state(kId, {});
    QVERIFY(!told);
    QCOMPARE(told.error().code(), code);
    QCOMPARE(wings.requests().size(), std::size_t(1)); // one attempt a call
}

void TestWingsClient::powerIsAskedFor() {
    WingsStandIn wings;
    wings.addServer(kServer);
    CurlHttpClient http;
    WingsClient client(http, accessOf(wings));
    for (const auto action : {PowerAction::Stop, PowerAction::Kill, PowerAction::Start})
        QVERIFY(client.power(kId, action, 7, {}));
    const std::vector<std::string> expected = {"stop", "kill", "start"};
    QCOMPARE(wings.actions(kServer), expected);
    const std::string body = R"({"action":"stop","wait_seconds":7})";
    QCOMPARE(wings.requests().at(0).body, body);
}

void TestWingsClient::powerOfAnUnknownServer() {
    WingsStandIn wings;
    CurlHttpClient http;
    WingsClient client(http, accessOf(wings));
    const auto done = client.power(kId, PowerAction::Stop, 1, {});
    QVERIFY(!done);
    QCOMPARE(done.error().code(), ErrorCode::NotFound);
}

void TestWingsClient::commandsReachTheConsole() {
    WingsStandIn wings;
    wings.addServer(kServer);
    CurlHttpClient http;
    WingsClient client(http, accessOf(wings));
    const std::vector<std::string> lines = {"save-off", "say \"Grüße\"\n"};
    QVERIFY(client.commands(kId, lines, {}));
    QCOMPARE(wings.commands(kServer), lines);
}

void TestWingsClient::commandsOfAStoppedServer() {
    WingsStandIn wings;
    wings.addServer(kServer, {.state = "offline"});
    CurlHttpClient http;
    WingsClient client(http, accessOf(wings));
    const auto done = client.commands(kId, {"save-off"}, {});
    QVERIFY2(done, done ? "" : done.error().toString().c_str());
    QCOMPARE(*done, CommandsAnswer::NotRunning);
    QVERIFY(wings.commands(kServer).empty());
}

void TestWingsClient::badAnswersToCommands_data() {
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<ErrorCode>("code");
    // A proxy's 502 says nothing about the server: it must not count as one that need not be told to go on.
    QTest::newRow("502 of a proxy") << Fault::html(502) << ErrorCode::Busy;
    QTest::newRow("502 without a sentence") << Fault::status(502, "") << ErrorCode::Busy;
    QTest::newRow("500") << Fault::status(500, R"({"error":"docker is away"})") << ErrorCode::Busy;
    QTest::newRow("404 of somebody else") << Fault::status(404, "404 page not found") << ErrorCode::Protocol;
    QTest::newRow("400") << Fault::status(400) << ErrorCode::Refused;
    QTest::newRow("redirect") << Fault::status(302) << ErrorCode::Refused;
    QTest::newRow("reset") << Fault::manner(Manner::Reset) << ErrorCode::Network;
    QTest::newRow("garbage") << Fault::manner(Manner::Garbage) << ErrorCode::Protocol;
    QTest::newRow("never") << Fault::manner(Manner::Hang) << ErrorCode::TimedOut;
    QTest::newRow("drips") << Fault::answer({.manner = Manner::Trickle, .hugeBytes = 1000}) << ErrorCode::TimedOut;
    QTest::newRow("taken, but nobody hears of it") << Fault::hangAfterProcessing() << ErrorCode::TimedOut;
}

void TestWingsClient::badAnswersToCommands() {
    QFETCH(Fault, fault);
    QFETCH(ErrorCode, code);
    WingsStandIn wings;
    wings.addServer(kServer);
    wings.next("POST ", fault);
    CurlHttpClient http;
    WingsClient client(http, accessOf(wings));
    const auto done = client.commands(kId, {"save-off"}, {});
    QVERIFY(!done);
    QCOMPARE(done.error().code(), code);
    QCOMPARE(wings.requests().size(), std::size_t(1)); // one attempt a call
}

void TestWingsClient::theLogIsRead() {
    WingsStandIn wings;
    wings.addServer(kServer, {.says = {{"list", {"\x1b[32mGr\u00fc\u00dfe\x1b[0m", "two \"quotes\""}}}});
    CurlHttpClient http;
    WingsClient client(http, accessOf(wings));
    auto lines = client.lastLines(kId, {});
    QVERIFY2(lines, lines ? "" : lines.error().toString().c_str());
    QVERIFY(lines->empty()); // Wings says null
    QVERIFY(client.commands(kId, {"list"}, {}));
    lines = client.lastLines(kId, {});
    QVERIFY(lines);
    const std::vector<std::string> expected = {"> list", "\x1b[32mGr\u00fc\u00dfe\x1b[0m", "two \"quotes\""};
    QCOMPARE(*lines, expected);
    for (int i = 0; i < 150; ++i) wings.say(kServer, std::to_string(i));
    lines = client.lastLines(kId, {});
    QVERIFY(lines);
    QCOMPARE(lines->size(), std::size_t(100));
    QCOMPARE(lines->back(), std::string("149"));
}

void TestWingsClient::badLogs_data() {
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("no data") << Fault::status(200, "{}") << ErrorCode::Protocol;
    QTest::newRow("data is a text") << Fault::status(200, R"({"data":"x"})") << ErrorCode::Protocol;
    QTest::newRow("a list") << Fault::status(200, R"(["x"])") << ErrorCode::Protocol;
    QTest::newRow("html") << Fault::html() << ErrorCode::Protocol;
    QTest::newRow("no container") << Fault::status(500, R"({"error":"No such container"})") << ErrorCode::Busy;
    QTest::newRow("too much") << Fault::huge(1u << 28) << ErrorCode::Protocol;
    QTest::newRow("drips") << Fault::answer({.manner = Manner::Trickle, .hugeBytes = 1000}) << ErrorCode::TimedOut;
}

void TestWingsClient::badLogs() {
    QFETCH(Fault, fault);
    QFETCH(ErrorCode, code);
    WingsStandIn wings;
    wings.addServer(kServer);
    wings.next("GET ", fault);
    CurlHttpClient http;
    WingsClient client(http, accessOf(wings));
    const auto lines = client.lastLines(kId, {});
    QVERIFY(!lines);
    QCOMPARE(lines.error().code(), code);
}

void TestWingsClient::aWrongTokenIsSaid() {
    WingsStandIn wings;
    wings.addServer(kServer);
    auto access = accessOf(wings);
    access.token = "not-it";
    CurlHttpClient http;
    WingsClient client(http, access);
    const auto told = client.state(kId, {});
    QVERIFY(!told);
    QCOMPARE(told.error().code(), ErrorCode::PermissionDenied);
    QVERIFY(told.error().message().contains("token"));
    QVERIFY(!told.error().message().contains("not-it"));
}

void TestWingsClient::throughTls() {
    WingsStandIn wings("token", true);
    wings.addServer(kServer);
    CurlHttpClient http;
    auto access = accessOf(wings);
    access.timeout = 10s;
    WingsClient client(http, access);
    const auto told = client.state(kId, {});
    QVERIFY2(told, told ? "" : told.error().toString().c_str());
    QCOMPARE(*told, WingsState::Running);
}

void TestWingsClient::cancel() {
    WingsStandIn wings;
    wings.addServer(kServer);
    wings.next("GET ", Fault::manner(Manner::Hang));
    CurlHttpClient http;
    auto access = accessOf(wings);
    access.timeout = 60s;
    WingsClient client(http, access);
    std::stop_source stop;
    const std::jthread canceller([&] {
        wings.waitForRequests(1);
        stop.request_stop();
    });
    const auto told = client.state(kId, stop.get_token());
    QVERIFY(!told);
    QCOMPARE(told.error().code(), ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestWingsClient)
#include "test_wings_client.moc"
