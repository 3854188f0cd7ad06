// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/random.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace alula::test {

// The same byte for ever: with 0, below() is 0 and every jittered pause is its shortest.
class FixedRandom final : public Random {
public:
    explicit FixedRandom(std::uint8_t byte = 0) : m_byte(byte) {}
    void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, m_byte); }

private:
    const std::uint8_t m_byte;
};

} // namespace alula::test
