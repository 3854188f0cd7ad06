// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/rpc_services.h"

#include <algorithm>

namespace alula {

namespace {

constexpr std::int64_t kOutcomes = 30; // API: the last 30 outcomes

Result<std::vector<protocol::Outcome>> outcomesOf(const RpcServices& services, const ServerId& server) {
    JobQuery query;
    query.server = server;
    query.kind = JobKind::Create;
    query.states = {JobState::Completed, JobState::CompletedWithWarnings, JobState::Failed, JobState::Cancelled};
    query.limit = kOutcomes;
    ALULA_ASSIGN(auto jobs, services.node.catalog.jobs().list(query));
    std::ranges::reverse(jobs); // the catalog gives the newest first
    std::vector<protocol::Outcome> outcomes;
    for (const Job& job : jobs) outcomes.push_back({job.ended, std::string(name(job.state))});
    return outcomes;
}

Result<protocol::ServerInfo> infoOf(const RpcServices& services, const Server& server) {
    protocol::ServerInfo info;
    info.server = server.id;
    info.name = server.name;
    info.state = services.servers.stateOf(server.id);
    info.inPanel = server.inPanel;
    info.suspended = server.suspended;
    if (server.diskLimit != 0) info.diskLimit = server.diskLimit;
    ALULA_ASSIGN(const auto rows, services.node.catalog.backups().list({.server = server.id, .limit = -1}));
    for (const Backup& row : rows) {
        if (row.state != BackupState::Completed) continue;
        info.backups += 1;
        info.backupBytes += row.missing ? 0 : row.size;
    }
    ALULA_ASSIGN(const auto good, services.node.catalog.backups().newestGood(server.id));
    if (good) {
        info.lastGood = protocol::LastGood{good->id, good->completed, good->size};
        if (good->contentBytes != 0) info.volumeBytes = good->contentBytes;
    }
    ALULA_ASSIGN(info.outcomes, outcomesOf(services, server.id));
    return info;
}

Result<protocol::ServersList> list(const RpcServices& services) {
    ALULA_ASSIGN(const auto servers, services.servers.all());
    protocol::ServersList answer;
    for (const Server& server : servers) {
        ALULA_ASSIGN(auto info, infoOf(services, server));
        answer.servers.push_back(std::move(info));
    }
    return answer;
}

} // namespace

void addServerHandlers(Dispatcher& dispatcher, const RpcServices& services) {
    dispatcher.add(protocol::kServersList,
                   [&services](const protocol::ServersListParams&, const RpcCaller&) { return list(services); });
}

} // namespace alula
