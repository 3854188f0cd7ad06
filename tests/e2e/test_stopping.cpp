// SPDX-License-Identifier: GPL-3.0-or-later
// A server that is started while its files are restored: it is stopped again, or all is as it was.

#include "tests/e2e/real_daemon.h"
#include "tests/support/panel_stand_in.h"
#include "tests/support/wings_stand_in.h"

#include "shared/base/fd.h"

#include <atomic>
#include <fcntl.h>
#include <thread>

using namespace alula;
using namespace alula::test;

namespace {

using Lines = std::vector<std::string>;

// A backup of one server, whose files have changed since.
struct Scene {
    explicit Scene(bool withWings) {
        panel.addServer({kServer});
        panel.addBackup(kBackup);
        wings.addServer(kServer);
        std::string settings = "token: the-token-of-the-node\npanel:\n  remote: \"" + panel.url() + "\"\n  token_id: \"" +
                               panel.options().tokenId + "\"\n  token: \"" + panel.options().token + "\"\n";
        if (withWings) settings += "wings:\n  url: \"" + wings.url() + "\"\n  stop_timeout: 2s\n";
        else settings += "load:\n  write_mib_s: 4\n"; // so that there is time to do something meanwhile
        daemon = std::make_unique<RealDaemon>(settings);
        smallServer().add(file("world/large", 2'000'000)).materialise(daemon->volume());
        saved = snapshot(daemon->volume());
        post(daemon->backupsUrl(), R"({"adapter":"wings","uuid":")" + kBackup + R"(","ignore":""})");
        if (!panel.waitForTold(1)) throw std::runtime_error("no backup was made: " + daemon->log());
        writeFile(daemon->volume() + "/server.properties", "live");
        writeFile(daemon->volume() + "/only live", "live");
        live = snapshot(daemon->volume());
    }
    void post(const std::string& target, const std::string& body) const {
        const auto answer =
            httpRequest(daemon->port(), "POST", target, {{"Authorization", "Bearer the-token-of-the-node"}}, body);
        if (answer.status != 202) throw std::runtime_error("refused: " + answer.body);
    }
    protocol::JobInfo restore() const {
        post(daemon->backupsUrl("/" + kBackup + "/restore"), R"({"adapter":"wings","truncate_directory":true})");
        auto console = daemon->console();
        return console->ended(console->newest("restore"));
    }
    std::string differencesTo(const Snapshot& tree) const { return compare(tree, snapshot(daemon->volume())); }

    PanelStandIn panel;
    WingsStandIn wings;
    std::unique_ptr<RealDaemon> daemon;
    Snapshot saved, live;
};

// How often the state is asked for while the server is off: twice to be sure that it stopped, then right before the swap and
// right after it.
constexpr int kBeforeTheSwap = 3, kAfterTheSwap = 4;

} // namespace

class TestStopping : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startedMeanwhile_data() {
        QTest::addColumn<int>("moment");
        QTest::addColumn<QString>("then"); // what becomes of Wings
        QTest::addColumn<bool>("restored");
        QTest::newRow("before the swap, and stopped again") << kBeforeTheSwap << "obeys" << true;
        QTest::newRow("before the swap, and Wings refuses to stop it") << kBeforeTheSwap << "500" << false;
        QTest::newRow("after the swap, and stopped again") << kAfterTheSwap << "obeys" << true;
        QTest::newRow("after the swap, and Wings refuses to stop it") << kAfterTheSwap << "500" << false;
        QTest::newRow("after the swap, and Wings is gone") << kAfterTheSwap << "away" << false;
    }
    void startedMeanwhile() {
        QFETCH(int, moment);
        QFETCH(QString, then);
        QFETCH(bool, restored);
        Scene scene(true);
        int asked = 0;
        bool started = false;
        scene.wings.onAsked([&](std::string& state) {
            if (started || state != "offline" || ++asked < moment) return;
            state = "running"; // somebody, or a schedule of the panel
            started = true;
            if (then == QLatin1String("away")) scene.wings.setAway(true);
            if (then == QLatin1String("500")) scene.wings.next("POST ", Fault::status(500), FaultScript::kForEver);
        });
        const auto job = scene.restore();
        QVERIFY(started);
        QCOMPARE(job.state, std::string(restored ? "completed" : "failed"));
        if (!restored) QCOMPARE(job.error->code, std::string("busy"));
        QCOMPARE(scene.differencesTo(restored ? scene.saved : scene.live), std::string());
        QCOMPARE(scene.daemon->stagings(), restored ? 1 : 0); // kept for undo, or gone
        QVERIFY(scene.panel.waitForTold(2));
        QCOMPARE(scene.panel.told()[1].body.contains("true"), restored);
        if (restored) QCOMPARE(scene.wings.actions(kServer), (Lines{"stop", "stop"}));
    }

    // Without Wings' API nobody can be stopped: who opens a file of the server while the new tree is built ends the restore.
    void openedMeanwhileWithoutWings() {
        Scene scene(false);
        std::atomic<bool> opened = false;
        UniqueFd game;
        std::jthread somebody([&](const std::stop_token& stop) {
            while (!stop.stop_requested() && scene.daemon->stagings() == 0) std::this_thread::yield();
            game = UniqueFd(::open((scene.daemon->volume() + "/world/level.dat").c_str(), O_WRONLY | O_CLOEXEC));
            opened = game && !stop.stop_requested();
        });
        const auto job = scene.restore();
        somebody.request_stop();
        somebody.join();
        QVERIFY(opened);
        QCOMPARE(job.state, std::string("failed"));
        QCOMPARE(job.error->code, std::string("busy"));
        QVERIFY2(job.error->message.contains("world/level.dat"), job.error->message.c_str());
        QCOMPARE(scene.differencesTo(scene.live), std::string());
        QCOMPARE(scene.daemon->stagings(), 0);
        game.reset();
        QCOMPARE(scene.restore().state, std::string("completed"));
        QCOMPARE(scene.differencesTo(scene.saved), std::string());
    }
    // A server between two saves has no file open; but it works in its directory.
    void whoWorksInTheDirectoryIsInTheWay() {
        Scene scene(false);
        QProcess game;
        game.setWorkingDirectory(QString::fromStdString(scene.daemon->volume() + "/world"));
        game.start(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("echo here; read x")});
        QVERIFY(game.waitForReadyRead(kPatienceMs));
        const auto job = scene.restore();
        QCOMPARE(job.state, std::string("failed"));
        QVERIFY2(job.error->message.contains("as its working directory"), job.error->message.c_str());
        QCOMPARE(scene.differencesTo(scene.live), std::string());
        game.closeWriteChannel();
        QVERIFY(game.waitForFinished(kPatienceMs));
        QCOMPARE(scene.restore().state, std::string("completed"));
    }
};

QTEST_GUILESS_MAIN(TestStopping)
#include "test_stopping.moc"
