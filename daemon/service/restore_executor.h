// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/executor.h"
#include "daemon/service/archive_access.h"
#include "daemon/service/create_executor.h"
#include "daemon/service/job_parameters.h"
#include "daemon/service/node.h"
#include "daemon/service/restore_downloads.h"

namespace alula {

// Restores a backup into a server's volume (DESIGN: restore).
class RestoreExecutor final : public JobExecutor {
public:
    RestoreExecutor(const Node& node, ArchiveAccess& archives, ServerDirectory& servers, CreateExecutor& create,
                    RestoreDownloads& downloads)
        : m_node(node), m_archives(archives), m_servers(servers), m_create(create), m_downloads(downloads) {}
    JobOutcome run(JobContext& context) override;
    std::function<Result<void>()> recordNotRun(const Job& job, const Error& why) override;

private:
    Result<RestoreSummary> restore(JobContext& context);
    struct Wanted {
        std::shared_ptr<Archive> archive;
        bool fromElsewhere = false; // not from this node's disk
    };
    Result<Wanted> archiveOf(JobContext& context, const RestoreParameters& parameters);
    Result<std::shared_ptr<Archive>> downloaded(JobContext& context);

    const Node& m_node;
    ArchiveAccess& m_archives;
    ServerDirectory& m_servers;
    CreateExecutor& m_create;
    RestoreDownloads& m_downloads;
};

// Swaps back what a finished restore replaced.
class UndoExecutor final : public JobExecutor {
public:
    explicit UndoExecutor(const Node& node) : m_node(node) {}
    JobOutcome run(JobContext& context) override;
    std::function<Result<void>()> recordNotRun(const Job& job, const Error& why) override;

private:
    const Node& m_node;
};

} // namespace alula
