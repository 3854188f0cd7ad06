// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace alula {

enum class WorkFor : std::uint8_t {
    Nobody,  // that waits: nice 19
    Players, // a server stands still until it is done: nice 10
};

// Makes the calling thread, and those it starts from now on, give way to everybody else; both read and write in the idle I/O class.
// Failing is not an error: a container may forbid it, and without CAP_SYS_NICE a thread that was lowered stays so.
void lowerThreadPriority(WorkFor whom = WorkFor::Nobody);

} // namespace alula
