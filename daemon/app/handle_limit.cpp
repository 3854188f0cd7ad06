// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/app/handle_limit.h"

#include <algorithm>
#include <sys/resource.h>

namespace alula {

std::uint64_t takeAllHandles() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_max : before;
}

std::uint64_t connectionsFor(std::uint64_t wanted, std::uint64_t handles) {
    return std::clamp<std::uint64_t>(wanted, 1, std::max<std::uint64_t>(1, handles / 2));
}

} // namespace alula
