// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/delete_dialog.h"
#include "tests/gui/node_bench.h"
#include "tests/gui/stall_watch.h"

#include <QtGui/QClipboard>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {
struct DialogBench {
    explicit DialogBench(int listed = 3) {
        plan.token = "plan-1";
        plan.count = static_cast<std::uint64_t>(listed);
        plan.bytes = 4'400'000'000;
        for (int i = 0; i < listed; ++i) plan.backups.push_back(someBackup(10 + i));
        script(bench.daemon());
    }
    void script(FakeDaemon& daemon) {
        const auto answer = [this](const auto& params) -> Result<protocol::DeleteAnswer> {
            if (params.dryRun) {
                ++plans;
                return protocol::DeleteAnswer{{}, plan};
            }
            if (params.plan != plan.token) return fail(ErrorCode::Conflict, "The plan is old.");
            ++deletions;
            return protocol::DeleteAnswer{jobId(1), {}};
        };
        daemon.on(protocol::kBackupsDelete, answer);
        daemon.on(protocol::kBackupsDeleteAll, answer);
        daemon.on(protocol::kJobsGet, [this](const protocol::JobParams&) -> Result<protocol::JobInfo> { return job; });
        daemon.on(protocol::kJobsCancel, [this](const protocol::JobParams&) -> Result<protocol::JobInfo> {
            ++cancels;
            job.state = "cancelling";
            return job;
        });
    }
    template <class Open>
    bool open(Open how) {
        if (!bench.connect()) return false;
        how();
        return QTest::qWaitFor([this] { return dialog() && !text("sentence").startsWith(u"Asking"); });
    }
    bool openSome() {
        return open([this] { openDeleteDialog(bench.node(), {backupId(10), backupId(11), backupId(12)}, &parent); });
    }
    bool openAll() {
        return open([this] { openDeleteAllDialog(bench.node(), kSurvival, &parent); });
    }
    DeleteDialog* dialog() { return parent.findChild<DeleteDialog*>(); }
    template <class T>
    T* part(const char* name) {
        return dialog()->findChild<T*>(QLatin1StringView(name));
    }
    QString text(const char* name) { return part<QLabel>(name)->text(); }
    bool says(const QString& piece) {
        for (const QLabel* label : dialog()->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(piece)) return true;
        }
        return false;
    }
    bool deleteSays(const QString& text) { return part<QPushButton>("delete")->text().remove(u'&') == text; }
    void end(const std::string& state) {
        job.state = state;
        job.ended = job.created;
        bench.daemon().notify(protocol::kJobChanged, {.job = job});
    }
    protocol::DeletePlan plan;
    protocol::JobInfo job = runningJob(1, "delete");
    int plans = 0, deletions = 0, cancels = 0;
    NodeBench bench;
    QWidget parent;
};
} // namespace

class TestDeleteDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thePlanIsShownAndKeepHasTheFocus() {
        DialogBench it;
        it.plan.pinned = {backupId(99)};
        QVERIFY(it.openSome());
        QVERIFY(it.text("sentence").contains(u"Left out: 1 pinned"));
        QCOMPARE(it.part<QPushButton>("delete")->text().remove(u'&'), u"Delete 3 backup(s)"_s);
        QVERIFY(it.part<QPushButton>("delete")->isEnabled());
        QVERIFY(!it.part<QLineEdit>("name")->isVisible());
        QVERIFY(!it.part<QWidget>("lost")->isVisible());
        QVERIFY(it.says(u"Delete them in the panel too"_s));
        QCOMPARE(it.dialog()->findChild<QTableView*>()->model()->rowCount(), 3);
        QCOMPARE(it.dialog()->focusWidget(), it.part<QPushButton>("keep"));
        QTest::keyClick(it.dialog(), Qt::Key_Return); // keeps
        QVERIFY(QTest::qWaitFor([&] { return !it.dialog(); }));
        QCOMPARE(it.deletions, 0);
    }

    void theNewestGoodOneIsSaidLoudly() {
        DialogBench it;
        it.plan.lastGoodOf = {kSurvival};
        it.plan.lostGood = {{kSurvival, at("2026-11-21T03:00:00Z"), at("2026-11-12T03:00:00Z")}};
        QVERIFY(it.openSome());
        QVERIFY(it.part<QWidget>("lost")->isVisible());
        QVERIFY(it.says(u"Includes the NEWEST good backup of Survival"_s));
        QVERIFY(it.says(u"Next older: 12 Nov"_s));
        QVERIFY(it.part<QPushButton>("delete")->isEnabled()); // an older one stays
    }

    void theLastGoodOneAsksForTheName() {
        DialogBench it;
        it.plan.lastGoodOf = {kSurvival};
        it.plan.lostGood = {{kSurvival, at("2026-11-21T03:00:00Z"), std::nullopt}};
        QVERIFY(it.openSome());
        QVERIFY(it.says(u"No good backup of it will be left"_s));
        QVERIFY(it.part<QLineEdit>("name")->isVisible());
        QVERIFY(!it.part<QPushButton>("delete")->isEnabled());
        QTest::keyClicks(it.part<QLineEdit>("name"), u"Surviva"_s);
        QVERIFY(!it.part<QPushButton>("delete")->isEnabled());
        QTest::keyClicks(it.part<QLineEdit>("name"), u"l"_s);
        QVERIFY(it.part<QPushButton>("delete")->isEnabled());
    }

    void deleteAllAsksForTheNameAndFollowsItsJob() {
        DialogBench it;
        QVERIFY(it.openAll());
        QVERIFY(!it.part<QPushButton>("delete")->isEnabled());
        QTest::keyClicks(it.part<QLineEdit>("name"), u"Survival"_s);
        QTest::mouseClick(it.part<QPushButton>("delete"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return it.says(u"packing"_s); })); // the job's progress
        QCOMPARE(it.deletions, 1);
        it.end("completed");
        QVERIFY(QTest::qWaitFor([&] { return it.says(u"3 backup(s) were deleted"_s); }));
        QVERIFY(it.says(u"Delete them in the panel too"_s));
    }

    void aPlanThatIsOldIsPlannedAgainWithAWord() {
        DialogBench it;
        QVERIFY(it.openSome());
        it.plan.token = "plan-2";
        it.plan.count = 2;
        it.plan.backups.pop_back();
        QTest::mouseClick(it.part<QPushButton>("delete"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return it.deleteSays(u"Delete 2 backup(s)"_s); }));
        QVERIFY(it.says(u"this is the new plan"_s));
        QVERIFY(!it.part<QPushButton>("delete")->isEnabled()); // the second click of a double-click
        QTest::mouseClick(it.part<QPushButton>("delete"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return it.part<QPushButton>("delete")->isEnabled(); }));
        QCOMPARE(it.deletions, 0);
        QTest::mouseClick(it.part<QPushButton>("delete"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return it.deletions == 1; }));
    }

    void whatWasTypedForAPlanIsNotForTheNext() {
        DialogBench it;
        QVERIFY(it.openAll());
        QTest::keyClicks(it.part<QLineEdit>("name"), u"Survival"_s);
        it.plan.token = "plan-2";
        QTest::mouseClick(it.part<QPushButton>("delete"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return it.says(u"this is the new plan"_s); }));
        QVERIFY(QTest::qWaitFor([&] { return it.part<QLineEdit>("name")->text().isEmpty(); }));
        QCOMPARE(it.deletions, 0);
    }

    void severalServersLeftBareAreAllNamedAndCounted() {
        DialogBench it;
        it.plan.lostGood.assign(5, {kLobby, at("2026-11-21T03:00:00Z"), at("2026-11-12T03:00:00Z")});
        it.plan.lostGood.push_back({kSurvival, at("2026-11-21T03:00:00Z"), std::nullopt});
        it.plan.lostGood.push_back({kLobby, at("2026-11-20T03:00:00Z"), std::nullopt});
        QVERIFY(it.openSome());
        int bare = 0;
        for (const QLabel* label : it.part<QWidget>("lost")->findChildren<QLabel*>())
            bare += label->text().contains(u"No good backup of it will be left"_s);
        QCOMPARE(bare, 2);
        QVERIFY(it.says(u"Type 3 to go"_s));
        QTest::keyClicks(it.part<QLineEdit>("name"), u"Survival"_s);
        QVERIFY(!it.part<QPushButton>("delete")->isEnabled());
        it.part<QLineEdit>("name")->setText(u"3"_s);
        QVERIFY(it.part<QPushButton>("delete")->isEnabled());
    }

    void cancellingAndFailureAreToldAsTheyAre() {
        DialogBench it;
        QVERIFY(it.openSome());
        QTest::mouseClick(it.part<QPushButton>("delete"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return it.says(u"packing"_s); }));
        for (auto* button : it.dialog()->findChildren<QPushButton*>()) {
            if (button->text().contains(u"Cancel")) button->click();
        }
        QVERIFY(it.says(u"Cancelling. What is deleted by now stays deleted."_s)); // at once
        QVERIFY(QTest::qWaitFor([&] { return it.cancels == 1; }));
        it.end("cancelled");
        QVERIFY(QTest::qWaitFor([&] { return it.says(u"What was deleted by then stays deleted"_s); }));
    }

    void theDaemonIsKilledWhileDeletingAndComesBack() {
        DialogBench it;
        QVERIFY(it.openSome());
        QTest::mouseClick(it.part<QPushButton>("delete"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return it.says(u"packing"_s); }));
        it.bench.killDaemon();
        QVERIFY(QTest::qWaitFor([&] { return !it.bench.node().isOnline(); }));
        it.job.state = "failed";
        it.job.error = protocol::JobError{"storage", "The daemon was ended."};
        it.script(it.bench.startDaemon());
        it.bench.node().reconnect();
        QVERIFY(QTest::qWaitFor([&] { return it.says(u"The daemon was ended."_s); }));
    }

    void aLostAnswerIsPlannedAgain() {
        DialogBench it;
        QVERIFY(it.openSome());
        it.bench.daemon().hold(protocol::kBackupsDelete);
        QTest::mouseClick(it.part<QPushButton>("delete"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return it.text("sentence") == u"Starting …"_s; }));
        it.bench.killDaemon();
        QVERIFY(QTest::qWaitFor([&] { return !it.bench.node().isOnline(); }));
        QVERIFY(it.says(u"When it is back, what is left is listed again"_s));
        it.plan.count = 1;
        it.plan.token = "plan-2";
        it.plan.backups.resize(1);
        it.script(it.bench.startDaemon());
        it.bench.node().reconnect();
        QVERIFY(QTest::qWaitFor([&] { return it.deleteSays(u"Delete 1 backup(s)"_s); }));
        QVERIFY(it.says(u"This is what is still there"_s));
    }

    // As alulad answers once all of them are gone.
    void aLostAnswerOfADeletionThatWasDoneSaysSo() {
        DialogBench it;
        QVERIFY(it.openSome());
        it.bench.daemon().hold(protocol::kBackupsDelete);
        QTest::mouseClick(it.part<QPushButton>("delete"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return it.text("sentence") == u"Starting …"_s; }));
        it.bench.killDaemon();
        QVERIFY(QTest::qWaitFor([&] { return !it.bench.node().isOnline(); }));
        it.script(it.bench.startDaemon());
        it.bench.daemon().refuse(protocol::kBackupsDelete, ErrorCode::NotFound, "there is no such backup");
        it.bench.node().reconnect();
        QVERIFY(QTest::qWaitFor([&] { return it.says(u"they are gone already"_s); }));
        QVERIFY(!it.says(u"Nothing was deleted"_s));
        QVERIFY(!it.part<QPushButton>("delete")->isEnabled());
    }

    void aTimeoutOfTheStartIsUnsure() {
        DialogBench it;
        QVERIFY(it.openSome());
        it.bench.daemon().on(protocol::kBackupsDelete,
                             [&](const protocol::DeleteParams& params) -> Result<protocol::DeleteAnswer> {
                                 if (!params.dryRun) return fail(ErrorCode::TimedOut, "No answer.");
                                 return fail(ErrorCode::NotFound, "there is no such backup");
                             });
        QTest::mouseClick(it.part<QPushButton>("delete"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return it.says(u"they are gone already"_s); }));
    }

    void aRefusedPlanSaysNothingWasDeletedAndCanBeTriedAgain() {
        DialogBench it;
        it.bench.daemon().refuse(protocol::kBackupsDelete, ErrorCode::Internal, "The catalog is busy.");
        QVERIFY(it.openSome());
        QVERIFY(it.says(u"Nothing was deleted: The catalog is busy."_s));
        QVERIFY(!it.part<QPushButton>("delete")->isEnabled());
        it.script(it.bench.daemon());
        for (auto* button : it.dialog()->findChildren<QPushButton*>()) {
            if (button->text().contains(u"Try again")) button->click();
        }
        QVERIFY(QTest::qWaitFor([&] { return it.part<QPushButton>("delete")->isEnabled(); }));
    }

    void theCommandIsShown() {
        DialogBench it;
        QVERIFY(it.openAll());
        QTest::keyClick(it.dialog(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 u"alulactl delete --all %1"_s.arg(QString::fromStdString(kSurvival.toString())));
    }

    void longPlansAreReadAPageAfterTheOther() {
        DialogBench it(200);
        it.plan.count = 450;
        it.bench.daemon().on(protocol::kBackupsDeleteAll,
                             [&](const protocol::DeleteAllParams& params) -> Result<protocol::DeleteAnswer> {
                                 auto page = it.plan;
                                 page.backups.clear();
                                 const int from = params.cursor ? std::stoi(*params.cursor) : 0;
                                 for (int i = from; i < std::min(450, from + 200); ++i) page.backups.push_back(someBackup(i));
                                 if (from + 200 < 450) page.cursor = std::to_string(from + 200);
                                 return protocol::DeleteAnswer{{}, page};
                             });
        QVERIFY(it.bench.connect());
        DeletePlanModel model(it.bench.node(), {.backups = {}, .allOf = kSurvival});
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.ask();
        QVERIFY(QTest::qWaitFor([&] { return model.rowCount() >= 200; }));
        QVERIFY(QTest::qWaitFor([&] {
            model.fetchMore({});
            return model.rowCount() == 450;
        }));
        QVERIFY(!model.canFetchMore({}));
    }
};

ALULA_GUI_TEST_MAIN(TestDeleteDialog)
#include "test_delete_dialog.moc"
