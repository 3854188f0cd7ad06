// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/entry_details.h"
#include "gui/views/file_preview.h"
#include "gui/views/version_line.h"
#include "tests/gui/node_bench.h"
#include "tests/gui/stall_watch.h"

#include <QtCore/QBuffer>
#include <QtCore/QSettings>
#include <QtGui/QImage>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListView>
#include <QtWidgets/QPushButton>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;

namespace {
protocol::FilePiece piece(const QByteArray& bytes, std::uint64_t size = 0) {
    return {size > 0 ? size : static_cast<std::uint64_t>(bytes.size()), at("2026-11-21T03:00:00Z"),
            bytes.toBase64().toStdString()};
}

DetailedEntry entry(NodeBench& bench, std::uint64_t size = 20) {
    DetailedEntry wanted;
    wanted.node = &bench.node();
    wanted.server = kSurvival;
    wanted.backup = backupId(1);
    wanted.newer = FileSide{};
    wanted.created = someBackup(1).created;
    wanted.path = "config/server.properties";
    wanted.row.name = "server.properties";
    wanted.row.size = size;
    return wanted;
}

protocol::FileVersion run(int newest, int oldest, bool present, std::uint64_t size) {
    protocol::FileVersion version;
    version.first = backupId(oldest);
    version.last = backupId(newest);
    version.firstCreated = someBackup(oldest).created;
    version.lastCreated = someBackup(newest).created;
    version.backups = static_cast<std::uint64_t>(oldest - newest + 1);
    version.present = present;
    version.type = present ? "file" : "";
    version.size = size;
    version.mtime = version.firstCreated;
    return version;
}

// Three versions, one of them of the backups 2 to 4 that lack it, and the file as it is now.
void scriptVersions(FakeDaemon& daemon) {
    daemon.answer(protocol::kBackupsVersions,
                  protocol::VersionsList{{run(8, 9, true, 10), run(5, 7, true, 12), run(2, 4, false, 0), run(1, 1, true, 20)},
                                         protocol::LiveVersion{true, 25, at("2026-11-22T03:00:00Z"), false},
                                         0});
}

bool says(EntryDetails& details, const QString& text) {
    return QTest::qWaitFor([&] { return details.preview().sentence().contains(text); });
}
} // namespace

class TestEntryDetails : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void textShowsWhatTheServerHasOtherwise() {
        NodeBench bench;
        bench.daemon().answer(protocol::kBackupsRead, piece("motd=Hello\npvp=true\n"));
        bench.daemon().answer(protocol::kLiveRead, piece("motd=Hi\npvp=true\nseed=7\n"));
        scriptVersions(bench.daemon());
        QVERIFY(bench.connect());
        EntryDetails details;
        details.show(entry(bench));
        QVERIFY(says(details, QStringLiteral("2 line(s) added, 1 removed on the server since.")));
        const LinesModel& lines = details.preview().lines();
        QCOMPARE(lines.rowCount(), 4);
        QCOMPARE(lines.index(0).data().toString(), QStringLiteral("− motd=Hello"));
        QCOMPARE(lines.index(1).data().toString(), QStringLiteral("+ motd=Hi"));
        QCOMPARE(lines.index(2).data().toString(), QStringLiteral("  pvp=true"));
        auto* toggle = details.findChild<QCheckBox*>();
        toggle->setChecked(false);
        QVERIFY(QTest::qWaitFor([&] { return lines.rowCount() == 2; }));
    }

    void aFileThatIsGoneFromTheServerSaysSo() {
        NodeBench bench;
        bench.daemon().answer(protocol::kBackupsRead, piece("a\n"));
        bench.daemon().refuse(protocol::kLiveRead, ErrorCode::NotFound, "There is no such file.");
        QVERIFY(bench.connect());
        EntryDetails details;
        details.show(entry(bench));
        QVERIFY(says(details, QStringLiteral("The server does not have this file now.")));
    }

    void onlyTheBeginningOfALargerFileIsRead() {
        NodeBench bench;
        bench.daemon().answer(protocol::kBackupsRead, piece(QByteArray(1024, 'a') + '\n', 2'000'000));
        QVERIFY(bench.connect());
        EntryDetails details;
        details.show(entry(bench, 2'000'000));
        QVERIFY(says(details, QStringLiteral("First 1.0 KiB of 1.9 MiB.")));
    }

    void aBigFileWaitsForTheButton() {
        NodeBench bench;
        bench.daemon().answer(protocol::kBackupsRead, piece("log\n", 5'000'000'000));
        QVERIFY(bench.connect());
        EntryDetails details;
        details.resize(300, 600);
        details.show();
        details.show(entry(bench, 5'000'000'000));
        QVERIFY(says(details, QStringLiteral("4.7 GiB")));
        QVERIFY(!bench.daemon().called("backups.read"));
        for (QPushButton* button : details.findChildren<QPushButton*>()) {
            if (button->text().contains(QStringLiteral("512.0 KiB"))) button->click();
        }
        QVERIFY(says(details, QStringLiteral("First 4 B of 4.7 GiB.")));
    }

    void aPictureIsShown() {
        NodeBench bench;
        QImage image(64, 32, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        QVERIFY(image.save(&buffer, "PNG"));
        bench.daemon().answer(protocol::kBackupsRead, piece(bytes));
        QVERIFY(bench.connect());
        EntryDetails details;
        details.resize(300, 600);
        details.show(entry(bench));
        QVERIFY(says(details, QStringLiteral("64 × 32 pixels")));
    }

    void otherBytesAreShownAsHex() {
        NodeBench bench;
        bench.daemon().answer(protocol::kBackupsRead, piece(QByteArray(10'000, '\0')));
        QVERIFY(bench.connect());
        EntryDetails details;
        details.show(entry(bench, 10'000));
        QVERIFY(says(details, QStringLiteral("First 4.0 KiB of 9.8 KiB.")));
        QVERIFY(details.preview().lines().index(0).data().toString().startsWith(QStringLiteral("00000000  00 00")));
    }

    void aReaderIsToldWhyNothingIsShown() {
        NodeBench bench("reader");
        scriptVersions(bench.daemon());
        QVERIFY(bench.connect());
        EntryDetails details;
        details.resize(300, 600);
        details.show();
        details.show(entry(bench));
        QVERIFY(says(details, QStringLiteral("Only administrators")));
        QVERIFY(!bench.daemon().called("backups.read"));
        QVERIFY(QTest::qWaitFor([&] { return details.versions().stops() == 5; })); // which versions there are, a reader may know
        for (const QPushButton* button : details.findChildren<QPushButton*>()) {
            if (button->text().startsWith(QStringLiteral("Restore"))) QVERIFY(!button->isEnabled());
        }
    }

    void theVersionsAreGoneThroughWithTheKeys() {
        NodeBench bench;
        bench.daemon().answer(protocol::kBackupsRead, piece("a\n"));
        scriptVersions(bench.daemon());
        QVERIFY(bench.connect());
        EntryDetails details;
        details.resize(300, 700);
        details.show();
        QSignalSpy restore(&details, &EntryDetails::restoreWanted);
        details.focusVersions(); // before they are there
        details.show(entry(bench));
        VersionLine& line = details.versions();
        QVERIFY(QTest::qWaitFor([&] { return line.stops() == 5; }));
        QCOMPARE(line.current(), 3); // that of the backup that is looked into
        QTest::keyClick(&line, Qt::Key_Right);
        QVERIFY(line.isLive());
        QVERIFY(line.currentText().contains(QStringLiteral("differs from the newest backup")));
        QTest::keyClick(&line, Qt::Key_Left);
        QTest::keyClick(&line, Qt::Key_Left);
        QVERIFY(line.currentText().contains(QStringLiteral("not there, in 3 backup(s)")));
        QCOMPARE(line.accessibleDescription(), line.currentText());
        QPushButton* button = nullptr;
        for (QPushButton* each : details.findChildren<QPushButton*>()) {
            if (each->text().startsWith(QStringLiteral("Restore"))) button = each;
        }
        QVERIFY(!button->isEnabled()); // nothing to restore there
        QTest::keyClick(&line, Qt::Key_Home);
        QVERIFY(button->isEnabled());
        button->click();
        QCOMPARE(restore.at(0).at(0).value<BackupId>(), backupId(8));
        bench.daemon().calls.clear();
        QTest::keyClick(&line, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return bench.daemon().called("backups.read"); }));
    }

    void anOlderDaemonHasNoVersionsAndThatIsSaid() {
        NodeBench bench;
        QVERIFY(bench.connect());
        EntryDetails details;
        details.resize(300, 700);
        details.show();
        details.show(entry(bench));
        QVERIFY(QTest::qWaitFor([&] {
            for (const QLabel* label : details.findChildren<QLabel*>()) {
                if (label->text().startsWith(QStringLiteral("The versions are not known"))) return true;
            }
            return false;
        }));
    }

    void theWorstTextDoesNotHoldUpTheWindow() {
        NodeBench bench;
        QByteArray lines; // 262,144 of them, and all differ
        while (lines.size() < 512 * 1024) lines += "x\n";
        QByteArray others = lines;
        others.replace('x', 'y');
        bench.daemon().answer(protocol::kBackupsRead, piece(lines));
        bench.daemon().answer(protocol::kLiveRead, piece(others));
        QVERIFY(bench.connect());
        EntryDetails details;
        details.resize(300, 700);
        details.show();
        QVERIFY(QTest::qWaitForWindowExposed(&details));
        auto& app = *static_cast<MeasuredApplication*>(QCoreApplication::instance());
        app.watch();
        details.show(entry(bench, 512 * 1024));
        QVERIFY(QTest::qWaitFor([&] { return details.preview().sentence().contains(QStringLiteral("removed")); }, 20'000));
        const double worst = app.worst();
        qInfo("512 KiB of short lines, all different: longest event %.1f ms (type %d)", worst, static_cast<int>(app.worstType()));
        QVERIFY2(worst < kLongestEvent, qPrintable(QString::number(worst)));
    }
};

ALULA_GUI_TEST_MAIN(TestEntryDetails)
#include "test_entry_details.moc"
