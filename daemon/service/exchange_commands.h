// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/scheduler.h"
#include "daemon/service/archive_access.h"
#include "daemon/service/node.h"
#include "daemon/service/server_directory.h"
#include "daemon/service/stream_broker.h"

#include <optional>
#include <string>
#include <vector>

namespace alula {

struct ExportRequest {
    BackupId backup;
    std::vector<std::string> include, exclude; // paths, bytes
    std::string format;                        // name(ArchiveFormat)
    uid_t user = 0;                            // who may carry the bytes
    JobOrigin origin;
};

struct ImportRequest {
    ServerId server;
    std::string format; // "": told by the bytes
    std::optional<std::uint64_t> size;
    std::string note;
    uid_t user = 0;
    JobOrigin origin;
};

struct StreamedJob {
    JobId job;
    std::string token;
    BackupId backup; // import: the new one
};

// Exports and imports, asked for: checks what can be checked, then a job that waits for its client's connection. Blocking, any
// thread but the scheduler's. Errors as of BackupCommands.
class ExchangeCommands {
public:
    ExchangeCommands(const Node& node, Scheduler& scheduler, ServerDirectory& servers, ArchiveAccess& archives,
                     StreamBroker& streams)
        : m_node(node), m_scheduler(scheduler), m_servers(servers), m_archives(archives), m_streams(streams) {}
    Result<StreamedJob> exportBackup(const ExportRequest& request);
    Result<StreamedJob> importBackup(const ImportRequest& request);

private:
    Result<StreamedJob> enqueue(Job job, uid_t user, const std::function<Result<void>()>& alongside);

    const Node& m_node;
    Scheduler& m_scheduler;
    ServerDirectory& m_servers;
    ArchiveAccess& m_archives;
    StreamBroker& m_streams;
};

} // namespace alula
