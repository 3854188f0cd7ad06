// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/backup.h"
#include "daemon/service/archive_access.h"
#include "daemon/service/node.h"

#include <memory>
#include <stop_token>

namespace alula {

struct OpenedBackup {
    Backup row;
    std::shared_ptr<Archive> archive;
};

// A finished backup for looking into. NotFound: there is none; Conflict, with the reason: it is being made or deleted.
Result<OpenedBackup> openBackup(const Node& node, ArchiveAccess& archives, const BackupId& backup, std::stop_token stop);

} // namespace alula
