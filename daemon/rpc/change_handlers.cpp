// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/page_budget.h"
#include "daemon/rpc/rpc_services.h"

#include <array>
#include <utility>

namespace alula {

namespace {

constexpr std::size_t kMostPaths = 5000; // of a plan's list, a page; each costs a walk of the volume

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

Result<FileFate> fateOf(const std::string& list) {
    static constexpr std::array<std::pair<const char*, FileFate>, 4> kLists = {{{"removed", FileFate::Removed},
                                                                                {"replaced", FileFate::Replaced},
                                                                                {"unchanged", FileFate::Unchanged},
                                                                                {"kept", FileFate::Kept}}};
    for (const auto& [name, fate] : kLists) {
        if (list == name) return fate;
    }
    return fail(ErrorCode::InvalidInput, "'list' must be removed, replaced, unchanged or kept");
}

std::uint64_t countOf(const RestorePreview& preview, FileFate fate) {
    switch (fate) {
    case FileFate::Removed: return preview.removed;
    case FileFate::Replaced: return preview.replaced - preview.unchanged;
    case FileFate::Unchanged: return preview.unchanged;
    case FileFate::Kept: return preview.kept;
    }
    std::unreachable();
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
    ALULA_ASSIGN(request.named.fate, fateOf(p.list));
    ALULA_ASSIGN(const auto from, offsetOf(p.cursor));
    request.named.from = static_cast<std::uint64_t>(from);
    request.named.most = p.dryRun ? kMostPaths : 0;
    return request;
}

// A page of the list that was asked for: as many as fit a line.
void addPaths(protocol::RestorePlan& plan, const RestoreRequest& request, const RestorePreview& preview) {
    const bool twice = request.named.fate == FileFate::Removed;
    PageBudget budget;
    for (const std::string& path : preview.named) {
        if (!budget.takesBytes((twice ? 12 : 6) * path.size())) break;
        plan.paths.push_back({path});
    }
    const std::uint64_t next = request.named.from + plan.paths.size();
    if (next < countOf(preview, request.named.fate)) plan.cursor = std::to_string(next);
    if (twice) plan.removedPaths = plan.paths;
}

protocol::RestorePlan toWire(const RestoreRequest& request, const PlannedRestore& planned) {
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
    plan.unchanged = preview.unchanged;
    plan.roomNeeded = preview.roomNeeded;
    plan.roomAvailable = preview.roomAvailable;
    plan.stopsServer = request.stop.value_or(true);
    plan.estimateMs = planned.estimateMs;
    plan.estimateJobs = planned.estimateJobs;
    addPaths(plan, request, preview);
    return plan;
}

Result<protocol::RestoreAnswer> restore(const RpcServices& services, const protocol::RestoreParams& p, const RpcCaller& caller) {
    ALULA_ASSIGN(const RestoreRequest request, requestOf(services, p, caller));
    protocol::RestoreAnswer answer;
    if (p.dryRun || p.plan) {
        ALULA_ASSIGN(const PlannedRestore planned, services.planner.plan(request, caller.stop));
        if (p.dryRun) {
            answer.plan = toWire(request, planned);
            return answer;
        }
        if (*p.plan != planned.token) {
            return fail(ErrorCode::Conflict,
                        "the server's files or the backup have changed since this was planned: look at the new plan first");
        }
    }
    // Whoever let go of the request while it was planned will not hear of a job.
    if (caller.stop.stop_requested()) return fail(cancelled());
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
