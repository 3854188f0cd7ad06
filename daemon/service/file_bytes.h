// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace alula {

struct FileRange {
    std::uint64_t offset = 0;
    std::uint64_t length = 0; // at most; bounded by the caller
};

// A piece of a file. Fewer bytes than were asked for: the file ends there.
struct FileBytes {
    std::uint64_t size = 0; // of the whole file
    std::int64_t mtimeNs = 0;
    std::string bytes;
};

} // namespace alula
