// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/job_queue.h"

#include <algorithm>
#include <utility>

namespace alula {

namespace {
std::pair<bool, std::int64_t> placeOf(const Job& job) {
    const bool waitsBehindRestores = job.kind == JobKind::Create;
    return {waitsBehindRestores, job.queueOrder};
}
std::pair<bool, std::int64_t> placeOfQueued(const QueuedJob& job) { return placeOf(*job); }
} // namespace

void JobQueue::insert(Job job) {
    const auto after = std::ranges::upper_bound(m_jobs, placeOf(job), {}, placeOfQueued);
    m_jobs.insert(after, std::make_shared<const Job>(std::move(job)));
}

QueuedJob JobQueue::take(const JobId& id) {
    const auto found = std::ranges::find(m_jobs, id, [](const QueuedJob& job) { return job->id; });
    if (found == m_jobs.end()) return nullptr;
    QueuedJob job = std::move(*found);
    m_jobs.erase(found);
    return job;
}

QueuedJob JobQueue::find(const JobId& id) const {
    const auto found = std::ranges::find(m_jobs, id, [](const QueuedJob& job) { return job->id; });
    return found == m_jobs.end() ? nullptr : *found;
}

std::optional<std::uint32_t> JobQueue::positionOf(const Job& job) const {
    // Each has a place of its own; nothing depends on it here.
    for (auto at = std::ranges::lower_bound(m_jobs, placeOf(job), {}, placeOfQueued);
         at != m_jobs.end() && placeOf(**at) == placeOf(job); ++at) {
        if ((*at)->id == job.id) return static_cast<std::uint32_t>(at - m_jobs.begin()) + 1;
    }
    return std::nullopt;
}

} // namespace alula
