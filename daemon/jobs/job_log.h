// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/catalog/job_table.h"
#include "shared/base/clock.h"

#include <mutex>
#include <string>
#include <vector>

namespace alula {

// What a job tells of itself, kept in the catalog by the page of lines. Any thread.
class JobLog {
public:
    static constexpr std::uint64_t kMaxWarnings = 10'000; // a line each; the rest are counted
    JobLog(JobTable& table, Clock& clock, const JobId& job) : m_table(table), m_clock(clock), m_job(job) {}
    ~JobLog() { flush(); }

    void info(std::string text);
    void warning(std::string text, std::string path = {});
    void error(std::string text, std::string path = {});
    std::uint64_t warnings() const;
    void flush(); // a log that cannot be written costs its lines, never the job

private:
    void add(const char* level, std::string text, std::string path);

    JobTable& m_table;
    Clock& m_clock;
    const JobId m_job;
    mutable std::mutex m_mutex;
    std::vector<JobLogLine> m_lines; // guarded by m_mutex
    std::uint64_t m_warnings = 0;    // guarded by m_mutex
};

} // namespace alula
