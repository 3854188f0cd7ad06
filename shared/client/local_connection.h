// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"
#include "shared/base/result.h"

#include <string>

namespace alula {

// A blocking connection to the daemon's socket. PermissionDenied; Network: nobody answers there.
Result<UniqueFd> connectLocal(const std::string& socketPath);

// One that carries the bytes of the job whose token this is (protocol: StreamStarted).
Result<UniqueFd> connectStream(const std::string& socketPath, const std::string& token);

} // namespace alula
