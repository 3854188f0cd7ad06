// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/extract_plan.h"

#include <algorithm>
#include <numeric>

namespace alula {
namespace {

std::unexpected<Error> corrupt(const ArchiveEntry& entry, const char* what) {
    return std::unexpected(Error(ErrorCode::Corrupt, what).withPath(entry.path));
}

// Entries with contents, by their place in the stream.
Result<std::vector<std::size_t>> sortedByPlace(const std::vector<ArchiveEntry>& entries, std::uint64_t streamLength,
                                               ExtractPlan& plan) {
    std::vector<std::size_t> order;
    order.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].info.type != EntryType::File)
            return fail(Error(ErrorCode::InvalidInput, "Only regular files have contents to extract.").withPath(entries[i].path));
        if (entries[i].info.size == 0) {
            plan.empty.push_back(i);
            continue;
        }
        ALULA_TRY(checkPlace(entries[i], streamLength));
        order.push_back(i);
    }
    std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(entries[i].streamOffset, i); });
    return order;
}

} // namespace

Error sharedContents(const std::string& path) {
    return Error(ErrorCode::InvalidInput, "Files that share their contents cannot be read one after the other.").withPath(path);
}

Result<void> checkPlace(const ArchiveEntry& entry, std::uint64_t streamLength) {
    if (entry.streamOffset == 0 || entry.streamOffset > streamLength || entry.info.size > streamLength - entry.streamOffset)
        return corrupt(entry, "The index of the archive is damaged: it puts this file outside of the archive.");
    return {};
}

Result<ExtractPlan> planExtract(const std::vector<ArchiveEntry>& entries, const BlockTable& blocks) {
    ExtractPlan plan;
    ALULA_ASSIGN(const auto order, sortedByPlace(entries, blocks.streamLength(), plan));
    for (const std::size_t i : order) {
        const ArchiveEntry& entry = entries[i];
        WantedRange* last = plan.ranges.empty() ? nullptr : &plan.ranges.back();
        if (last && last->begin == entry.streamOffset && last->size == entry.info.size) {
            last->entries.push_back(i);
            continue;
        }
        if (last && entry.streamOffset < last->end())
            return corrupt(entry, "The index of the archive is damaged: it puts this file and another one at one place.");
        plan.ranges.push_back({entry.streamOffset, entry.info.size, {i}});
        const std::size_t first = blocks.at(entry.streamOffset);
        const std::size_t final = blocks.at(plan.ranges.back().end() - 1);
        for (std::size_t b = first; b <= final; ++b)
            if (plan.blocks.empty() || plan.blocks.back() < b) plan.blocks.push_back(b);
    }
    return plan;
}

} // namespace alula
