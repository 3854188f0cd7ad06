// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/tray.h"

#include "gui/window/main_window.h"

#include <QtWidgets/QApplication>

namespace alula::gui {

Tray::Tray(Notifier& notifier, MainWindow& window) : QObject(&window), m_window(window) {
    m_icon.setToolTip(tr("Alula"));
    connect(&notifier, &Notifier::notice, this, &Tray::show);
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::bring);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger) bring();
    });
}

// The icon is there only once there was something to say: the program itself needs none.
void Tray::show(const Notice& notice) {
    m_place = notice.place;
    if (!QSystemTrayIcon::isSystemTrayAvailable()) {
        QApplication::alert(&m_window); // the task bar blinks
        return;
    }
    m_icon.setIcon(QGuiApplication::windowIcon());
    m_icon.show();
    m_icon.showMessage(notice.title, notice.text, notice.bad ? QSystemTrayIcon::Critical : QSystemTrayIcon::Information);
}

void Tray::bring() {
    m_icon.hide();
    if (m_window.isMinimized()) m_window.showNormal();
    m_window.raise();
    m_window.activateWindow();
    if (m_place.scope.node) m_window.go(m_place);
}

} // namespace alula::gui
