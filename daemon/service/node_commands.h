// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/scheduler.h"
#include "daemon/service/archive_access.h"
#include "daemon/service/commands.h"
#include "daemon/service/node.h"
#include "daemon/service/restore_downloads.h"
#include "daemon/service/server_directory.h"

namespace alula {

// The commands, done: checks against catalog and disk, then a job in the queue.
class NodeCommands final : public BackupCommands {
public:
    NodeCommands(const Node& node, Scheduler& scheduler, ServerDirectory& servers, ArchiveAccess& archives,
                 RestoreDownloads& downloads)
        : m_node(node), m_scheduler(scheduler), m_servers(servers), m_archives(archives), m_downloads(downloads) {}
    Result<void> requireServer(const ServerId& server) override;
    Result<JobId> create(const CreateRequest& request) override;
    Result<JobId> restore(const RestoreRequest& request) override;
    Result<JobId> undo(const JobId& restoreJob, const JobOrigin& origin) override;
    Result<JobId> verify(const BackupId& backup, const JobOrigin& origin) override;
    Result<JobId> remove(const DeletePlan& plan, const JobOrigin& origin) override;
    Result<void> removeForPanel(const ServerId& server, const BackupId& backup) override;
    Result<void> removeAllForPanel(const ServerId& server) override;
    Result<void> cancel(const JobId& job) override;

private:
    Job newJob(JobKind kind, const ServerId& server, const BackupId& backup, const JobOrigin& origin);
    Result<void> refuseTaken(const ServerId& server, const BackupId& backup);
    // Inside the transaction that puts `job` into the queue: of two requests at the same moment the second is refused.
    Result<void> refuseRestoring(const Job& job);
    Result<Backup> usable(const BackupId& backup); // as its row says
    Result<JobId> restoreDownload(const RestoreRequest& request);
    Result<Backup> restorable(const BackupId& backup);
    Result<bool> keepPinned(const BackupId& backup); // marked "deleted in the panel"; false: not pinned
    Result<void> removeRow(const Backup& row);
    Result<void> cancelMaking(const BackupId& backup);

    const Node& m_node;
    Scheduler& m_scheduler;
    ServerDirectory& m_servers;
    ArchiveAccess& m_archives;
    RestoreDownloads& m_downloads;
};

} // namespace alula
