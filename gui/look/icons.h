// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGui/QIcon>

namespace alula::gui {

// By the name that the freedesktop.org icon naming specification gives it ("edit-find"), or one of our own ("alula-pin"): from the desktop's theme, else our
// drawing of that name (resources/icons), in the palette's text colour, light and dark.
QIcon themeIcon(const QString& name);
// Ours always: for pictures that have to look the same everywhere.
QIcon ownIcon(const QString& name);

} // namespace alula::gui
