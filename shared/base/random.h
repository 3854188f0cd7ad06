// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace alula {

// Where ids, tokens and jitter come from; tests give their own.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;
    std::uint64_t below(std::uint64_t bound); // uniform enough for jitter; bound > 0
};

// The kernel's getrandom(2). Any thread.
class SystemRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> out) override;
};

} // namespace alula
