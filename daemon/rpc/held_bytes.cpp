// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rpc/held_bytes.h"

#include <algorithm>

namespace alula {

std::vector<std::uint64_t> tooMuchHeld(std::vector<Holding> holdings, std::size_t most) {
    std::size_t sum = 0;
    for (const Holding& holding : holdings) sum += holding.bytes;
    std::vector<std::uint64_t> gone;
    std::ranges::sort(holdings, {}, &Holding::since);
    while (sum > most) {
        // There is one with at least half the average, so this ends.
        const std::size_t share = sum / (2 * holdings.size());
        const auto next = std::ranges::find_if(holdings, [&](const Holding& holding) { return holding.bytes >= share; });
        sum -= next->bytes;
        gone.push_back(next->connection);
        holdings.erase(next);
    }
    return gone;
}

} // namespace alula
