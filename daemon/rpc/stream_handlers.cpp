// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/convert.h"
#include "daemon/rpc/dispatcher.h"
#include "daemon/rpc/rpc_services.h"

namespace alula {

namespace {

Result<protocol::StreamStarted> exportBackup(const RpcServices& services, const protocol::ExportParams& p,
                                             const RpcCaller& caller) {
    if (p.include.size() + p.exclude.size() > kMostSelected)
        return fail(ErrorCode::InvalidInput, "an export takes at most 10000 chosen paths: choose directories instead");
    ExportRequest request;
    request.backup = p.backup;
    for (const auto& path : p.include) request.include.push_back(path.bytes);
    for (const auto& path : p.exclude) request.exclude.push_back(path.bytes);
    request.format = p.format;
    request.user = caller.user;
    request.origin = caller.origin;
    ALULA_ASSIGN(auto started, services.exchange.exportBackup(request));
    return protocol::StreamStarted{started.job, std::move(started.token), {}};
}

Result<protocol::StreamStarted> importBackup(const RpcServices& services, const protocol::ImportParams& p,
                                             const RpcCaller& caller) {
    ImportRequest request;
    request.server = p.server;
    request.format = p.format;
    request.size = p.size;
    request.note = p.note;
    request.user = caller.user;
    request.origin = caller.origin;
    ALULA_ASSIGN(auto started, services.exchange.importBackup(request));
    return protocol::StreamStarted{started.job, std::move(started.token), started.backup};
}

} // namespace

void addStreamHandlers(Dispatcher& dispatcher, const RpcServices& services) {
    dispatcher.add(protocol::kBackupsExport,
                   [&services](const protocol::ExportParams& p, const RpcCaller& c) { return exportBackup(services, p, c); });
    dispatcher.add(protocol::kBackupsImport,
                   [&services](const protocol::ImportParams& p, const RpcCaller& c) { return importBackup(services, p, c); });
}

} // namespace alula
