// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/page_budget.h"
#include "daemon/rpc/rpc_services.h"
#include "daemon/service/deletion.h"

namespace alula {

namespace {

constexpr std::size_t kMostShown = 200;

Result<protocol::DeletePlan> toWire(const RpcServices& services, const DeletePlan& plan, std::int64_t from) {
    protocol::DeletePlan wire;
    wire.token = tokenOf(plan);
    wire.count = plan.backups.size();
    wire.bytes = plan.bytes;
    PageBudget budget;
    const auto begin = std::min(static_cast<std::size_t>(from), plan.backups.size());
    for (std::size_t i = begin; i < plan.backups.size(); ++i) {
        ALULA_ASSIGN(const Backup row, services.browser.get(plan.backups[i]));
        auto info = alula::toWire(row);
        if (wire.backups.size() == kMostShown || !budget.takes(info)) {
            wire.cursor = std::to_string(i);
            break;
        }
        wire.backups.push_back(std::move(info));
    }
    wire.pinned.assign(plan.pinned.begin(),
                       plan.pinned.begin() + static_cast<std::ptrdiff_t>(std::min(kMostShown, plan.pinned.size())));
    for (const LostGood& lost : plan.lostGood) {
        wire.lastGoodOf.push_back(lost.server);
        wire.lostGood.push_back({lost.server, lost.newest, lost.older});
    }
    return wire;
}

template <class Params> // DeleteParams, DeleteAllParams
Result<protocol::DeleteAnswer> act(const RpcServices& services, const DeletePlan& plan, const Params& p,
                                   const RpcCaller& caller) {
    protocol::DeleteAnswer answer;
    ALULA_ASSIGN(const auto from, offsetOf(p.cursor));
    if (p.dryRun) {
        ALULA_ASSIGN(answer.plan, toWire(services, plan, from));
        return answer;
    }
    if (p.plan && *p.plan != tokenOf(plan)) {
        return fail(ErrorCode::Conflict, "the backups have changed since this was planned: look at the new plan first");
    }
    ALULA_ASSIGN(answer.job, services.commands.remove(plan, caller.origin));
    return answer;
}

} // namespace

void addDeleteHandlers(Dispatcher& dispatcher, const RpcServices& services) {
    dispatcher.add(protocol::kBackupsDelete,
                   [&services](const protocol::DeleteParams& p, const RpcCaller& c) -> Result<protocol::DeleteAnswer> {
                       // Who looks at a plan first sees what is left, and its token holds them to it.
                       const Gone gone = p.dryRun || p.plan ? Gone::LeftOut : Gone::Refused;
                       ALULA_ASSIGN(const DeletePlan plan, planDelete(services.node, p.backups, gone));
                       return act(services, plan, p, c);
                   });
    dispatcher.add(protocol::kBackupsDeleteAll,
                   [&services](const protocol::DeleteAllParams& p, const RpcCaller& c) -> Result<protocol::DeleteAnswer> {
                       ALULA_ASSIGN(const DeletePlan plan, planDeleteAll(services.node, p.server));
                       // Backups outlive their server.
                       if (plan.backups.empty() && plan.pinned.empty()) ALULA_TRY(services.servers.find(p.server));
                       return act(services, plan, p, c);
                   });
}

} // namespace alula
