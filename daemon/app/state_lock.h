// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"
#include "shared/base/result.h"

#include <string>

namespace alula {

// One daemon a state directory: a lock on `<state>/lock` that ends with the process, however it ends.
Result<UniqueFd> lockState(const std::string& stateDirectory);

} // namespace alula
