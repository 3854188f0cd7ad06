// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/panel/server_console.h"
#include "tests/support/fake_clock.h"
#include "tests/support/promptly.h"
#include "tests/support/wings_stand_in.h"

#include <QTest>
#include <thread>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

using Lines = std::vector<std::string>;
using Manner = StandInReply::Manner;
const std::string kServer = "11111111-0000-4000-8000-000000000001";

struct House {
    explicit House(WingsStandIn::Behaviour how = {}) { wings.addServer(kServer, std::move(how)); }
    WingsStandIn wings;
    CurlHttpClient http;
    WingsClient client{http, {.url = wings.url(), .token = wings.token(), .timeout = std::chrono::milliseconds(promptlyMs(300))}};
    FakeClock clock{FakeClock::Mode::SkipsSleep};
    ServerConsole console{client, clock, *ServerId::parse(kServer)};
};

WingsStandIn::Behaviour minecraft() {
    return {.says = {{"save-off", {"[12:00:00] [Server thread/INFO]: Automatic saving is now disabled"}},
                     {"save-all flush",
                      {"[12:00:00] [Server thread/INFO]: Saving the game (this may take a moment!)",
                       "\x1b[32m[12:00:01] [Server thread/INFO]: Saved the \x1b[1mgame\x1b[0m"}}}};
}

Lines numbered(int from, int to) {
    Lines lines;
    for (int i = from; i < to; ++i) lines.push_back(std::to_string(i));
    return lines;
}

} // namespace

class TestServerConsole : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTail_data() {
        QTest::addColumn<Lines>("before");
        QTest::addColumn<Lines>("after");
        QTest::addColumn<Lines>("added");
        QTest::newRow("nothing was there") << Lines{} << Lines{"a", "b"} << Lines{"a", "b"};
        QTest::newRow("nothing came") << Lines{"a", "b"} << Lines{"a", "b"} << Lines{};
        QTest::newRow("some came") << Lines{"a", "b"} << Lines{"a", "b", "c"} << Lines{"c"};
        QTest::newRow("and some went") << Lines{"a", "b", "c"} << Lines{"c", "d"} << Lines{"d"};
        QTest::newRow("the same line again") << Lines{"a", "saved"} << Lines{"a", "saved", "saved"} << Lines{"saved"};
        QTest::newRow("the same line, moved up") << Lines{"x", "a", "saved"} << Lines{"a", "saved", "saved"} << Lines{"saved"};
        QTest::newRow("all are new") << numbered(0, 100) << numbered(200, 300) << numbered(200, 300);
        QTest::newRow("emptied") << Lines{"a", "b"} << Lines{} << Lines{};
        QTest::newRow("begun again") << Lines{"a", "b", "c"} << Lines{"start"} << Lines{"start"};
        QTest::newRow("a hundred moved by one") << numbered(0, 100) << numbered(1, 101) << Lines{"100"};
    }
    void theTail() {
        QFETCH(Lines, before);
        QFETCH(Lines, after);
        QFETCH(Lines, added);
        ConsoleTail tail(before);
        QCOMPARE(tail.advance(after), added);
        QCOMPARE(tail.advance(after), Lines{});
    }

    void coloursAreNotText_data() {
        QTest::addColumn<std::string>("line");
        QTest::addColumn<std::string>("text");
        QTest::newRow("none") << std::string("Saved the game") << std::string("Saved the game");
        QTest::newRow("colours") << std::string("\x1b[0;32;22mSaved \x1b[1mthe\x1b[m game") << std::string("Saved the game");
        QTest::newRow("a title") << std::string("\x1b]0;server\aSaved") << std::string("Saved");
        QTest::newRow("carriage return") << std::string("Saved\r") << std::string("Saved");
        QTest::newRow("cut short") << std::string("Saved\x1b[3") << std::string("Saved");
        QTest::newRow("only an escape") << std::string("Saved\x1b") << std::string("Saved");
        QTest::newRow("a title without end") << std::string("\x1b]0;server") << std::string();
        QTest::newRow("UTF-8") << std::string("Grüße") << std::string("Grüße");
    }
    void coloursAreNotText() {
        QFETCH(std::string, line);
        QFETCH(std::string, text);
        QCOMPARE(plainText(line), text);
    }

    void itHearsWhatItWaitsFor() {
        House house(minecraft());
        house.wings.say(kServer, "[11:00:00] [Server thread/INFO]: Saved the game"); // an hour ago
        QVERIFY(house.console.listen({}));
        QCOMPARE(house.console.say("save-off", {}).value(), CommandsAnswer::Taken);
        QCOMPARE(house.console.hear("Saved the game", 5s, {}).value(), false); // not the one of an hour ago
        QCOMPARE(house.console.say("save-all flush", {}).value(), CommandsAnswer::Taken);
        QCOMPARE(house.console.hear("Saved the game", 5s, {}).value(), true);  // through its colours
        QCOMPARE(house.console.hear("Saved the game", 5s, {}).value(), false); // once
    }
    // Lines that came before they were waited for are not lost, in whatever order commands and waits stand.
    void itHearsWhatWasSaidMeanwhile() {
        House house(minecraft());
        QVERIFY(house.console.listen({}));
        QVERIFY(house.console.say("save-off", {}));
        QVERIFY(house.console.say("save-all flush", {}));
        QCOMPARE(house.console.hear("now disabled", 5s, {}).value(), true);
        QCOMPARE(house.console.hear("Saved the game", 5s, {}).value(), true);
    }
    void theEchoOfACommandIsNoAnswer() {
        House house; // echoes, and says nothing
        QVERIFY(house.console.listen({}));
        QVERIFY(house.console.say("save-all flush", {}));
        QCOMPARE(house.console.hear("save-all", 5s, {}).value(), false);
        QCOMPARE(house.clock.sleeps().size(), std::size_t(10)); // half a second each
    }
    void aStoppedServerSaysSo() {
        House house({.state = "offline"});
        QCOMPARE(house.console.say("save-off", {}).value(), CommandsAnswer::NotRunning);
    }

    // A log that is away for a while costs time, not the line.
    void aPassingFaultIsSurvived_data() {
        QTest::addColumn<Fault>("fault");
        QTest::newRow("500") << Fault::status(500);
        QTest::newRow("reset") << Fault::manner(Manner::Reset);
        QTest::newRow("hangs") << Fault::manner(Manner::Hang);
        QTest::newRow("drips") << Fault::answer({.manner = Manner::Trickle, .hugeBytes = 1000});
        QTest::newRow("no JSON") << Fault::html();
        QTest::newRow("wrong JSON") << Fault::status(200, R"({"data":7})");
    }
    void aPassingFaultIsSurvived() {
        QFETCH(Fault, fault);
        House house(minecraft());
        QVERIFY(house.console.listen({}));
        QVERIFY(house.console.say("save-all flush", {}));
        house.wings.next("GET ", fault, 2);
        const auto heard = house.console.hear("Saved the game", 5s, {});
        QVERIFY2(heard, heard ? "" : heard.error().toString().c_str());
        QVERIFY(*heard);
    }
    void aLogThatStaysAwayIsSaid() {
        House house(minecraft());
        QVERIFY(house.console.listen({}));
        QVERIFY(house.console.say("save-all flush", {}));
        house.wings.next("GET ", Fault::status(500), FaultScript::kForEver);
        const auto heard = house.console.hear("Saved the game", 2s, {});
        QVERIFY(!heard);
        QCOMPARE(heard.error().code(), ErrorCode::Busy);
    }
    // One that could not be read at first has no known beginning: what it says after its first look counts.
    void aConsoleThatComesLate() {
        House house(minecraft());
        house.wings.next("GET ", Fault::status(500));
        QVERIFY(!house.console.listen({}));
        QVERIFY(house.console.say("save-all flush", {}));
        QCOMPARE(house.console.hear("Saved the game", 1s, {}).value(), false);
        QVERIFY(house.console.say("save-all flush", {}));
        QCOMPARE(house.console.hear("Saved the game", 1s, {}).value(), true);
    }
    void cancelEndsTheWait() {
        House house;
        house.wings.next("GET ", Fault::manner(Manner::Hang));
        std::stop_source stop;
        const std::jthread canceller([&] {
            house.wings.waitForRequests(1);
            stop.request_stop();
        });
        const auto heard = house.console.hear("anything", 1h, stop.get_token());
        QVERIFY(!heard);
        QCOMPARE(heard.error().code(), ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestServerConsole)
#include "test_server_console.moc"
