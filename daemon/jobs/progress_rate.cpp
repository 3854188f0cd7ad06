// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/progress_rate.h"

#include <cmath>

namespace alula {

namespace {
constexpr double kSmoothingSeconds = 3; // a rate that jumps with every file tells nobody anything
}

JobProgress ProgressRate::sample(const JobId& job, const ProgressSink& sink, std::chrono::steady_clock::time_point now) {
    JobProgress p;
    p.job = job;
    p.phase = sink.phase;
    p.filesDone = sink.filesDone;
    p.filesTotal = sink.filesTotal;
    p.bytesDone = sink.bytesDone;
    p.bytesTotal = sink.bytesTotal;
    p.bytesWritten = sink.bytesWritten;
    p.path = sink.path();

    const double seconds = std::chrono::duration<double>(now - m_last).count();
    if (p.phase != m_phase || p.bytesDone < m_bytes || m_last == std::chrono::steady_clock::time_point{}) {
        m_rate = 0;
    } else if (seconds > 0) {
        const double current = static_cast<double>(p.bytesDone - m_bytes) / seconds;
        const double weight = m_rate == 0 ? 1 : 1 - std::exp(-seconds / kSmoothingSeconds);
        m_rate += (current - m_rate) * weight;
    }
    m_phase = p.phase;
    m_bytes = p.bytesDone;
    m_last = now;
    p.bytesPerSecond = m_rate;
    if (m_rate >= 1 && p.bytesTotal >= p.bytesDone) {
        p.secondsLeft = static_cast<std::int64_t>(std::ceil(static_cast<double>(p.bytesTotal - p.bytesDone) / m_rate));
    }
    return p;
}

} // namespace alula
