// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/views/act.h"

#include <QtCore/QString>
#include <QtGui/QKeySequence>

#include <span>

namespace alula::gui {

enum class MenuOf : std::uint8_t { File, Edit, Backup, View, Node };

// One row an act: where it stands in the menus, its words, its key (CONSOLE: keys).
struct ActionRow {
    Act act;
    MenuOf menu;
    const char* text; // through actionText()
    QKeySequence key;
    const char* icon;
    // Keys without Ctrl, and Ctrl+C, mean other things in a text field: they act in the focused view only (Page), not in the window.
    bool inViewOnly = false;
};

std::span<const ActionRow> actionRows();  // in menu order
QString actionText(const ActionRow& row); // with its "&"

} // namespace alula::gui
