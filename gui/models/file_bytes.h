// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace alula::gui {

// What a file's first bytes are, as far as can be told: text has no zero bytes and few control characters.
bool looksLikeText(const QByteArray& bytes);
// UTF-8 if it is that (a character cut off at the end does not count), UTF-16 with its mark, else Latin-1. Control characters are made
// visible.
QString textOf(const QByteArray& bytes);
// "00000010  89 50 4e 47 …  .PNG…", a row for 16 bytes, of the first 4 KiB.
inline constexpr qsizetype kHexBytes = 4096;
QStringList hexRows(const QByteArray& bytes);

} // namespace alula::gui
