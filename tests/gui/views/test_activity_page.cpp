// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/activity_page.h"
#include "tests/gui/node_bench.h"
#include "tests/gui/scripted_jobs.h"
#include "tests/gui/stall_watch.h"

#include <QtCore/QFile>
#include <QtCore/QSettings>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTreeView>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {
struct PageBench {
    explicit PageBench(int ended = 30) : jobs(ended) {
        jobs.script(bench.daemon());
        page.resize(900, 500);
        page.show();
        details->resize(320, 500);
        details->show();
    }
    bool open(Place place = {}) {
        if (!bench.connect()) return false;
        place.page = PageKind::Activity;
        place.scope.node = &bench.node();
        page.go(place);
        return QTest::qWaitFor([this] { return model().isKnown() && !model().isLoading(); });
    }
    JobsModel& model() { return *page.findChild<JobsModel*>(); }
    QTableView& table() { return *page.findChild<QTableView*>(); }
    bool select(const JobId& job) {
        const int row = model().rowOf(job);
        if (row < 0) return false;
        table().selectRow(row);
        return QTest::qWaitFor([&] { return page.place().job == job && !title().startsWith(u"Select"); });
    }
    QString title() { return details->findChild<QLabel*>(u"title"_s)->text(); }
    bool says(const QString& piece) {
        for (const QLabel* label : details->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(piece)) return true;
        }
        return false;
    }
    bool can(Act act) { return page.possible(act).value_or(Possible::no({})).yes; }
    void choose(const char* box, const char* data) {
        auto* combo = page.findChild<QComboBox*>(QLatin1StringView(box));
        combo->setCurrentIndex(combo->findData(QString::fromLatin1(data)));
    }
    NodeBench bench;
    ScriptedJobs jobs;
    ActivityPage page;
    std::unique_ptr<QWidget> details{page.details()};
};
} // namespace

class TestActivityPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void whatRunsStandsFirstAndIsKeptUp() {
        PageBench it;
        it.jobs.all.insert(it.jobs.all.begin(), runningJob(900));
        QVERIFY(it.open());
        QCOMPARE(it.model().at(0).job, jobId(900));
        QVERIFY(it.select(jobId(900)));
        QVERIFY(QTest::qWaitFor([&] { return it.says(u"3 min 0 s left"_s); })); // phase, bytes, rate, time
        QVERIFY(it.says(u"packing"_s) && it.says(u"/s"_s));
        auto progress = runningJob(900).progress;
        progress.phase = "publishing";
        it.bench.daemon().notify(protocol::kJobProgress, {.job = jobId(900), .progress = progress});
        QVERIFY(QTest::qWaitFor([&] { return it.says(u"publishing"_s); }));
        QVERIFY(it.can(Act::CancelJob));
    }

    void cancellingIsAskedForAndTheOutcomeIsTheDaemons() {
        PageBench it;
        auto job = runningJob(900);
        it.jobs.all.insert(it.jobs.all.begin(), job);
        QVERIFY(it.open());
        QVERIFY(it.select(job.job));
        QSignalSpy said(&it.page, &Page::said);
        it.page.act(Act::CancelJob);
        QCOMPARE(said.at(0).at(0).toString(), u"Cancelling …"_s);
        QVERIFY(QTest::qWaitFor([&] { return it.jobs.cancelled == std::vector{job.job}; }));
        job.state = "cancelled";
        job.ended = job.created;
        it.bench.daemon().notify(protocol::kJobChanged, {.job = job});
        QVERIFY(QTest::qWaitFor([&] { return it.says(u"It was cancelled. The server and its older backups are untouched."_s); }));
        QVERIFY(!it.can(Act::CancelJob));
        QCOMPARE(it.page.place().job, std::optional(job.job)); // it moved down and stays selected
    }

    void filtersAskTheDaemon() {
        PageBench it;
        QVERIFY(it.open());
        it.choose("state", "failed");
        QVERIFY(QTest::qWaitFor([&] { return it.model().rowCount() == it.jobs.count("failed"); }));
        QCOMPARE(it.page.place().query, u"failed"_s);
        it.choose("kind", "restore");
        QVERIFY(QTest::qWaitFor([&] { return it.model().filter().kind == "restore" && !it.model().isLoading(); }));
        for (int row = 0; row < it.model().rowCount(); ++row) QCOMPARE(it.model().at(row).kind, std::string("restore"));
        it.choose("kind", "");
        it.choose("state", "");
        it.choose("server", kLobby.toString().c_str());
        QVERIFY(QTest::qWaitFor([&] { return it.model().filter().server == kLobby && !it.model().isLoading(); }));
        for (int row = 0; row < it.model().rowCount(); ++row) QCOMPARE(it.model().at(row).server, std::optional(kLobby));
        it.choose("server", "");
        QTest::keyClicks(it.page.findChild<QLineEdit*>(u"filter"_s), u"nobody such"_s);
        QVERIFY(QTest::qWaitFor([&] { return it.model().isKnown() && it.model().rowCount() == 0 && !it.model().isLoading(); }));
        QAbstractButton* clear = nullptr;
        QVERIFY(QTest::qWaitFor([&] {
            for (auto* button : it.page.findChildren<QAbstractButton*>()) {
                if (button->text() == u"&Clear" && button->isVisible()) clear = button;
            }
            return clear != nullptr;
        }));
        clear->click();
        QVERIFY(QTest::qWaitFor([&] { return it.model().rowCount() == 30; }));
    }

    void aPlaceBringsFilterAndJob() {
        PageBench it(450);
        QVERIFY(it.open({.query = u"failed create"_s}));
        QCOMPARE(it.model().filter().state, std::string("failed"));
        QCOMPARE(it.model().filter().kind, std::string("create"));
        const JobId old = it.jobs.all[430].job; // pages below
        it.page.go({.page = PageKind::Activity, .scope = {&it.bench.node(), {}}, .job = old});
        QVERIFY(QTest::qWaitFor([&] { return it.says(QString::fromStdString(old.toString())); }));
        QVERIFY(it.page.place().query.isEmpty()); // no filter hides it
    }

    void failuresSayWhatHappenedWhatIsSafeAndWhatIsNext() {
        PageBench it;
        QVERIFY(it.open());
        const auto failed =
            std::ranges::find_if(it.jobs.all, [](const auto& job) { return job.state == "failed" && job.kind == "create"; });
        QVERIFY(failed != it.jobs.all.end());
        QVERIFY(it.select(failed->job));
        QVERIFY(it.says(u"No space left on the disk."_s));
        QVERIFY(it.says(u"The server and its older backups are untouched."_s));
        QVERIFY(it.says(u"Free some space"_s));
        QVERIFY(QTest::qWaitFor([&] { return it.says(u"panel, request"_s); }));
    }

    void warningsAreGatheredAndTheLogCanBeCopied() {
        PageBench it;
        auto job = it.jobs.all[0];
        job.state = "completed_with_warnings";
        job.warnings = 3;
        it.jobs.all[0] = job;
        protocol::JobLogPage warnings;
        const auto at = job.created;
        warnings.lines = {{1, at, "warning", "Permission denied", protocol::WirePath{"world/a.dat"}},
                          {2, at, "warning", "Permission denied", protocol::WirePath{"logs/b.log"}},
                          {3, at, "warning", "It changed while it was read", protocol::WirePath{"world/c.dat"}}};
        it.bench.daemon().answer(protocol::kJobsWarnings, warnings);
        protocol::JobLogPage log;
        log.cursor = "2";
        log.lines = {{1, at, "info", "Scanning", {}}, {2, at, "info", "Packing 41203 files", {}}};
        it.bench.daemon().answer(protocol::kJobsLog, log);
        QVERIFY(it.open());
        QVERIFY(!it.bench.daemon().called(protocol::kJobsLog.name));
        QVERIFY(it.select(job.job));
        auto* tabs = it.details->findChild<QTabWidget*>();
        tabs->setCurrentIndex(1);
        auto* tree = it.details->findChild<QTreeView*>();
        QVERIFY(QTest::qWaitFor([&] { return tree->model()->rowCount() == 2; }));
        QCOMPARE(tree->model()->index(0, 0).data().toString(), u"Permission denied (2)"_s);
        it.details->findChild<QComboBox*>()->setCurrentIndex(1);
        QCOMPARE(tree->model()->index(0, 0).data().toString(), u"world/ (2)"_s);
        tabs->setCurrentIndex(2);
        auto* text = it.details->findChild<QPlainTextEdit*>();
        QVERIFY(QTest::qWaitFor([&] { return text->toPlainText().contains(u"Packing 41203 files"); }));
        for (auto* button : it.details->findChildren<QAbstractButton*>()) {
            if (button->text() == u"Cop&y") button->click();
        }
        QCOMPARE(QGuiApplication::clipboard()->text(), text->toPlainText());
    }

    void theListIsWrittenWhole() {
        PageBench it(1234); // more than was read
        QVERIFY(it.open());
        QVERIFY(it.model().rowCount() < 1234);
        const TempDir dir;
        const QString file = QString::fromStdString(dir.path() + "/jobs.txt");
        QSignalSpy said(&it.page, &Page::said);
        it.page.act(Act::ExportText);
        auto* dialog = it.page.findChild<QFileDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        dialog->selectFile(file);
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return said.size() == 1; }));
        QCOMPARE(said.at(0).at(0).toString(), u"1234 job(s) written."_s);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray text = written.readAll();
        QCOMPARE(text.count('\n'), 1235);
        QVERIFY(text.contains(it.jobs.all[1233].job.toString().c_str()));
    }

    void undoIsOfferedWhileItCanBeDone() {
        PageBench it;
        it.jobs.all[1].kind = "restore";
        it.jobs.all[1].undoable = true;
        it.jobs.all[2].kind = "restore";
        QVERIFY(it.open());
        QVERIFY(it.select(it.jobs.all[1].job));
        QVERIFY(it.can(Act::Undo));
        QVERIFY(it.select(it.jobs.all[2].job));
        QVERIFY(!it.can(Act::Undo));
    }

    void theDaemonIsKilledAndComesBack() {
        PageBench it;
        QVERIFY(it.open());
        QVERIFY(it.select(it.jobs.all[3].job));
        auto* trouble = it.page.findChild<QLabel*>(u"trouble"_s);
        it.bench.killDaemon();
        QVERIFY(QTest::qWaitFor([&] { return trouble->isVisible(); }));
        QCOMPARE(it.model().rowCount(), 30);
        it.jobs.all.insert(it.jobs.all.begin(), runningJob(901));
        it.jobs.script(it.bench.startDaemon());
        it.bench.node().reconnect();
        QVERIFY(QTest::qWaitFor([&] { return it.model().rowCount() == 31 && !trouble->isVisible(); }));
        QVERIFY(QTest::qWaitFor([&] { return it.table().selectionModel()->isRowSelected(4); }));
    }
};

ALULA_GUI_TEST_MAIN(TestActivityPage)
#include "test_activity_page.moc"
