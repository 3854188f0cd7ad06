// SPDX-License-Identifier: GPL-3.0-or-later
// A lost file is found and its restore stands ready in four steps: words, the path, its version, Restore.
#include "gui/dialogs/restore_dialog.h"
#include "gui/views/browser_page.h"
#include "gui/views/paged_tree.h"
#include "gui/views/search_page.h"
#include "gui/views/version_line.h"
#include "gui/window/main_window.h"
#include "tests/gui/node_bench.h"
#include "tests/gui/scripted_folder.h"
#include "tests/gui/stall_watch.h"

#include <QtCore/QSettings>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;

namespace {
void scriptLostFile(FakeDaemon& daemon) {
    protocol::SearchHit hit;
    hit.server = kSurvival;
    hit.path = {"world/level.dat"};
    hit.type = "file";
    hit.newest = backupId(3);
    hit.created = someBackup(3).created;
    hit.mtime = hit.created;
    hit.size = 2150;
    hit.backups = 2;
    hit.goneSince = someBackup(2).created;
    daemon.answer(protocol::kBackupsSearch, protocol::SearchPage{{hit}, 12, 0, {}});
    protocol::FileVersion older, newer;
    older.first = older.last = backupId(4);
    older.firstCreated = older.lastCreated = someBackup(4).created;
    older.backups = 1;
    older.type = "file";
    older.size = 2000;
    newer = older;
    newer.first = newer.last = backupId(3);
    newer.firstCreated = newer.lastCreated = someBackup(3).created;
    newer.size = 2150;
    daemon.answer(protocol::kBackupsVersions, protocol::VersionsList{{older, newer}, protocol::LiveVersion{}, 0});
    daemon.on(protocol::kBackupsGet, [](const protocol::BackupsGetParams& p) -> Result<protocol::BackupInfo> {
        protocol::BackupInfo info = someBackup(3);
        info.backup = p.backup;
        return info;
    });
    daemon.answer(protocol::kBackupsList, protocol::BackupsList{{someBackup(3), someBackup(4)}, 2, {}});
    script(daemon, {{"", {folder("world", 1, 2150)}}, {"world", {file("level.dat", 2150)}}});
}

QPushButton* buttonOf(QWidget& parent, const QString& text) {
    for (QPushButton* button : parent.findChildren<QPushButton*>()) {
        if (button->isVisible() && button->text().startsWith(text)) return button;
    }
    return nullptr;
}
} // namespace

class TestLostFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isFoundInFourSteps() {
        TempDir dir;
        FakeDaemon daemon(dir.path() + "/alulad.sock");
        NodeBench::script(daemon, "admin");
        scriptLostFile(daemon);
        QSettings settings(QString::fromStdString(dir.path() + "/settings.ini"), QSettings::IniFormat);
        NodeList nodes{[](const NodeAddress& address) { return std::make_unique<LocalSocketTransport>(address.where); }};
        nodes.add(NodeAddress::local(QString::fromStdString(dir.path() + "/alulad.sock")));
        MainWindow window(nodes, settings);
        window.resize(1280, 800);
        window.show();
        QVERIFY(QTest::qWaitFor([&] { return nodes.at(0)->isOnline() && nodes.at(0)->data().isKnown(); }));

        // 1: the words.
        window.go({.page = PageKind::Search, .scope = {nodes.at(0), {}}});
        auto& search = *static_cast<SearchPage*>(window.page(PageKind::Search));
        auto* line = search.findChild<QLineEdit*>();
        QTest::keyClicks(line, QStringLiteral("level.dat"));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return search.model().rowCount() == 1; }));
        // 2: the path.
        QTest::keyClick(line, Qt::Key_Return);
        search.act(Act::Open);
        auto& browser = *static_cast<BrowserPage*>(window.page(PageKind::Browser));
        QCOMPARE(window.place().page, PageKind::Browser);
        QCOMPARE(window.place().backup, std::optional(backupId(3)));
        QVERIFY(QTest::qWaitFor([&] { return browser.model().pathAt(browser.view().currentIndex()) == "world/level.dat"; }));
        // 3: the version.
        VersionLine& versions = browser.entryDetails().versions();
        QVERIFY(QTest::qWaitFor([&] { return versions.stops() == 3; }));
        QTest::keyClick(&versions, Qt::Key_Home);
        QCOMPARE(versions.version()->last, backupId(4));
        // 4: restore it.
        QPushButton* restore = buttonOf(browser.entryDetails(), QStringLiteral("Restore"));
        QVERIFY(restore && restore->isEnabled());
        restore->click();
        QDialog* dialog = nullptr;
        QVERIFY(QTest::qWaitFor([&] {
            for (QDialog* each : window.findChildren<QDialog*>()) {
                if (each->isVisible()) dialog = each;
            }
            return dialog != nullptr;
        }));
        dialog->reject();
    }
};

ALULA_GUI_TEST_MAIN(TestLostFile)
#include "test_lost_file.moc"
