// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/daemon/service/node_fixture.h"

#include <QTest>

#include <algorithm>
#include <barrier>
#include <thread>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {

// A panel that answers with its list, or not at all.
struct FakePanel {
    std::vector<Server> list;
    bool silent = false;
    int asked = 0;
    bool askedQuickly = false;

    ServerDirectory::AskPanel ask() {
        return [this](bool quick, std::stop_token) -> Result<std::vector<Server>> {
            ++asked;
            askedQuickly = quick;
            if (silent) return fail(ErrorCode::Network, "nobody is there");
            return list;
        };
    }
};

Server panelServer(int n, const std::string& name = "Skyblock") {
    Server server;
    server.id = serverId(n);
    server.name = name;
    server.diskLimit = 1'000;
    return server;
}

std::vector<ServerId> idsOf(Result<std::vector<Server>> servers) {
    std::vector<ServerId> ids;
    for (const auto& server : must(std::move(servers))) ids.push_back(server.id);
    std::ranges::sort(ids);
    return ids;
}

} // namespace

// Which servers a node has: with the embedded default (no panel) its folders, with a panel the panel's list, and folders again
// while the panel is silent.
class TestServerDirectory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAPanelNothingButFolders_data() {
        QTest::addColumn<bool>("file");
        QTest::newRow("nothing there") << false;
        QTest::newRow("a file") << true;
    }
    void withoutAPanelNothingButFolders() {
        QFETCH(bool, file);
        NodeFixture node;
        if (file) writeFile(node.node.volumePath(serverId(1)), "no folder");
        const auto found = node.servers.find(serverId(1));
        QVERIFY(!found);
        QCOMPARE(found.error().code(), ErrorCode::NotFound);
        QCOMPARE(std::string(found.error().message()), std::string(kNoSuchServer));
        QVERIFY(node.servers.all()->empty());
        QVERIFY(!*node.catalog->servers().find(serverId(1))); // and none is remembered
    }
    void withoutAPanelFoldersAreServers() {
        NodeFixture node;
        node.volume(serverId(1), {file("a", 1)});
        node.volume(serverId(2), {});
        node.temp.makeDirectory("volumes/lost+found");
        node.temp.makeDirectory("volumes/.alula-" + jobId(1).toString());
        node.temp.makeDirectory("volumes/ABCDEF01-0000-4000-8000-000000000000"); // Wings makes lower case only
        writeFile(node.temp.path("volumes/" + serverId(3).toString()), "a file");

        QCOMPARE(idsOf(node.servers.all()), (std::vector{serverId(1), serverId(2)}));
        const auto found = node.servers.find(serverId(1));
        QVERIFY2(found, qPrintable(why(found)));
        QVERIFY(!found->inPanel);
        QVERIFY(found->volumeId != 0);
        QCOMPARE(node.servers.find(serverId(1))->volumeId, found->volumeId); // for ever: fingerprints hang on it
        QVERIFY(!node.servers.panelReachable());
        QCOMPARE(node.servers.lastContact().ns, std::int64_t{0});
        QVERIFY(node.servers.refresh({}));
    }
    // Else the panel's own server is none of its for as long as it is not asked again, and its backups are refused.
    void aFolderIsNotNotedOverThePanelsWord() {
        NodeFixture node;
        FakePanel panel;
        ServerDirectory directory(node.node, panel.ask());
        for (int i = 1; i <= 200; ++i) {
            node.temp.makeDirectory("volumes/" + serverId(i).toString());
            panel.list.push_back(panelServer(i));
            std::barrier together(2);
            std::jthread looking([&] {
                together.arrive_and_wait();
                (void)directory.known(serverId(i));
            });
            together.arrive_and_wait();
            QVERIFY(directory.refresh({}));
            looking.join();
            QVERIFY2(must(node.catalog->servers().find(serverId(i)))->inPanel, std::to_string(i).c_str());
        }
    }
    void aFolderThatWentIsNoServer() {
        NodeFixture node;
        const std::string folder = node.volume(serverId(1), {});
        QVERIFY(node.servers.find(serverId(1)));
        removeTree(folder);
        QVERIFY(!node.servers.find(serverId(1)));
        QVERIFY(node.servers.all()->empty());
    }
    void aDataDirectoryThatIsAwayKeepsThePanelsServers() {
        NodeFixture node;
        FakePanel panel{.list = {panelServer(1)}};
        ServerDirectory servers(node.node, panel.ask());
        QVERIFY(servers.refresh({}));
        removeTree(node.settings.dataDirectory);
        QCOMPARE(idsOf(servers.all()), std::vector{serverId(1)});
    }

    // The panel knows all servers of its node: a folder beside its list is nobody's.
    void aPanelThatAnswersHasTheLastWord() {
        NodeFixture node;
        node.volume(serverId(2), {});
        FakePanel panel{.list = {panelServer(1)}};
        ServerDirectory servers(node.node, panel.ask());
        const auto unknown = servers.find(serverId(2));
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code(), ErrorCode::NotFound);
        const auto found = servers.find(serverId(1));
        QVERIFY2(found, qPrintable(why(found)));
        QVERIFY(found->inPanel);
        QCOMPARE(found->name, std::string("Skyblock"));
        QCOMPARE(found->diskLimit, std::uint64_t{1'000});
        QCOMPARE(found->seen, node.clock.now());
        QVERIFY(found->volumeId != 0);
        QVERIFY(servers.panelReachable());
        QCOMPARE(servers.lastContact(), node.clock.now());
        // For the admin of the node both are there.
        QCOMPARE(idsOf(servers.all()), (std::vector{serverId(1), serverId(2)}));
    }
    void aSilentPanelLetsTheFolderCount() {
        NodeFixture node;
        node.volume(serverId(2), {});
        FakePanel panel{.list = {}, .silent = true};
        ServerDirectory servers(node.node, panel.ask());
        const auto found = servers.find(serverId(2));
        QVERIFY2(found, qPrintable(why(found)));
        QVERIFY(!found->inPanel);
        QVERIFY(!servers.panelReachable());
        QVERIFY(!servers.find(serverId(3)));
    }
    void aSilentPanelsListIsKept() {
        NodeFixture node;
        FakePanel panel{.list = {panelServer(1)}};
        ServerDirectory servers(node.node, panel.ask());
        QVERIFY(servers.refresh({}));
        const auto contact = servers.lastContact();
        panel.silent = true;
        node.clock.advance(1min);
        const auto refused = servers.refresh({});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::Network);
        QVERIFY(servers.find(serverId(1)));
        QVERIFY(!servers.panelReachable());
        QCOMPARE(servers.lastContact(), contact);
    }
    void aServerThatThePanelDroppedIsUnknown() {
        NodeFixture node;
        node.volume(serverId(1), {});
        FakePanel panel{.list = {panelServer(1), panelServer(2)}};
        ServerDirectory servers(node.node, panel.ask());
        QVERIFY(servers.refresh({}));
        const auto volumeId = servers.find(serverId(2))->volumeId;
        panel.list = {panelServer(2, "Renamed")};
        QVERIFY(servers.refresh({}));
        QVERIFY(!servers.find(serverId(1)));
        QCOMPARE(servers.find(serverId(2))->name, std::string("Renamed"));
        QCOMPARE(servers.find(serverId(2))->volumeId, volumeId);
    }
    // A new server's first backup may come before the next refresh; strangers must not make the panel be asked all the time.
    void anUnknownOneIsAskedForAtMostEveryTenSeconds() {
        NodeFixture node;
        FakePanel panel;
        ServerDirectory servers(node.node, panel.ask());
        QVERIFY(!servers.find(serverId(1)));
        QCOMPARE(panel.asked, 1);
        panel.list = {panelServer(1)};
        node.clock.advance(9s);
        for (int i = 0; i < 5; ++i) QVERIFY(!servers.find(serverId(1)));
        QCOMPARE(panel.asked, 1);
        node.clock.advance(1s);
        QVERIFY(servers.find(serverId(1)));
        QCOMPARE(panel.asked, 2);
        QVERIFY(servers.find(serverId(1)));
        QCOMPARE(panel.asked, 2);    // a known one is not asked for
        QVERIFY(panel.askedQuickly); // somebody waits
        QVERIFY(servers.refresh({}));
        QVERIFY(!panel.askedQuickly);
    }
    // While the daemon ends nobody is asked, and a job whose request was accepted never asks.
    void nobodyIsAskedForAJobOrAfterTheEnd() {
        NodeFixture node;
        node.volume(serverId(1), {});
        FakePanel panel{.list = {panelServer(2)}};
        ServerDirectory servers(node.node, panel.ask());
        const auto known = servers.known(serverId(1));
        QVERIFY2(known, qPrintable(why(known)));
        QCOMPARE(servers.known(serverId(2)).error().code(), ErrorCode::NotFound);
        QCOMPARE(panel.asked, 0);
        servers.stop();
        QVERIFY(!servers.find(serverId(2)));
        QCOMPARE(panel.asked, 0);
    }

    void theStateIsWingsWord() {
        NodeFixture node;
        QCOMPARE(node.servers.stateOf(serverId(1)), std::string("unknown"));
        int asked = 0;
        Result<std::string> answer = std::string("running");
        ServerDirectory servers(node.node, {}, [&](const ServerId&) {
            ++asked;
            return answer;
        });
        QCOMPARE(servers.stateOf(serverId(1)), std::string("running"));
        // A Wings that is away costs a list of servers one time-out, not one each.
        answer = fail(ErrorCode::TimedOut, "nobody is there");
        for (int i = 0; i < 5; ++i) QCOMPARE(servers.stateOf(serverId(i)), std::string("unknown"));
        QCOMPARE(asked, 2);
        answer = std::string("stopped");
        node.clock.advance(10s);
        QCOMPARE(servers.stateOf(serverId(1)), std::string("stopped"));
    }
    // Clients list the servers after every change.
    void wingsIsNotAskedAgainAtOnce() {
        NodeFixture node;
        int asked = 0;
        ServerDirectory servers(node.node, {},
                                [&](const ServerId&) -> Result<std::string> { return ++asked == 1 ? "running" : "stopped"; });
        QCOMPARE(servers.stateOf(serverId(1)), std::string("running"));
        node.clock.advance(4s);
        QCOMPARE(servers.stateOf(serverId(1)), std::string("running"));
        QCOMPARE(asked, 1);
        node.clock.advance(1s);
        QCOMPARE(servers.stateOf(serverId(1)), std::string("stopped"));
    }
};

QTEST_APPLESS_MAIN(TestServerDirectory)
#include "test_server_directory.moc"
