// SPDX-License-Identifier: GPL-3.0-or-later
// Commands for a running server around its backup: in order, once, and taken back whatever happens to the backup, the daemon or
// Wings.

#include "tests/e2e/real_daemon.h"
#include "tests/support/panel_stand_in.h"
#include "tests/support/wings_stand_in.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <random>

using namespace alula;
using namespace alula::test;

Q_DECLARE_METATYPE(alula::test::Fault)

namespace {

using Lines = std::vector<std::string>;
const Lines kAround = {"save-off", "save-all flush", "save-on"};
const std::string kOtherServer = "22222222-2222-4333-8444-555555555555";

WingsStandIn::Behaviour minecraft() {
    return {.says = {{"save-off", {"[12:00:00] [Server thread/INFO]: Automatic saving is now disabled"}},
                     {"save-all flush", {"[12:00:01] [Server thread/INFO]: \x1b[32mSaved the game\x1b[0m"}}}};
}

std::string rule(const std::string& id, const std::string& before = "[save-off, save-all flush, wait_for: Saved the game]") {
    return "    " + id + ": {before: " + before + ", after: [save-on]}\n";
}
std::string config(const WingsStandIn& wings, const std::string& quiesce) {
    return "token: the-token-of-the-node\nwings:\n  url: \"" + wings.url() + "\"\nquiesce:\n" + quiesce;
}
std::string forServer(const std::string& more = {}) { return more + "  servers:\n" + rule(kServer); }
// How fast the three megabytes are read: no limit; so that there is time to do something meanwhile; so that a kill comes in the middle.
enum class Speed { Full = 0, Slow = 2, Brisk = 8 };
std::string with(const std::string& settings, Speed speed) {
    return settings + "load:\n  read_mib_s: " + std::to_string(static_cast<int>(speed)) + "\n";
}

// A node with one Minecraft server of three megabytes that runs.
struct Scene {
    explicit Scene(const std::string& quiesce = forServer(), Speed speed = Speed::Full, WingsStandIn::Behaviour how = minecraft())
        : settings(with(config(wings, quiesce), speed)) {
        wings.addServer(kServer, std::move(how));
        daemon = std::make_unique<RealDaemon>(settings);
        smallServer().add(file("world/large", 3'000'000)).materialise(daemon->volume());
    }
    Lines commands() const { return wings.commands(kServer); }
    bool waitForCommands(std::size_t count) const {
        return QTest::qWaitFor([&] { return commands().size() >= count; }, kPatienceMs);
    }
    JobId backUp(const std::string& id = kBackup, const std::string& server = kServer) const {
        ask(id, server);
        return daemon->console()->newest("create");
    }
    void ask(const std::string& id = kBackup, const std::string& server = kServer) const {
        const auto answer = httpRequest(daemon->port(), "POST", daemon->backupsUrl({}, server),
                                        {{"Authorization", "Bearer the-token-of-the-node"}},
                                        R"({"adapter":"wings","uuid":")" + id + R"(","ignore":""})");
        if (answer.status != 202) throw std::runtime_error("the backup was refused: " + answer.body);
    }
    std::string logOf(const JobId& job) const {
        std::string text;
        const auto page = daemon->console()->call(protocol::kJobsLog, {.job = job, .cursor = {}});
        if (!page) throw std::runtime_error(page.error().toString());
        for (const auto& line : page->lines) text += line.level + ": " + line.text + "\n";
        return text;
    }

    WingsStandIn wings;
    const std::string settings;
    std::unique_ptr<RealDaemon> daemon;
};

// A server that was told to stop saving was told to go on before it was told to stop again, and in the end.
bool isHeld(Console& console) {
    const auto status = console.call(protocol::kStatus);
    return !status || std::ranges::contains(status->problems, "server_held", &protocol::Problem::code);
}

bool isTakenBack(const Lines& commands) {
    bool quiet = false;
    for (const auto& command : commands) {
        if (command == "save-off" && quiet) return false;
        if (command == "save-off" || command == "save-on") quiet = command == "save-off";
    }
    return !quiet;
}

std::string text(const Lines& lines) {
    std::string all;
    for (const auto& line : lines) all += line + "; ";
    return all;
}

} // namespace

class TestQuiesce : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void commandsStandAroundTheBackup() {
        Scene scene;
        std::atomic<bool> madeBefore = false, madeAfter = false;
        const auto archive = scene.daemon->archive();
        scene.wings.onCommand(
            [&](const std::string& command) { (command == "save-on" ? madeAfter : madeBefore) = exists(archive); });
        const auto job = scene.backUp();
        QCOMPARE(scene.daemon->console()->ended(job).state, std::string("completed"));
        QCOMPARE(scene.commands(), kAround);
        QVERIFY(!madeBefore);
        QVERIFY(madeAfter);
        const auto log = scene.logOf(job);
        QVERIFY2(log.contains("holds still") && log.contains("goes on"), log.c_str());
    }
    // The panel tells which egg a server has.
    void aRuleOfItsEgg() {
        PanelStandIn panel;
        panel.addServer({.uuid = kServer, .eggId = "A1B2C3D4-0000-4000-8000-000000000007"});
        panel.addBackup(kBackup);
        WingsStandIn wings;
        wings.addServer(kServer, minecraft());
        RealDaemon daemon(config(wings, "  eggs:\n" + rule("a1b2c3d4-0000-4000-8000-000000000007")) + "panel:\n  remote: \"" +
                          panel.url() + "\"\n  token_id: \"" + panel.options().tokenId + "\"\n  token: \"" +
                          panel.options().token + "\"\n");
        smallServer().materialise(daemon.volume());
        const auto answer =
            httpRequest(daemon.port(), "POST", daemon.backupsUrl(), {{"Authorization", "Bearer the-token-of-the-node"}},
                        R"({"adapter":"wings","uuid":")" + kBackup + R"(","ignore":""})");
        QCOMPARE(answer.status, 202);
        QVERIFY(panel.waitForTold(1));
        QCOMPARE(wings.commands(kServer), kAround);
    }
    void aServerThatDoesNotRunGetsNone_data() {
        QTest::addColumn<std::string>("state");
        for (const char* state : {"offline", "starting", "stopping"}) QTest::newRow(state) << std::string(state);
    }
    void aServerThatDoesNotRunGetsNone() {
        QFETCH(std::string, state);
        Scene scene(forServer(), Speed::Full, {.state = state});
        const auto job = scene.backUp();
        QCOMPARE(scene.daemon->console()->ended(job).state, std::string("completed"));
        QCOMPARE(scene.commands(), Lines{});
        QVERIFY2(scene.logOf(job).contains("so it was not asked"), scene.logOf(job).c_str());
    }
    // What it held back went with its process.
    void aServerThatStopsMeanwhileNeedsNothing() {
        Scene scene(forServer(), Speed::Slow);
        const auto job = scene.backUp();
        QVERIFY(scene.waitForCommands(2));
        scene.wings.setState(kServer, "offline");
        QCOMPARE(scene.daemon->console()->ended(job).state, std::string("completed"));
        QCOMPARE(scene.commands(), (Lines{"save-off", "save-all flush"}));
        scene.wings.setState(kServer, "running");
        scene.daemon->stop();
        scene.daemon->start();
        QCOMPARE(scene.daemon->console()->ended(scene.backUp(kOther)).state, std::string("completed"));
        QCOMPARE(scene.commands(),
                 (Lines{"save-off", "save-all flush", "save-off", "save-all flush", "save-on"})); // no late word
    }

    // A failure of quiescing never fails a backup.
    void aFailureIsAWarning_data() {
        QTest::addColumn<std::string>("route");
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<std::string>("words");
        QTest::newRow("the state is not told")
            << std::string("GET /api/servers/" + kServer) << Fault::status(500) << std::string("could not be asked");
        QTest::newRow("a command is not taken")
            << std::string("POST /api/servers/" + kServer) << Fault::status(500) << std::string("sending save-off");
        QTest::newRow("the token is wrong") << std::string("POST /api/servers/" + kServer) << Fault::status(403)
                                            << std::string("Check the node's token");
        QTest::newRow("a reset") << std::string("POST /api/servers/" + kServer) << Fault::resetAfterProcessing()
                                 << std::string("sending save-off");
    }
    void aFailureIsAWarning() {
        QFETCH(std::string, route);
        QFETCH(Fault, fault);
        QFETCH(std::string, words);
        Scene scene("  timeout: 2s\n" + forServer());
        scene.wings.next(route, fault, route.starts_with("GET") ? 2 : 1); // the log is asked for before anything is said
        const auto job = scene.backUp();
        const auto info = scene.daemon->console()->ended(job);
        QCOMPARE(info.state, std::string("completed_with_warnings"));
        QVERIFY2(scene.logOf(job).contains(words), scene.logOf(job).c_str());
        QVERIFY(exists(scene.daemon->archive()));
        QVERIFY(QTest::qWaitFor([&] { return isTakenBack(scene.commands()); }, kPatienceMs));
        QVERIFY2(std::ranges::count(scene.commands(), "save-off") <= 1, text(scene.commands()).c_str());
    }
    void aLineThatNeverComesIsAWarning() {
        Scene scene("  timeout: 1s\n" + forServer(), Speed::Full, {});
        const auto job = scene.backUp();
        QCOMPARE(scene.daemon->console()->ended(job).state, std::string("completed_with_warnings"));
        QVERIFY2(scene.logOf(job).contains("did not say 'Saved the game' within 1 s"), scene.logOf(job).c_str());
        QCOMPARE(scene.commands(), kAround);
    }

    void aCancelledBackupTakesThemBack() {
        Scene scene(forServer(), Speed::Slow);
        const auto job = scene.backUp();
        QVERIFY(scene.waitForCommands(2));
        QVERIFY(scene.daemon->console()->call(protocol::kJobsCancel, {job}));
        QCOMPARE(scene.daemon->console()->ended(job).state, std::string("cancelled"));
        QVERIFY(scene.waitForCommands(3));
        QCOMPARE(scene.commands(), kAround);
    }
    // A console that never says what is waited for, and a Wings that hangs, hold up no cancel.
    void aCancelDoesNotWaitForWings() {
        Scene scene(forServer(), Speed::Full, {});
        const auto job = scene.backUp();
        QVERIFY(scene.waitForCommands(2)); // now it waits for a line
        scene.wings.next("POST /api/servers/" + kServer, Fault::manner(StandInReply::Manner::Hang));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(scene.daemon->console()->call(protocol::kJobsCancel, {job}));
        QCOMPARE(scene.daemon->console()->ended(job).state, std::string("cancelled"));
        QVERIFY2(timer.elapsed() < 3000, std::to_string(timer.elapsed()).c_str());
        scene.daemon->stop(); // which breaks the hanging call off, and tries once more
        QCOMPARE(scene.commands(), kAround);
    }
    void aDaemonThatIsStoppedTakesThemBack() {
        Scene scene(forServer(), Speed::Slow);
        const auto job = scene.backUp();
        QVERIFY(scene.waitForCommands(2));
        scene.daemon->stop();
        QCOMPARE(scene.commands(), kAround);
        scene.daemon->start(); // the job begins again, with all that belongs to it
        QCOMPARE(scene.daemon->console()->ended(job).state, std::string("completed"));
        QCOMPARE(scene.commands().size(), std::size_t(6));
        QVERIFY(isTakenBack(scene.commands()));
    }

    // ALULA_CRASH_ROUNDS=200 QTEST_FUNCTION_TIMEOUT=3600000 for a long run.
    void killedAtSeededMoments() {
        const int rounds = std::max(5, qEnvironmentVariableIntValue("ALULA_CRASH_ROUNDS"));
        Scene scene(forServer(), Speed::Brisk);
        std::mt19937 random(20261123);
        int quietAtTheCrash = 0;
        for (int round = 0; round < rounds; ++round) {
            const auto number = static_cast<std::uint8_t>(round);
            const std::string id =
                Uuid({0xaa, number, static_cast<std::uint8_t>(round >> 8), 2, 0x40, 3, 0x80, 4, 5, 6, 7, 8, 9, 10, 11, 12})
                    .toString();
            const auto job = scene.backUp(id);
            QTest::qWait(static_cast<int>(random() % 500)); // the moment is the point: it is not waited for anything
            scene.daemon->kill();
            quietAtTheCrash += isTakenBack(scene.commands()) ? 0 : 1;
            scene.daemon->start();
            QCOMPARE(scene.daemon->console()->ended(job).state, std::string("completed"));
            QVERIFY(QTest::qWaitFor([&] { return isTakenBack(scene.commands()); }, kPatienceMs));
            QVERIFY(exists(scene.daemon->archive(id)));
        }
        QVERIFY2(quietAtTheCrash > 0, "no kill came while the server held still");
        qInfo("%d of %d kills came while the server held still", quietAtTheCrash, rounds);
    }
    // At the very moment when a command arrives, before Wings has answered.
    void killedAtACommand_data() {
        QTest::addColumn<std::string>("command");
        for (const auto& command : kAround) QTest::newRow(command.c_str()) << command;
    }
    void killedAtACommand() {
        QFETCH(std::string, command);
        Scene scene;
        std::atomic<bool> killed = false;
        const auto pid = static_cast<pid_t>(scene.daemon->pid());
        scene.wings.onCommand([&](const std::string& taken) {
            if (taken == command && !killed.exchange(true)) ::kill(pid, SIGKILL);
        });
        scene.ask();
        QVERIFY(QTest::qWaitFor([&] { return killed.load(); }, kPatienceMs));
        scene.daemon->kill();
        scene.daemon->start();
        const auto job = scene.daemon->console()->newest("create");
        const auto state = scene.daemon->console()->ended(job).state;
        QVERIFY2(state == "completed", state.c_str());
        QVERIFY(QTest::qWaitFor([&] { return isTakenBack(scene.commands()); }, kPatienceMs));
        QCOMPARE(scene.commands().back(), std::string("save-on"));
    }

    // The daemon is up and other servers are backed up while it waits to say the word.
    void itIsTakenBackWhenWingsComesBack() {
        Scene scene(forServer() + "    " + kOtherServer + ": {before: []}\n", Speed::Slow);
        scene.wings.addServer(kOtherServer);
        std::filesystem::create_directories(scene.daemon->path("volumes/" + kOtherServer));
        writeFile(scene.daemon->path("volumes/" + kOtherServer + "/a"), "a");
        const auto job = scene.backUp();
        QVERIFY(scene.waitForCommands(2));
        scene.daemon->kill();
        scene.wings.setAway(true);
        scene.daemon->start();
        QCOMPARE(scene.daemon->console()->ended(job).state, std::string("completed_with_warnings")); // begun again, not quiet
        const auto other = scene.backUp(kOther, kOtherServer);
        QCOMPARE(scene.daemon->console()->ended(other).state, std::string("completed"));
        QCOMPARE(scene.commands(), (Lines{"save-off", "save-all flush"}));
        scene.wings.setAway(false);
        QVERIFY(scene.waitForCommands(3));
        QCOMPARE(scene.commands(), kAround);
        // That Wings took the word is written down after it has; who is stopped before says it again.
        QVERIFY(QTest::qWaitFor([&] { return !isHeld(*scene.daemon->console()); }, kPatienceMs));
        scene.daemon->stop();
        QCOMPARE(scene.commands(), kAround); // and nothing is left to be said
    }
};

QTEST_GUILESS_MAIN(TestQuiesce)
#include "test_quiesce.moc"
