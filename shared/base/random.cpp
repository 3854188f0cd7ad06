// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/random.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sys/random.h>

namespace alula {

std::uint64_t Random::below(std::uint64_t bound) {
    std::uint64_t value = 0;
    fill(std::span(reinterpret_cast<std::uint8_t*>(&value), sizeof value));
    return value % bound;
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
    while (!out.empty()) {
        const auto got = ::getrandom(out.data(), out.size(), 0);
        // Without randomness there is no safe id or token, and no caller could do better than stop.
        if (got < 0 && errno != EINTR) std::abort();
        if (got > 0) out = out.subspan(static_cast<std::size_t>(got));
    }
}

} // namespace alula
