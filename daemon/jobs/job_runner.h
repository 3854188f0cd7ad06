// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/executor.h"

#include <QRunnable>
#include <functional>
#include <memory>

namespace alula {

// The part of a running job that scheduler and pool thread share.
struct RunningJob {
    Job job; // the scheduler's; the runner has its own copy
    ProgressSink progress;
    std::stop_source stop;
};

// Runs one job on a pool thread and hands the outcome to `report` there. Never throws.
class JobRunner final : public QRunnable {
public:
    struct Setup {
        JobExecutor& executor;
        JobTable& table;
        Clock& clock;
        bool lowPriority = true;
    };
    using Report = std::function<void(JobOutcome outcome, std::uint64_t warnings)>;
    JobRunner(const Setup& setup, std::shared_ptr<RunningJob> running, Report report);
    void run() override;

private:
    JobOutcome runGuarded(JobLog& log);

    const Setup m_setup;
    const std::shared_ptr<RunningJob> m_running;
    const Job m_job; // as it was when it started
    const Report m_report;
};

} // namespace alula
