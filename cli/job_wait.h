// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

#include <optional>

namespace alula::cli {

// Commands that start a job: prepare() before the call, so that no event is missed, then finish() with the job it answered.
Result<void> prepareToWait(Context& context);

// Shows the job's progress until it ends, then the job and its first warnings; the exit code is its outcome's. Ctrl-C ends only
// the waiting, and says so.
Result<ExitCode> waitForJob(Context& context, const JobId& job);

// With `detach`: says that the job was queued, and does not wait.
Result<ExitCode> finishStarted(Context& context, const protocol::JobStarted& started, bool detach);

Page jobPage(const protocol::JobInfo& job);

} // namespace alula::cli
