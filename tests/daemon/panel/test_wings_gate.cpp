// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/wings_gate.h"
#include "tests/support/fake_clock.h"
#include "tests/support/wings_stand_in.h"

#include <QTest>
#include <thread>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(alula::test::Fault)

namespace {

using Manner = StandInReply::Manner;
using Actions = std::vector<std::string>;
const std::string kServer = "11111111-0000-4000-8000-000000000001";

struct House {
    House() : client(http, {.url = wings.url(), .token = wings.token(), .timeout = 300ms}) {}
    std::chrono::nanoseconds slept() const {
        std::chrono::nanoseconds all{0};
        for (const auto sleep : clock.sleeps()) all += sleep;
        return all;
    }
    WingsStandIn wings;
    CurlHttpClient http;
    WingsClient client;
    FakeClock clock{FakeClock::Mode::SkipsSleep};
    WingsGate gate{client, clock, *ServerId::parse(kServer), {.stopTimeout = 10s, .killTimeout = 5s}};
};

} // namespace

class TestWingsGate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunningServerIsStopped();
    void aStoppedServerIsLeftAlone();
    void anUnknownServerIsStopped();
    void aServerDeletedMeanwhileIsStopped();
    void aSlowStopIsWaitedFor();
    void theOneThatIgnoresStopIsKilled();
    void theOneThatIgnoresBothIsBusy();
    void theOneThatComesBackIsStoppedAgain();
    void theOneThatAlwaysComesBackIsBusy();
    void wingsAwayIsBusy();
    void aPassingFaultOfWingsIsSurvived_data();
    void aPassingFaultOfWingsIsSurvived();
    void wingsGoingAwayMeanwhileIsBusy();
    void whateverIsToldItEnds_data();
    void whateverIsToldItEnds();
    void aWrongAddressIsNotAStoppedServer();
    void isStoppedAsksEveryTime();
    void cancelEndsThePolling();
    void cancelEndsAHangingPoll();
    void cancelEndsALaterLook();
};

void TestWingsGate::aRunningServerIsStopped() {
    House house;
    house.wings.addServer(kServer);
    const auto done = house.gate.stopServer({});
    QVERIFY2(done, done ? "" : done.error().toString().c_str());
    QCOMPARE(house.wings.actions(kServer), Actions{"stop"});
    QCOMPARE(house.wings.state(kServer), std::string("offline"));
    for (const auto sleep : house.clock.sleeps()) QCOMPARE(sleep, std::chrono::nanoseconds(500ms));
}

void TestWingsGate::aStoppedServerIsLeftAlone() {
    House house;
    house.wings.addServer(kServer, {.state = "offline"});
    QVERIFY(house.gate.stopServer({}));
    QVERIFY(house.wings.actions(kServer).empty());
}

void TestWingsGate::anUnknownServerIsStopped() {
    House house;
    QVERIFY(house.gate.stopServer({}));
    const auto stopped = house.gate.isStopped();
    QVERIFY(stopped && *stopped);
}

void TestWingsGate::aServerDeletedMeanwhileIsStopped() {
    House house;
    house.wings.addServer(kServer);
    house.wings.next("POST ", Fault::status(404, R"({"error":"The requested resource does not exist on this instance."})"));
    house.wings.next("GET ", Fault::status(200, R"({"state":"running"})"));
    house.wings.removeServer(kServer);
    QVERIFY(house.gate.stopServer({}));
}

void TestWingsGate::aSlowStopIsWaitedFor() {
    House house;
    house.wings.addServer(kServer, {.polls = 15});
    QVERIFY(house.gate.stopServer({}));
    QCOMPARE(house.wings.actions(kServer), Actions{"stop"});
    QVERIFY(house.slept() >= 7500ms && house.slept() < 10s);
}

void TestWingsGate::theOneThatIgnoresStopIsKilled() {
    House house;
    house.wings.addServer(kServer, {.obeysStop = false});
    QVERIFY(house.gate.stopServer({}));
    const Actions expected = {"stop", "kill"};
    QCOMPARE(house.wings.actions(kServer), expected);
    QVERIFY(house.slept() >= 10s && house.slept() < 12s);
}

void TestWingsGate::theOneThatIgnoresBothIsBusy() {
    House house;
    house.wings.addServer(kServer, {.obeysStop = false, .obeysKill = false});
    const auto done = house.gate.stopServer({});
    QVERIFY(!done);
    QCOMPARE(done.error().code(), ErrorCode::Busy);
    QVERIFY(done.error().message().contains("still runs"));
    QVERIFY(house.slept() >= 15s && house.slept() < 17s);
}

// Crash detection, a schedule, or a person: offline was seen once only.
void TestWingsGate::theOneThatComesBackIsStoppedAgain() {
    House house;
    house.wings.addServer(kServer, {.comesBack = 2});
    QVERIFY(house.gate.stopServer({}));
    const Actions expected = {"stop", "stop", "stop"};
    QCOMPARE(house.wings.actions(kServer), expected);
    QCOMPARE(house.wings.state(kServer), std::string("offline"));
}

void TestWingsGate::theOneThatAlwaysComesBackIsBusy() {
    House house;
    house.wings.addServer(kServer, {.comesBack = 1'000'000});
    const auto done = house.gate.stopServer({});
    QVERIFY(!done);
    QCOMPARE(done.error().code(), ErrorCode::Busy);
    QVERIFY(house.slept() < 20s);
}

void TestWingsGate::wingsAwayIsBusy() {
    House house;
    house.wings.setAway(true);
    const auto done = house.gate.stopServer({});
    QVERIFY(!done);
    QCOMPARE(done.error().code(), ErrorCode::Busy);
    QVERIFY2(done.error().message().contains("Start Wings or check wings.url"), done.error().message().c_str());
    QVERIFY(done.error().cause() != nullptr);
    const auto stopped = house.gate.isStopped();
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code(), ErrorCode::Busy);
}

void TestWingsGate::aPassingFaultOfWingsIsSurvived_data() {
    QTest::addColumn<QString>("route");
    QTest::addColumn<int>("manner");
    for (const char* route : {"GET ", "POST "}) {
        QTest::addRow("%sreset", route) << route << int(Manner::Reset);
        QTest::addRow("%sslow", route) << route << int(Manner::Hang);
        QTest::addRow("%shalfway", route) << route << int(Manner::Halfway);
    }
}

void TestWingsGate::aPassingFaultOfWingsIsSurvived() {
    QFETCH(QString, route);
    QFETCH(int, manner);
    House house;
    house.wings.addServer(kServer);
    house.wings.next(route.toStdString(), Fault::manner(static_cast<Manner>(manner)), 2);
    const auto done = house.gate.stopServer({});
    QVERIFY2(done, done ? "" : done.error().toString().c_str());
    QCOMPARE(house.wings.actions(kServer), Actions{"stop"});
}

void TestWingsGate::wingsGoingAwayMeanwhileIsBusy() {
    House house;
    house.wings.addServer(kServer, {.polls = 100});
    house.wings.next("POST ", Fault::resetAfterProcessing(), FaultScript::kForEver);
    const auto done = house.gate.stopServer({});
    QVERIFY(!done);
    QCOMPARE(done.error().code(), ErrorCode::Busy);
}

// Wings at its worst: the gate comes to an end in its time, and says "stopped" only when it was told so twice in a row.
void TestWingsGate::whateverIsToldItEnds_data() {
    QTest::addColumn<Actions>("flaps"); // the states that are told, in turn
    QTest::addColumn<QString>("route");
    QTest::addColumn<Fault>("fault"); // for ever
    QTest::addColumn<bool>("stops");
    const Fault none = Fault::status(0);
    const auto states = [&](const char* name, const Actions& flaps, bool stops) {
        QTest::newRow(name) << flaps << QString() << none << stops;
    };
    states("running, offline, running …", {"running", "offline"}, false);
    states("offline, running, offline …", {"offline", "running"}, false);
    states("stopping for ever", {"stopping"}, false);
    states("starting for ever", {"starting"}, false);
    states("all of them", {"running", "stopping", "offline", "starting"}, false);
    states("offline twice in the end", {"running", "offline", "starting", "offline", "offline"}, true);
    const auto fault = [&](const char* name, const char* route, const Fault& what) {
        QTest::newRow(name) << Actions{"running"} << QString::fromLatin1(route) << what << false;
    };
    fault("states drip", "GET ", Fault::answer({.manner = Manner::Trickle, .hugeBytes = 1u << 20}));
    fault("states come too late", "GET ", Fault::hangAfterProcessing());
    fault("states are 500", "GET ", Fault::status(500));
    fault("states are no JSON", "GET ", Fault::html());
    fault("states of another world", "GET ", Fault::status(200, R"({"state":{"is":"offline"}})"));
    fault("states are lists", "GET ", Fault::status(200, R"(["offline"])"));
    fault("states have no end", "GET ", Fault::manner(Manner::Endless));
    fault("stop drips", "POST ", Fault::answer({.manner = Manner::Trickle, .hugeBytes = 1u << 20}));
    fault("stop is 500", "POST ", Fault::status(500));
    fault("stop is 502 of a proxy", "POST ", Fault::html(502));
    fault("stop is refused", "POST ", Fault::status(400));
    fault("stop has no end", "POST ", Fault::manner(Manner::Endless));
}

void TestWingsGate::whateverIsToldItEnds() {
    QFETCH(Actions, flaps);
    QFETCH(QString, route);
    QFETCH(Fault, fault);
    QFETCH(bool, stops);
    House house;
    house.wings.addServer(kServer, {.flaps = flaps});
    if (!route.isEmpty()) house.wings.next(route.toStdString(), fault, FaultScript::kForEver);
    const auto done = house.gate.stopServer({});
    QCOMPARE(done.has_value(), stops);
    QVERIFY(house.slept() <= 17s); // stop and kill have 15 s here
    if (done) return;
    const auto code = done.error().code();
    QVERIFY2(code == ErrorCode::Busy || code == ErrorCode::Protocol || code == ErrorCode::Refused,
             done.error().toString().c_str());
}

void TestWingsGate::aWrongAddressIsNotAStoppedServer() {
    House house;
    house.wings.next("GET ", Fault::html(404), FaultScript::kForEver);
    QVERIFY(!house.gate.stopServer({}));
    QVERIFY(!house.gate.isStopped());
}

void TestWingsGate::isStoppedAsksEveryTime() {
    House house;
    house.wings.addServer(kServer, {.state = "offline"});
    for (const auto& [state, stopped] :
         {std::pair{"offline", true}, {"starting", false}, {"running", false}, {"stopping", false}, {"offline", true}}) {
        house.wings.setState(kServer, state);
        const auto told = house.gate.isStopped();
        QVERIFY(told);
        QCOMPARE(*told, stopped);
    }
    QVERIFY(house.wings.actions(kServer).empty());
}

void TestWingsGate::cancelEndsThePolling() {
    House house;
    house.wings.addServer(kServer, {.obeysStop = false});
    FakeClock still;
    WingsGate gate(house.client, still, *ServerId::parse(kServer));
    std::stop_source stop;
    const std::jthread canceller([&] {
        still.waitForSleep(1);
        stop.request_stop();
    });
    const auto done = gate.stopServer(stop.get_token());
    QVERIFY(!done);
    QCOMPARE(done.error().code(), ErrorCode::Cancelled);
}

void TestWingsGate::cancelEndsAHangingPoll() {
    House house;
    house.wings.addServer(kServer);
    house.wings.next("GET ", Fault::manner(Manner::Hang));
    WingsClient patient(house.http, {.url = house.wings.url(), .token = house.wings.token(), .timeout = 60s});
    WingsGate gate(patient, house.clock, *ServerId::parse(kServer));
    std::stop_source stop;
    const std::jthread canceller([&] {
        house.wings.waitForRequests(1);
        stop.request_stop();
    });
    const auto done = gate.stopServer(stop.get_token());
    QVERIFY(!done);
    QCOMPARE(done.error().code(), ErrorCode::Cancelled);
}

// The engine's isStopped() has no token: it goes by that of the restore.
void TestWingsGate::cancelEndsALaterLook() {
    House house;
    house.wings.addServer(kServer, {.state = "offline"});
    WingsClient patient(house.http, {.url = house.wings.url(), .token = house.wings.token(), .timeout = 60s});
    WingsGate gate(patient, house.clock, *ServerId::parse(kServer));
    std::stop_source stop;
    QVERIFY(gate.stopServer(stop.get_token()));
    const auto before = house.wings.requests().size();
    house.wings.next("GET ", Fault::manner(Manner::Hang));
    const std::jthread canceller([&] {
        house.wings.waitForRequests(before + 1);
        stop.request_stop();
    });
    const auto stopped = gate.isStopped();
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code(), ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestWingsGate)
#include "test_wings_gate.moc"
