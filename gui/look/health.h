// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QRectF>
#include <QtCore/QString>
#include <QtGui/QColor>
#include <QtGui/QIcon>
#include <QtGui/QPalette>

#include <cstdint>
#include <string_view>

class QPainter;

namespace alula::gui {

// How something is, always as a shape and a colour: ● good, ▲ with warnings, ✕ failed or damaged, – not known, ◌ being made,
// □ cancelled.
enum class Health : std::uint8_t { Good, Warnings, Failed, Unknown, Running, Cancelled };

Health healthOf(std::string_view jobState); // "completed" …
// Readable (4.5:1) on the palette's base and window colours, light or dark.
QColor colorOf(Health health, const QPalette& palette);
// The shape, as large as fits into the middle of the rectangle.
void paintMark(QPainter& painter, const QRectF& rect, Health health, const QPalette& palette);
// On a selected row: in the colour of its text, for none of the others would be seen on every desktop's highlight. The shape says it.
void paintSelectedMark(QPainter& painter, const QRectF& rect, Health health, const QPalette& palette);
QIcon markOf(Health health, const QPalette& palette); // both as an icon
QString textOf(Health health);                        // "good", for tool tips and screen readers

} // namespace alula::gui
