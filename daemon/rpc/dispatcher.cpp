// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/dispatcher.h"

#include <exception>

namespace alula {

Result<QJsonObject> Dispatcher::call(const std::string& method, const QJsonObject& parameters, const RpcCaller& caller) const {
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
