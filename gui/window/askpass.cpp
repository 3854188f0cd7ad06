// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/askpass.h"

#include "gui/dialogs/askpass_dialog.h"
#include "gui/nodes/parent_process.h"
#include "gui/nodes/transports.h"
#include "gui/window/languages.h"

#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

#include <cstdio>

namespace alula::gui {

using namespace Qt::StringLiterals;

bool isAskpass(int argc) { return argc == 2 && qEnvironmentVariableIsSet(kAskpassMark); }

int runAskpass(int argc, char** argv) {
    // Before all else: ssh may die while this starts up, and its question is no option of Qt's ("-style …").
    const qint64 parent = parentProcess();
    const QString asked = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    int own = 1;
    QApplication app(own, argv);
    QGuiApplication::setApplicationDisplayName(u"Alula"_s);
    QGuiApplication::setDesktopFileName(u"org.alula.Console"_s);
    speak(app, QLocale());
    AskpassDialog dialog(parseSshQuestion(asked, qEnvironmentVariable("SSH_ASKPASS_PROMPT")));
    QObject::connect(&dialog, &QDialog::finished, &app,
                     [](int result) { QCoreApplication::exit(result == QDialog::Accepted ? 0 : 1); });
    // ssh has given up, or the console has gone: nobody waits for an answer.
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &dialog, [&dialog, parent] {
        if (parentProcess() != parent) dialog.reject();
    });
    watch.start(std::chrono::seconds(1));
    dialog.open();
    const int code = QApplication::exec();
    if (code != 0) return 1;
    QByteArray answer = dialog.takeAnswer();
    if (!answer.isEmpty()) {
        std::fwrite(answer.constData(), 1, static_cast<std::size_t>(answer.size()), stdout);
        std::fputc('\n', stdout);
        std::fflush(stdout);
    }
    answer.fill('\0');
    return 0;
}

} // namespace alula::gui
