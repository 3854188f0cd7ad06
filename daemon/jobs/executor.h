// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/job_log.h"
#include "daemon/model/job.h"
#include "shared/base/progress.h"
#include "shared/base/result.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace alula {

// What an executor is given for one run of one job.
struct JobContext {
    Job job; // as it was when it started
    ProgressSink& progress;
    JobLog& log;
    std::stop_token stop;
};

struct JobOutcome {
    std::optional<Error> error; // none: done; Cancelled: cancelled
    bool undoable = false;
    // What has to be written in the same transaction as the job's end: the backup's row, the panel's message. May be empty.
    std::function<Result<void>()> record;
};

// The work of one kind of job. Declared here by its user; daemon/service has one for each kind.
class JobExecutor {
public:
    virtual ~JobExecutor() = default;
    // Blocks until done or stopped. Runs on a pool thread, several jobs at a time.
    virtual JobOutcome run(JobContext& context) = 0;
    // The job ends (cancelled or failed) without ever having been run, or was cut short by a crash: what has to be recorded then.
    virtual std::function<Result<void>()> recordNotRun(const Job& job, const Error& why) = 0;
};

} // namespace alula
