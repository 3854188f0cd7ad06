// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/executor.h"
#include "daemon/service/archive_access.h"
#include "daemon/service/commands.h"
#include "daemon/service/node.h"

namespace alula {

// What deleting these backups would take away: pinned ones stay, and servers that lose their newest good backup are named.
// NotFound (kNoSuchBackup) when one does not exist.
Result<DeletePlan> planDelete(const Node& node, const std::vector<BackupId>& backups);
Result<DeletePlan> planDeleteAll(const Node& node, const ServerId& server);

// Archive first, then its row: a crash between the two leaves a row that is marked missing, never an archive that comes back.
Result<void> deleteBackup(const Node& node, ArchiveAccess& archives, const Backup& backup);

class DeleteExecutor final : public JobExecutor {
public:
    DeleteExecutor(const Node& node, ArchiveAccess& archives) : m_node(node), m_archives(archives) {}
    JobOutcome run(JobContext& context) override;
    std::function<Result<void>()> recordNotRun(const Job& job, const Error& why) override;

private:
    const Node& m_node;
    ArchiveAccess& m_archives;
};

} // namespace alula
