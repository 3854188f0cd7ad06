// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/executor.h"
#include "daemon/service/archive_access.h"
#include "daemon/service/node.h"

namespace alula {

// Reads a whole backup and checks every byte; the catalog keeps what came of it.
class VerifyExecutor final : public JobExecutor {
public:
    VerifyExecutor(const Node& node, ArchiveAccess& archives) : m_node(node), m_archives(archives) {}
    JobOutcome run(JobContext& context) override;
    std::function<Result<void>()> recordNotRun(const Job& job, const Error& why) override;

private:
    const Node& m_node;
    ArchiveAccess& m_archives;
};

} // namespace alula
