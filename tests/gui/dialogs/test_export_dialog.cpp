// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/export_dialog.h"
#include "gui/nodes/node_data.h"
#include "gui/nodes/transports.h"
#include "tests/e2e/real_daemon.h"
#include "tests/gui/stall_watch.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QPointer>
#include <QtCore/QSettings>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

#include <csignal>
#include <filesystem>
#include <sys/resource.h>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {
const BackupId kMade = *BackupId::parse(kBackup);
constexpr int kPatience = 30'000; // ms

// A real alulad with a backup in it, and a console's node that reaches it by its socket, or by a bridge in place of ssh.
class Bench {
public:
    explicit Bench(bool bridge, const Tree& server = smallServer()) {
        server.materialise(m_daemon.volume());
        (void)m_daemon.postBackup();
        auto console = m_daemon.console();
        (void)console->ended(console->newest("create"));
        if (bridge) writeBridge();
        const QString socket = QString::fromStdString(m_daemon.socket());
        m_node = std::make_unique<Node>(bridge ? NodeAddress::ssh(u"somewhere"_s) : NodeAddress::local(socket), makeTransport);
        m_node->open();
        if (!QTest::qWaitFor([this] { return m_node->isOnline() && m_node->data().isKnown(); }, kPatience)) qFatal("no node");
    }
    ~Bench() {
        delete m_dialog;
        m_node.reset();
        qunsetenv("ALULA_SSH");
    }

    RealDaemon& daemon() { return m_daemon; }
    Node& node() { return *m_node; }
    std::string path(const std::string& name) const { return m_dir.path(name); }
    ExportDialog& open(const std::string& name) {
        m_dialog = new ExportDialog(*m_node, kMade, {}, nullptr);
        m_dialog->open();
        (void)QTest::qWaitFor([this] { return button(u"Export"_s)->isEnabled(); }, kPatience);
        auto* formats = m_dialog->findChild<QComboBox*>();
        const QString file = QString::fromStdString(path(name));
        formats->setCurrentIndex(formats->findData(file.endsWith(u".tar.gz"_s) ? u"tar.gz"_s : file.section(u'.', -1)));
        m_dialog->setFile(file);
        return *m_dialog;
    }
    ExportDialog* dialog() { return m_dialog; }
    QPushButton* button(const QString& text) const {
        for (QPushButton* each : m_dialog->findChildren<QPushButton*>()) {
            if (each->isVisible() && each->text().remove(u'&').startsWith(text)) return each;
        }
        return nullptr;
    }
    bool shows(const QString& words) const {
        for (const QLabel* label : m_dialog->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(words)) return true;
        }
        return false;
    }
    bool waitFor(const QString& words) {
        return QTest::qWaitFor([&] { return shows(words); }, kPatience);
    }
    // An export of s.tar that takes half a minute, some of whose bytes are here.
    bool beginSlowly() {
        limitTo(1);
        open("s.tar");
        QTest::mouseClick(button(u"Export"_s), Qt::LeftButton);
        return waitFor(u" are here."_s);
    }
    void limitTo(double mibPerSecond) {
        protocol::SetLimitsParams limits;
        limits.readMibPerSecond = mibPerSecond;
        if (!m_daemon.console()->call(protocol::kSetLimits, limits)) qFatal("no limits");
    }
    // From now on a bridge gives a hundred kilobytes and fails.
    void breakBridge() {
        writeFile(m_scripts.path("ssh"),
                  "#!/bin/sh\n" ALULA_BIN_DIR "/alulactl --socket " + m_daemon.socket() + " bridge | head -c 100000\nexit 255\n");
    }
    // What lies beside the exported files.
    QStringList files() const { return QDir(QString::fromStdString(m_dir.path())).entryList(QDir::Files); }

private:
    // Takes ssh's arguments, and is the bridge at once.
    void writeBridge() {
        const std::string script = m_scripts.path("ssh");
        writeFile(script, "#!/bin/sh\nexec " ALULA_BIN_DIR "/alulactl --socket " + m_daemon.socket() + " bridge\n");
        std::filesystem::permissions(script, std::filesystem::perms::owner_all);
        qputenv("ALULA_SSH", QByteArray::fromStdString(script));
    }

    RealDaemon m_daemon;
    TempDir m_dir, m_scripts;
    std::unique_ptr<Node> m_node;
    QPointer<ExportDialog> m_dialog;
};

// Files of this program may not grow beyond that.
class Limited {
public:
    explicit Limited(rlim_t bytes) {
        m_signal = ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~Limited() {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        ::signal(SIGXFSZ, m_signal);
    }
    Limited(const Limited&) = delete;
    Limited& operator=(const Limited&) = delete;

private:
    rlimit m_before{};
    sighandler_t m_signal;
};
} // namespace

class TestExportDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QCoreApplication::setOrganizationName(u"Alula"_s);
        QCoreApplication::setApplicationName(u"alula-test-export"_s);
        QSettings().clear();
    }

    void writesAWholeFile_data() {
        QTest::addColumn<bool>("bridge");
        QTest::addColumn<QString>("name");
        QTest::newRow("socket, the archive itself") << false << u"s.tar.gz"_s;
        QTest::newRow("socket, zip") << false << u"s.zip"_s;
        QTest::newRow("bridge, the archive itself") << true << u"s.tar.gz"_s;
        QTest::newRow("bridge, 7z") << true << u"s.7z"_s;
    }
    void writesAWholeFile() {
        QFETCH(bool, bridge);
        QFETCH(QString, name);
        Bench bench(bridge);
        bench.open(name.toStdString());
        QTest::mouseClick(bench.button(u"Export"_s), Qt::LeftButton);
        QVERIFY(bench.waitFor(u"Written: "_s));
        QCOMPARE(bench.files(), QStringList{name});
        const std::string file = bench.path(name.toStdString());
        QVERIFY(std::filesystem::file_size(file) > 300);
        if (name.endsWith(u".tar.gz"_s)) QCOMPARE(readFile(file), readFile(bench.daemon().archive()));
        else QVERIFY(readFile(file).starts_with(name.endsWith(u".zip"_s) ? "PK" : "7z"));
        // A backup holds passwords.
        QCOMPARE(QFile(QString::fromStdString(file)).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void aFileThatIsThereIsAskedFor() {
        Bench bench(false);
        writeFile(bench.path("s.zip"), "mine");
        bench.open("s.zip");
        QTest::mouseClick(bench.button(u"Export"_s), Qt::LeftButton);
        auto* ask = bench.dialog()->findChild<QMessageBox*>(u"replace"_s);
        QVERIFY(ask && ask->isVisible());
        QTest::keyClick(ask, Qt::Key_Escape);
        QCOMPARE(readFile(bench.path("s.zip")), std::string("mine"));
        QVERIFY(QTest::qWaitFor([&] { return !bench.dialog()->findChild<QMessageBox*>(u"replace"_s); }));
        QTest::mouseClick(bench.button(u"Export"_s), Qt::LeftButton);
        ask = bench.dialog()->findChild<QMessageBox*>(u"replace"_s);
        QVERIFY(ask);
        for (QAbstractButton* button : ask->buttons()) {
            if (ask->buttonRole(button) == QMessageBox::AcceptRole) button->click();
        }
        QVERIFY(bench.waitFor(u"Written: "_s));
        QVERIFY(readFile(bench.path("s.zip")).starts_with("PK"));
    }

    void aFolderThatIsNotThereIsSaidBeforeAnybodyWorks() {
        Bench bench(false);
        bench.open("gone/s.zip");
        QTest::mouseClick(bench.button(u"Export"_s), Qt::LeftButton);
        QVERIFY(bench.waitFor(u"could not be written"_s));
        QVERIFY(bench.shows(u"Nothing was kept, and the backup is untouched."_s));
        protocol::JobsListParams exports;
        exports.kind = "export";
        QVERIFY(bench.daemon().console()->call(protocol::kJobsList, exports)->jobs.empty());
    }

    // As on a full disk: what has come so far goes, and the job is told.
    void aFileThatCannotGrowLeavesNothing() {
        Bench bench(false);
        bench.open("s.tar");
        const Limited limited(100'000);
        QTest::mouseClick(bench.button(u"Export"_s), Qt::LeftButton);
        QVERIFY(bench.waitFor(u"could not be written: File too large"_s));
        QCOMPARE(bench.files(), QStringList());
        const auto console = bench.daemon().console();
        const auto job = console->ended(console->newest("export"));
        QVERIFY2(job.state == "failed" || job.state == "cancelled" || job.state == "completed", job.state.c_str());
    }

    void cancelLeavesNothing_data() {
        QTest::addColumn<bool>("bridge");
        QTest::newRow("socket") << false;
        QTest::newRow("bridge") << true;
    }
    void cancelLeavesNothing() {
        QFETCH(bool, bridge);
        Bench bench(bridge, tree({file("world/big.bin", 24U << 20)}));
        QVERIFY(bench.beginSlowly());
        QVERIFY(!bench.files().contains(u"s.tar"_s)); // under another name meanwhile, or none
        QTest::mouseClick(bench.button(u"Cancel job"_s), Qt::LeftButton);
        QVERIFY(bench.waitFor(u"Cancelled. Nothing was kept, and the backup is untouched."_s));
        QVERIFY(QTest::qWaitFor([&] { return bench.files().isEmpty(); }, kPatience));
    }

    // Issue 5: the daemon killed in the middle, and back.
    void aDaemonKilledInTheMiddleLeavesNothing() {
        Bench bench(false, tree({file("world/big.bin", 24U << 20)}));
        QVERIFY(bench.beginSlowly());
        bench.daemon().kill();
        QVERIFY(bench.waitFor(u"Its jobs go on."_s));
        bench.daemon().start();
        QVERIFY(bench.waitFor(u"The export failed: "_s));
        QVERIFY(QTest::qWaitFor([&] { return bench.button(u"Try again"_s) != nullptr; }));
        QVERIFY(QTest::qWaitFor([&] { return bench.files().isEmpty(); }, kPatience));
    }

    void closedItGoesOnAndComesBackWithItsEnd() {
        Bench bench(false, tree({file("world/big.bin", 24U << 20)}));
        QVERIFY(bench.beginSlowly());
        QTest::keyClick(bench.dialog(), Qt::Key_Escape);
        QVERIFY(bench.dialog() && !bench.dialog()->isVisible());
        bench.limitTo(0);
        QVERIFY(bench.waitFor(u"Written: "_s));
        QCOMPARE(bench.files(), QStringList{u"s.tar"_s});
    }

    void aSecondTryThatCannotWriteSaysSo() {
        Bench bench(false, tree({file("world/big.bin", 24U << 20)}));
        QVERIFY(bench.beginSlowly());
        bench.daemon().kill();
        QVERIFY(bench.waitFor(u"Its jobs go on."_s));
        bench.daemon().start();
        QVERIFY(bench.waitFor(u"The export failed: "_s));
        QVERIFY(QTest::qWaitFor([&] { return bench.button(u"Try again"_s) != nullptr; }));
        QTest::mouseClick(bench.button(u"Try again"_s), Qt::LeftButton);
        bench.dialog()->setFile(QString::fromStdString(bench.path("gone/s.tar")));
        QVERIFY(QTest::qWaitFor([&] { return bench.button(u"Export"_s) && bench.button(u"Export"_s)->isEnabled(); }, kPatience));
        QTest::mouseClick(bench.button(u"Export"_s), Qt::LeftButton);
        QVERIFY(bench.waitFor(u"could not be written"_s));
    }

    // A bridge that breaks off in the middle looks like the end of the bytes, but for its exit code.
    void aBridgeThatBreaksOffIsNotTakenForTheEnd() {
        Bench bench(true, tree({file("world/big.bin", 24U << 20)}));
        bench.breakBridge();
        bench.open("s.tar");
        QTest::mouseClick(bench.button(u"Export"_s), Qt::LeftButton);
        QVERIFY(bench.waitFor(u"The connection that carried the bytes ended"_s));
        QVERIFY(QTest::qWaitFor([&] { return bench.files().isEmpty(); }, kPatience));
    }
};

ALULA_GUI_TEST_MAIN(TestExportDialog)
#include "test_export_dialog.moc"
