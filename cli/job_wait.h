// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "shared/client/stream_transfer.h"

#include <optional>

namespace alula::cli {

// Commands that start a job: prepare() before the call, so that no event is missed, then finish() with the job it answered.
Result<void> prepareToWait(Context& context);

// Shows the job's progress until it ends, then the job and its first warnings; the exit code is its outcome's. Ctrl-C ends only
// the waiting, and says so.
Result<ExitCode> waitForJob(Context& context, const JobId& job);

// With `detach`: says that the job was queued, and does not wait.
Result<ExitCode> finishStarted(Context& context, const protocol::JobStarted& started, bool detach);

// A job whose bytes go through us: waits until it has ended and, when it went well, all bytes have been moved. Ctrl-C cancels the
// job, because nobody else could go on with it; then the answer is none.
Result<std::optional<protocol::JobInfo>> waitForTransfer(Context& context, const JobId& job, const StreamTransfer& transfer);
void showWarnings(Context& context, const protocol::JobInfo& ended); // the first ones

Page jobPage(const protocol::JobInfo& job);

} // namespace alula::cli
