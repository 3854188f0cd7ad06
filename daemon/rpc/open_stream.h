// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rpc/rpc_connection.h"
#include "daemon/service/stream_broker.h"

namespace alula {

// The connection's first line said that it carries a job's bytes: gives its descriptor to the broker. Done: the connection is of no
// more use. Refused: nothing was taken from it. Main thread.
Result<void> openStream(RpcConnection& connection, const std::string& token, StreamBroker& streams);

} // namespace alula
