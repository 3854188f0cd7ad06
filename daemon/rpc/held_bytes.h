// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace alula {

// What one client of the local socket makes the daemon keep: unfinished lines, requests under way, answers that it does not read.
struct Holding {
    std::uint64_t connection = 0;
    std::size_t bytes = 0;
    std::chrono::steady_clock::time_point since; // it has kept something without a break
};

// Whom to hang up on so that the rest hold at most `most` together: those that have held more than half of an equal share for longest. Whoever
// reads what it asked for holds nothing again and again, and is never among them as long as others are.
std::vector<std::uint64_t> tooMuchHeld(std::vector<Holding> holdings, std::size_t most);

} // namespace alula
