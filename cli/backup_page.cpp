// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/backup_page.h"

#include "cli/tr.h"
#include "shared/wording/wording.h"

namespace alula::cli {

Page backupPage(const protocol::BackupInfo& backup) {
    Page page;
    page.field(Cli::tr("Backup"), QString::fromStdString(backup.backup.toString()));
    page.field(Cli::tr("Server"), QString::fromStdString(backup.server.toString()));
    page.field(Cli::tr("State"), backupStateText(backup));
    page.field(Cli::tr("Created"), timeText(backup.created));
    page.field(Cli::tr("Completed"), timeText(backup.completed));
    page.field(Cli::tr("Took"), durationText(backup.durationMs));
    page.field(Cli::tr("Archive"), Cli::tr("%1, of which %2 new").arg(bytesText(backup.size), bytesText(backup.newBytes)));
    page.field(Cli::tr("Contents"), Cli::tr("%1 in %2 files").arg(bytesText(backup.contentBytes), countText(backup.files)));
    page.field(Cli::tr("SHA-1"), backup.sha1.empty() ? Cli::tr("not known") : QString::fromStdString(backup.sha1));
    page.field(Cli::tr("Made by"), Cli::tr("%1, adapter %2%3")
                                       .arg(shown(backup.origin), shown(backup.adapter),
                                            backup.foreign ? Cli::tr(", not written by Alula") : QString()));
    page.field(Cli::tr("Verified"),
               backup.verified ? Cli::tr("%1: %2").arg(timeText(backup.verified), shown(backup.verifyResult)) : Cli::tr("never"));
    page.field(Cli::tr("Pinned"), backup.pinned ? Cli::tr("yes") : Cli::tr("no"));
    if (backup.warnings > 0) page.field(Cli::tr("Warnings"), countText(backup.warnings));
    if (!backup.note.empty()) page.field(Cli::tr("Note"), QString::fromStdString(backup.note));
    if (!backup.readable) page.field(Cli::tr("Contents cannot be read"), QString::fromStdString(backup.whyUnreadable));
    return page;
}

} // namespace alula::cli
