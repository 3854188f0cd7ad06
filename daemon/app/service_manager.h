// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <string>

namespace alula {

// Tells who supervises this process how it is ("READY=1", "STOPPING=1"; sd_notify(3), whose protocol is one datagram). `socket` is
// $NOTIFY_SOCKET: "" when nobody supervises, which is no error; "@name" is an abstract one.
Result<void> tellServiceManager(const std::string& socket, const std::string& state);

} // namespace alula
