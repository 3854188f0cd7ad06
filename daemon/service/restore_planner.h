// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/scheduler.h"
#include "daemon/service/archive_access.h"
#include "daemon/service/commands.h"
#include "daemon/service/node.h"
#include "daemon/service/server_directory.h"
#include "shared/engine/restore/restore.h"

#include <optional>
#include <stop_token>
#include <string>

namespace alula {

struct PlannedRestore {
    RestorePreview preview;
    std::string token;                       // of these facts: a real call that carries it is refused when they have changed
    std::optional<std::uint64_t> estimateMs; // from this server's past restores
    std::uint64_t estimateJobs = 0;          // how many
};

// Says what a restore would do, without doing it. Any thread.
class RestorePlanner {
public:
    RestorePlanner(const Node& node, ArchiveAccess& archives, ServerDirectory& servers)
        : m_node(node), m_archives(archives), m_servers(servers) {}
    Result<PlannedRestore> plan(const RestoreRequest& request, std::stop_token stop);

private:
    Result<void> estimate(const ServerId& server, PlannedRestore& planned);

    const Node& m_node;
    ArchiveAccess& m_archives;
    ServerDirectory& m_servers;
};

// The token of a deletion's plan.
std::string tokenOf(const DeletePlan& plan);
std::string tokenOf(const RestoreRequest& request, const RestorePreview& preview);

} // namespace alula
