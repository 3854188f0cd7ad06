// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/random.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace alula {

// Exponential back-off with equal jitter: the n-th pause lies between half and all of min(most, first × 2^n), so that the nodes
// of a panel that comes back do not all call in the same second.
struct Backoff {
    std::chrono::nanoseconds first{std::chrono::seconds(1)};
    std::chrono::nanoseconds most{std::chrono::minutes(5)};

    std::chrono::nanoseconds pause(std::uint32_t failures, Random& random) const {
        auto whole = std::min(first, most);
        for (std::uint32_t i = 0; i < failures && whole < most; ++i) whole = whole > most / 2 ? most : whole * 2;
        const auto half = static_cast<std::uint64_t>(whole.count()) / 2;
        return std::chrono::nanoseconds(static_cast<std::int64_t>(half + random.below(half + 1)));
    }
};

} // namespace alula
