// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/index.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace alula {

enum class ChangeKind : std::uint8_t { Added, Removed, Changed };

enum Difference : std::uint32_t {
    kDifferentType = 1,
    kDifferentContents = 2, // size or CRC-64
    kDifferentMode = 4,
    kDifferentOwner = 8,
    kDifferentTime = 16,
    kDifferentTarget = 32,
    kDifferentAttributes = 64,
};

// One path that is not the same in two archives. The entries live as long as the call of the visitor.
struct EntryChange {
    ChangeKind kind = ChangeKind::Changed;
    const ArchiveEntry* from = nullptr; // null: added
    const ArchiveEntry* to = nullptr;   // null: removed
    std::uint32_t differences = 0;      // Difference, when changed
};

// Bits of Difference; inode, change time, links and places in the archives do not count. Times are compared in seconds when one
// of them is whole seconds: plain tar has no finer ones.
std::uint32_t differences(const ArchiveEntry& from, const ArchiveEntry& to);

// Of two modification times, ns: in whole seconds when one of them has no finer part.
bool sameTime(std::int64_t a, std::int64_t b);

// Entries one by one, in index order but for the one at the path itself, which comes first; none: that was all.
using NextEntry = std::function<Result<std::optional<ArchiveEntry>>()>;
// One path of either side; null where a side has none. They live as long as the call, which returns false to stop.
using VisitPair = std::function<Result<bool>(const ArchiveEntry* from, const ArchiveEntry* to)>;

// Puts the entries at and below `path` of two sides together by their paths.
Result<void> pairEntries(const NextEntry& from, const NextEntry& to, const std::string& path, const VisitPair& visit,
                         std::stop_token stop);

// What happened at and below `path` ("" for all) between two archives, in index order, from the indexes alone. Memory: a few
// pages. The visitor returns false to stop.
Result<void> compareIndexes(const IndexReader& from, const IndexReader& to, const std::string& path,
                            const std::function<Result<bool>(const EntryChange&)>& visit, std::stop_token stop);

} // namespace alula
