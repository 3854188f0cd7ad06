// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/banner.h"
#include "gui/models/cards_model.h"
#include "gui/views/disk_bars.h"
#include "gui/views/looked_since.h"
#include "gui/views/overview_page.h"
#include "gui/views/server_details.h"
#include "gui/views/undo_banner.h"
#include "tests/gui/busy_node.h"
#include "tests/gui/stall_watch.h"

#include <QtCore/QSettings>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListView>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {
QPushButton* buttonOf(QWidget& widget, const QString& text) {
    for (QPushButton* button : widget.findChildren<QPushButton*>()) {
        if (button->text().remove(u'&') == text && button->isVisible()) return button;
    }
    return nullptr;
}
// Widgets that are made while the page is shown are seen in the event loop's next round.
bool press(QWidget& widget, const QString& text) {
    if (!QTest::qWaitFor([&] { return buttonOf(widget, text) != nullptr; })) return false;
    buttonOf(widget, text)->click();
    return true;
}
bool says(QWidget& widget, const QString& text) {
    for (QLabel* label : widget.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(text)) return true;
    }
    return false;
}

struct OverviewBench : NodeBench {
    explicit OverviewBench(const std::string& role = "admin") : NodeBench(role) {
        daemon().answer(protocol::kServersList, twoServers());
        daemon().answer(protocol::kStatus, troubledStatus());
        page.resize(800, 600);
        page.show();
        QObject::connect(&page, &Page::goTo, &page, [this](const Place& place) { went = place; });
    }
    bool open(const std::optional<ServerId>& server = {}) {
        if (!connect()) return false;
        page.go({.page = PageKind::Overview, .scope = {&node(), server}});
        return true;
    }
    OverviewPage page;
    Place went;
};
} // namespace

class TestOverview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void theWorstComesFirstAndTheOthersAreOneClickAway() {
        OverviewBench bench;
        QVERIFY(bench.open());
        const auto& items = bench.page.findChild<Banner*>()->items();
        QCOMPARE(items.size(), std::size_t(3));
        QVERIFY2(items[0].sentence.startsWith(u"The backup disk has room for about 1 backup"_s), qPrintable(items[0].sentence));
        QVERIFY(!says(bench.page, u"Survival has had no good backup for 4"_s));
        auto* more = bench.page.findChild<Banner*>()->findChild<QToolButton*>();
        QCOMPARE(more->text(), u"2 more"_s);
        more->click();
        QVERIFY(QTest::qWaitFor([&] { return says(bench.page, u"Survival has had no good backup for 4"_s); }));
        QVERIFY(says(bench.page, u"see why 4 failed"_s));
        QVERIFY(says(bench.page, u"3 result"_s));
    }

    void everyButtonOfTheBannerLeadsSomewhere() {
        OverviewBench bench;
        QVERIFY(bench.open());
        QVERIFY(press(bench.page, u"Free space"_s));
        QCOMPARE(bench.went.page, PageKind::Backups);
        bench.page.findChild<Banner*>()->findChild<QToolButton*>()->click();
        QVERIFY(press(bench.page, u"See why"_s));
        QCOMPARE(bench.went.page, PageKind::Activity);
        QCOMPARE(bench.went.scope.server, std::optional(kSurvival));
        QCOMPARE(bench.went.query, u"failed"_s);
        bench.daemon().calls.clear();
        QVERIFY(press(bench.page, u"Check again"_s));
        QVERIFY(QTest::qWaitFor([&] { return bench.daemon().called("system.status"); }));
    }

    void aCalmPageSaysSinceWhen() {
        OverviewBench bench;
        auto status = troubledStatus();
        status.problems.clear();
        status.wellSince = at("2026-11-20T12:00:00Z");
        bench.daemon().answer(protocol::kStatus, status);
        QVERIFY(bench.open());
        QVERIFY(says(bench.page, u"All is well on node-1 since 20 Nov"_s));
        QVERIFY(!bench.page.findChild<Banner*>()->isVisible());
    }

    void cardsStandWorstFirstAndAreSpoken() {
        OverviewBench bench;
        QVERIFY(bench.open());
        auto* list = bench.page.findChild<QListView*>();
        QCOMPARE(list->model()->rowCount(), 2);
        const QString first = list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(first.startsWith(u"Survival, running, last good backup 4 d ago, which is too long ago"_s), qPrintable(first));
        QVERIFY2(first.contains(u"4 failed"_s), qPrintable(first));
        QCOMPARE(list->model()->index(1, 0).data().toString(), u"Lobby"_s);
    }

    // The daemon looks at one place after the other, and somebody writes meanwhile.
    void oneDiskIsOneBar() {
        protocol::Status status;
        status.space = {{"volumes", {"/a"}, 100'000'000, 50'000'000}, {"backups", {"/b"}, 100'000'000, 50'040'000},
                        {"state", {"/c"}, 100'000'000, 50'000'000}};
        DiskBars bars;
        bars.show();
        bars.setStatus(status);
        QVERIFY(says(bars, u"Disk 50%"_s));
        status.space[1].available = 60'000'000;
        bars.setStatus(status);
        QVERIFY(says(bars, u"Backups 40%"_s));
    }

    void cardsFillTheirRow_data() {
        QTest::addColumn<int>("servers");
        QTest::newRow("without a scroll bar") << 5;
        QTest::newRow("with one") << 30;
    }
    void cardsFillTheirRow() {
        QFETCH(int, servers);
        OverviewBench bench;
        auto list = twoServers();
        for (int i = 2; i < servers; ++i) {
            list.servers.push_back(list.servers[0]);
            list.servers.back().server = serverId(i);
        }
        bench.daemon().answer(protocol::kServersList, list);
        QVERIFY(bench.open());
        auto* view = bench.page.findChild<QListView*>();
        QVERIFY(QTest::qWaitFor([&] { return view->model()->rowCount() == servers; }));
        const auto rect = [&](int row) { return view->visualRect(view->model()->index(row, 0)); };
        const auto left = [&] { // what the first row leaves free at its right
            int last = 0;
            while (last + 1 < servers && rect(last + 1).top() == rect(0).top()) ++last;
            return view->viewport()->width() - rect(last).right();
        };
        QVERIFY2(QTest::qWaitFor([&] { return left() >= 0 && left() < 8; }), qPrintable(QString::number(left())));
    }

    void aChosenCardIsWhatActsAreAbout() {
        OverviewBench bench;
        QVERIFY(bench.open());
        QVERIFY(!*bench.page.possible(Act::BackUp));
        auto* list = bench.page.findChild<QListView*>();
        list->setFocus();
        list->setCurrentIndex(list->model()->index(1, 0));
        QVERIFY(*bench.page.possible(Act::Restore));
        auto* details = qobject_cast<ServerDetails*>(bench.page.details());
        details->show();
        QVERIFY(says(*details, u"stopped"_s));
        QSignalSpy wants(&bench.page, &Page::wants);
        QVERIFY(press(*details, u"Restore…"_s));
        QCOMPARE(wants.size(), 1);
        bench.page.act(Act::Open);
        QCOMPARE(bench.went.page, PageKind::Backups);
        QCOMPARE(bench.went.scope.server, std::optional(kLobby));
    }

    void aReaderSeesAllAndIsOfferedNothing() {
        OverviewBench bench("reader");
        answerJobs(bench.daemon(), {runningJob(1)}, {}, {undoableRestore(9)});
        QVERIFY(bench.open(kSurvival));
        QVERIFY(!buttonOf(bench.page, u"Cancel job"_s));
        for (const QString& text : {u"Back up now…"_s, u"Restore…"_s}) {
            QVERIFY(buttonOf(bench.page, text));
            QVERIFY2(!buttonOf(bench.page, text)->isEnabled(), qPrintable(text));
        }
        QVERIFY(!bench.page.findChild<UndoBanner*>()->isVisible());
    }

    void oneServerAloneShowsItsOwnProblems() {
        OverviewBench bench;
        QVERIFY(bench.open(kLobby));
        QCOMPARE(bench.page.findChild<Banner*>()->count(), 2); // the node's, not Survival's
        QVERIFY(!bench.page.details());
        QVERIFY(says(bench.page, u"1.1 GiB"_s));
    }

    void whatFailedSinceOneLookedIsToldUntilItIsSeen() {
        OverviewBench bench;
        auto failed = runningJob(5);
        failed.state = "failed";
        failed.ended = Timestamp{QDateTime::currentMSecsSinceEpoch() * 1'000'000} - std::chrono::hours(1);
        answerJobs(bench.daemon(), {}, {failed});
        auto* looked = bench.page.findChild<LookedSince*>();
        QVERIFY(bench.open());
        QTest::qWait(50);
        QVERIFY(!looked->isVisible()); // nobody looked before: nothing is news
        bench.page.hide();

        OverviewBench later;
        failed.ended = Timestamp{QDateTime::currentDateTime().addSecs(60).toMSecsSinceEpoch() * 1'000'000};
        answerJobs(later.daemon(), {}, {failed, failed, failed});
        QVERIFY(later.connect());
        // As if it were the same node: what is kept is kept by its address.
        const QStringList keys = QSettings().allKeys();
        QCOMPARE(keys.filter(u"looked"_s).size(), 1);
        later.page.go({.page = PageKind::Overview, .scope = {&later.node(), {}}}); // the first time, for this address
        later.page.go(later.page.place());
        auto* link = later.page.findChild<LookedSince*>();
        QVERIFY(QTest::qWaitFor([&] { return link->isVisible(); }));
        QCOMPARE(link->failed(), 3);
        link->click();
        QCOMPARE(later.went.page, PageKind::Activity);
        QVERIFY(!link->isVisible());
    }

    void aRestoreCanBeUndoneFromTheTop() {
        OverviewBench bench;
        answerJobs(bench.daemon(), {}, {}, {undoableRestore(9)});
        protocol::BackupInfo backup = someBackup(77);
        backup.created = at("2026-11-21T12:00:00Z");
        bench.daemon().answer(protocol::kBackupsGet, backup);
        bench.daemon().answer(protocol::kBackupsUndo, protocol::JobStarted{jobId(10), {}});
        QVERIFY(bench.open());
        auto* banner = bench.page.findChild<UndoBanner*>();
        QVERIFY(QTest::qWaitFor([&] { return banner->isVisible() && says(*banner, u"Survival was restored to 21 Nov"_s); }));
        QVERIFY(says(*banner, u"Undo until"_s));
        QVERIFY(*bench.page.possible(Act::Undo));
        QVERIFY(press(*banner, u"Undo…"_s));
        auto* box = banner->findChild<QMessageBox*>();
        QVERIFY(box && box->defaultButton() == buttonOf(*box, u"Keep it as it is"_s));
        QVERIFY(!bench.daemon().called("backups.undo"));
        QVERIFY(press(*box, u"Undo the restore"_s));
        QVERIFY(QTest::qWaitFor([&] { return bench.daemon().called("backups.undo"); }));
    }

    void keepIsRemembered() {
        OverviewBench bench;
        answerJobs(bench.daemon(), {}, {}, {undoableRestore(9)});
        QVERIFY(bench.open());
        auto* banner = bench.page.findChild<UndoBanner*>();
        QVERIFY(QTest::qWaitFor([&] { return banner->isVisible(); }));
        QVERIFY(press(*banner, u"Keep"_s));
        QVERIFY(!banner->isVisible());
        UndoBanner again;
        again.setScope({&bench.node(), {}});
        bench.daemon().calls.clear();
        QVERIFY(QTest::qWaitFor([&] { return bench.daemon().called("jobs.list"); }));
        QTest::qWait(50);
        QVERIFY(!again.newest());
    }

    void withoutANodeItOffersToConnect() {
        OverviewPage page;
        page.show();
        page.go({});
        QVERIFY(says(page, u"No Alula on this computer."_s));
        QSignalSpy connectWanted(&page, &OverviewPage::connectWanted);
        QVERIFY(press(page, u"Connect to a node"_s));
        QCOMPARE(connectWanted.size(), 1);
        QVERIFY(buttonOf(page, u"How to install"_s));
    }

    void aNodeWithoutServersSaysSo() {
        OverviewBench bench;
        bench.daemon().answer(protocol::kServersList, protocol::ServersList{});
        QVERIFY(bench.open());
        QVERIFY(says(bench.page, u"no servers yet"_s));
    }

    void aKilledDaemonLeavesWhatIsKnownAndComesBack() {
        OverviewBench bench;
        QVERIFY(bench.open());
        bench.killDaemon();
        QVERIFY(QTest::qWaitFor([&] { return says(bench.page, u"as of"_s); }));
        QVERIFY(QTest::qWaitFor([&] { return says(bench.page, u"Connection to"_s); }));
        QCOMPARE(bench.page.findChild<QListView*>()->model()->rowCount(), 2);
        auto& daemon = bench.startDaemon();
        auto servers = twoServers();
        servers.servers[0].name = "Lobby 2";
        daemon.answer(protocol::kServersList, servers);
        QVERIFY(press(bench.page, u"Try again"_s));
        QVERIFY(QTest::qWaitFor([&] {
            return bench.page.findChild<QListView*>()->model()->index(1, 0).data() == u"Lobby 2"_s ||
                   bench.page.findChild<QListView*>()->model()->index(0, 0).data() == u"Lobby 2"_s;
        }));
        QVERIFY(!says(bench.page, u"as of"_s));
    }

    void fiveHundredServersAndManyEventsKeepItQuick() {
        NodeBench bench;
        protocol::ServersList many;
        const auto one = twoServers().servers[1];
        for (int i = 0; i < 500; ++i) {
            many.servers.push_back(one);
            many.servers.back().server = serverId(i);
            many.servers.back().name = "Server " + std::to_string(i);
        }
        bench.daemon().answer(protocol::kServersList, many);
        bench.daemon().answer(protocol::kStatus, troubledStatus());
        answerJobs(bench.daemon(), {runningJob(1), runningJob(2), runningJob(3)});
        OverviewPage page;
        page.resize(1000, 700);
        page.show();
        QVERIFY(bench.connect());
        page.go({.page = PageKind::Overview, .scope = {&bench.node(), {}}});
        page.grab(); // the first paint is apart
        auto* app = static_cast<MeasuredApplication*>(qApp);
        app->watch();
        QElapsedTimer timer;
        timer.start();
        auto progress = runningJob(1).progress;
        for (int i = 0; timer.elapsed() < 1500; ++i) {
            progress.bytesDone += 1'000'000;
            for (const int job : {1, 2, 3}) bench.daemon().notify(protocol::kJobProgress, {0, jobId(job), progress});
            if (i % 10 == 0) bench.daemon().notify(protocol::kServerChanged, {0, serverId(i)});
            QTest::qWait(50);
        }
        const double worst = app->worst();
        QVERIFY2(worst < kLongestEvent, qPrintable(u"%1 ms in event %2"_s.arg(worst).arg(int(app->worstType()))));
        qInfo("longest event: %.1f ms", worst);
    }
};

ALULA_GUI_TEST_MAIN(TestOverview)
#include "test_overview.moc"
