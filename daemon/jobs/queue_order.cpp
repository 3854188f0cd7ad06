// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/queue_order.h"

#include <algorithm>

namespace alula {

bool isWriting(JobKind kind) { return kind == JobKind::Create || kind == JobKind::Restore || kind == JobKind::Undo; }

bool isStreaming(JobKind kind) { return kind == JobKind::Export || kind == JobKind::Import; }

bool canWait(const std::vector<Job>& running) {
    return !running.empty() && std::ranges::none_of(running, serverStandsStill, &Job::kind);
}

std::optional<JobId> nextToStart(const JobQueue& queue, const std::vector<Job>& running, const Slots& slots) {
    const auto writing = static_cast<unsigned>(std::ranges::count_if(running, [](const Job& j) { return isWriting(j.kind); }));
    const auto streams = static_cast<unsigned>(std::ranges::count_if(running, [](const Job& j) { return isStreaming(j.kind); }));
    const auto others = static_cast<unsigned>(running.size()) - writing - streams;
    if (writing >= slots.writing && streams >= slots.streams && others >= slots.others) return std::nullopt;
    for (const QueuedJob& queued : queue.jobs()) {
        const Job& job = *queued;
        if (isStreaming(job.kind)) {
            if (streams < slots.streams) return job.id;
            continue;
        }
        if (!isWriting(job.kind)) {
            if (others < slots.others) return job.id;
            continue;
        }
        if (writing >= slots.writing) continue;
        const bool serverBusy =
            std::ranges::any_of(running, [&](const Job& j) { return isWriting(j.kind) && j.server == job.server; });
        if (!serverBusy) return job.id;
    }
    return std::nullopt;
}

} // namespace alula
