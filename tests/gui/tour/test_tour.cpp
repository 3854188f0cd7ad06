// SPDX-License-Identifier: GPL-3.0-or-later
// Looks at every page and dialog of the console over a real daemon: in light and dark, English and German, small and large. Nothing may
// be cut, nameless, or out of Tab's reach. The pictures go to $ALULA_TOUR (else a temporary folder): scripts/screenshots.

#include "gui/dialogs/connect_dialog.h"
#include "gui/nodes/node_data.h"
#include "gui/window/languages.h"
#include "gui/window/main_window.h"
#include "gui/window/palette.h"
#include "tests/gui/looks.h"
#include "tests/gui/stall_watch.h"
#include "tests/gui/tour/tour_node.h"

#include <QtCore/QDir>
#include <QtCore/QSettings>
#include <QtCore/QTranslator>
#include <QtGui/QAction>
#include <QtGui/QPalette>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QDialog>
#include <QtWidgets/QStyleFactory>

using namespace alula;
using namespace alula::gui;
using namespace alula::test;
using namespace Qt::StringLiterals;

namespace {

// What the Fusion style wears on a dark desktop (qfusionstyle, qt_fusionPalette()), which offscreen has not.
QPalette darkPalette() {
    const QColor text(240, 240, 240), ground(50, 50, 50), base = ground.darker(140), dark = ground.darker(150);
    const QColor mid = ground.darker(130), pale(130, 130, 130);
    QPalette palette(text, ground, ground.lighter(150), dark, mid, text, base);
    palette.setBrush(QPalette::Midlight, mid.lighter(110));
    palette.setBrush(QPalette::Button, ground);
    palette.setBrush(QPalette::Shadow, dark.darker(135));
    palette.setBrush(QPalette::AlternateBase, base.lighter(110));
    palette.setBrush(QPalette::Link, QColor(0x7a, 0xb8, 0xff));
    palette.setBrush(QPalette::HighlightedText, text);
    palette.setBrush(QPalette::PlaceholderText, QColor(240, 240, 240, 128));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setBrush(QPalette::Disabled, role, pale);
    palette.setBrush(QPalette::Disabled, QPalette::Base, ground);
    palette.setBrush(QPalette::Highlight, QColor(48, 140, 198));
    palette.setBrush(QPalette::Disabled, QPalette::Highlight, QColor(145, 145, 145));
    palette.setBrush(QPalette::Disabled, QPalette::HighlightedText, pale);
    return palette;
}

struct Look {
    QLocale locale;
    bool dark;
    QSize size;
    QString name() const {
        return locale.bcp47Name().section(u'-', 0, 0) + (dark ? u"-dark-"_s : u"-light-"_s) + QString::number(size.width());
    }
};

const QSize kSmall(1024, 700), kLarge(1600, 1000);

} // namespace

class TestTour : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
        m_light = QGuiApplication::palette();
        QSettings().clear(); // columns of another run
        const QString wanted = qEnvironmentVariable("ALULA_TOUR");
        m_folder = wanted.isEmpty() ? QString::fromStdString(m_dir.path("pictures")) : wanted;
        QVERIFY(QDir().mkpath(m_folder));
        m_node = std::make_unique<TourNode>();
    }
    void cleanupTestCase() { m_node.reset(); }

    void everyPageAndDialog_data() {
        QTest::addColumn<Look>("look");
        const QLocale english(QLocale::English, QLocale::UnitedKingdom), german(QLocale::German, QLocale::Germany),
            french(QLocale::French, QLocale::France);
        for (const Look& look : {Look{english, false, kSmall}, Look{english, true, kSmall}, Look{english, false, kLarge},
                                 Look{english, true, kLarge}, Look{german, false, kSmall}, Look{german, true, kSmall},
                                 Look{german, false, kLarge}, Look{french, false, kSmall}})
            QTest::newRow(qPrintable(look.name())) << look;
    }
    void everyPageAndDialog() {
        QFETCH(Look, look);
        wear(look);
        QSettings settings(QString::fromStdString(m_dir.path("settings-" + look.name().toStdString())), QSettings::IniFormat);
        NodeList nodes([](const NodeAddress& address) { return std::make_unique<LocalSocketTransport>(address.where); });
        Node* node = nodes.add(NodeAddress::local(QString::fromStdString(m_node->daemon().socket())));
        MainWindow window(nodes, settings);
        window.resize(look.size);
        window.show();
        QVERIFY(QTest::qWaitFor([&] { return node->isOnline() && node->data().isKnown(); }, 30'000));
        m_faults.clear();
        m_size = look.size;
        seePages(window, node);
        seeDialogs(window, node);
        seeTrouble(window, node);
        QVERIFY2(m_faults.isEmpty(), qPrintable(m_faults.join(u'\n')));
    }

    void theFirstRun() {
        wear({QLocale(QLocale::English), false, kSmall});
        QSettings settings(QString::fromStdString(m_dir.path("settings-empty")), QSettings::IniFormat);
        NodeList nodes([](const NodeAddress& address) { return std::make_unique<LocalSocketTransport>(address.where); });
        MainWindow window(nodes, settings);
        window.resize(kSmall);
        window.show();
        m_faults.clear();
        take(window, u"first-run"_s);
        QVERIFY2(m_faults.isEmpty(), qPrintable(m_faults.join(u'\n')));
    }

private:
    void wear(const Look& look) {
        m_look = look.name();
        // Translators of the language before.
        for (QTranslator* old : qApp->findChildren<QTranslator*>()) {
            QCoreApplication::removeTranslator(old);
            delete old;
        }
        speak(*qApp, look.locale);
        QApplication::setPalette(look.dark ? darkPalette() : m_light);
    }

    // A page has come to rest when nothing was painted for a while.
    void settle() { QTest::qWait(250); }

    void take(QWidget& window, const QString& name) {
        settle();
        window.grab().save(m_folder + u'/' + name + u'-' + m_look + u".png"_s);
        const auto note = [&](const QString& what, const QStringList& found) {
            for (const QString& each : found) m_faults << name + u' ' + m_look + u": "_s + what + u": "_s + each;
        };
        if (auto* main = qobject_cast<MainWindow*>(&window); main && window.width() > m_size.width()) {
            QString widths;
            for (int i = 0; i < kPages; ++i)
                widths += u' ' + QString::number(main->page(static_cast<PageKind>(i))->minimumSizeHint().width());
            m_faults << name + u' ' + m_look + u": does not fit, the pages want"_s + widths;
        }
        note(u"cut"_s, cutTexts(&window));
        note(u"nameless"_s, namelessWidgets(&window));
        note(u"out of Tab's reach"_s, unreachableWidgets(&window));
    }

    void seePages(MainWindow& window, Node* node) {
        const Scope all{node, {}}, survival{node, m_node->survival()};
        window.go({.page = PageKind::Overview, .scope = all});
        take(window, u"overview"_s);
        window.go({.page = PageKind::Overview, .scope = survival});
        take(window, u"overview-server"_s);
        window.go({.page = PageKind::Backups, .scope = survival});
        settle();
        selectFirst(window);
        take(window, u"backups"_s);
        window.go({.page = PageKind::Backups, .scope = all});
        take(window, u"backups-all"_s);
        window.go({.page = PageKind::Browser,
                   .scope = survival,
                   .backup = m_node->newest(),
                   .path = "plugins/Essentials",
                   .select = "config.yml"});
        settle();
        take(window, u"browser"_s);
        window.go({.page = PageKind::Search, .scope = all, .query = u"config"_s});
        settle();
        selectFirst(window);
        take(window, u"search"_s);
        window.go({.page = PageKind::Search, .scope = all, .query = u"lvl.dat"_s});
        settle();
        take(window, u"search-nothing"_s);
        window.go({.page = PageKind::Compare, .scope = survival, .backup = m_node->before(), .against = m_node->newest()});
        settle();
        take(window, u"compare"_s);
        window.go({.page = PageKind::Compare, .scope = survival, .backup = m_node->newest()});
        settle();
        take(window, u"compare-live"_s);
        window.go({.page = PageKind::Activity, .scope = all});
        settle();
        selectFirst(window);
        take(window, u"activity"_s);
        window.go({.page = PageKind::Import, .scope = survival});
        take(window, u"import"_s);
        const JobId job = m_node->startSlowBackup();
        window.go({.page = PageKind::Overview, .scope = all});
        take(window, u"overview-working"_s);
        (void)m_node->console().call(protocol::kJobsCancel, {job});
        (void)m_node->console().ended(job);
        protocol::SetLimitsParams none;
        none.readMibPerSecond = none.writeMibPerSecond = 0;
        (void)m_node->console().call(protocol::kSetLimits, none);
    }

    void selectFirst(MainWindow& window) {
        for (auto* view : window.findChildren<QAbstractItemView*>()) {
            if (!view->isVisible() || !view->model() || view->model()->rowCount() == 0 ||
                !window.page(window.place().page)->isAncestorOf(view))
                continue;
            view->setFocus();
            view->setCurrentIndex(view->model()->index(0, 0));
            return;
        }
    }

    void seeDialogs(MainWindow& window, Node* node) {
        const Scope survival{node, m_node->survival()};
        window.go({.page = PageKind::Backups, .scope = survival});
        settle();
        selectFirst(window);
        settle();
        for (const auto& [act, name] :
             {std::pair(Act::BackUp, u"back-up"_s), std::pair(Act::Restore, u"restore"_s), std::pair(Act::Export, u"export"_s),
              std::pair(Act::Delete, u"delete"_s), std::pair(Act::DeleteAll, u"delete-all"_s)}) {
            QVERIFY2(window.action(act)->isEnabled(), qPrintable(window.action(act)->toolTip()));
            window.action(act)->trigger();
            seeDialog(window, name);
        }
        openConnectDialog(window.nodes(), &window);
        seeDialog(window, u"connect"_s);
        openPalette(window);
        seeDialog(window, u"palette"_s);
    }

    void seeDialog(MainWindow& window, const QString& name) {
        settle();
        QDialog* open = nullptr;
        for (QDialog* dialog : window.findChildren<QDialog*>()) {
            if (dialog->isVisible()) open = dialog;
        }
        if (!open) {
            m_faults << name + u": no dialog came"_s;
            return;
        }
        take(*open, u"dialog-"_s + name);
        open->reject();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void seeTrouble(MainWindow& window, Node* node) {
        window.go({.page = PageKind::Overview, .scope = {node, {}}});
        m_node->daemon().kill();
        QVERIFY(QTest::qWaitFor([&] { return !node->isOnline(); }));
        take(window, u"overview-lost"_s);
        m_node->daemon().start();
        node->reconnect();
        QVERIFY(QTest::qWaitFor([&] { return node->isOnline(); }, 30'000));
        m_node->reconnect();
    }

    TempDir m_dir;
    QPalette m_light;
    QSize m_size = kSmall;
    QString m_folder, m_look;
    QStringList m_faults;
    std::unique_ptr<TourNode> m_node;
};

ALULA_GUI_TEST_MAIN(TestTour)
#include "test_tour.moc"
