// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/backup_cells.h"

#include "gui/format/time_text.h"
#include "gui/models/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QLocale>

#include <algorithm>
#include <climits>

namespace alula::gui {

using protocol::BackupInfo;

QString exactBytesText(std::uint64_t bytes) { return Models::tr("%1 bytes").arg(countText(bytes)); }

bool isNumber(BackupColumn column) {
    switch (column) {
    case BackupColumn::Size:
    case BackupColumn::Logical:
    case BackupColumn::New:
    case BackupColumn::Files:
    case BackupColumn::Took: return true;
    default: return false;
    }
}

bool isKnown(const BackupInfo& backup, BackupColumn column) {
    const bool isMade = backup.state == "completed";
    switch (column) {
    case BackupColumn::Size: return isMade || backup.size > 0;
    case BackupColumn::Logical:
    case BackupColumn::Files: return backup.foreign || !isMade ? backup.files + backup.contentBytes > 0 : true;
    case BackupColumn::New: return backup.foreign || !isMade ? backup.newBytes > 0 : true;
    case BackupColumn::Took: return backup.durationMs > 0;
    case BackupColumn::Checksum: return !backup.sha1.empty();
    default: return true;
    }
}

namespace {
// The mark says that it is good.
QString stateCell(const BackupInfo& backup) {
    const bool warned =
        backup.state == "completed" && !backup.missing && !backup.damaged && !backup.deletedInPanel && backup.warnings > 0;
    return warned ? Models::tr("%n warning(s)", nullptr, static_cast<int>(std::min<std::uint64_t>(backup.warnings, INT_MAX)))
                  : backupStateText(backup);
}
} // namespace

QString cellText(const BackupInfo& backup, BackupColumn column, const QString& server) {
    if (!isKnown(backup, column)) return Models::tr("not known");
    switch (column) {
    case BackupColumn::When: return agoText(backup.created);
    case BackupColumn::Server: return server;
    case BackupColumn::Size: return bytesText(backup.size);
    case BackupColumn::Logical: return bytesText(backup.contentBytes);
    case BackupColumn::New: return bytesText(backup.newBytes);
    case BackupColumn::Files: return countText(backup.files);
    case BackupColumn::Took: return durationText(backup.durationMs);
    case BackupColumn::State: return stateCell(backup);
    case BackupColumn::Adapter: return shown(backup.adapter);
    case BackupColumn::Checksum: return shown(backup.sha1).first(qMin<qsizetype>(12, shown(backup.sha1).size()));
    case BackupColumn::Kept: return backup.pinned ? Models::tr("pinned") : QString();
    case BackupColumn::Verified: return backup.verified ? agoText(*backup.verified) : Models::tr("never");
    case BackupColumn::Note: return shown(backup.note);
    }
    return {};
}

QString cellToolTip(const BackupInfo& backup, BackupColumn column, const QString& server) {
    if (!isKnown(backup, column))
        return backup.state == "completed" ? Models::tr("Only Alula's own backups tell this.")
                                           : Models::tr("It is not made yet.");
    switch (column) {
    case BackupColumn::When: return fullTimeText(backup.created);
    case BackupColumn::Size: return exactBytesText(backup.size);
    case BackupColumn::Logical: return exactBytesText(backup.contentBytes);
    case BackupColumn::New: return exactBytesText(backup.newBytes);
    case BackupColumn::Checksum: return QStringLiteral("SHA-1 ") + shown(backup.sha1);
    case BackupColumn::Kept:
        return backup.pinned ? Models::tr("No rotation and no deletion takes it until it is unpinned.") : QString();
    case BackupColumn::Verified:
        if (!backup.verified) return Models::tr("Nobody has read it through yet: Verify does.");
        return fullTimeText(*backup.verified) + QLatin1Char('\n') + shown(backup.verifyResult);
    default: return cellText(backup, column, server);
    }
}

QString columnTitle(BackupColumn column) {
    switch (column) {
    case BackupColumn::When: return Models::tr("When");
    case BackupColumn::Server: return Models::tr("Server");
    case BackupColumn::Size: return Models::tr("Size");
    case BackupColumn::Logical: return Models::tr("Logical");
    case BackupColumn::New: return Models::tr("New");
    case BackupColumn::Files: return Models::tr("Files");
    case BackupColumn::Took: return Models::tr("Took");
    case BackupColumn::State: return Models::tr("State");
    case BackupColumn::Adapter: return Models::tr("Adapter");
    case BackupColumn::Checksum: return Models::tr("Checksum");
    case BackupColumn::Kept: return Models::tr("Kept");
    case BackupColumn::Verified: return Models::tr("Verified");
    case BackupColumn::Note: return Models::tr("Note");
    }
    return {};
}

QString columnToolTip(BackupColumn column) {
    switch (column) {
    case BackupColumn::Size: return Models::tr("What the archive takes up");
    case BackupColumn::Logical: return Models::tr("What its files are together");
    case BackupColumn::New: return Models::tr("What was not taken over from an older backup");
    case BackupColumn::Adapter: return Models::tr("Where it is kept: wings is this node, s3 is an object store");
    case BackupColumn::Kept: return Models::tr("Pinned backups are never deleted");
    case BackupColumn::Verified: return Models::tr("When every byte of it was last read and checked");
    default: return columnTitle(column);
    }
}

} // namespace alula::gui
