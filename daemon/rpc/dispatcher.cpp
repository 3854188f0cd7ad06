// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/dispatcher.h"

#include <algorithm>
#include <array>
#include <exception>

namespace alula {

bool Dispatcher::isLong(const std::string& method, const QJsonObject& parameters) {
    static constexpr std::array kAlways = {protocol::kBackupsSearch.name,  protocol::kBackupsVersions.name,
                                           protocol::kBackupsCompare.name, protocol::kBackupsCount.name,
                                           protocol::kBackupsRead.name,    protocol::kLiveEntries.name,
                                           protocol::kLiveRead.name};
    if (method == protocol::kBackupsEntries.name) return parameters.contains(QLatin1StringView("against"));
    if (method == protocol::kBackupsRestore.name) return parameters.value(QLatin1StringView("dry_run")).toBool();
    return std::ranges::contains(kAlways, method);
}

Result<std::string> Dispatcher::call(const std::string& method, const QJsonObject& parameters, const RpcCaller& caller) const {
    const Entry& entry = m_methods.at(method);
    if (entry.needs == protocol::Role::Admin && caller.role != protocol::Role::Admin) {
        return fail(ErrorCode::PermissionDenied,
                    "you may look but not change anything: that takes a member of the admins' group (rpc.group)");
    }
    try {
        return entry.run(parameters, caller);
    } catch (const std::exception& e) {
        return fail(ErrorCode::Internal, std::string("unexpected fault: ") + e.what());
    }
}

} // namespace alula
