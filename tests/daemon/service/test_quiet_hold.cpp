// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/quiet_hold.h"
#include "tests/daemon/service/working_node.h"
#include "tests/support/promptly.h"
#include "tests/support/wings_stand_in.h"

#include <QTest>
#include <atomic>
#include <thread>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(alula::test::Fault)

namespace {

using Lines = std::vector<std::string>;
using Kind = QuiesceStep::Kind;
const ServerId kServer = serverId(1);
const std::string kName = kServer.toString();
const JobId kJob = jobId(1);

QuiesceRule minecraft() {
    return {{{Kind::Command, "save-off"}, {Kind::Command, "save-all flush"}, {Kind::WaitFor, "Saved the game"}}, {"save-on"}};
}

// A node whose Wings runs one server; the clock stands still unless the test moves it.
struct Scene : NodeFixture {
    explicit Scene(WingsStandIn::Behaviour how = {.says = {{"save-all flush", {"Saved the game"}}}}) {
        wings.addServer(kName, std::move(how));
        settings.quiesce.servers[kName] = minecraft();
        server.id = kServer;
        context.job.id = kJob;
        context.job.server = kServer;
        must(catalog->jobs().insert(context.job));
    }
    std::unique_ptr<QuietHold> hold() { return QuietHold::begin(keeper, server, context); }
    Lines commands() const { return wings.commands(kName); }
    bool waitForCommands(std::size_t count) const {
        return QTest::qWaitFor([&] { return commands().size() >= count; }, 10'000);
    }
    std::size_t journaled() const { return must(catalog->quiesced().all()).size(); }
    std::string logText() {
        log.flush();
        std::string text;
        for (const auto& line : must(catalog->jobs().log(kJob, 0, 100, false))) text += line.level + ": " + line.text + "\n";
        return text;
    }

    WingsStandIn wings;
    CurlHttpClient http;
    WingsClient client{http, {.url = wings.url(), .token = wings.token(), .timeout = std::chrono::milliseconds(promptlyMs(500))}};
    QuietKeeper keeper{node, &client};
    Server server;
    ProgressSink progress;
    JobLog log{catalog->jobs(), clock, kJob};
    std::stop_source cancel;
    JobContext context{{}, progress, log, cancel.get_token()};
};

} // namespace

class TestQuietHold : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { spdlog::set_level(spdlog::level::off); } // many things go wrong here

    void itIsJournaledBeforeTheFirstCommand() {
        Scene scene;
        std::vector<std::size_t> rows;
        scene.wings.onCommand([&](const std::string&) { rows.push_back(scene.journaled()); });
        auto hold = scene.hold();
        QVERIFY(hold);
        QCOMPARE(scene.commands(), (Lines{"save-off", "save-all flush"}));
        const auto entries = must(scene.catalog->quiesced().all());
        QCOMPARE(entries.size(), std::size_t(1));
        QCOMPARE(entries[0].job, kJob);
        QCOMPARE(entries[0].commands, Lines{"save-on"});
        hold.reset();
        QCOMPARE(scene.commands(), (Lines{"save-off", "save-all flush", "save-on"}));
        QCOMPARE(rows, (std::vector<std::size_t>{1, 1, 1}));
        QCOMPARE(scene.journaled(), std::size_t(0));
        QCOMPARE(scene.log.warnings(), std::uint64_t(0));
    }
    void whoHasNoRuleIsNotAsked_data() {
        QTest::addColumn<std::string>("egg");
        QTest::addColumn<bool>("asked");
        QTest::newRow("no egg") << std::string() << false;
        QTest::newRow("another egg") << std::string("8") << false;
        QTest::newRow("its egg") << std::string("ABC-7") << true;
    }
    void whoHasNoRuleIsNotAsked() {
        QFETCH(std::string, egg);
        QFETCH(bool, asked);
        Scene scene;
        scene.settings.quiesce.servers.clear();
        scene.settings.quiesce.eggs["abc-7"] = minecraft();
        scene.server.egg = egg;
        QCOMPARE(scene.hold() != nullptr, asked);
        QCOMPARE(scene.wings.requests().empty(), !asked);
    }
    void theServersRuleWins() {
        Scene scene;
        scene.settings.quiesce.eggs["7"] = minecraft();
        scene.settings.quiesce.servers[kName] = {};
        scene.server.egg = "7";
        QVERIFY(!scene.hold());
        QVERIFY(scene.wings.requests().empty());
    }
    void whatNeedsNoWayBackHasNoJournal() {
        Scene scene;
        scene.settings.quiesce.servers[kName] = {{{Kind::Command, "save-all flush"}}, {}};
        auto hold = scene.hold();
        QVERIFY(hold);
        QCOMPARE(scene.journaled(), std::size_t(0));
        hold.reset();
        QCOMPARE(scene.commands(), Lines{"save-all flush"});
    }

    // A server that does not save for hours loses them in a crash.
    void itIsLetGoWhenTheBackupTakesTooLong() {
        Scene scene;
        auto hold = scene.hold();
        QVERIFY(hold);
        QVERIFY(scene.clock.waitForSleep(1)); // the watch
        scene.clock.advance(59min);
        QCOMPARE(scene.commands().size(), std::size_t(2));
        scene.clock.advance(1min);
        QVERIFY(scene.waitForCommands(3));
        hold.reset();
        QCOMPARE(scene.commands(), (Lines{"save-off", "save-all flush", "save-on"})); // once
        QVERIFY2(scene.logText().contains("warning: the backup takes longer than 3600 s"), scene.logText().c_str());
    }
    void theStepsHaveTheirTime() {
        Scene scene({.says = {}});
        std::atomic<bool> held = false, done = false;
        std::jthread other([&] {
            held = scene.hold() != nullptr;
            done = true;
        });
        QVERIFY(scene.waitForCommands(2));
        QVERIFY(QTest::qWaitFor(
            [&] {
                if (!done) scene.clock.advance(500ms);
                return done.load();
            },
            10'000));
        other.join();
        QVERIFY(held);
        QCOMPARE(scene.commands(), (Lines{"save-off", "save-all flush", "save-on"}));
        QVERIFY2(scene.logText().contains("did not say 'Saved the game' within 30 s"), scene.logText().c_str());
    }

    // What could not be told is told by the keeper's thread, as soon as Wings is there.
    void theKeeperTellsItLater() {
        Scene scene;
        scene.keeper.start();
        auto hold = scene.hold();
        QVERIFY(hold);
        scene.wings.setAway(true);
        QVERIFY(scene.clock.sleepsAfter([&] { hold.reset(); })); // the thread tried as well, and waits
        QVERIFY2(scene.logText().contains("warning: the server could not be told to go on yet"), scene.logText().c_str());
        QCOMPARE(scene.journaled(), std::size_t(1));
        scene.wings.setAway(false);
        scene.clock.advance(2s);
        QVERIFY(scene.waitForCommands(3));
        QVERIFY(QTest::qWaitFor([&] { return scene.journaled() == 0; }, 10'000));
        scene.keeper.stop();
        QCOMPARE(scene.commands(), (Lines{"save-off", "save-all flush", "save-on"}));
    }
    void everyKindOfSilenceIsTriedAgain_data() {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<bool>("heard"); // the command was taken, but not its answer: it is said once more
        using Manner = StandInReply::Manner;
        QTest::newRow("500") << Fault::status(500) << false;
        QTest::newRow("502 of a proxy") << Fault::html(502) << false;
        QTest::newRow("403") << Fault::status(403) << false;
        QTest::newRow("404 of somebody else") << Fault::status(404, "404 page not found") << false;
        QTest::newRow("reset") << Fault::manner(Manner::Reset) << false;
        QTest::newRow("hangs") << Fault::manner(Manner::Hang) << false;
        QTest::newRow("garbage") << Fault::manner(Manner::Garbage) << false;
        QTest::newRow("taken, answer lost") << Fault::resetAfterProcessing() << true;
        QTest::newRow("taken, answer too late") << Fault::hangAfterProcessing() << true;
    }
    void everyKindOfSilenceIsTriedAgain() {
        QFETCH(Fault, fault);
        QFETCH(bool, heard);
        Scene scene;
        auto hold = scene.hold();
        QVERIFY(hold);
        scene.wings.next("POST ", fault);
        hold.reset();
        QCOMPARE(scene.journaled(), std::size_t(1));
        scene.keeper.start(); // as after a crash
        QVERIFY(QTest::qWaitFor([&] { return scene.journaled() == 0; }, 10'000));
        Lines expected = {"save-off", "save-all flush", "save-on"};
        if (heard) expected.push_back("save-on");
        QCOMPARE(scene.commands(), expected);
    }
    // An answer that is final: there is nobody left who could hold still.
    void aServerThatIsGoneNeedsNothing_data() {
        QTest::addColumn<bool>("known");
        QTest::newRow("off") << true;
        QTest::newRow("deleted") << false;
    }
    void aServerThatIsGoneNeedsNothing() {
        QFETCH(bool, known);
        Scene scene;
        auto hold = scene.hold();
        QVERIFY(hold);
        if (known) scene.wings.setState(kName, "offline");
        else scene.wings.removeServer(kName);
        hold.reset();
        QCOMPARE(scene.journaled(), std::size_t(0));
        QCOMPARE(scene.log.warnings(), std::uint64_t(0));
    }
    // The word of an earlier backup must not come into the middle of the next.
    void whatAnEarlierBackupLeftIsTakenBackFirst() {
        Scene scene;
        must(scene.catalog->quiesced().save({jobId(9), kServer, {"old"}, {1}}));
        must(scene.catalog->quiesced().save({jobId(8), serverId(2), {"other"}, {1}}));
        auto hold = scene.hold();
        QVERIFY(hold);
        QCOMPARE(scene.commands(), (Lines{"old", "save-off", "save-all flush"}));
        hold.reset();
        QCOMPARE(scene.journaled(), std::size_t(1)); // that of the other server
    }
    void whileThatCannotBeSaidTheServerIsNotAsked() {
        Scene scene;
        must(scene.catalog->quiesced().save({jobId(9), kServer, {"old"}, {1}}));
        scene.wings.next("POST ", Fault::status(500));
        QVERIFY(!scene.hold());
        QCOMPARE(scene.commands(), Lines{});
        QVERIFY2(scene.logText().contains("after an earlier backup"), scene.logText().c_str());
        QCOMPARE(scene.journaled(), std::size_t(1));
    }
    // One server whose console hangs keeps no other one waiting for longer than a call may take.
    void oneThatHangsDoesNotKeepTheOthers() {
        Scene scene;
        const auto other = serverId(2).toString();
        scene.wings.addServer(other);
        must(scene.catalog->quiesced().save({jobId(8), kServer, {"save-on"}, {1}}));
        must(scene.catalog->quiesced().save({jobId(9), serverId(2), {"save-on"}, {2}}));
        scene.wings.next("POST /api/servers/" + kName, Fault::manner(StandInReply::Manner::Hang), FaultScript::kForEver);
        scene.keeper.start();
        QVERIFY(QTest::qWaitFor([&] { return !scene.wings.commands(other).empty(); }, 10'000));
        QVERIFY(QTest::qWaitFor([&] { return scene.journaled() == 1; }, 10'000));
        QCOMPARE(scene.commands(), Lines{});
    }
    // Nobody says anything to a server whose backup is being made.
    void theKeeperLeavesHeldServersAlone() {
        Scene scene;
        auto hold = scene.hold();
        QVERIFY(hold);
        QVERIFY(scene.clock.sleepsAfter([&] { scene.keeper.start(); })); // it looked, and rests
        QCOMPARE(scene.commands(), (Lines{"save-off", "save-all flush"}));
        hold.reset();
        scene.keeper.stop();
        QCOMPARE(scene.commands(), (Lines{"save-off", "save-all flush", "save-on"}));
    }
    void aCancelledOneDoesNotWait() {
        Scene scene;
        scene.keeper.start();
        auto hold = scene.hold();
        QVERIFY(hold);
        scene.cancel.request_stop();
        hold.reset(); // by the keeper's thread
        QVERIFY(scene.waitForCommands(3));
        QVERIFY(QTest::qWaitFor([&] { return scene.journaled() == 0; }, 10'000));
    }
    void aStopTellsWhatIsLeft() {
        Scene scene;
        scene.keeper.start();
        auto hold = scene.hold();
        QVERIFY(hold);
        scene.cancel.request_stop();
        hold.reset();
        scene.keeper.stop();
        QCOMPARE(scene.commands(), (Lines{"save-off", "save-all flush", "save-on"}));
        QCOMPARE(scene.journaled(), std::size_t(0));
    }
    void withoutWingsItIsKeptForLater() {
        Scene scene;
        must(scene.catalog->quiesced().save({kJob, kServer, {"save-on"}, {1}}));
        QuietKeeper keeper(scene.node, nullptr);
        keeper.start();
        QVERIFY(!QuietHold::begin(keeper, scene.server, scene.context));
        keeper.stop();
        QCOMPARE(scene.journaled(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestQuietHold)
#include "test_quiet_hold.moc"
