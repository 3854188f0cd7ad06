// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/client/local_connection.h"

#include "shared/base/log.h"
#include "shared/protocol/streams.h"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>

namespace alula {

Result<UniqueFd> connectLocal(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof(address.sun_path)) return fail(ErrorCode::InvalidInput, "The path of the socket is too long.");
    std::memcpy(address.sun_path, path.data(), path.size());
    UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!fd) return failErrno(errno, "socket");
    if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
        if (errno == EACCES) return failErrno(errno, "connect", path);
        return fail(ErrorCode::Network,
                    "No daemon answers at " + log::printable(path) + ": start alulad, or give its socket with --socket.");
    }
    return fd;
}

Result<UniqueFd> connectStream(const std::string& socketPath, const std::string& token) {
    ALULA_ASSIGN(UniqueFd fd, connectLocal(socketPath));
    const QByteArray line = protocol::toLine(protocol::StreamOpening{token});
    // Short enough for the buffer of a socket that is new.
    const ssize_t put = ::send(fd.get(), line.constData(), static_cast<std::size_t>(line.size()), MSG_NOSIGNAL);
    if (put != line.size()) return fail(ErrorCode::Network, "The daemon closed the connection.");
    return fd;
}

} // namespace alula
