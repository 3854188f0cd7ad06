// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/opened_backup.h"

namespace alula {

Result<OpenedBackup> openBackup(const Node& node, ArchiveAccess& archives, const BackupId& backup, std::stop_token stop) {
    ALULA_ASSIGN(auto row, node.catalog.backups().find(backup));
    if (!row) return fail(ErrorCode::NotFound, kNoSuchBackup);
    if (row->state != BackupState::Completed) return fail(ErrorCode::Conflict, std::string(whyUnusable(*row)));
    ProgressSink unseen;
    ALULA_ASSIGN(auto archive, archives.open(*row, unseen, std::move(stop)));
    return OpenedBackup{*std::move(row), std::move(archive)};
}

} // namespace alula
