// SPDX-License-Identifier: GPL-3.0-or-later
// The real daemon between a panel and a Wings that are not always well.

#include "tests/e2e/real_daemon.h"
#include "tests/support/panel_stand_in.h"
#include "tests/support/wings_stand_in.h"

Q_DECLARE_METATYPE(alula::test::Fault)

using namespace alula;
using namespace alula::test;

namespace {

std::string config(const PanelStandIn& panel, const WingsStandIn* wings = nullptr) {
    std::string text = "token: the-token-of-the-node\npanel:\n  remote: \"" + panel.url() + "\"\n  token_id: \"" +
                       panel.options().tokenId + "\"\n  token: \"" + panel.options().token + "\"\n";
    if (wings != nullptr) text += "wings:\n  url: \"" + wings->url() + "\"\n  stop_timeout: 2s\n";
    return text;
}

HttpAnswer post(const RealDaemon& daemon, const std::string& target, const std::string& body) {
    return httpRequest(daemon.port(), "POST", target, {{"Authorization", "Bearer the-token-of-the-node"}}, body);
}
HttpAnswer postBackup(const RealDaemon& daemon) {
    return post(daemon, daemon.backupsUrl(), R"({"adapter":"wings","uuid":")" + kBackup + R"(","ignore":""})");
}

} // namespace

#define VERIFY_ACCEPTED(daemon, answer)                                                                                          \
    do {                                                                                                                         \
        const auto given = answer;                                                                                               \
        QVERIFY2(given.status == 202, (std::to_string(given.status) + " " + given.body + "\n" + (daemon).log()).c_str());        \
    } while (false)

class TestPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aResultIsToldOnceWhateverThePanelDoes() {
        PanelStandIn panel;
        panel.addServer({kServer});
        panel.addBackup(kBackup);
        panel.next("POST /backups/", Fault::status(500), 1);
        RealDaemon daemon(config(panel));
        smallServer().materialise(daemon.volume());
        VERIFY_ACCEPTED(daemon, postBackup(daemon));
        QVERIFY(panel.waitForTold(1));
        const auto told = panel.told();
        QCOMPARE(told[0].kind, std::string("backup"));
        QVERIFY2(told[0].body.contains(R"("successful":true)"), told[0].body.c_str());
        auto console = daemon.console();
        const auto info = console->call(protocol::kBackupsGet, {*BackupId::parse(kBackup)});
        QVERIFY(told[0].body.contains(info->sha1));

        writeFile(daemon.volume() + "/server.properties", "griefed");
        QCOMPARE(post(daemon, daemon.backupsUrl("/" + kBackup + "/restore"), R"({"adapter":"wings","truncate_directory":false})")
                     .status,
                 202);
        QVERIFY(panel.waitForTold(2));
        QCOMPARE(panel.told()[1].kind, std::string("restore"));
        QVERIFY(panel.told()[1].body.contains(R"("successful":true)"));
        QCOMPARE(panel.complaints(), std::vector<std::string>());
    }

    void aServerThatThePanelDoesNotKnowIsA404() {
        PanelStandIn panel;
        panel.addServer({kOther});
        RealDaemon daemon(config(panel));
        QVERIFY(panel.waitForRequests(1));
        QCOMPARE(postBackup(daemon).status, 404); // though its folder is there
    }

    void aPanelThatIsAwayLeavesTheFoldersToCount_data() {
        QTest::addColumn<Fault>("fault");
        QTest::newRow("answers 500") << Fault::status(500);
        QTest::newRow("does not answer") << Fault::manner(StandInReply::Manner::Hang);
    }
    void aPanelThatIsAwayLeavesTheFoldersToCount() {
        QFETCH(Fault, fault);
        PanelStandIn panel;
        panel.next("GET /servers", fault, 1000);
        RealDaemon daemon(config(panel));
        smallServer().materialise(daemon.volume());
        // The first question is still being asked again and again: the answer to the panel's own request waits for none of it for
        // long.
        QVERIFY(QTest::qWaitFor([&] { return postBackup(daemon).status / 100 == 2; }, kPatienceMs));
        auto console = daemon.console();
        QCOMPARE(console->ended(console->newest("create")).state, std::string("completed"));
        // A server that nobody knows is asked for anew; nobody who stops the daemon waits for that answer.
        console->client().call<protocol::CreateParams, protocol::JobStarted>(
            protocol::kBackupsCreate, {.server = *ServerId::parse(kOther), .ignore = {}, .note = {}}, this,
            [](const Result<protocol::JobStarted>&) {});
        daemon.stop();
        QCOMPARE(daemon.exitCode(), 0); // by itself, not killed
    }

    void aRestoreStopsTheServerThroughWings() {
        PanelStandIn panel;
        panel.addServer({kServer});
        panel.addBackup(kBackup);
        WingsStandIn wings;
        wings.addServer(kServer);
        RealDaemon daemon(config(panel, &wings));
        smallServer().materialise(daemon.volume());
        VERIFY_ACCEPTED(daemon, postBackup(daemon));
        QVERIFY(panel.waitForTold(1));
        QCOMPARE(post(daemon, daemon.backupsUrl("/" + kBackup + "/restore"), R"({"adapter":"wings","truncate_directory":true})")
                     .status,
                 202);
        QVERIFY(panel.waitForTold(2));
        QVERIFY2(panel.told()[1].body.contains("true"), daemon.log().c_str());
        QVERIFY(!wings.actions(kServer).empty());
        QCOMPARE(wings.actions(kServer).front(), std::string("stop"));
        QCOMPARE(wings.state(kServer), std::string("offline"));
    }

    void aServerThatWillNotStopKeepsItsFiles() {
        PanelStandIn panel;
        panel.addServer({kServer});
        panel.addBackup(kBackup);
        WingsStandIn wings;
        wings.addServer(kServer, {.obeysStop = false, .obeysKill = false});
        RealDaemon daemon(config(panel, &wings));
        smallServer().materialise(daemon.volume());
        VERIFY_ACCEPTED(daemon, postBackup(daemon));
        QVERIFY(panel.waitForTold(1));
        writeFile(daemon.volume() + "/server.properties", "live");
        const auto before = snapshot(daemon.volume());
        QCOMPARE(post(daemon, daemon.backupsUrl("/" + kBackup + "/restore"), R"({"adapter":"wings","truncate_directory":true})")
                     .status,
                 202);
        auto console = daemon.console();
        const auto job = console->ended(console->newest("restore"));
        QCOMPARE(job.state, std::string("failed"));
        QCOMPARE(job.error->code, std::string("busy"));
        QCOMPARE(compare(before, snapshot(daemon.volume())), std::string());
        QVERIFY(panel.waitForTold(2));
        QVERIFY(panel.told()[1].body.contains("false"));
    }

    void filesInUseRefuseARestoreWithoutWings() {
        RealDaemon daemon;
        smallServer().materialise(daemon.volume());
        daemon.postBackup();
        auto console = daemon.console();
        console->ended(console->newest("create"));
        QProcess game; // holds a file of the volume open for writing until it is ended
        game.start(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("exec 3>>\"$0\"; echo open; read x"),
                                          QString::fromStdString(daemon.volume() + "/world/level.dat")});
        QVERIFY(game.waitForReadyRead(kPatienceMs));
        const auto before = snapshot(daemon.volume());
        QCOMPARE(daemon.postRestore(true).status, 202);
        const auto refused = console->ended(console->newest("restore"));
        QCOMPARE(refused.state, std::string("failed"));
        QVERIFY2(refused.error->message.contains("level.dat"), refused.error->message.c_str());
        QCOMPARE(compare(before, snapshot(daemon.volume())), std::string());
        game.closeWriteChannel();
        game.waitForFinished(kPatienceMs);
        QCOMPARE(daemon.postRestore(true).status, 202);
        QCOMPARE(console->ended(console->newest("restore")).state, std::string("completed"));
    }
};

QTEST_GUILESS_MAIN(TestPanel)
#include "test_panel.moc"
