// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/about.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QMessageBox>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
struct About {
    Q_DECLARE_TR_FUNCTIONS(about)
};
} // namespace

void showAbout(QWidget* parent) {
    QMessageBox::about(parent, About::tr("About Alula"),
                       About::tr("<p><b>Alula %1</b></p><p>Backups for the nodes of game panels: browse, search, compare, "
                                 "restore.</p><p>Free software under the GNU General Public License, version 3 or later.</p>")
                           .arg(QStringLiteral(ALULA_VERSION)));
}

void openManual() {
    const QString installed = u"/usr/share/doc/alula/console.md"_s;
    const QUrl url = QFile::exists(installed) ? QUrl::fromLocalFile(installed) : QUrl(u"man:alula-console(1)"_s);
    QDesktopServices::openUrl(url);
}

} // namespace alula::gui
