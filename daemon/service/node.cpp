// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/node.h"

#include <algorithm>
#include <thread>

namespace alula {

unsigned Node::workers() const {
    if (settings.archive.workers != 0) return settings.archive.workers;
    return std::max(1u, std::thread::hardware_concurrency());
}

} // namespace alula
