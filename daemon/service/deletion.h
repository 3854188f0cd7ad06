// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/executor.h"
#include "daemon/service/archive_access.h"
#include "daemon/service/commands.h"
#include "daemon/service/node.h"

namespace alula {

// What becomes of those that do not exist (any more).
enum class Gone : std::uint8_t { Refused, LeftOut };

// What deleting these backups would take away: pinned ones stay, and servers that lose their newest good backup are named.
// NotFound (kNoSuchBackup) when one does not exist; with LeftOut when none does.
Result<DeletePlan> planDelete(const Node& node, const std::vector<BackupId>& backups, Gone gone = Gone::Refused);
Result<DeletePlan> planDeleteAll(const Node& node, const ServerId& server);

// Whether a deletion was done, or a pin forbids it.
enum class Deleted : std::uint8_t { Gone, Pinned };

// First the row says Deleting, in one transaction with the looks at its pin and at the jobs that use it: from then on nobody can
// pin it, read it or restore from it. Then the archive goes, then the row. Gone also when it was gone before. Conflict: it is
// being made or restored from. When the archive cannot be deleted, the backup is what it was before.
Result<Deleted> deleteBackup(const Node& node, ArchiveAccess& archives, const BackupId& backup);
// The second half, for a row that says Deleting since before a crash.
Result<void> finishDeletion(const Node& node, ArchiveAccess& archives, const Backup& row);

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
