// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/job.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace alula {

// One sample of a running job, as it is told to clients.
struct JobProgress {
    JobId job;
    Phase phase = Phase::Waiting;
    std::uint64_t filesDone = 0, filesTotal = 0;
    std::uint64_t bytesDone = 0, bytesTotal = 0, bytesWritten = 0;
    double bytesPerSecond = 0;     // smoothed over some seconds
    std::int64_t secondsLeft = -1; // -1: not known
    std::string path;              // bytes
};

// Turns counters into a rate and a time left. Scheduler's thread.
class ProgressRate {
public:
    JobProgress sample(const JobId& job, const ProgressSink& sink, std::chrono::steady_clock::time_point now);

private:
    std::chrono::steady_clock::time_point m_last{};
    Phase m_phase = Phase::Waiting;
    std::uint64_t m_bytes = 0;
    double m_rate = 0;
};

} // namespace alula
