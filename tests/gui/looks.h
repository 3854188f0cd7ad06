// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QStringList>

class QWidget;

namespace alula::test {

// What a person would see wrong in a window as it stands; each a line "class name: text". Empty: nothing.

// Texts of labels, buttons, lists (cells, titles of columns), chosen lines of combo boxes and placeholders that have less room than they
// need; columns that are out of sight.
QStringList cutTexts(QWidget* window);
// Widgets that take the keyboard and have no name for a screen reader.
QStringList namelessWidgets(QWidget* window);
// Widgets that can be clicked, and that Tab never comes to.
QStringList unreachableWidgets(QWidget* window);

} // namespace alula::test
