// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/backup_commands.h"
#include "shared/protocol/jobs.h"
#include "shared/protocol/servers.h"

#include <QtCore/QString>

#include <cstdint>
#include <span>

namespace alula::gui {

// What a restore's plan says, in words and for the decisions that stand on them.

// Live files that get another content, and files of the backup that are written at all; symlinks are among them.
std::uint64_t reallyReplaced(const protocol::RestorePlan& plan);
std::uint64_t reallyRestored(const protocol::RestorePlan& plan);
std::uint64_t newFiles(const protocol::RestorePlan& plan); // of those, the ones that nothing stands in the place of

bool hasRoom(const protocol::RestorePlan& plan);
// Data goes that nothing here brings back: the server's name is typed first.
bool needsName(const protocol::RestorePlan& plan, bool backupFirst);
// What is typed: the name, or the first 8 of the id when it has none, or another server has the same.
QString nameToType(const ServerId& server, std::span<const protocol::ServerInfo> all);

QString restoreButtonText(const protocol::RestorePlan& plan); // "Restore 512, delete 37"
// "This stops Survival, replaces 512 files and deletes 37 files. Until the last step Cancel job puts all back."
QString restoreSentence(const protocol::RestorePlan& plan, const QString& server, bool backupFirst);
QString roomText(const protocol::RestorePlan& plan);     // there is enough, or the sentence that says what to do
QString estimateText(const protocol::RestorePlan& plan); // "About 2 min (5 past)"

// Where a restore goes, as its outcome names it: "in place", "into the folder old of Survival".
QString placeText(const protocol::RestoreParams& params, const QString& server);
// How it ended: happened, safe, next.
QString restoreOutcomeText(const protocol::JobInfo& job, const protocol::RestoreParams& params, const QString& server);

// What undoing a restore does, and until when it can be done; and how it ended.
QString undoSentence(const protocol::JobInfo& restore, const QString& server);
QString undoOutcomeText(const protocol::JobInfo& job, const QString& server);

} // namespace alula::gui
