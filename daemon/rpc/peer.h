// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/config/settings.h"
#include "shared/base/result.h"
#include "shared/protocol/methods.h"

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace alula {

// Who is at the other end of a local connection, as the kernel says it.
struct Peer {
    uid_t uid = 0;
    gid_t gid = 0;
    pid_t pid = 0;
    std::vector<gid_t> groups; // supplementary ones: SO_PEERCRED knows the primary group only
    std::string userName;      // or the number, where there is no name
};

Result<Peer> peerOf(int socket);

struct RpcGroups {
    std::optional<gid_t> admins;  // rpc.group
    std::optional<gid_t> readers; // rpc.read_group
};
// A group that does not exist gives nobody anything; it is logged once.
RpcGroups rpcGroups(const RpcSettings& settings);

// Admins: root, the daemon's own user, members of rpc.group. Readers: members of rpc.read_group. None: nobody here.
std::optional<protocol::Role> roleOf(const Peer& peer, const RpcGroups& groups, uid_t daemonUser);

} // namespace alula
