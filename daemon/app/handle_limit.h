// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace alula {

// How many files may be open at once, after the soft limit was raised to the hard one: shells and service managers give 1024, which
// strangers' connections alone could use up. Before any thread.
std::uint64_t takeAllHandles();

// How many connections REST may hold of `wanted`: half of the handles stay for jobs, the catalog and the local socket.
std::uint64_t connectionsFor(std::uint64_t wanted, std::uint64_t handles);

} // namespace alula
