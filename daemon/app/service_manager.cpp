// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/app/service_manager.h"

#include "shared/base/fd.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <sys/socket.h>
#include <sys/un.h>

namespace alula {

Result<void> tellServiceManager(const std::string& socket, const std::string& state) {
    if (socket.empty()) return {};
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socket.size() >= sizeof address.sun_path) return fail(ErrorCode::InvalidInput, "NOTIFY_SOCKET is too long");
    std::ranges::copy(socket, std::begin(address.sun_path));
    if (socket.front() == '@') address.sun_path[0] = '\0';
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket.size());
    const UniqueFd fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (!fd) return failErrno(errno, "the service manager cannot be told");
    const auto* to = reinterpret_cast<const sockaddr*>(&address);
    if (::sendto(fd.get(), state.data(), state.size(), MSG_NOSIGNAL, to, length) < 0) {
        return failErrno(errno, "the service manager cannot be told", socket);
    }
    return {};
}

} // namespace alula
