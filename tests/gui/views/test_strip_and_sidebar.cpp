// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/sidebar_model.h"
#include "gui/views/job_row.h"
#include "gui/views/job_strip.h"
#include "gui/views/limits_popup.h"
#include "gui/views/sidebar.h"
#include "tests/gui/busy_node.h"
#include "tests/gui/stall_watch.h"

#include <QtCore/QSettings>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeView>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {
QPushButton* buttonOf(QWidget& widget, const QString& text) {
    for (QPushButton* button : widget.findChildren<QPushButton*>()) {
        if (button->text() == text && button->isVisible()) return button;
    }
    return nullptr;
}
std::vector<protocol::JobInfo> someJobs() {
    std::vector<protocol::JobInfo> jobs = {runningJob(1), runningJob(2)};
    for (int i = 3; i < 6; ++i) {
        auto job = runningJob(i);
        job.state = "queued";
        job.queuePosition = i - 2;
        job.progress = {};
        jobs.push_back(job);
    }
    return jobs;
}

struct StripBench : NodeBench {
    explicit StripBench(const std::string& role = "admin") : NodeBench(role) {
        answerJobs(daemon(), someJobs());
        strip.resize(1000, 120);
        strip.show();
    }
    bool open() {
        strip.setNode(&node());
        return connect() && QTest::qWaitFor([this] { return rows() == 3; });
    }
    int rows() {
        int count = 0;
        for (JobRow* row : strip.findChildren<JobRow*>()) count += row->isVisible() ? 1 : 0;
        return count;
    }
    JobStrip strip;
};

struct SidebarBench {
    SidebarBench() : daemon(dir.path("alulad.sock")) {
        NodeBench::script(daemon, "admin");
        nodes.add(NodeAddress::local(QString::fromStdString(dir.path("alulad.sock"))));
        sidebar.resize(220, 500);
        sidebar.show();
    }
    bool connect() {
        return QTest::qWaitFor(
            [this] { return nodes.at(0)->data().isKnown() && tree()->model()->rowCount(tree()->model()->index(0, 0)) == 2; });
    }
    QTreeView* tree() { return sidebar.findChild<QTreeView*>(); }
    QModelIndex node() { return tree()->model()->index(0, 0); }
    TempDir dir;
    FakeDaemon daemon;
    NodeList nodes{[](const NodeAddress& address) { return std::make_unique<LocalSocketTransport>(address.where); }};
    Sidebar sidebar{nodes};
};
} // namespace

class TestStripAndSidebar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void threeJobsAndHowManyMore() {
        StripBench bench;
        QVERIFY(bench.open());
        auto* more = bench.strip.findChild<QToolButton*>({}, Qt::FindDirectChildrenOnly);
        QCOMPARE(more->text(), u"+2"_s);
        QSignalSpy wanted(&bench.strip, &JobStrip::activityWanted);
        more->click();
        QCOMPARE(wanted.size(), 1);
        const QString spoken = bench.strip.findChildren<JobRow*>()[0]->findChild<QToolButton*>()->accessibleName();
        QCOMPARE(spoken, u"Survival, backup: packing, 40%, 2.1 GiB of 5.1 GiB, 96.0 MiB/s, 3 min left"_s);
    }

    void progressMovesNothingButNumbers() {
        StripBench bench;
        QVERIFY(bench.open());
        JobRow* row = bench.strip.findChildren<JobRow*>()[0];
        QCoreApplication::sendPostedEvents(); // the layout of what has just come
        std::map<QWidget*, QRect> before;
        for (QWidget* each : row->findChildren<QWidget*>()) before[each] = each->geometry();
        auto progress = runningJob(1).progress;
        progress.phase = "stopping";
        progress.bytesDone = 5'400'000'000;
        progress.bytesPerSecond = 7;
        progress.etaMs = 40'000'000;
        bench.daemon().notify(protocol::kJobProgress, {0, jobId(1), progress});
        QVERIFY(QTest::qWaitFor([&] { return row->findChild<QToolButton*>()->accessibleName().contains(u"stopping"_s); }));
        for (const auto& [widget, rect] : before) QCOMPARE(widget->geometry(), rect);
    }

    void cancelSaysSoAtOnce() {
        StripBench bench;
        QVERIFY(bench.open());
        bench.daemon().hold(protocol::kJobsCancel);
        buttonOf(bench.strip, u"Cancel job"_s)->click();
        QPushButton* cancelling = buttonOf(bench.strip, u"Cancelling…"_s);
        QVERIFY(cancelling && !cancelling->isEnabled());
        QVERIFY(QTest::qWaitFor([&] { return bench.daemon().called("jobs.cancel"); }));
    }

    void aRefusedCancelIsTold() {
        StripBench bench;
        QVERIFY(bench.open());
        bench.daemon().refuse(protocol::kJobsCancel, ErrorCode::Conflict, "It is swapping already.");
        buttonOf(bench.strip, u"Cancel job"_s)->click();
        QVERIFY(QTest::qWaitFor([&] { return !buttonOf(bench.strip, u"Cancelling…"_s); }));
        bool told = false;
        for (QLabel* label : bench.strip.findChildren<QLabel*>())
            told = told || label->accessibleName().contains(u"It is swapping already."_s);
        QVERIFY(told);
    }

    void aReaderGetsNeitherLimitsNorCancel() {
        StripBench bench("reader");
        QVERIFY(bench.open());
        QVERIFY(!buttonOf(bench.strip, u"Cancel job"_s));
        QVERIFY(!buttonOf(bench.strip, u"Limits…"_s));
        bench.strip.openLimits();
        QVERIFY(!bench.strip.findChild<LimitsPopup*>());
    }

    void limitsTakeEffectWhileTheyAreTyped() {
        StripBench bench;
        QVERIFY(bench.open());
        std::vector<protocol::SetLimitsParams> asked;
        bench.daemon().on(protocol::kSetLimits, [&](const protocol::SetLimitsParams& params) -> Result<protocol::Limits> {
            asked.push_back(params);
            return protocol::Limits{params.readMibPerSecond.value_or(0), 0, 1, params.paused.value_or(false)};
        });
        buttonOf(bench.strip, u"Limits…"_s)->click();
        auto* popup = bench.strip.findChild<LimitsPopup*>();
        QVERIFY(popup && popup->isVisible());
        popup->findChildren<QDoubleSpinBox*>()[0]->setValue(48);
        QVERIFY(QTest::qWaitFor([&] { return asked.size() == 1; }));
        QCOMPARE(asked[0].readMibPerSecond, std::optional(48.0));
        QVERIFY(!asked[0].writeMibPerSecond && !asked[0].paused && !asked[0].parallel); // what was not touched is not said
        popup->findChild<QCheckBox*>()->click();
        QVERIFY(QTest::qWaitFor([&] { return asked.size() == 2; }));
        QCOMPARE(asked[1].paused, std::optional(true));
    }

    void aKilledDaemonLeavesAStripThatWorks() {
        StripBench bench;
        QVERIFY(bench.open());
        bench.killDaemon();
        QVERIFY(QTest::qWaitFor([&] { return !buttonOf(bench.strip, u"Cancel job"_s)->isEnabled(); }));
        answerJobs(bench.startDaemon(), {});
        bench.node().reconnect();
        QVERIFY(QTest::qWaitFor([&] { return bench.rows() == 0; }, 10'000));
    }

    void choosingIsTheScopeAndSettingItIsNoChoice() {
        SidebarBench bench;
        QVERIFY(bench.connect());
        QSignalSpy chosen(&bench.sidebar, &Sidebar::scopeChosen);
        bench.sidebar.setScope({bench.nodes.at(0), kSurvival});
        QCOMPARE(bench.tree()->currentIndex().data().toString(), u"Survival"_s);
        QCOMPARE(chosen.size(), 0);
        QTest::keyClick(bench.tree(), Qt::Key_Up);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(bench.sidebar.scope().server, std::optional(kLobby));
    }

    void aServerThatGoesIsNoChoiceOfItsNeighbour() {
        SidebarBench bench;
        QVERIFY(bench.connect());
        bench.sidebar.setScope({bench.nodes.at(0), kSurvival});
        QSignalSpy chosen(&bench.sidebar, &Sidebar::scopeChosen);
        auto servers = twoServers();
        servers.servers.pop_back();
        bench.daemon.answer(protocol::kServersList, servers);
        bench.daemon.notify(protocol::kServerChanged, {0, kSurvival});
        QVERIFY(QTest::qWaitFor([&] { return bench.tree()->model()->rowCount(bench.node()) == 1; }));
        QVERIFY(QTest::qWaitFor([&] { return !bench.tree()->currentIndex().isValid(); }));
        QCOMPARE(chosen.size(), 0);
    }

    void theFilterFindsServersAndTakesNoScopeAway() {
        SidebarBench bench;
        QVERIFY(bench.connect());
        bench.sidebar.setScope({bench.nodes.at(0), kSurvival});
        QSignalSpy chosen(&bench.sidebar, &Sidebar::scopeChosen);
        auto* filter = bench.sidebar.findChild<QLineEdit*>();
        QTest::keyClicks(filter, u"lob"_s);
        QCOMPARE(bench.tree()->model()->rowCount(bench.node()), 1);
        QVERIFY(bench.tree()->isExpanded(bench.node()));
        filter->clear();
        QCOMPARE(chosen.size(), 0);
        QCOMPARE(bench.tree()->currentIndex().data().toString(), u"Survival"_s);
    }

    void aFoldedNodeStaysFolded() {
        SidebarBench bench;
        QVERIFY(bench.connect());
        QVERIFY(bench.tree()->isExpanded(bench.node()));
        bench.tree()->collapse(bench.node());
        Sidebar again(bench.nodes);
        auto* tree = again.findChild<QTreeView*>();
        QVERIFY(!tree->isExpanded(tree->model()->index(0, 0)));
    }
};

ALULA_GUI_TEST_MAIN(TestStripAndSidebar)
#include "test_strip_and_sidebar.moc"
