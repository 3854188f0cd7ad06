// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace alula {

// A number of the running kernel: another one after each start of the machine (random(4), boot_id). 0: it cannot be known.
std::uint64_t bootNumber();

} // namespace alula
