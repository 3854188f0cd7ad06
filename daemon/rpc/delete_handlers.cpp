// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/page_budget.h"
#include "daemon/rpc/rpc_services.h"
#include "daemon/service/deletion.h"

namespace alula {

namespace {

constexpr std::size_t kMostShown = 200;

Result<protocol::DeletePlan> toWire(const RpcServices& services, const DeletePlan& plan) {
    protocol::DeletePlan wire;
    wire.token = tokenOf(plan);
    wire.count = plan.backups.size();
    wire.bytes = plan.bytes;
    PageBudget budget;
    for (const BackupId& id : plan.backups) {
        ALULA_ASSIGN(const Backup row, services.browser.get(id));
        auto info = alula::toWire(row);
        if (wire.backups.size() == kMostShown || !budget.takes(info)) break;
        wire.backups.push_back(std::move(info));
    }
    wire.pinned.assign(plan.pinned.begin(),
                       plan.pinned.begin() + static_cast<std::ptrdiff_t>(std::min(kMostShown, plan.pinned.size())));
    wire.lastGoodOf = plan.lastGoodOf;
    return wire;
}

Result<protocol::DeleteAnswer> act(const RpcServices& services, const DeletePlan& plan, bool dryRun,
                                   const std::optional<std::string>& token, const RpcCaller& caller) {
    protocol::DeleteAnswer answer;
    if (dryRun) {
        ALULA_ASSIGN(answer.plan, toWire(services, plan));
        return answer;
    }
    if (token && *token != tokenOf(plan)) {
        return fail(ErrorCode::Conflict, "the backups have changed since this was planned: look at the new plan first");
    }
    ALULA_ASSIGN(answer.job, services.commands.remove(plan, caller.origin));
    return answer;
}

} // namespace

void addDeleteHandlers(Dispatcher& dispatcher, const RpcServices& services) {
    dispatcher.add(protocol::kBackupsDelete,
                   [&services](const protocol::DeleteParams& p, const RpcCaller& c) -> Result<protocol::DeleteAnswer> {
                       ALULA_ASSIGN(const DeletePlan plan, planDelete(services.node, p.backups));
                       return act(services, plan, p.dryRun, p.plan, c);
                   });
    dispatcher.add(protocol::kBackupsDeleteAll,
                   [&services](const protocol::DeleteAllParams& p, const RpcCaller& c) -> Result<protocol::DeleteAnswer> {
                       ALULA_ASSIGN(const DeletePlan plan, planDeleteAll(services.node, p.server));
                       // Backups outlive their server.
                       if (plan.backups.empty() && plan.pinned.empty()) ALULA_TRY(services.servers.find(p.server));
                       return act(services, plan, p.dryRun, p.plan, c);
                   });
}

} // namespace alula
