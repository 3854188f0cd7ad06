// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/job_log.h"

#include "shared/base/log.h"

namespace alula {

namespace {
constexpr std::size_t kPage = 200;
}

void JobLog::info(std::string text) { add("info", std::move(text), {}); }
void JobLog::error(std::string text, std::string path) { add("error", std::move(text), std::move(path)); }

void JobLog::warning(std::string text, std::string path) {
    {
        const std::lock_guard lock(m_mutex);
        if (++m_warnings > kMaxWarnings) return;
    }
    add("warning", std::move(text), std::move(path));
}

std::uint64_t JobLog::warnings() const {
    const std::lock_guard lock(m_mutex);
    return m_warnings;
}

void JobLog::add(const char* level, std::string text, std::string path) {
    bool full = false;
    {
        const std::lock_guard lock(m_mutex);
        m_lines.push_back({0, m_clock.now(), level, std::move(text), std::move(path)});
        full = m_lines.size() >= kPage;
    }
    if (full) flush();
}

void JobLog::flush() {
    std::vector<JobLogLine> lines;
    {
        const std::lock_guard lock(m_mutex);
        lines.swap(m_lines);
    }
    if (lines.empty()) return;
    if (const auto written = m_table.appendLog(m_job, lines); !written) {
        log::warning("the log of job {} could not be kept: {}", m_job.toString(), written.error().toString());
    }
}

} // namespace alula
