// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/app/state_lock.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

namespace alula {

Result<UniqueFd> lockState(const std::string& stateDirectory) {
    const std::string path = stateDirectory + "/lock";
    UniqueFd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd) return failErrno(errno, "the state directory cannot be used", path);
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) {
            return fail(
                Error(ErrorCode::Conflict, "another alulad is running on this state directory: stop it first").withPath(path));
        }
        return failErrno(errno, "the state directory cannot be locked", path);
    }
    return fd;
}

} // namespace alula
