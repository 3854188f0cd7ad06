// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/scheduler.h"
#include "daemon/service/node.h"

#include <optional>
#include <string>
#include <vector>

namespace alula {

// A job as people look at it: the row, with what is only in memory while it runs.
struct JobView {
    Job job;
    std::optional<std::uint32_t> queuePosition; // 1 is next
    double bytesPerSecond = 0;
    std::int64_t secondsLeft = -1; // -1: not known
    std::string path;
    Timestamp undoUntil{}; // 0: it cannot be undone
};

// What a restore replaced is kept so long (ReplacedKeeper); earlier gone when the disk is full.
Timestamp undoUntil(const Job& job, const Settings& settings);

struct JobFilter {
    std::string state; // a state's name, "active", "ended"; "": all
    std::optional<ServerId> server;
    std::optional<JobKind> kind;
    std::string words;
    std::int64_t offset = 0, limit = 200;
};

// Jobs for reading: the queue and the running ones as of now, the ended ones from the catalog. Any thread.
class JobBoard {
public:
    JobBoard(const Node& node, Scheduler& scheduler) : m_node(node), m_scheduler(scheduler) {}
    // Unended ones first in the order of work, then the ended ones, newest first. InvalidInput: no such state.
    Result<std::vector<JobView>> list(const JobFilter& filter);
    Result<JobView> get(const JobId& job); // NotFound
    // Of a job as the scheduler told of it: with its place, if it still waits. Does not wait for anybody.
    JobView viewOf(const Job& told) const;
    Result<std::vector<JobLogLine>> log(const JobId& job, std::int64_t after, std::int64_t limit, bool warningsOnly);

private:
    struct Active {
        std::vector<JobView> views; // a page of them
        std::int64_t count = 0;     // of all that match
    };
    Active active(const JobFilter& filter) const;
    JobView viewOfRunning(const Job& running) const;

    const Node& m_node;
    Scheduler& m_scheduler;
};

} // namespace alula
