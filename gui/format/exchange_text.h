// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <cstdint>
#include <optional>

namespace alula::gui {

// Exports and imports in words.

QStringList exportFormats();               // as the daemon names them, the most wanted first
QString formatText(const QString& format); // "zip (opens everywhere)"
QString formatNote(const QString& format); // what it keeps and what it cannot
QString endingOf(const QString& file);     // of the formats an import takes, or "": not one of them
QString importEndings();                   // "*.zip *.7z …", for a file dialog
// "Survival 2026-11-22 0300.zip": local time, and no character that some file system refuses.
QString suggestedFile(const QString& server, Timestamp created, const QString& format);
QString withFormat(const QString& file, const QString& format); // its ending changed to that of the format

QString exportedText(const QString& file, std::uint64_t bytes);
QString exportFailedText(const QString& file, const Error& why, bool here);
QString importFailedText(const QString& file, const Error& why, bool here);

} // namespace alula::gui
