// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/peer.h"

#include "shared/base/log.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <grp.h>
#include <pwd.h>
#include <sys/socket.h>

namespace alula {

namespace {

constexpr std::size_t kMostGroups = 65536; // NGROUPS_MAX

Result<std::vector<gid_t>> groupsOf(int socket) {
    std::vector<gid_t> groups(64);
    for (;;) {
        auto length = static_cast<socklen_t>(groups.size() * sizeof(gid_t));
        if (::getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &length) == 0) {
            groups.resize(length / sizeof(gid_t));
            return groups;
        }
        if (errno != ERANGE || groups.size() >= kMostGroups) return failErrno(errno, "the caller's groups cannot be read");
        groups.resize(std::min<std::size_t>(kMostGroups, groups.size() * 8));
    }
}

std::string nameOfUser(uid_t uid) {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    ::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found);
    return found != nullptr ? found->pw_name : std::to_string(uid);
}

std::optional<gid_t> groupByName(const std::string& name) {
    if (name.empty()) return std::nullopt;
    std::vector<char> buffer(1 << 16);
    group entry{};
    group* found = nullptr;
    ::getgrnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
    if (found == nullptr) {
        log::info("there is no group '{}', so nobody gets onto the local socket by it", name);
        return std::nullopt;
    }
    return found->gr_gid;
}

bool isMember(const Peer& peer, const std::optional<gid_t>& group) {
    return group && (peer.gid == *group || std::ranges::contains(peer.groups, *group));
}

} // namespace

Result<Peer> peerOf(int socket) {
    ucred credentials{};
    socklen_t length = sizeof credentials;
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0) {
        return failErrno(errno, "the caller's user cannot be read");
    }
    Peer peer{credentials.uid, credentials.gid, credentials.pid, {}, nameOfUser(credentials.uid)};
    ALULA_ASSIGN(peer.groups, groupsOf(socket));
    return peer;
}

RpcGroups rpcGroups(const RpcSettings& settings) { return {groupByName(settings.group), groupByName(settings.readGroup)}; }

std::optional<protocol::Role> roleOf(const Peer& peer, const RpcGroups& groups, uid_t daemonUser) {
    if (peer.uid == 0 || peer.uid == daemonUser || isMember(peer, groups.admins)) return protocol::Role::Admin;
    if (isMember(peer, groups.readers)) return protocol::Role::Reader;
    return std::nullopt;
}

} // namespace alula
