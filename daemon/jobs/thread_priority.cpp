// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/thread_priority.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace alula {

namespace {
// linux/ioprio.h is not in every set of kernel headers.
constexpr int kIoprioWhoProcess = 1;
constexpr int kIoprioClassIdle = 3;
constexpr int kIoprioClassShift = 13;
// What a loop on the same core loses to it: 9.8 % to nice 10, 1.5 % to nice 19, 1.0 % to SCHED_IDLE (docs/adr/0027).
constexpr int kNiceForNobody = 19;
constexpr int kNiceForPlayers = 10;
} // namespace

void lowerThreadPriority(WorkFor whom) {
    // On Linux both calls act on the one thread that is named by its thread id.
    const auto thread = static_cast<id_t>(::syscall(SYS_gettid));
    ::setpriority(PRIO_PROCESS, thread, whom == WorkFor::Nobody ? kNiceForNobody : kNiceForPlayers);
    ::syscall(SYS_ioprio_set, kIoprioWhoProcess, 0, kIoprioClassIdle << kIoprioClassShift);
}

} // namespace alula
