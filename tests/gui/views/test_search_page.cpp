// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/search_model.h"
#include "gui/views/paged_tree.h"
#include "gui/views/search_page.h"
#include "tests/gui/node_bench.h"
#include "tests/gui/stall_watch.h"

#include <QtCore/QSettings>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QRadioButton>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;

namespace {
protocol::SearchHit hit(const std::string& path, const ServerId& server = kSurvival) {
    protocol::SearchHit found;
    found.server = server;
    found.path = {path};
    found.type = "file";
    found.newest = backupId(3);
    found.created = someBackup(3).created;
    found.size = 2150;
    found.mtime = someBackup(3).created;
    found.backups = 9;
    found.goneSince = at("2026-11-21T03:00:00Z");
    return found;
}

// Finds so many; keeps what it was asked.
void scriptSearch(FakeDaemon& daemon, int count, std::vector<protocol::SearchParams>& asked) {
    daemon.on(protocol::kBackupsSearch, [count, &asked](const protocol::SearchParams& p) -> Result<protocol::SearchPage> {
        asked.push_back(p);
        protocol::SearchPage page;
        page.searched = 212;
        const int from = p.cursor ? std::stoi(*p.cursor) : 0;
        const int to = std::min(count, from + p.limit);
        for (int i = from; i < to; ++i) page.hits.push_back(hit("world/" + std::to_string(i) + "/level.dat"));
        if (to < count) page.cursor = std::to_string(to);
        return page;
    });
}

Place everywhere(NodeBench& bench, const QString& query) {
    return {.page = PageKind::Search, .scope = {&bench.node(), {}}, .query = query};
}
bool says(const SearchPage& page, const QString& text) {
    return QTest::qWaitFor([&] { return page.sentence().contains(text); });
}
} // namespace

class TestSearchPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void pagesComeAsTheyAreWanted() {
        NodeBench bench;
        std::vector<protocol::SearchParams> asked;
        scriptSearch(bench.daemon(), 450, asked);
        QVERIFY(bench.connect());
        SearchModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        tester.setUseFetchMore(false);
        model.ask(&bench.node(), {QStringLiteral("level")});
        QVERIFY(QTest::qWaitFor([&] { return model.rowCount() == 200; }));
        model.fetchMore({});
        QVERIFY(!model.canFetchMore({}));
        QVERIFY(QTest::qWaitFor([&] { return model.rowCount() == 400; }));
        model.fetchMore({});
        QVERIFY(QTest::qWaitFor([&] { return model.isComplete(); }));
        QCOMPARE(model.rowCount(), 450);
        QCOMPARE(model.index(0, SearchModel::Folder).data().toString(), QStringLiteral("world/0"));
        QVERIFY(model.index(0, SearchModel::Backups)
                    .data()
                    .toString()
                    .startsWith(QStringLiteral("in 9 backup(s), gone since 21 Nov")));
        QCOMPARE(model.index(0, SearchModel::Server).data().toString(), QStringLiteral("Survival"));
    }

    void whatIsFoundOpensInTheNewestBackupThatHasIt() {
        NodeBench bench;
        std::vector<protocol::SearchParams> asked;
        scriptSearch(bench.daemon(), 3, asked);
        QVERIFY(bench.connect());
        SearchPage page;
        page.resize(900, 500);
        page.show();
        page.go(everywhere(bench, QStringLiteral("level.dat")));
        QVERIFY(says(page, QStringLiteral("3 path(s), 212 backup(s) searched.")));
        QVERIFY(!asked[0].server && !asked[0].backup);
        QSignalSpy goTo(&page, &Page::goTo);
        QVERIFY(page.possible(Act::Restore)->yes); // the first one is selected
        page.act(Act::Open);
        const Place there = goTo.at(0).at(0).value<Place>();
        QCOMPARE(there.page, PageKind::Browser);
        QCOMPARE(there.scope.server, std::optional(kSurvival));
        QCOMPARE(there.backup, std::optional(backupId(3)));
        QCOMPARE(there.path, std::string("world/0"));
        QCOMPARE(there.select, std::string("level.dat"));
    }

    void typingAsksOnceAndTheOlderQuestionIsLetGo() {
        NodeBench bench;
        std::vector<protocol::SearchParams> asked;
        QVERIFY(bench.connect());
        bench.daemon().hold(protocol::kBackupsSearch);
        SearchPage page;
        page.show();
        page.go(everywhere(bench, QStringLiteral("old")));
        QVERIFY(QTest::qWaitFor([&] { return bench.daemon().called("backups.search"); }));
        bench.daemon().calls.clear();
        auto* line = page.findChild<QLineEdit*>();
        line->clear();
        QTest::keyClicks(line, QStringLiteral("level"));
        QVERIFY(QTest::qWaitFor([&] { return bench.daemon().called("backups.search"); }));
        QCOMPARE(bench.daemon().calls.size(), std::size_t(1)); // not one a letter
        QCOMPARE(bench.daemon().calls[0].params.value(QLatin1StringView("query")).toString(), QStringLiteral("level"));
        QVERIFY(QTest::qWaitFor([&] { return bench.daemon().cancelled.size() == 1; }));
    }

    void itIsLookedWhereItIsSaid() {
        NodeBench bench;
        std::vector<protocol::SearchParams> asked;
        scriptSearch(bench.daemon(), 3, asked);
        QVERIFY(bench.connect());
        SearchPage page;
        page.show();
        Place place = everywhere(bench, QStringLiteral("level"));
        place.scope.server = kSurvival;
        place.backup = backupId(1);
        page.go(place);
        QVERIFY(says(page, QStringLiteral("path")));
        QCOMPARE(asked.back().backup, std::optional(backupId(1)));
        const QList<QRadioButton*> scopes = page.findChildren<QRadioButton*>();
        QCOMPARE(scopes.size(), 3);
        scopes[1]->click();
        QVERIFY(QTest::qWaitFor([&] { return asked.size() == 2; }));
        QCOMPARE(asked.back().server, std::optional(kSurvival));
        QVERIFY(!asked.back().backup);
        scopes[2]->click();
        QVERIFY(QTest::qWaitFor([&] { return asked.size() == 3; }));
        QVERIFY(!asked.back().server && !asked.back().backup);
        scopes[0]->click(); // one can come back to it
        QVERIFY(QTest::qWaitFor([&] { return asked.size() == 4; }));
        QCOMPARE(asked.back().backup, std::optional(backupId(1)));
    }

    void nothingFoundSaysHowManyBackupsWereLookedThrough() {
        NodeBench bench;
        std::vector<protocol::SearchParams> asked;
        scriptSearch(bench.daemon(), 0, asked);
        QVERIFY(bench.connect());
        SearchPage page;
        page.show();
        page.go(everywhere(bench, QStringLiteral("lvl.dat")));
        QVERIFY(says(page, QStringLiteral("No name has lvl.dat in 212 backup(s). Try fewer letters.")));
        QVERIFY(!page.possible(Act::Open)->yes);
    }

    void anOlderDaemonSaysThatItCannot() {
        NodeBench bench; // knows no backups.search
        QVERIFY(bench.connect());
        SearchPage page;
        page.show();
        page.go(everywhere(bench, QStringLiteral("level")));
        QVERIFY(says(page, QStringLiteral("The search did not work. Nothing was changed.")));
    }

    void theKeysLeadFromTheLineToTheFile() {
        NodeBench bench;
        std::vector<protocol::SearchParams> asked;
        scriptSearch(bench.daemon(), 3, asked);
        QVERIFY(bench.connect());
        SearchPage page;
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.go(everywhere(bench, QString()));
        auto* line = page.findChild<QLineEdit*>();
        QVERIFY(line->hasFocus());
        QTest::keyClicks(line, QStringLiteral("level"));
        QTest::keyClick(line, Qt::Key_Return); // does not wait for the pause
        QVERIFY(says(page, QStringLiteral("path")));
        QTest::keyClick(line, Qt::Key_Down);
        QVERIFY(page.view().hasFocus());
        QSignalSpy goTo(&page, &Page::goTo);
        QTest::keyClick(&page.view(), Qt::Key_Return);
        QCOMPARE(goTo.size(), 1);
    }
};

ALULA_GUI_TEST_MAIN(TestSearchPage)
#include "test_search_page.moc"
