// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <functional>
#include <stop_token>

namespace alula {

// Runs `work` on so many threads (on the caller's for one) and waits for all. The first error stops the others through their
// token and is the one returned; with none, Cancelled when `stop` was stopped and a worker said so.
Result<void> runWorkers(unsigned workers, std::stop_token stop, const std::function<Result<void>(std::stop_token)>& work);

} // namespace alula
