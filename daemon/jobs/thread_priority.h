// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace alula {

// Makes the calling thread, and those it starts from now on, give way to everybody else: nice 10 and the idle I/O class.
// Failing is not an error: a container may forbid it.
void lowerThreadPriority();

} // namespace alula
