// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/job_runner.h"

#include "daemon/jobs/thread_priority.h"

#include <exception>

namespace alula {

JobRunner::JobRunner(const Setup& setup, std::shared_ptr<RunningJob> running, Report report)
    : m_setup(setup), m_running(std::move(running)), m_job(m_running->job), m_report(std::move(report)) {}

void JobRunner::run() {
    if (m_setup.lowPriority) lowerThreadPriority(serverStandsStill(m_job.kind) ? WorkFor::Players : WorkFor::Nobody);
    JobLog log(m_setup.table, m_setup.clock, m_job.id);
    JobOutcome outcome = runGuarded(log);
    log.flush();
    m_report(std::move(outcome), log.warnings());
}

JobOutcome JobRunner::runGuarded(JobLog& log) {
    try {
        JobContext context{m_job, m_running->progress, log, m_running->stop.get_token()};
        return m_setup.executor.run(context);
    } catch (const std::exception& e) {
        return {Error(ErrorCode::Internal, std::string("the job ended with an unexpected fault: ") + e.what()), false, {}};
    } catch (...) {
        return {Error(ErrorCode::Internal, "the job ended with an unexpected fault"), false, {}};
    }
}

} // namespace alula
