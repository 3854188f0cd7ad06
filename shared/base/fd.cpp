// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/fd.h"

#include <unistd.h>

namespace alula {

// An error of close() is not looked at: what must be on disk was fsynced before, with its error checked.
void UniqueFd::reset() {
    if (m_fd >= 0) ::close(std::exchange(m_fd, -1));
}

} // namespace alula
