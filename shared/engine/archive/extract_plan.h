// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/engine/archive/block_table.h"

#include <cstdint>
#include <vector>

namespace alula {

// Contents wanted from the stream. Hard links of one file share them.
struct WantedRange {
    std::uint64_t begin = 0;
    std::uint64_t size = 0;           // > 0
    std::vector<std::size_t> entries; // of the caller's list
    std::uint64_t end() const { return begin + size; }
};

// Which blocks must be read for a list of entries, and what of them is wanted.
struct ExtractPlan {
    std::vector<WantedRange> ranges; // in stream order, disjoint
    std::vector<std::size_t> blocks; // to be read, in order
    std::vector<std::size_t> empty;  // entries without contents
};

// InvalidInput when an entry is no regular file; Corrupt, naming the entry, when its place in the stream is impossible.
Result<ExtractPlan> planExtract(const std::vector<ArchiveEntry>& entries, const BlockTable& blocks);
// Why entries cannot come one after the other (Archive::extractInOrder): this one shares its contents with another.
Error sharedContents(const std::string& path);
// The one entry's place: Corrupt when it lies outside the stream.
Result<void> checkPlace(const ArchiveEntry& entry, std::uint64_t streamLength);

} // namespace alula
