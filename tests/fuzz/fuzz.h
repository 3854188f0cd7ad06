// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

// A fuzz target is one file fuzz_X.cpp: LLVMFuzzerTestOneInput(), which gives hostile bytes to the engine, and seeds(), what the
// product itself writes or takes in that place. Clang makes a libFuzzer program of it (preset fuzz, scripts/fuzz); every build
// makes one that goes through the seeds and their neighbours once (replay.cpp), which ctest runs.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace alula::fuzz {

struct Seed {
    std::string name; // of a file
    std::string bytes;
};
std::vector<Seed> seeds(); // the target's own

// A promise that does not hold is a find, as a crash is.
inline void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "BROKEN PROMISE: %s\n", promise);
    std::abort();
}

// Takes an input apart, front to back. Behind its end everything is zero.
class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : m_left(data, size) {}

    std::uint8_t byte() {
        if (m_left.empty()) return 0;
        const std::uint8_t first = m_left.front();
        m_left = m_left.subspan(1);
        return first;
    }
    std::uint16_t word() {
        const unsigned low = byte();
        return static_cast<std::uint16_t>(low | unsigned{byte()} << 8);
    }
    std::string_view take(std::size_t length) {
        const ByteSpan taken = m_left.first(length < m_left.size() ? length : m_left.size());
        m_left = m_left.subspan(taken.size());
        return asText(taken);
    }
    std::string_view rest() { return take(m_left.size()); }
    bool empty() const { return m_left.empty(); }

private:
    ByteSpan m_left;
};

} // namespace alula::fuzz
