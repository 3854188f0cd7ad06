// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/job_queue.h"
#include "daemon/model/job.h"

#include <optional>
#include <vector>

namespace alula {

// Jobs that change a volume or make an archive: one at a time a server, jobs.parallel a node.
bool isWriting(JobKind kind);
// Jobs that move bytes to or from a client, and last as long as that client likes: nobody else waits for them.
bool isStreaming(JobKind kind);

// Whether what runs may be held: there is some, and no server stands still until it is done.
bool canWait(const std::vector<Job>& running);

struct Slots {
    unsigned writing = 1; // jobs.parallel
    unsigned others = 2;  // deletes and reads are not held up by backups
    unsigned streams = 4; // nor by exports and imports
};

// Which of the queued jobs may start now, beside the running ones. Pure: with the queue's order it is the scheduler's whole policy.
std::optional<JobId> nextToStart(const JobQueue& queue, const std::vector<Job>& running, const Slots& slots);

} // namespace alula
