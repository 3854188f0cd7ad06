// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/dialogs/restore_bench.h"
#include "tests/gui/stall_watch.h"

#include <QtGui/QClipboard>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QListView>
#include <QtWidgets/QProgressBar>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;
using State = RestorePlanning::State;

class TestRestoreDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void everythingInPlaceIsTheBeginning() {
        RestoreBench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.radio(u"In place"_s)->isChecked());
        QVERIFY(bench.radio(u"Keep what"_s)->isChecked());
        QVERIFY(bench.box(u"Stop the server"_s)->isChecked());
        QVERIFY(bench.box(u"Back up what"_s)->isChecked());
        QCOMPARE(bench.box(u"Everything"_s)->checkState(), Qt::Checked);
        QVERIFY(QTest::qWaitFor([&] { return bench.shows(u"41,203 files, 2.8 GiB"_s); }));
        QVERIFY(bench.toPlan());
        QVERIFY(bench.shows(u"This backs up Survival, stops Survival, and replaces 512 files. Until"_s));
        QVERIFY(bench.shows(u"About 2 min (from 5 past restores)."_s));
        QVERIFY(bench.shows(u"Room: 6.2 GiB needed, 40.0 GiB free."_s));
        QCOMPARE(bench.restore()->text(), u"Restore 512"_s);
        QVERIFY(bench.restore()->isEnabled()); // nothing goes that the backup would not have
        QVERIFY(!bench.name());
    }

    // Issue 5: a partial restore.
    void aPartOfItByKeys() {
        RestoreBench bench;
        QVERIFY(bench.open());
        bench.tree()->setFocus();
        bench.tree()->setCurrentIndex(bench.tree()->model()->index(0, 0));
        QTest::keyClick(bench.tree(), Qt::Key_Space); // not the logs
        QCOMPARE(bench.box(u"Everything"_s)->checkState(), Qt::PartiallyChecked);
        QVERIFY(!bench.radio(u"Delete what"_s)->isEnabled());
        QTest::keyClick(bench.tree(), Qt::Key_A, Qt::ControlModifier);
        QVERIFY(bench.radio(u"Delete what"_s)->isEnabled());
        const QModelIndex world = bench.tree()->model()->index(2, 0);
        bench.box(u"Everything"_s)->click();
        QVERIFY(bench.shows(u"Nothing is chosen."_s));
        QVERIFY(!bench.button(u"See the plan"_s)->isEnabled());
        bench.tree()->setCurrentIndex(world);
        QTest::keyClick(bench.tree(), Qt::Key_Space);
        bench.tree()->expand(world);
        QVERIFY(QTest::qWaitFor([&] { return bench.tree()->model()->rowCount(world) == 2; }));
        bench.tree()->setCurrentIndex(bench.tree()->model()->index(1, 0, world));
        QTest::keyClick(bench.tree(), Qt::Key_Space); // without its regions
        QVERIFY(QTest::qWaitFor([&] { return bench.shows(u"900 files"_s); }));
        QVERIFY(bench.toPlan());
        const auto asked = bench.lastRestore();
        QCOMPARE(asked.include, (std::vector<protocol::WirePath>{{"world"}}));
        QCOMPARE(asked.exclude, (std::vector<protocol::WirePath>{{"world/region"}}));
        QVERIFY(asked.dryRun && asked.backupFirst && asked.stop && !asked.truncate);
        QTest::mouseClick(bench.restore(), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return bench.shows(u"Restoring into Survival, in place"_s); }));
        QVERIFY(!bench.lastRestore().dryRun);
        QCOMPARE(bench.lastRestore().plan, std::optional<std::string>("token-1"));
    }

    void deletingAsksForTheName() {
        RestoreBench bench;
        bench.plan.removed = 37;
        QVERIFY(bench.open());
        bench.radio(u"Delete what"_s)->click();
        QVERIFY(bench.toPlan());
        QVERIFY(bench.lastRestore().truncate);
        QCOMPARE(bench.restore()->text(), u"Restore 512, delete 37"_s);
        QVERIFY(!bench.restore()->isEnabled());
        QTest::keyClicks(bench.name(), u"surviva"_s);
        QVERIFY(!bench.restore()->isEnabled());
        bench.name()->clear();
        QTest::keyClicks(bench.name(), u"Survival"_s);
        QVERIFY(bench.restore()->isEnabled());
    }

    void replacingWithNoBackupFirstAsksForTheName() {
        RestoreBench bench;
        QVERIFY(bench.open());
        bench.box(u"Back up what"_s)->click();
        QVERIFY(bench.toPlan());
        QVERIFY(!bench.lastRestore().backupFirst);
        QVERIFY(bench.name());
        QVERIFY(!bench.restore()->isEnabled());
    }

    void intoAnotherServerAndIntoAFolder() {
        RestoreBench bench;
        QVERIFY(bench.open());
        bench.radio(u"Into another server"_s)->click();
        QVERIFY(!bench.button(u"See the plan"_s)->isEnabled()); // nobody has chosen one
        auto* servers = bench.dialog()->findChild<QComboBox*>();
        servers->setCurrentIndex(0);
        QVERIFY(bench.toPlan());
        QCOMPARE(bench.lastRestore().server, std::optional(kLobby));
        // What is shown on the plan's page is of the plan, whatever becomes of the choice.
        servers->setCurrentIndex(-1);
        QTest::keyClick(bench.dialog(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QString::fromStdString(kLobby.toString())));
        QTest::mouseClick(bench.button(u"Back"_s), Qt::LeftButton);
        bench.radio(u"Into the folder"_s)->click();
        QVERIFY(!bench.button(u"See the plan"_s)->isEnabled());
        for (QLineEdit* edit : bench.dialog()->findChildren<QLineEdit*>()) {
            if (edit->isEnabled() && edit->isVisible()) QTest::keyClicks(edit, u"/old/world/"_s);
        }
        QVERIFY(bench.toPlan());
        QCOMPARE(bench.lastRestore().into.bytes, std::string("old/world"));
        QVERIFY(!bench.lastRestore().server);
    }

    void theListBehindANumberIsRead() {
        RestoreBench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.toPlan());
        QPushButton* open = nullptr;
        for (QPushButton* button : bench.dialog()->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->accessibleName() == u"List: files replaced"_s) open = button;
        }
        QVERIFY(open);
        QTest::mouseClick(open, Qt::LeftButton);
        auto* list = bench.dialog()->findChild<QDialog*>(u"planList"_s);
        QVERIFY(list && list->isVisible());
        auto* view = list->findChild<QListView*>();
        QVERIFY(QTest::qWaitFor([&] { return view->model()->rowCount() == 2; }));
        QCOMPARE(view->model()->index(0, 0).data().toString(), u"world/level.dat"_s);
        QCOMPARE(bench.lastRestore().list, std::string("replaced"));
    }

    void noRoomIsASentenceAndNoButton() {
        RestoreBench bench;
        bench.plan.roomAvailable = 4'294'967'296;
        QVERIFY(bench.open());
        QVERIFY(bench.toPlan());
        QVERIFY(
            bench.shows(u"Restore needs 6.2 GiB, 4.0 GiB are free. Nothing was changed. Free 2.2 GiB or choose fewer files."_s));
        QVERIFY(!bench.restore());
    }

    void aPlanThatIsOldIsMadeAgain() {
        RestoreBench bench;
        QVERIFY(bench.open());
        bench.dialog()->planning().setFreshFor(std::chrono::milliseconds(20));
        bench.daemon().calls.clear();
        QVERIFY(bench.toPlan());
        bench.plan.removed = 1;
        bench.plan.token = "token-2";
        QVERIFY(QTest::qWaitFor([&] { return bench.shows(u"The files have changed meanwhile."_s); }));
        QCOMPARE(bench.restore()->text(), u"Restore 512, delete 1"_s);
    }

    void aNameTypedForOnePlanDoesNotConfirmTheNext() {
        RestoreBench bench;
        bench.plan.removed = 37;
        QVERIFY(bench.open());
        bench.radio(u"Delete what"_s)->click();
        QVERIFY(bench.toPlan());
        QTest::keyClicks(bench.name(), u"Survival"_s);
        QVERIFY(bench.restore()->isEnabled());
        bench.plan.removed = 3'700;
        bench.plan.token = "token-2";
        bench.dialog()->planning().planAgain();
        QVERIFY(QTest::qWaitFor([&] { return bench.restore()->text() == u"Restore 512, delete 3,700"_s; }));
        QVERIFY(bench.name()->text().isEmpty());
        QTest::keyClicks(bench.name(), u"Survival"_s);
        QVERIFY(!bench.restore()->isEnabled()); // it is to be read first
        QVERIFY(QTest::qWaitFor([&] { return bench.restore()->isEnabled(); }));
    }

    void aPlanIsNotMadeAgainForNobody() {
        RestoreBench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.toPlan());
        RestorePlanning& planning = bench.dialog()->planning();
        planning.setFreshFor(std::chrono::milliseconds(20));
        planning.planAgain();
        planning.setWatched(false);
        QVERIFY(QTest::qWaitFor([&] { return planning.state() == State::Ready; }));
        bench.daemon().calls.clear();
        QVERIFY(QTest::qWaitFor([&] { return planning.isOld(); }));
        QCOMPARE(planning.state(), State::Ready);
        planning.setWatched(true);
        QCOMPARE(planning.state(), State::Asking);
    }

    // A start takes as long as a plan: nobody who closes the window stops it in the middle.
    void closingWhileItStartsDoesNotCancelIt() {
        RestoreBench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.toPlan());
        bench.daemon().hold(protocol::kBackupsRestore);
        QTest::mouseClick(bench.restore(), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return !bench.lastRestore().dryRun; }));
        QTest::keyClick(bench.dialog(), Qt::Key_Escape);
        QVERIFY(QTest::qWaitFor([&] { return bench.dialog() == nullptr; }));
        bool answered = false; // whatever was sent before this has come, too
        bench.bench().node().call<protocol::BackupsGetParams, protocol::BackupInfo>(
            protocol::kBackupsGet, {backupId(1)}, &bench.daemon(), [&](const Result<protocol::BackupInfo>&) { answered = true; });
        QVERIFY(QTest::qWaitFor([&] { return answered; }));
        QVERIFY(bench.daemon().cancelled.empty());
    }

    void aJobThatCannotBeLookedForIsSaid() {
        RestoreBench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.toPlan());
        bench.daemon().refuse(protocol::kJobsList, ErrorCode::Io, "The catalog is away.");
        bench.refuseStart = Error(ErrorCode::TimedOut, "No answer.");
        QTest::mouseClick(bench.restore(), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return bench.shows(u"It is not known whether the restore began."_s); }));
        QVERIFY(!bench.shows(u"Nothing was changed."_s));
        bench.daemon().answer(protocol::kJobsList, protocol::JobsList{{bench.job}, {}});
        QTest::mouseClick(bench.button(u"Try again"_s), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return bench.dialog()->planning().state() == State::Started; }));
    }

    void aListOfAnotherPlanIsNotMixedIn() {
        RestoreBench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.toPlan());
        bench.plan.token = "token-2";
        for (QPushButton* button : bench.dialog()->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->accessibleName() == u"List: files replaced"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QVERIFY(QTest::qWaitFor([&] { return bench.shows(u"The files have changed: close this list and see the new plan."_s); }));
    }

    void theTreeIsReadAgainAfterABrokenConnection() {
        RestoreBench bench;
        QVERIFY(bench.open());
        const QModelIndex world = bench.tree()->model()->index(2, 0);
        bench.tree()->setCurrentIndex(bench.tree()->model()->index(0, 0));
        QTest::keyClick(bench.tree(), Qt::Key_Space); // not the logs
        bench.daemon().hold(protocol::kBackupsEntries);
        bench.tree()->expand(world);
        QVERIFY(QTest::qWaitFor([&] {
            return !bench.daemon().calls.empty() && bench.daemon().calls.back().method == protocol::kBackupsEntries.name;
        }));
        bench.bench().killDaemon();
        FakeDaemon& daemon = bench.bench().startDaemon();
        bench.script(daemon);
        QVERIFY(QTest::qWaitFor([&] { return daemon.called("backups.entries"); }, 10'000));
        QVERIFY(QTest::qWaitFor([&] { return bench.tree()->model()->rowCount() == 3; }));
        const QModelIndex again = bench.tree()->model()->index(2, 0);
        bench.tree()->expand(again);
        QVERIFY(QTest::qWaitFor([&] { return bench.tree()->model()->rowCount(again) == 2; }));
        QCOMPARE(bench.tree()->model()->index(0, 0).data(Qt::CheckStateRole).value<Qt::CheckState>(), Qt::Unchecked);
    }

    void whatChangedMeanwhileIsPlannedAgainAndNotDone() {
        RestoreBench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.toPlan());
        bench.refuseStart = Error(ErrorCode::Conflict, "The plan is out of date.");
        bench.plan.unchanged = 40'000;
        bench.plan.token = "token-2";
        QTest::mouseClick(bench.restore(), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return bench.shows(u"Nothing was done: The plan is out of date."_s); }));
        QVERIFY(QTest::qWaitFor([&] { return bench.restore()->text() == u"Restore 1,166"_s && bench.restore()->isEnabled(); }));
        bench.refuseStart = Error(ErrorCode::Internal, "");
        QTest::mouseClick(bench.restore(), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return bench.dialog()->planning().state() == State::Started; }));
        QCOMPARE(bench.lastRestore().plan, std::optional<std::string>("token-2"));
    }

    void aPlanThatCannotBeMadeSaysWhy() {
        RestoreBench bench;
        QVERIFY(bench.open());
        bench.daemon().refuse(protocol::kBackupsRestore, ErrorCode::Busy, "A backup of this server is being deleted.");
        QTest::mouseClick(bench.button(u"See the plan"_s), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] {
            return bench.shows(u"This restore cannot be done. Nothing was changed. A backup of this server is being deleted."_s);
        }));
        QVERIFY(!bench.restore());
        bench.script(bench.daemon());
        QTest::mouseClick(bench.button(u"Try again"_s), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return bench.restore() != nullptr; }));
    }

    void progressThenTheOutcomeWithEveryWarning() {
        RestoreBench bench;
        QVERIFY(started(bench));
        QVERIFY(QTest::qWaitFor([&] { return bench.shows(u"96.0 MiB/s"_s); }));
        bench.job.progress.bytesDone = 5'500'000'000;
        bench.daemon().notify(protocol::kJobProgress, {0, bench.job.job, bench.job.progress});
        auto* bar = bench.dialog()->findChild<QProgressBar*>();
        QVERIFY(QTest::qWaitFor([&] {
            for (QProgressBar* each : bench.dialog()->findChildren<QProgressBar*>()) {
                if (each->isVisible()) bar = each;
            }
            return bar->value() == bar->maximum();
        }));
        bench.job.warnings = 4;
        bench.end("completed_with_warnings");
        QVERIFY(QTest::qWaitFor([&] { return bench.shows(u"Restored into Survival, in place, with 4 warnings."_s); }));
        QListView* warnings = nullptr;
        for (QListView* view : bench.dialog()->findChildren<QListView*>()) {
            if (view->isVisible()) warnings = view;
        }
        QVERIFY(warnings);
        QVERIFY(QTest::qWaitFor([&] {
            if (warnings->model()->canFetchMore({})) warnings->model()->fetchMore({});
            return warnings->model()->rowCount() == 4;
        }));
        QCOMPARE(warnings->model()->index(3, 0).data().toString(), u"world/4: it has lost its owner"_s);
    }

    void cancelSaysSoAtOnce() {
        RestoreBench bench;
        QVERIFY(started(bench));
        QVERIFY(bench.shows(u"Until the last step Cancel job puts all back."_s));
        bench.daemon().hold(protocol::kJobsCancel); // no answer: it is said all the same
        QTest::mouseClick(bench.button(u"Cancel job"_s), Qt::LeftButton);
        QVERIFY(bench.shows(u"Cancelling."_s));
        QVERIFY(!bench.button(u"Cancel job"_s)->isEnabled());
        QVERIFY(QTest::qWaitFor([&] { return bench.daemon().called("jobs.cancel"); }));
        bench.end("cancelled");
        QVERIFY(QTest::qWaitFor([&] { return bench.shows(u"Cancelled. The files of Survival are as they were before."_s); }));
    }

    void aFailureSaysWhatIsSafeAndWhatIsNext() {
        RestoreBench bench;
        QVERIFY(started(bench));
        bench.job.error = protocol::JobError{"no_space", "The disk is full."};
        bench.end("failed");
        QVERIFY(QTest::qWaitFor([&] { return bench.shows(u"The restore into Survival, in place failed: The disk is full."_s); }));
        QVERIFY(bench.shows(u"the backup is untouched"_s));
        QVERIFY(QTest::qWaitFor([&] { return bench.button(u"Plan it again"_s) != nullptr; }));
        QTest::mouseClick(bench.button(u"Plan it again"_s), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return bench.restore() && bench.restore()->isEnabled(); }));
    }

    void closingLeavesTheJobAlone() {
        RestoreBench bench;
        QVERIFY(started(bench));
        QVERIFY(bench.button(u"Close, the job goes on"_s));
        QTest::keyClick(bench.dialog(), Qt::Key_Escape);
        QVERIFY(QTest::qWaitFor([&] { return bench.dialog() == nullptr; }));
        QVERIFY(!bench.daemon().called("jobs.cancel"));
    }

    // Issue 5: the daemon killed in the middle, and back.
    void theDaemonKilledInTheMiddleAndBack() {
        RestoreBench bench;
        QVERIFY(started(bench));
        bench.bench().killDaemon();
        QVERIFY(QTest::qWaitFor([&] { return bench.shows(u"Its jobs go on."_s); }));
        bench.job.state = "failed";
        bench.job.error = protocol::JobError{"cancelled", "The daemon was ended."};
        bench.script(bench.bench().startDaemon());
        QVERIFY(QTest::qWaitFor([&] { return bench.shows(u"failed: The daemon was ended."_s); }, 10'000));
    }

    // The answer to the start was lost with the connection: the job that is there is the one.
    void aStartWhoseAnswerWasLostIsFound() {
        RestoreBench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.toPlan());
        bench.daemon().hold(protocol::kBackupsRestore);
        QTest::mouseClick(bench.restore(), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return !bench.lastRestore().dryRun; }));
        bench.bench().killDaemon();
        FakeDaemon& daemon = bench.bench().startDaemon();
        bench.script(daemon);
        daemon.answer(protocol::kJobsList, protocol::JobsList{{bench.job}, {}});
        QVERIFY(QTest::qWaitFor([&] { return bench.dialog()->planning().state() == State::Started; }, 10'000));
        QVERIFY(!daemon.called("backups.restore"));
    }

    void theCommandIsTheSame() {
        RestoreBench bench;
        QVERIFY(bench.open(SelectionRules::only({"world/it's"})));
        bench.box(u"Stop the server"_s)->click();
        QTest::keyClick(bench.dialog(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        const QString id = QString::fromStdString(backupId(1).toString());
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 u"alulactl restore %1 --include 'world/it'\\''s' --no-stop --backup-first"_s.arg(id));
    }

private:
    static bool started(RestoreBench& bench) {
        if (!bench.open() || !bench.toPlan()) return false;
        QTest::mouseClick(bench.restore(), Qt::LeftButton);
        return QTest::qWaitFor([&] { return bench.shows(u"Restoring into Survival, in place"_s); });
    }
};

ALULA_GUI_TEST_MAIN(TestRestoreDialog)
#include "test_restore_dialog.moc"
