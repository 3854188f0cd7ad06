// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/action_table.h"
#include "gui/window/main_window.h"
#include "tests/gui/node_bench.h"
#include "tests/gui/stall_watch.h"

#include <QtCore/QSettings>
#include <QtGui/QAction>
#include <QtTest/QTest>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenuBar>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;

namespace {
// A window over one scripted daemon.
struct WindowBench {
    explicit WindowBench(const std::string& role = "admin")
        : daemon(dir.path() + "/alulad.sock"),
          settings(QString::fromStdString(dir.path() + "/settings.ini"), QSettings::IniFormat) {
        NodeBench::script(daemon, role);
        nodes.add(NodeAddress::local(QString::fromStdString(dir.path() + "/alulad.sock")));
        window = std::make_unique<MainWindow>(nodes, settings);
        window->show();
    }
    bool connect() {
        return QTest::qWaitFor([this] { return nodes.at(0)->isOnline() && nodes.at(0)->data().isKnown(); });
    }
    TempDir dir;
    FakeDaemon daemon;
    QSettings settings;
    NodeList nodes{[](const NodeAddress& address) { return std::make_unique<LocalSocketTransport>(address.where); }};
    std::unique_ptr<MainWindow> window;
};

QDialog* openDialogOf(MainWindow& window) {
    for (QDialog* dialog : window.findChildren<QDialog*>()) {
        if (dialog->isVisible()) return dialog;
    }
    return nullptr;
}
} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyActStandsInAMenuOnceAndNoKeyTwice() {
        WindowBench bench;
        std::map<QAction*, int> inMenus;
        for (QAction* menu : bench.window->menuBar()->actions()) {
            for (QAction* action : menu->menu()->actions()) ++inMenus[action];
        }
        std::set<Act> acts;
        QStringList keys;
        for (const ActionRow& row : actionRows()) {
            QVERIFY(acts.insert(row.act).second);
            QCOMPARE(inMenus[bench.window->action(row.act)], 1);
        }
        QCOMPARE(acts.size(), std::size_t(kActs));
        for (const auto& [action, times] : inMenus) {
            if (action->isSeparator() || action->shortcut().isEmpty()) continue;
            const QString key = action->shortcut().toString();
            QVERIFY2(!keys.contains(key), qPrintable(key));
            keys << key;
        }
    }

    void whatIsPossibleFollowsTheScope() {
        WindowBench bench;
        QVERIFY(bench.connect());
        Node* node = bench.nodes.at(0);
        bench.window->go({.page = PageKind::Overview, .scope = {node, {}}});
        QVERIFY(!bench.window->action(Act::BackUp)->isEnabled());
        QVERIFY(bench.window->action(Act::BackUp)->toolTip().contains(QStringLiteral("Choose a server")));
        bench.window->go({.page = PageKind::Backups, .scope = {node, kSurvival}});
        QVERIFY(bench.window->action(Act::BackUp)->isEnabled());
        bench.daemon.dropConnections();
        QVERIFY(QTest::qWaitFor([&] { return !bench.window->action(Act::BackUp)->isEnabled(); }));
    }

    void aReaderIsOfferedNoChange() {
        WindowBench bench("reader");
        QVERIFY(bench.connect());
        bench.window->go({.page = PageKind::Backups, .scope = {bench.nodes.at(0), kSurvival}});
        for (const Act act : {Act::BackUp, Act::Restore, Act::Delete, Act::DeleteAll, Act::Import, Act::Export, Act::Verify,
                              Act::Pin, Act::Note, Act::CancelJob, Act::Undo})
            QVERIFY2(!bench.window->action(act)->isEnabled(), qPrintable(bench.window->action(act)->text()));
    }

    void backAndForward() {
        WindowBench bench;
        QVERIFY(bench.connect());
        const Scope scope{bench.nodes.at(0), kSurvival};
        bench.window->go({.page = PageKind::Overview, .scope = scope});
        bench.window->go({.page = PageKind::Backups, .scope = scope});
        bench.window->go({.page = PageKind::Activity, .scope = scope});
        QTest::keyClick(bench.window.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(bench.window->place().page, PageKind::Backups);
        QTest::keyClick(bench.window.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(bench.window->place().page, PageKind::Overview);
        QTest::keyClick(bench.window.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(bench.window->place().page, PageKind::Backups);
    }

    void thePaletteFindsAServerAndSaysWhyNot() {
        WindowBench bench;
        QVERIFY(bench.connect());
        bench.window->go({.page = PageKind::Overview, .scope = {bench.nodes.at(0), {}}});
        QTest::keyClick(bench.window.get(), Qt::Key_K, Qt::ControlModifier);
        QDialog* palette = openDialogOf(*bench.window);
        QVERIFY(palette);
        auto* list = palette->findChild<QListWidget*>();
        auto* text = palette->findChild<QLineEdit*>();
        QVERIFY(list->count() > kActs);
        QTest::keyClicks(text, QStringLiteral("delete all"));
        QVERIFY(list->item(0)->text().contains(QStringLiteral("Choose a server first.")));
        text->clear();
        QTest::keyClicks(text, QStringLiteral("surv"));
        QVERIFY(list->item(0)->text().contains(QStringLiteral("Survival")));
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(bench.window->place().scope.server, std::optional(kSurvival));
    }

    void whereItWasIsKept() {
        TempDir dir;
        QSettings settings(QString::fromStdString(dir.path() + "/settings.ini"), QSettings::IniFormat);
        NodeList nodes([](const NodeAddress& address) { return std::make_unique<LocalSocketTransport>(address.where); });
        Node* node = nodes.add(NodeAddress::local(QString::fromStdString(dir.path() + "/nobody.sock")));
        {
            MainWindow window(nodes, settings);
            window.resize(760, 560);
            window.go({.page = PageKind::Overview, .scope = {node, kLobby}});
            window.close();
        }
        NodeList again([](const NodeAddress& address) { return std::make_unique<LocalSocketTransport>(address.where); });
        again.load(settings);
        QCOMPARE(again.size(), 1);
        MainWindow window(again, settings);
        QCOMPARE(window.place().scope.server, std::optional(kLobby));
        QCOMPARE(window.size(), QSize(760, 560));
    }

    void aRemovedNodeLeavesAWindowThatWorks() {
        WindowBench bench;
        QVERIFY(bench.connect());
        bench.window->go({.page = PageKind::Backups, .scope = {bench.nodes.at(0), kSurvival}});
        bench.nodes.remove(bench.nodes.at(0));
        QVERIFY(!bench.window->place().scope.node);
        QCOMPARE(bench.window->place().page, PageKind::Overview);
    }
};

ALULA_GUI_TEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
