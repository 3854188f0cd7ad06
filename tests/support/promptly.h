// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace alula::test {

// Sanitizers make code several times slower, compressors most of all: what is promised "within a second" is timed as it stands in the dev
// build only.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr std::int64_t kSlowdown = 8;
#else
inline constexpr std::int64_t kSlowdown = 1;
#endif

// The most that something may take which is promised within so many milliseconds.
constexpr std::int64_t promptlyMs(std::int64_t promised) { return promised * kSlowdown; }

} // namespace alula::test
