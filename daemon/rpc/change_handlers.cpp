// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/page_budget.h"
#include "daemon/rpc/rpc_services.h"

namespace alula {

namespace {

constexpr std::size_t kMostSelected = 10'000;
constexpr std::size_t kMostRemovedShown = 500;

Result<protocol::JobStarted> create(const RpcServices& services, const protocol::CreateParams& p, const RpcCaller& caller) {
    CreateRequest request;
    request.server = p.server;
    request.backup = BackupId(newUuid(services.node.random));
    request.ignore = p.ignore.value_or(std::string());
    request.note = p.note;
    request.origin = caller.origin;
    ALULA_ASSIGN(const JobId job, services.commands.create(request));
    return protocol::JobStarted{job, request.backup};
}

Result<RestoreRequest> requestOf(const RpcServices& services, const protocol::RestoreParams& p, const RpcCaller& caller) {
    if (p.include.size() + p.exclude.size() > kMostSelected) {
        return fail(ErrorCode::InvalidInput, "a restore takes at most 10000 chosen paths: choose directories instead");
    }
    RestoreRequest request;
    request.backup = p.backup;
    if (p.server) {
        request.server = *p.server;
    } else {
        ALULA_ASSIGN(const Backup row, services.browser.get(p.backup));
        request.server = row.server;
    }
    request.truncate = p.truncate;
    for (const auto& path : p.include) request.include.push_back(path.bytes);
    for (const auto& path : p.exclude) request.exclude.push_back(path.bytes);
    request.into = p.into.bytes;
    request.stop = p.stop;
    if (p.backupFirst) request.backupFirst = BackupId(newUuid(services.node.random));
    request.origin = caller.origin;
    return request;
}

protocol::RestorePlan toWire(const RestoreRequest& request, const PlannedRestore& planned, std::int64_t from) {
    const RestorePreview& preview = planned.preview;
    protocol::RestorePlan plan;
    plan.token = planned.token;
    plan.server = request.server;
    plan.files = preview.files;
    plan.directories = preview.directories;
    plan.symlinks = preview.symlinks;
    plan.bytes = preview.bytes;
    plan.replaced = preview.replaced;
    plan.removed = preview.removed;
    plan.kept = preview.kept;
    plan.roomNeeded = preview.roomNeeded;
    plan.roomAvailable = preview.roomAvailable;
    plan.stopsServer = request.stop.value_or(true);
    plan.estimateMs = planned.estimateMs;
    PageBudget budget;
    for (auto i = static_cast<std::size_t>(from); i < preview.removedPaths.size(); ++i) {
        const protocol::WirePath path{preview.removedPaths[i]};
        if (plan.removedPaths.size() == kMostRemovedShown || !budget.takesBytes(6 * path.bytes.size())) {
            plan.cursor = std::to_string(i);
            break;
        }
        plan.removedPaths.push_back(path);
    }
    return plan;
}

Result<protocol::RestoreAnswer> restore(const RpcServices& services, const protocol::RestoreParams& p, const RpcCaller& caller) {
    ALULA_ASSIGN(const RestoreRequest request, requestOf(services, p, caller));
    ALULA_ASSIGN(const auto from, offsetOf(p.cursor));
    protocol::RestoreAnswer answer;
    if (p.dryRun || p.plan) {
        ALULA_ASSIGN(const PlannedRestore planned, services.planner.plan(request, caller.stop));
        if (p.dryRun) {
            answer.plan = toWire(request, planned, from);
            return answer;
        }
        if (*p.plan != planned.token) {
            return fail(ErrorCode::Conflict,
                        "the server's files or the backup have changed since this was planned: look at the new plan first");
        }
    }
    ALULA_ASSIGN(answer.job, services.commands.restore(request));
    if (p.backupFirst) answer.backup = request.backupFirst;
    return answer;
}

} // namespace

void addChangeHandlers(Dispatcher& dispatcher, const RpcServices& services) {
    dispatcher.add(protocol::kBackupsCreate,
                   [&services](const protocol::CreateParams& p, const RpcCaller& c) { return create(services, p, c); });
    dispatcher.add(protocol::kBackupsRestore,
                   [&services](const protocol::RestoreParams& p, const RpcCaller& c) { return restore(services, p, c); });
    dispatcher.add(protocol::kBackupsUndo, [&services](const protocol::UndoParams& p, const RpcCaller& c) {
        return services.commands.undo(p.job, c.origin).transform([](const JobId& job) { return protocol::JobStarted{job, {}}; });
    });
    dispatcher.add(protocol::kBackupsVerify, [&services](const protocol::VerifyParams& p, const RpcCaller& c) {
        return services.commands.verify(p.backup, c.origin).transform([](const JobId& job) {
            return protocol::JobStarted{job, {}};
        });
    });
}

} // namespace alula
