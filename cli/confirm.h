// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

#include <optional>

namespace alula::cli {

// Shows the plan and asks. None: go on; else what the program ends with, the reason having been said.
std::optional<ExitCode> confirm(Context& context, const Page& plan, const QString& question);

} // namespace alula::cli
