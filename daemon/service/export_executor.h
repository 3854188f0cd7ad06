// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/executor.h"
#include "daemon/service/archive_access.h"
#include "daemon/service/node.h"
#include "daemon/service/stream_broker.h"
#include "shared/formats/export_backup.h"

namespace alula {

// Sends a backup, or parts of it, to the client that asked, in a format of its choice. A client that hangs up before the end has
// its job failed, not cancelled: nobody wished for that end, and a line that breaks has to be seen. Who wishes it cancels the job.
class ExportExecutor final : public JobExecutor {
public:
    ExportExecutor(const Node& node, ArchiveAccess& archives, StreamBroker& streams)
        : m_node(node), m_archives(archives), m_streams(streams) {}
    JobOutcome run(JobContext& context) override;
    std::function<Result<void>()> recordNotRun(const Job& job, const Error& why) override;

private:
    Result<ExportSummary> send(ClientStream& client, JobContext& context, const std::stop_token& stop);

    const Node& m_node;
    ArchiveAccess& m_archives;
    StreamBroker& m_streams;
};

} // namespace alula
