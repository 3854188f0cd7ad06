// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/page_budget.h"
#include "daemon/rpc/rpc_services.h"

#include <algorithm>

namespace alula {

namespace {

constexpr std::int64_t kOutcomes = 30; // API: the last 30 outcomes
constexpr std::int32_t kMostServers = 1000;

Result<std::vector<protocol::Outcome>> outcomesOf(const RpcServices& services, const ServerId& server) {
    JobQuery query;
    query.server = server;
    query.kind = JobKind::Create;
    query.states = {JobState::Completed, JobState::CompletedWithWarnings, JobState::Failed, JobState::Cancelled};
    query.limit = kOutcomes;
    ALULA_ASSIGN(auto jobs, services.node.catalog.jobs().list(query));
    std::ranges::reverse(jobs); // the catalog gives the newest first
    std::vector<protocol::Outcome> outcomes;
    for (const Job& job : jobs) outcomes.push_back({job.ended, std::string(name(job.state)), {}, {}});
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
    ALULA_ASSIGN(const auto totals, services.node.catalog.backups().totals(server.id));
    info.backups = totals.backups;
    info.backupBytes = totals.bytes;
    ALULA_ASSIGN(const auto good, services.node.catalog.backups().newestGood(server.id));
    if (good) {
        info.lastGood = protocol::LastGood{good->id, good->completed, good->size};
        if (good->contentBytes != 0) info.volumeBytes = good->contentBytes;
    }
    ALULA_ASSIGN(info.outcomes, outcomesOf(services, server.id));
    return info;
}

Result<protocol::ServersList> list(const RpcServices& services, const protocol::ServersListParams& p) {
    ALULA_ASSIGN(const auto from, offsetOf(p.cursor));
    ALULA_ASSIGN(const auto limit, limitOf(p.limit, kMostServers));
    ALULA_ASSIGN(auto servers, services.servers.all());
    std::ranges::sort(servers, {}, [](const Server& s) { return std::pair(s.name, s.id); });
    protocol::ServersList answer;
    PageBudget budget;
    auto at = static_cast<std::size_t>(from);
    for (; at < servers.size() && static_cast<std::int64_t>(answer.servers.size()) < limit; ++at) {
        ALULA_ASSIGN(auto info, infoOf(services, servers[at]));
        if (!budget.takes(info)) break;
        answer.servers.push_back(std::move(info));
    }
    if (at < servers.size()) answer.cursor = std::to_string(at);
    return answer;
}

} // namespace

void addServerHandlers(Dispatcher& dispatcher, const RpcServices& services) {
    dispatcher.add(protocol::kServersList,
                   [&services](const protocol::ServersListParams& p, const RpcCaller&) { return list(services, p); });
}

} // namespace alula
