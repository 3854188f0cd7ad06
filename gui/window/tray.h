// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/window/notifier.h"

#include <QtWidgets/QSystemTrayIcon>

namespace alula::gui {

class MainWindow;

// Notices as the desktop shows them, where it has a place for that; a click brings the window to what it is about.
class Tray final : public QObject {
    Q_OBJECT

public:
    Tray(Notifier& notifier, MainWindow& window);

private:
    void show(const Notice& notice);
    void bring();

    MainWindow& m_window;
    QSystemTrayIcon m_icon;
    Place m_place; // of the newest notice
};

} // namespace alula::gui
