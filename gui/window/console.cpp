// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/console.h"

#include "gui/nodes/transports.h"
#include "gui/window/languages.h"
#include "gui/window/main_window.h"
#include "gui/window/notifier.h"
#include "gui/window/tray.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QSettings>
#include <QtGui/QIcon>
#include <QtWidgets/QApplication>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
struct Console {
    Q_DECLARE_TR_FUNCTIONS(console)
};

void addWanted(NodeList& nodes, const QCommandLineParser& options) {
    for (const QString& socket : options.values(u"socket"_s)) nodes.add(NodeAddress::local(socket));
    for (const QString& host : options.values(u"ssh"_s)) nodes.add(NodeAddress::ssh(host));
}

// Not the sidebar's filter, which comes first: the arrow keys are to move in what is looked at.
void focusPage(const MainWindow& window) {
    Page* page = window.page(window.place().page);
    for (QWidget* each = page->nextInFocusChain(); each != page; each = each->nextInFocusChain()) {
        if (!page->isAncestorOf(each) || !each->isVisible() || !each->isEnabled() || !(each->focusPolicy() & Qt::TabFocus))
            continue;
        each->setFocus();
        return;
    }
}
} // namespace

int runConsole(int argc, char** argv) {
    QApplication app(argc, argv);
    QCoreApplication::setOrganizationName(u"Alula"_s);
    QCoreApplication::setApplicationName(u"alula-console"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ALULA_VERSION));
    QGuiApplication::setApplicationDisplayName(u"Alula"_s);
    QGuiApplication::setDesktopFileName(u"org.alula.Console"_s);
    QGuiApplication::setWindowIcon(QIcon(u":/icons/alula.svg"_s));
    speak(app, QLocale());
    QCommandLineParser options;
    options.setApplicationDescription(Console::tr("Watches and restores the backups of Alula's nodes."));
    options.addHelpOption();
    options.addVersionOption();
    options.addOptions({{u"socket"_s, Console::tr("Shows the daemon behind this local socket too."), u"PATH"_s},
                        {u"ssh"_s, Console::tr("Shows the node that ssh reaches as HOST too."), u"HOST"_s}});
    options.process(app);
    QSettings settings;
    NodeList nodes(makeTransport);
    nodes.load(settings);
    addWanted(nodes, options);
    MainWindow window(nodes, settings);
    window.show();
    focusPage(window);
    Notifier notifier(nodes, [&window] { return window.isActiveWindow(); });
    new Tray(notifier, window); // the window's
    return app.exec();
}

} // namespace alula::gui
