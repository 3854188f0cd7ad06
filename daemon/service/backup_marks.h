// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/node.h"

#include <string>

namespace alula {

// What an admin writes onto a backup. Both answer with the row as it is then. NotFound (kNoSuchBackup);
// Conflict: it is being deleted.
Result<Backup> pinBackup(const Node& node, const BackupId& backup, bool pinned);
// InvalidInput: UTF-8, at most 4 KiB.
Result<void> checkNote(const std::string& text);
// "" takes the note away.
Result<Backup> noteBackup(const Node& node, const BackupId& backup, const std::string& text);

} // namespace alula
