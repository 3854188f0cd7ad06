// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/executor.h"
#include "daemon/service/node.h"
#include "daemon/service/server_directory.h"

namespace alula {

// Makes one backup of a server: the use of createArchive with the catalog's states around it (FORMAT: publishing).
class CreateExecutor final : public JobExecutor {
public:
    CreateExecutor(const Node& node, ServerDirectory& servers) : m_node(node), m_servers(servers) {}
    JobOutcome run(JobContext& context) override;
    std::function<Result<void>()> recordNotRun(const Job& job, const Error& why) override;

    // The same work for a backup that is the first part of another job (a restore's "back up first"): the row is there already,
    // and is completed here. It stays while that job may begin again; dropUnfinished() takes it away when it has failed.
    Result<void> makeBefore(const BackupId& backup, JobContext& context);
    Result<void> dropUnfinished(const BackupId& backup);

private:
    Result<Backup> make(const BackupId& id, const std::string& ignore, JobContext& context);
    std::function<Result<void>()> recordFailure(const Job& job) const;

    const Node& m_node;
    ServerDirectory& m_servers;
};

} // namespace alula
