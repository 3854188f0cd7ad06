// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/log_memory.h"

#include <string>

namespace alula {

// Sends log lines to standard error (with journald's priority prefixes under systemd) and into `memory`; Qt's messages too.
void setUpLog(const std::string& level, LogMemory& memory);

} // namespace alula
