// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/undo_dialog.h"
#include "tests/gui/node_bench.h"
#include "tests/gui/stall_watch.h"

#include <QtGui/QClipboard>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

class TestUndoDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_bench = std::make_unique<NodeBench>();
        m_undo = runningJob(8, "undo");
        m_undo.progress = {};
        m_undo.progress.phase = "swapping";
        m_bench->daemon().answer(protocol::kBackupsUndo, protocol::JobStarted{jobId(8), {}});
        m_bench->daemon().on(protocol::kJobsGet,
                             [this](const protocol::JobParams&) -> Result<protocol::JobInfo> { return m_undo; });
        QVERIFY(m_bench->connect());
        m_window.show();
        m_window.activateWindow();
        openUndoDialog(m_bench->node(), restored(), &m_window);
        m_dialog = m_window.findChild<QDialog*>(u"undo"_s);
        QVERIFY(m_dialog);
        m_dialog->activateWindow();
        QVERIFY(QTest::qWaitFor([this] { return QApplication::activeWindow() == m_dialog; }));
    }
    void cleanup() {
        delete m_dialog;
        m_bench.reset();
    }

    void saysWhatItDoesAndUntilWhen() {
        QVERIFY(shows(u"This stops Survival, puts back the files that the restore replaced or deleted"_s));
        QVERIFY(shows(u"It can be done until "_s));
        QTest::keyClick(m_dialog, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"alulactl undo %1"_s.arg(QString::fromStdString(jobId(7).toString())));
    }

    void undoesAndTellsTheEnd() {
        button(u"Undo the restore"_s)->click();
        QVERIFY(QTest::qWaitFor([&] { return shows(u"Undoing the restore of Survival"_s); }));
        m_undo.state = "completed";
        m_bench->daemon().notify(protocol::kJobChanged, {0, m_undo});
        QVERIFY(QTest::qWaitFor([&] { return shows(u"The files of Survival are as they were before the restore."_s); }));
    }

    void aRefusalIsSaidAndChangesNothing() {
        m_bench->daemon().refuse(protocol::kBackupsUndo, ErrorCode::Conflict, "Something else stands there now: world.");
        button(u"Undo the restore"_s)->click();
        QVERIFY(QTest::qWaitFor(
            [&] { return shows(u"It could not be undone. Nothing was changed. Something else stands there now: world."_s); }));
        QVERIFY(button(u"Undo the restore"_s)->isEnabled());
    }

    void aLostAnswerIsNotARefusal() {
        m_bench->daemon().refuse(protocol::kBackupsUndo, ErrorCode::TimedOut, "No answer.");
        button(u"Undo the restore"_s)->click();
        QVERIFY(QTest::qWaitFor([&] { return shows(u"Whether it began is not known: look at Activity"_s); }));
        QVERIFY(!shows(u"Nothing was changed"_s));
    }

    void tooLateIsSaid() {
        auto job = restored();
        job.undoable = false;
        m_bench->daemon().notify(protocol::kJobChanged, {0, job});
        QVERIFY(QTest::qWaitFor([&] { return shows(u"is no longer kept"_s); }));
        QVERIFY(!button(u"Undo the restore"_s)->isEnabled());
    }

    void enterClosesAndUndoesNothing() {
        QTest::keyClick(m_dialog, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return !m_dialog || !m_dialog->isVisible(); }));
        QVERIFY(!m_bench->daemon().called("backups.undo"));
    }

private:
    static protocol::JobInfo restored() {
        protocol::JobInfo job = runningJob(7, "restore");
        job.state = "completed";
        job.backup = backupId(1);
        job.undoable = true;
        job.undoUntil = at("2026-11-22T15:02:00Z");
        return job;
    }
    bool shows(const QString& words) const {
        for (const QLabel* label : m_dialog->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(words)) return true;
        }
        return false;
    }
    QPushButton* button(const QString& text) const {
        for (QPushButton* each : m_dialog->findChildren<QPushButton*>()) {
            if (each->text().remove(u'&') == text) return each;
        }
        return nullptr;
    }

    QWidget m_window;
    std::unique_ptr<NodeBench> m_bench;
    protocol::JobInfo m_undo;
    QPointer<QDialog> m_dialog;
};

ALULA_GUI_TEST_MAIN(TestUndoDialog)
#include "test_undo_dialog.moc"
