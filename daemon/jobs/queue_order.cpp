// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/queue_order.h"

#include <algorithm>
#include <tuple>

namespace alula {

bool isWriting(JobKind kind) { return kind == JobKind::Create || kind == JobKind::Restore || kind == JobKind::Undo; }

bool isStreaming(JobKind kind) { return kind == JobKind::Export || kind == JobKind::Import; }

void sortQueue(std::vector<Job>& queued) {
    const auto rank = [](const Job& job) {
        const bool waitsBehindRestores = job.kind == JobKind::Create;
        return std::tuple(waitsBehindRestores, job.queueOrder);
    };
    std::ranges::stable_sort(queued, {}, rank);
}

std::optional<JobId> nextToStart(const std::vector<Job>& queued, const std::vector<Job>& running, const Slots& slots) {
    const auto writing = static_cast<unsigned>(std::ranges::count_if(running, [](const Job& j) { return isWriting(j.kind); }));
    const auto streams = static_cast<unsigned>(std::ranges::count_if(running, [](const Job& j) { return isStreaming(j.kind); }));
    const auto others = static_cast<unsigned>(running.size()) - writing - streams;
    for (const Job& job : queued) {
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
