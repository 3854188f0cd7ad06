// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/open_stream.h"

namespace alula {

Result<void> openStream(RpcConnection& connection, const std::string& token, StreamBroker& streams) {
    if (connection.role() != protocol::Role::Admin) {
        return fail(ErrorCode::PermissionDenied,
                    "streams carry the contents of backups: that takes a member of the admins' group (rpc.group)");
    }
    return streams.deliver(token, connection.peer().uid, [&]() -> Result<std::unique_ptr<ClientStream>> {
        ALULA_ASSIGN(auto released, connection.release());
        return ClientStream::make(std::move(released.socket), std::move(released.begun));
    });
}

} // namespace alula
