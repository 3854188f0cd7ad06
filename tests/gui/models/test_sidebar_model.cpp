// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/cards_model.h"
#include "gui/models/connect_steps.h"
#include "gui/models/sidebar_model.h"
#include "tests/gui/busy_node.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {
constexpr auto kStrict = QAbstractItemModelTester::FailureReportingMode::Fatal;

struct ListBench {
    ListBench() : daemon(path()) { NodeBench::script(daemon, "admin"); }
    std::string path() const { return dir.path("alulad.sock"); }
    bool connect() {
        nodes.add(NodeAddress::local(QString::fromStdString(path())));
        return QTest::qWaitFor([this] { return nodes.at(0)->data().isKnown(); });
    }
    // The daemon has these servers from now on, and says so.
    void setServers(const std::vector<std::pair<ServerId, std::string>>& servers) {
        protocol::ServersList list;
        for (const auto& [id, name] : servers) {
            protocol::ServerInfo info;
            info.server = id;
            info.name = name;
            list.servers.push_back(info);
        }
        daemon.answer(protocol::kServersList, list);
        daemon.notify(protocol::kServerChanged, {0, kLobby});
    }
    TempDir dir;
    FakeDaemon daemon;
    NodeList nodes{[](const NodeAddress& address) { return std::make_unique<LocalSocketTransport>(address.where); }};
};

QStringList namesBelow(const QAbstractItemModel& model, const QModelIndex& parent = {}) {
    QStringList names;
    for (int row = 0; row < model.rowCount(parent); ++row) names << model.index(row, 0, parent).data().toString();
    return names;
}
} // namespace

class TestSidebarModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void serversComeGoMoveAndAreRenamed() {
        ListBench bench;
        SidebarModel model(bench.nodes);
        const QAbstractItemModelTester tester(&model, kStrict);
        QVERIFY(bench.connect());
        const QModelIndex node = model.index(0, 0);
        QCOMPARE(namesBelow(model, node), (QStringList{u"Lobby"_s, u"Survival"_s}));
        const QPersistentModelIndex survival(model.indexOf(bench.nodes.at(0), kSurvival));

        bench.setServers({{serverId(1), "Arena"}, {kSurvival, "Better"}, {serverId(2), "Creative"}, {kLobby, "Lobby"}});
        QVERIFY(QTest::qWaitFor([&] { return model.rowCount(node) == 4; }));
        QCOMPARE(namesBelow(model, node), (QStringList{u"Arena"_s, u"Better"_s, u"Creative"_s, u"Lobby"_s}));
        QVERIFY(survival.isValid() && survival.row() == 1); // the same row to a view: it stays selected
        bench.setServers({{serverId(2), "Creative"}});
        QVERIFY(QTest::qWaitFor([&] { return model.rowCount(node) == 1; }));
        QVERIFY(!survival.isValid());
        bench.setServers({});
        QVERIFY(QTest::qWaitFor([&] { return model.rowCount(node) == 0; }));
    }

    void marksAreTheLastOutcomeMadeWorseByProblems() {
        ListBench bench;
        SidebarModel model(bench.nodes);
        const QAbstractItemModelTester tester(&model, kStrict);
        bench.daemon.answer(protocol::kServersList, twoServers());
        auto status = troubledStatus();
        status.problems.erase(status.problems.begin()); // the disk's error
        bench.daemon.answer(protocol::kStatus, status);
        QVERIFY(bench.connect());
        const QModelIndex node = model.index(0, 0);
        QCOMPARE(model.index(0, 0, node).data(SidebarModel::MarkRole).toString(), u"completed"_s);
        QCOMPARE(model.index(1, 0, node).data(SidebarModel::MarkRole).toString(), u"failed"_s);
        QCOMPARE(node.data(SidebarModel::MarkRole).toString(), u"failed"_s); // a folded node shows its worst server's
        QVERIFY(model.index(1, 0, node).data(Qt::AccessibleTextRole).toString().contains(u"not good"_s));
        QVERIFY(node.data(Qt::AccessibleTextRole).toString().contains(u"2 problem"_s));

        bench.daemon.dropConnections();
        QVERIFY(QTest::qWaitFor([&] { return node.data(SidebarModel::MarkRole).toString().isEmpty(); }));
        QVERIFY(node.data(Qt::AccessibleTextRole).toString().contains(u"lost"_s));
        QCOMPARE(model.rowCount(node), 2);
    }

    void nodesComeAndGo() {
        ListBench bench;
        SidebarModel model(bench.nodes);
        const QAbstractItemModelTester tester(&model, kStrict);
        QVERIFY(bench.connect());
        Node* other = bench.nodes.add(NodeAddress::local(QString::fromStdString(bench.dir.path("other.sock"))));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.nodeOf(model.index(1, 0)), other);
        QCOMPARE(model.serverOf(model.indexOf(bench.nodes.at(0), kLobby)), std::optional(kLobby));
        bench.nodes.remove(bench.nodes.at(0));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.nodeOf(model.index(0, 0)), other);
    }

    void cardsStandWorstFirstAndKeepTheirRows() {
        NodeBench bench;
        bench.daemon().answer(protocol::kServersList, twoServers());
        bench.daemon().answer(protocol::kStatus, troubledStatus());
        CardsModel model;
        const QAbstractItemModelTester tester(&model, kStrict);
        model.setNode(&bench.node());
        QVERIFY(bench.connect());
        QCOMPARE(namesBelow(model), (QStringList{u"Survival"_s, u"Lobby"_s}));
        const Card* card = model.cardAt(model.indexOf(kSurvival));
        QVERIFY(card->stale);
        QCOMPARE(card->outcomes.size(), std::size_t(9));
        QCOMPARE(trendText(card->trend), u"+2%"_s);
        const QPersistentModelIndex lobby(model.indexOf(kLobby));
        auto servers = twoServers();
        servers.servers[1].outcomes.push_back(outcome("completed", 0));
        servers.servers[0].outcomes.push_back(outcome("failed", 0));
        bench.daemon().answer(protocol::kServersList, servers);
        auto status = troubledStatus();
        status.problems.clear();
        bench.daemon().answer(protocol::kStatus, status);
        bench.node().data().refresh();
        QVERIFY(QTest::qWaitFor([&] { return lobby.row() == 0; }));
        QCOMPARE(namesBelow(model), (QStringList{u"Lobby"_s, u"Survival"_s}));
        model.setNode(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void unknownIsNeverZero() {
        protocol::ServerInfo info;
        QVERIFY(!sizeTrend(info));
        QCOMPARE(trendText(sizeTrend(info)), QString());
        QVERIFY(markOf(info, {}).empty());
        info.outcomes = {outcome("completed", 3, 100), outcome("failed", 2), outcome("completed", 1, 100),
                         outcome("cancelled", 0)};
        QCOMPARE(trendText(sizeTrend(info)), u"0%"_s);
        QCOMPARE(markOf(info, {}), Mark("completed"));
    }

    void theStepsOfAConnectionStopWhereItFailed() {
        Node nowhere(NodeAddress::local(u"/nowhere/alulad.sock"_s),
                     [](const NodeAddress& address) { return std::make_unique<LocalSocketTransport>(address.where); });
        nowhere.open();
        QVERIFY(QTest::qWaitFor([&] { return nowhere.trouble().has_value(); }));
        const auto steps = connectSteps(nowhere);
        QCOMPARE(steps.size(), std::size_t(3));
        QVERIFY(steps[0].state == ConnectStep::State::Passed && steps[1].state == ConnectStep::State::Failed &&
                steps[2].state == ConnectStep::State::Open);
    }
};

QTEST_GUILESS_MAIN(TestSidebarModel)
#include "test_sidebar_model.moc"
