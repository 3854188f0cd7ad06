// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/node_data.h"
#include "gui/nodes/transports.h"
#include "gui/views/import_page.h"
#include "tests/e2e/real_daemon.h"
#include "tests/gui/node_bench.h"
#include "tests/gui/stall_watch.h"

#include <QtCore/QMimeData>
#include <QtCore/QSettings>
#include <QtCore/QUrl>
#include <QtGui/QDropEvent>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

#include <cstdlib>
#include <filesystem>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {
const ServerId kIt = *ServerId::parse(kServer);
constexpr int kPatience = 30'000; // ms

// The page before a real alulad with one server, reached by its socket, or by a bridge in place of ssh.
class Bench {
public:
    explicit Bench(bool bridge = false) {
        if (bridge) {
            const std::string script = m_dir.path("ssh");
            writeFile(script, "#!/bin/sh\nexec " ALULA_BIN_DIR "/alulactl --socket " + m_daemon.socket() + " bridge\n");
            std::filesystem::permissions(script, std::filesystem::perms::owner_all);
            qputenv("ALULA_SSH", QByteArray::fromStdString(script));
        }
        const QString socket = QString::fromStdString(m_daemon.socket());
        m_node = std::make_unique<Node>(bridge ? NodeAddress::ssh(u"somewhere"_s) : NodeAddress::local(socket), makeTransport);
        m_node->open();
        if (!QTest::qWaitFor([this] { return m_node->isOnline() && !m_node->data().servers().empty(); }, kPatience))
            qFatal("no node");
        m_page = std::make_unique<ImportPage>();
        m_page->resize(800, 500);
        m_page->show();
        m_page->go({.page = PageKind::Import, .scope = {m_node.get(), kIt}});
    }
    ~Bench() {
        m_page.reset();
        m_node.reset();
        qunsetenv("ALULA_SSH");
    }
    RealDaemon& daemon() { return m_daemon; }
    Node& node() { return *m_node; }
    ImportPage& page() { return *m_page; }
    std::string path(const std::string& name) const { return m_dir.path(name); }
    // A tar.gz of a few files, made by tar.
    QString archive(unsigned size = 1000) const {
        tree({file("server.properties", "motd=imported\n"), file("world/level.dat", size)}).materialise(path("tree"));
        const std::string made = path("old server.tar.gz");
        if (std::system(("tar -czf '" + made + "' -C '" + path("tree") + "' .").c_str()) != 0) qFatal("no tar");
        return QString::fromStdString(made);
    }
    QPushButton* button(const QString& text) const {
        for (QPushButton* each : m_page->findChildren<QPushButton*>()) {
            if (each->isVisible() && each->text().remove(u'&') == text) return each;
        }
        return nullptr;
    }
    bool shows(const QString& words) const {
        for (const QLabel* label : m_page->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(words)) return true;
        }
        return false;
    }
    bool waitFor(const QString& words) {
        return QTest::qWaitFor([&] { return shows(words); }, kPatience);
    }
    QLineEdit* note() const {
        for (QLineEdit* edit : m_page->findChildren<QLineEdit*>()) {
            if (edit->placeholderText().contains(u"old host"_s)) return edit;
        }
        return nullptr;
    }

private:
    RealDaemon m_daemon;
    TempDir m_dir;
    std::unique_ptr<Node> m_node;
    std::unique_ptr<ImportPage> m_page;
};
} // namespace

class TestImportPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QCoreApplication::setOrganizationName(u"Alula"_s);
        QCoreApplication::setApplicationName(u"alula-test-import"_s);
        QSettings().clear();
    }

    void aTarGzBecomesABackup_data() {
        QTest::addColumn<bool>("bridge");
        QTest::newRow("socket") << false;
        QTest::newRow("bridge") << true;
    }
    void aTarGzBecomesABackup() {
        QFETCH(bool, bridge);
        Bench bench(bridge);
        QVERIFY(bench.shows(u"Choose it, or drop it here."_s));
        QVERIFY(!bench.button(u"Import"_s)->isEnabled());
        bench.page().setFile(bench.archive(3'000'000)); // more than any buffer on the way
        QVERIFY(bench.shows(u"tar.gz, 2.9 MiB"_s));
        bench.note()->setText(u"from the old host"_s);
        QTest::mouseClick(bench.button(u"Import"_s), Qt::LeftButton);
        QVERIFY(bench.waitFor(u"old server.tar.gz is a backup of"_s));
        const auto backups = bench.daemon().console()->call(protocol::kBackupsList);
        QCOMPARE(backups->backups.size(), std::size_t(1));
        QCOMPARE(backups->backups[0].origin, std::string("imported"));
        QCOMPARE(backups->backups[0].note, std::string("from the old host"));
        QCOMPARE(backups->backups[0].files, std::uint64_t(2));
        QSignalSpy went(&bench.page(), &Page::goTo);
        QVERIFY(QTest::qWaitFor([&] { return bench.button(u"Browse it"_s) != nullptr; }));
        QTest::mouseClick(bench.button(u"Browse it"_s), Qt::LeftButton);
        QCOMPARE(went.size(), 1);
        QCOMPARE(went[0][0].value<Place>().backup, std::optional(backups->backups[0].backup));
        QVERIFY(bench.button(u"Restore…"_s));
        QTest::mouseClick(bench.button(u"Import another"_s), Qt::LeftButton);
        QVERIFY(bench.button(u"Import"_s) && !bench.button(u"Import"_s)->isEnabled());
    }

    void whatIsNoArchiveIsSaid() {
        Bench bench;
        writeFile(bench.path("notes.txt"), "no archive at all");
        bench.page().setFile(QString::fromStdString(bench.path("notes.txt")));
        QVERIFY(bench.shows(u"The format is told by its bytes"_s));
        QTest::mouseClick(bench.button(u"Import"_s), Qt::LeftButton);
        QVERIFY(bench.waitFor(u"The import failed: "_s));
        QVERIFY(bench.shows(u"No backup was made, and your file is untouched."_s));
        QVERIFY(bench.daemon().console()->call(protocol::kBackupsList)->backups.empty());
    }

    void aFileThatIsNotThereCannotBeImported() {
        Bench bench;
        bench.page().setFile(QString::fromStdString(bench.path("gone.zip")));
        QVERIFY(bench.shows(u"There is no such file."_s));
        QVERIFY(!bench.button(u"Import"_s)->isEnabled());
    }

    void aFileIsDroppedHere() {
        Bench bench;
        QMimeData dragged;
        dragged.setUrls({QUrl::fromLocalFile(bench.archive())});
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&bench.page(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&bench.page(), &drop);
        QVERIFY(bench.shows(u"tar.gz, "_s));
        QVERIFY(bench.button(u"Import"_s)->isEnabled());
    }

    void cancelLeavesNoBackup() {
        Bench bench;
        protocol::SetLimitsParams limits;
        limits.writeMibPerSecond = 0.5;
        QVERIFY(bench.daemon().console()->call(protocol::kSetLimits, limits));
        bench.page().setFile(bench.archive(24U << 20));
        QTest::mouseClick(bench.button(u"Import"_s), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return bench.button(u"Cancel job"_s) != nullptr; }, kPatience));
        QVERIFY(bench.page().possible(Act::CancelJob).value());
        bench.page().act(Act::CancelJob);
        QVERIFY(bench.waitFor(u"Cancelled. No backup was made, and your file is untouched."_s));
        QVERIFY(bench.daemon().console()->call(protocol::kBackupsList)->backups.empty());
    }

    // The servers are listed anew by every event: what was chosen stays chosen.
    void aChoiceOutlivesANewListing() {
        NodeBench bench;
        QVERIFY(bench.connect());
        QVERIFY(QTest::qWaitFor([&] { return bench.node().data().servers().size() == 2; }));
        ImportPage page;
        page.show();
        page.go({.page = PageKind::Import, .scope = {&bench.node(), kSurvival}});
        auto* servers = page.findChild<QComboBox*>();
        QCOMPARE(servers->currentData().toString().toStdString(), kSurvival.toString());
        servers->setCurrentIndex(servers->findData(QString::fromStdString(kLobby.toString())));
        Q_EMIT bench.node().data().serversChanged();
        QCOMPARE(servers->currentData().toString().toStdString(), kLobby.toString());
        page.go(page.place()); // as when the node came back
        QCOMPARE(servers->currentData().toString().toStdString(), kLobby.toString());
    }

    void withoutANodeItSaysWhatToDo() {
        ImportPage page;
        page.show();
        page.go({.page = PageKind::Import, .scope = {}});
        bool said = false;
        for (const QLabel* label : page.findChildren<QLabel*>()) said = said || label->text() == u"Connect to a node first."_s;
        QVERIFY(said);
    }
};

ALULA_GUI_TEST_MAIN(TestImportPage)
#include "test_import_page.moc"
