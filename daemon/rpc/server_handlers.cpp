// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/page_budget.h"
#include "daemon/rpc/rpc_services.h"

#include <algorithm>
#include <map>
#include <span>

namespace alula {

namespace {

constexpr std::int64_t kOutcomes = 30; // API: the last 30 outcomes
constexpr std::int32_t kMostServers = 1000;

// What the catalog has of the servers of a page: three queries, however many they are.
struct PageFacts {
    std::map<ServerId, BackupTotals> totals;
    std::map<ServerId, Backup> good;
    std::map<ServerId, std::vector<CreateOutcome>> outcomes;
};

Result<PageFacts> factsOf(Catalog& catalog, std::span<const Server> servers) {
    std::vector<ServerId> ids;
    for (const Server& server : servers) ids.push_back(server.id);
    PageFacts facts;
    ALULA_ASSIGN(facts.totals, catalog.backups().totals(ids));
    ALULA_ASSIGN(facts.good, catalog.backups().newestGood(ids));
    ALULA_ASSIGN(facts.outcomes, catalog.jobs().createOutcomes(ids, kOutcomes));
    return facts;
}

protocol::Outcome toWire(const CreateOutcome& outcome) {
    protocol::Outcome wire;
    wire.time = outcome.ended;
    wire.state = name(outcome.state);
    if (!outcome.backup.isNull()) wire.backup = outcome.backup;
    if (outcome.good) wire.size = outcome.size;
    return wire;
}

protocol::ServerInfo infoOf(const Server& server, PageFacts& facts) {
    protocol::ServerInfo info;
    info.server = server.id;
    info.name = server.name;
    info.inPanel = server.inPanel;
    info.suspended = server.suspended;
    if (server.diskLimit != 0) info.diskLimit = server.diskLimit;
    const BackupTotals totals = facts.totals[server.id];
    info.backups = totals.backups;
    info.backupBytes = totals.bytes;
    if (const auto good = facts.good.find(server.id); good != facts.good.end()) {
        info.lastGood = protocol::LastGood{good->second.id, good->second.completed, good->second.size};
        if (good->second.contentBytes != 0) info.volumeBytes = good->second.contentBytes;
    }
    for (const CreateOutcome& outcome : facts.outcomes[server.id]) info.outcomes.push_back(toWire(outcome));
    return info;
}

Result<protocol::ServersList> list(const RpcServices& services, const protocol::ServersListParams& p) {
    ALULA_ASSIGN(const auto from, offsetOf(p.cursor));
    ALULA_ASSIGN(const auto limit, limitOf(p.limit, kMostServers));
    ALULA_ASSIGN(auto servers, services.servers.all());
    std::ranges::sort(servers, {}, [](const Server& s) { return std::pair(s.name, s.id); });
    const auto begin = std::min(static_cast<std::size_t>(from), servers.size());
    const auto page = std::span(servers).subspan(begin, std::min(static_cast<std::size_t>(limit), servers.size() - begin));
    ALULA_ASSIGN(auto facts, factsOf(services.node.catalog, page));
    protocol::ServersList answer;
    PageBudget budget;
    for (const Server& server : page) {
        auto info = infoOf(server, facts);
        info.state = services.servers.stateOf(server.id);
        if (!budget.takes(info)) break;
        answer.servers.push_back(std::move(info));
    }
    if (begin + answer.servers.size() < servers.size()) answer.cursor = std::to_string(begin + answer.servers.size());
    return answer;
}

} // namespace

void addServerHandlers(Dispatcher& dispatcher, const RpcServices& services) {
    dispatcher.add(protocol::kServersList,
                   [&services](const protocol::ServersListParams& p, const RpcCaller&) { return list(services, p); });
}

} // namespace alula
