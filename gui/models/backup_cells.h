// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/backup_order.h"

#include <QtCore/QString>

namespace alula::gui {

// What a cell of the list of backups says. server: its name, for the column of that.
QString cellText(const protocol::BackupInfo& backup, BackupColumn column, const QString& server);
QString cellToolTip(const protocol::BackupInfo& backup, BackupColumn column, const QString& server);
QString columnTitle(BackupColumn column);
QString columnToolTip(BackupColumn column);
bool isNumber(BackupColumn column); // stands at the right
// False: the daemon cannot know it, as the number of files in an archive that somebody else made.
bool isKnown(const protocol::BackupInfo& backup, BackupColumn column);
QString exactBytesText(std::uint64_t bytes); // "12,345,678 bytes"

} // namespace alula::gui
