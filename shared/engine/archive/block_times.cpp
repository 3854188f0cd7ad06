// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/block_times.h"

#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/little_endian.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace alula {

bool tellsOfWrites(std::uint32_t fileSystemType) {
    // linux/magic.h, and of OpenZFS and bcachefs, which are not in it.
    constexpr std::array<std::uint32_t, 6> kKnown = {
        0xef53,     // ext4
        0x58465342, // XFS
        0x9123683e, // btrfs
        0xf2f52010, // F2FS
        0x2fc12fc1, // ZFS
        0xca451a4e, // bcachefs
    };
    return std::ranges::contains(kKnown, fileSystemType);
}

std::int64_t settledBefore(Timestamp syncTime) {
    constexpr std::chrono::seconds kSettling{60};
    return (syncTime - kSettling).ns;
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
