// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/job.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace alula {

// A job that waits. Shared, so that whoever looks at ten thousand of them copies none.
using QueuedJob = std::shared_ptr<const Job>;

// The jobs that wait, in the order they will be worked off: restores before backups, then as they came. One thread at a time.
class JobQueue {
public:
    void insert(Job job);
    QueuedJob take(const JobId& id); // out of it; null: it does not wait
    QueuedJob find(const JobId& id) const;
    // 1 is next; none: it does not wait (any more). In logarithmic time, by the job's kind and `queueOrder`.
    std::optional<std::uint32_t> positionOf(const Job& job) const;
    const std::vector<QueuedJob>& jobs() const { return m_jobs; }
    std::size_t size() const { return m_jobs.size(); }

private:
    std::vector<QueuedJob> m_jobs;
};

} // namespace alula
