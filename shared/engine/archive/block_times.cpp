// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/block_times.h"

#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/little_endian.h"

#include <algorithm>
#include <chrono>

namespace alula {

std::int64_t settledBefore(Timestamp planTime) {
    constexpr std::chrono::seconds kSettling{60};
    return (planTime - kSettling).ns;
}

std::uint64_t blockTimes(const ArchivePlan& plan, const PlannedBlock& block, std::int64_t settledBefore) {
    std::string bytes;
    bool settled = settledBefore != kNothingSettled;
    (void)plan.forEachPiece(block, [&](const Piece& piece) -> Result<void> {
        if (plan.entryContent(piece.node) == 0) return {}; // all that the stream has of it is in the fingerprint
        const auto& node = plan.tree().node(piece.node);
        settled = settled && std::max(node.mtimeNs, node.ctimeNs) < settledBefore;
        appendLittle(bytes, static_cast<std::uint64_t>(node.ctimeNs));
        return {};
    });
    return settled ? std::max<std::uint64_t>(xxh3(asBytes(bytes)), 1) : 0;
}

} // namespace alula
