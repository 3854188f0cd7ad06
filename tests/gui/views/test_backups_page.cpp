// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/command_dialog.h"
#include "gui/models/backups_model.h"
#include "gui/views/backups_page.h"
#include "tests/gui/many_backups.h"
#include "tests/gui/stall_watch.h"

#include <QtCore/QSettings>
#include <QtGui/QClipboard>
#include <QtGui/QStyleHints>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTableView>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {
void answerList(FakeDaemon& daemon, const std::vector<protocol::BackupInfo>& all) {
    daemon.on(protocol::kBackupsList,
              [&all](const protocol::BackupsListParams& params) -> Result<protocol::BackupsList> { return pageOf(all, params); });
}

struct PageBench {
    explicit PageBench(int count, const std::string& role = "admin") : bench(role) {
        for (int i = 0; i < count; ++i) all.push_back(variedBackup(i));
        answerList(bench.daemon(), all);
        page.resize(1000, 600);
        page.show();
    }
    bool open(const std::optional<ServerId>& server = {}) {
        if (!bench.connect()) return false;
        page.go({.page = PageKind::Backups, .scope = {&bench.node(), server}});
        return settles();
    }
    bool settles() {
        return QTest::qWaitFor([this] { return model().isWhole() && !model().isLoading() && !model().isArranging(); });
    }
    BackupsModel& model() { return *page.findChild<BackupsModel*>(); }
    QTableView& table() { return *page.findChild<QTableView*>(); }
    QString counts() { return page.findChild<QLabel*>(u"counts"_s)->text(); }
    void select(const std::vector<int>& rows) {
        table().clearSelection();
        for (const int row : rows)
            table().selectionModel()->select(model().index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    bool can(Act act) { return page.possible(act).value_or(Possible::no({})).yes; }
    QString why(Act act) { return page.possible(act).value_or(Possible{}).why; }
    int calls(std::string_view method) {
        return static_cast<int>(std::ranges::count(bench.daemon().calls, method, &protocol::RequestMessage::method));
    }
    std::vector<protocol::BackupInfo> all;
    NodeBench bench;
    BackupsPage page;
};
} // namespace

class TestBackupsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void countsSayWhatIsShownAndSelected() {
        PageBench it(212);
        QVERIFY(it.open());
        QCOMPARE(it.counts(), u"212 shown"_s);
        it.select({0, 4, 9});
        QCOMPARE(it.counts(), u"212 shown, 3 selected"_s);
        QTest::keyClicks(it.page.findChild<QLineEdit*>(u"filter"_s), u"pinned"_s);
        QVERIFY(QTest::qWaitFor([&] { return it.model().rowCount() == 3; })); // 0, 97, 194
        QVERIFY(QTest::qWaitFor([&] { return it.counts() == u"3 of 212 shown, 1 selected"_s; }));
    }

    void whatCanBeDoneFollowsTheSelection() {
        PageBench it(30);
        it.all[3].adapter = "s3";
        it.all[3].readable = false;
        it.all[3].whyUnreadable = "no keys";
        it.all[4].missing = true;
        it.all[5].state = "making";
        QVERIFY(it.open());
        QVERIFY(!it.can(Act::Verify) && !it.can(Act::Delete) && !it.can(Act::Compare) && !it.can(Act::CopyId));
        QVERIFY(!it.page.possible(Act::Restore)); // the window's: the newest good one
        it.select({1});
        for (const Act act : {Act::Open, Act::Browse, Act::Restore, Act::Export, Act::Compare, Act::CompareLive, Act::Delete,
                              Act::Verify, Act::Note, Act::Pin})
            QVERIFY2(it.can(act), qPrintable(QString::number(static_cast<int>(act)) + it.why(act)));
        it.select({3});
        QVERIFY(it.can(Act::Browse) && it.can(Act::CompareLive)); // its index is here
        QCOMPARE(it.why(Act::Restore), u"Only the panel can open this backup. Start it there, or give the node read keys."_s);
        it.select({4});
        QVERIFY(it.why(Act::Restore).contains(u"missing"));
        QVERIFY(!it.can(Act::Verify) && it.can(Act::Delete));
        it.select({5});
        QVERIFY(it.why(Act::Restore).contains(u"being made"));
        it.select({0}); // pinned
        QVERIFY(it.why(Act::Delete).contains(u"pinned"));
        it.select({1, 2, 4});
        QVERIFY(!it.can(Act::Restore) && !it.can(Act::Note) && it.can(Act::Verify) && it.can(Act::Delete));
        it.select({29}); // the oldest of its server
        QVERIFY(it.why(Act::Compare).contains(u"no older"));
    }

    void readersAreOfferedNothingThatChanges() {
        PageBench it(5, "reader");
        QVERIFY(it.open());
        it.select({1});
        auto* restore = it.page.findChild<QAbstractButton*>(u"act%1"_s.arg(static_cast<int>(Act::Restore)));
        auto* browse = it.page.findChild<QAbstractButton*>(u"act%1"_s.arg(static_cast<int>(Act::Browse)));
        QVERIFY(QTest::qWaitFor([&] { return browse->isEnabled(); }));
        QVERIFY(!restore->isEnabled());
        QVERIFY(restore->toolTip().contains(u"change nothing"));
    }

    void actsGoWhereTheyShould() {
        PageBench it(30);
        QVERIFY(it.open());
        QSignalSpy goes(&it.page, &Page::goTo);
        const auto last = [&] { return goes.takeLast().at(0).value<Place>(); };
        it.select({1});
        it.page.act(Act::Browse);
        QVERIFY(last() == (Place{.page = PageKind::Browser, .scope = {&it.bench.node(), kSurvival}, .backup = it.all[1].backup}));
        it.page.act(Act::Compare); // 2 is of the same server, 3 is not
        Place place = last();
        QCOMPARE(place.backup, std::optional(it.all[2].backup));
        QCOMPARE(place.against, std::optional(it.all[1].backup));
        it.select({8, 1});
        it.page.act(Act::Compare);
        place = last();
        QCOMPARE(place.backup, std::optional(it.all[8].backup)); // the older side
        QCOMPARE(place.against, std::optional(it.all[1].backup));
        it.page.act(Act::CopyId);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QString::fromStdString(it.all[1].backup.toString() + "\n" + it.all[8].backup.toString()));
    }

    void pinVerifyAndNoteReachTheDaemon() {
        PageBench it(30);
        QVERIFY(it.open());
        std::vector<BackupId> pinned, verified;
        std::string note;
        auto& daemon = it.bench.daemon();
        daemon.on(protocol::kBackupsPin, [&](const protocol::PinParams& p) -> Result<protocol::BackupInfo> {
            if (p.pinned) pinned.push_back(p.backup);
            auto info = it.all[1];
            info.backup = p.backup;
            return info;
        });
        daemon.on(protocol::kBackupsVerify, [&](const protocol::VerifyParams& p) -> Result<protocol::JobStarted> {
            verified.push_back(p.backup);
            if (verified.size() == 2) return fail(ErrorCode::Conflict, "It is being deleted.");
            return protocol::JobStarted{jobId(1), {}};
        });
        daemon.on(protocol::kBackupsNote, [&](const protocol::NoteParams& p) -> Result<protocol::BackupInfo> {
            note = p.text;
            return it.all[1];
        });
        QSignalSpy said(&it.page, &Page::said);
        it.select({0, 1, 2}); // 0 is pinned already
        it.page.act(Act::Pin);
        it.page.act(Act::Verify);
        QVERIFY(QTest::qWaitFor([&] { return pinned.size() == 2 && said.size() == 1; }));
        QCOMPARE(pinned, (std::vector<BackupId>{it.all[1].backup, it.all[2].backup}));
        QCOMPARE(verified.size(), 3U);
        QVERIFY(said.at(0).at(0).toString().contains(u"It is being deleted."));
        it.select({1});
        it.page.act(Act::Note);
        auto* dialog = it.page.findChild<QDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QTest::keyClicks(dialog->findChild<QLineEdit*>(), u"before 1.21"_s);
        QCOMPARE(dialog->findChild<QPlainTextEdit*>()->toPlainText(),
                 u"alulactl note %1 'before 1.21'"_s.arg(QString::fromStdString(it.all[1].backup.toString())));
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return note == "before 1.21"; }));
    }

    void emptyStatesSayWhatToDo() {
        PageBench it(0);
        QVERIFY(it.open(kSurvival));
        const auto says = [&](const QString& text) {
            for (const QLabel* label : it.page.findChildren<QLabel*>()) {
                if (label->isVisible() && label->text() == text) return true;
            }
            return false;
        };
        QVERIFY(says(u"Survival has no backups yet."_s));
        QSignalSpy wants(&it.page, &Page::wants);
        for (auto* button : it.page.findChildren<QAbstractButton*>()) {
            if (button->text().contains(u"Back up now")) button->click();
        }
        QCOMPARE(wants.size(), 1);
        it.all.push_back(variedBackup(1));
        it.page.go(it.page.place());
        QVERIFY(QTest::qWaitFor([&] { return it.model().rowCount() == 1; }));
        it.page.findChild<QLineEdit*>(u"filter"_s)->setText(u"nothing like it"_s);
        QVERIFY(QTest::qWaitFor([&] { return says(u"0 of 1 match."_s) || says(u"0 of 1 matches."_s); }));
        for (auto* button : it.page.findChildren<QAbstractButton*>()) {
            if (button->text() == u"&Clear" && button->isVisible()) button->click();
        }
        QVERIFY(QTest::qWaitFor([&] { return it.model().rowCount() == 1; }));
    }

    void theDaemonIsKilledAndComesBack() {
        PageBench it(40);
        QVERIFY(it.open());
        it.select({7});
        auto* trouble = it.page.findChild<QLabel*>(u"trouble"_s);
        QVERIFY(!trouble->isVisible());
        it.bench.killDaemon();
        QVERIFY(QTest::qWaitFor([&] { return trouble->isVisible(); }));
        QVERIFY(trouble->text().contains(u"as of"));
        QCOMPARE(it.model().rowCount(), 40); // what was known stays
        it.all.erase(it.all.begin());
        answerList(it.bench.startDaemon(), it.all);
        it.bench.node().reconnect();
        QVERIFY(QTest::qWaitFor([&] { return it.model().rowCount() == 39; }));
        QVERIFY(QTest::qWaitFor([&] { return !trouble->isVisible(); }));
        QVERIFY(QTest::qWaitFor([&] { return it.counts().contains(u"1 selected"); }));
        QCOMPARE(it.page.place().backup, std::optional(it.all[6].backup)); // the same one
    }

    void anErrorCanBeTriedAgain() {
        PageBench it(3);
        it.bench.daemon().refuse(protocol::kBackupsList, ErrorCode::Internal, "The catalog is busy.");
        QVERIFY(it.bench.connect());
        it.page.go({.page = PageKind::Backups, .scope = {&it.bench.node(), {}}});
        auto* trouble = it.page.findChild<QLabel*>(u"trouble"_s);
        QVERIFY(QTest::qWaitFor([&] { return trouble->isVisible(); }));
        QVERIFY(trouble->text().contains(u"nothing was changed") && trouble->text().contains(u"The catalog is busy."));
        answerList(it.bench.daemon(), it.all);
        it.page.go(it.page.place()); // what "Try again" asks the window for
        QVERIFY(QTest::qWaitFor([&] { return !trouble->isVisible() && it.model().rowCount() == 3; }));
    }

    void aHiddenPageAsksForNothingAndComingBackAsksOnlyWhenSomethingWasMissed() {
        PageBench it(10);
        QVERIFY(it.open());
        QCOMPARE(it.calls(protocol::kBackupsList.name), 1);
        it.page.hide();
        it.page.show();
        it.page.go(it.page.place());
        QVERIFY(it.settles());
        QCOMPARE(it.calls(protocol::kBackupsList.name), 1); // events kept it up
        it.page.hide();
        QSignalSpy stale(&it.model(), &BackupsModel::becameStale);
        it.bench.daemon().skipSequence();
        it.bench.daemon().notify(protocol::kBackupChanged, {.backup = it.all[0].backup, .info = it.all[0]});
        QVERIFY(QTest::qWaitFor([&] { return !stale.isEmpty(); }));
        QCOMPARE(it.calls(protocol::kBackupsList.name), 1);
        it.page.show();
        it.page.go(it.page.place());
        QVERIFY(QTest::qWaitFor([&] { return it.calls(protocol::kBackupsList.name) == 2; }));
    }

    void freeSpaceSortsByWhatDeletingFrees() {
        PageBench it(50);
        QVERIFY(it.open());
        it.page.go({.page = PageKind::Backups, .scope = {&it.bench.node(), {}}, .query = u"space"_s});
        QVERIFY(it.settles());
        QVERIFY(QTest::qWaitFor(
            [&] { return it.model().at(0).newBytes == std::ranges::max(it.all, {}, &protocol::BackupInfo::newBytes).newBytes; }));
        QVERIFY(it.page.findChild<QLineEdit*>(u"filter"_s)->text().isEmpty());
    }

    void columnsWithoutRoomAreLeftOut() {
        PageBench it(5);
        QVERIFY(it.open());
        const auto hidden = [&](BackupColumn column) { return it.table().isColumnHidden(static_cast<int>(column)); };
        it.page.resize(2000, 500);
        QVERIFY(QTest::qWaitFor([&] { return !hidden(BackupColumn::Took) && !hidden(BackupColumn::Note); }));
        it.page.resize(780, 500);
        QVERIFY(QTest::qWaitFor([&] { return hidden(BackupColumn::Took); }));
        QVERIFY(!hidden(BackupColumn::Note) && !hidden(BackupColumn::Size));
        QVERIFY(it.table().horizontalHeader()->length() <= it.table().viewport()->width());
        it.page.resize(2000, 500);
        QVERIFY(QTest::qWaitFor([&] { return !hidden(BackupColumn::Took); }));
    }

    void columnsAreRemembered() {
        {
            PageBench it(3);
            QVERIFY(it.open());
            it.table().setColumnHidden(static_cast<int>(BackupColumn::Checksum), false);
            it.table().sortByColumn(static_cast<int>(BackupColumn::Size), Qt::AscendingOrder);
            it.page.hide();
        }
        PageBench again(3);
        QVERIFY(again.open());
        QVERIFY(!again.table().isColumnHidden(static_cast<int>(BackupColumn::Checksum)));
        QCOMPARE(again.model().sortColumn(), static_cast<int>(BackupColumn::Size));
    }

    // The console's promise at its size: opening, every order, typing a filter, and events meanwhile never hold the window.
    void aHundredThousandBackupsHoldNothingUp() {
        auto* app = static_cast<MeasuredApplication*>(qApp);
        ManyBackups many(100'000);
        QVERIFY(many.connect());
        BackupsPage page;
        std::unique_ptr<QWidget> details(page.details());
        page.resize(1100, 700);
        page.show();
        auto& model = *page.findChild<BackupsModel*>();
        auto& table = *page.findChild<QTableView*>();
        const auto settled = [&] { return model.isWhole() && !model.isLoading() && !model.isArranging(); };
        const auto measured = [&](const char* what, const auto& run) {
            QTest::qWait(0);
            QElapsedTimer clock;
            clock.start();
            app->watch();
            run();
            const bool ok = QTest::qWaitFor(settled, 60'000);
            QTest::qWait(0);
            const double worst = app->worst();
            qInfo("%s: %lld ms, longest event %.1f ms (type %d)", what, clock.elapsed(), worst,
                  static_cast<int>(app->worstType()));
            return ok && worst <= kLongestEvent;
        };
        QElapsedTimer first;
        first.start();
        QVERIFY(measured("open", [&] {
            page.go({.page = PageKind::Backups, .scope = {&many.node(), {}}});
            if (QTest::qWaitFor([&] { return model.rowCount() > 0; })) qInfo("first rows after %lld ms", first.elapsed());
        }));
        QCOMPARE(model.rowCount(), 100'000);
        for (int column = 0; column < kBackupColumns; ++column) {
            const auto name = "sort by " + model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().toStdString();
            QVERIFY(measured(name.c_str(), [&] { table.sortByColumn(column, Qt::AscendingOrder); }));
        }
        auto* filter = page.findChild<QLineEdit*>(u"filter"_s);
        for (const auto& words : {u"pinned"_s, u"update 3"_s, u"nov 12:"_s, u""_s}) {
            QVERIFY(measured(qPrintable(u"filter '%1'"_s.arg(words)), [&] {
                filter->setText(words);
                QSignalSpy arranged(&model, &BackupsModel::arrangedAnew);
                arranged.wait();
            }));
        }
        QVERIFY(measured("select all and sort", [&] {
            table.selectAll();
            table.sortByColumn(0, Qt::DescendingOrder);
        }));
        QVERIFY(measured("100 events", [&] {
            for (int i = 0; i < 100; ++i) many.notify({.backup = backupId(i), .info = someBackup(i)});
            QTest::qWait(50);
        }));
        details.reset();
    }
};

ALULA_GUI_TEST_MAIN(TestBackupsPage)
#include "test_backups_page.moc"
