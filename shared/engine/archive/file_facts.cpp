// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/file_facts.h"

#include "shared/engine/archive/checksum.h"

#include <algorithm>

namespace alula {
namespace {
constexpr std::uint8_t kSomeRead = 128; // beyond all EntryFlag
}

Result<void> FileFacts::add(const PlannedBlock& planned, const BuiltBlock& built, WarningList& warnings) {
    std::size_t next = 0;
    auto incident = built.incidents.begin(); // at most one a piece, in their order
    const auto& crcs = built.record.pieceCrcs;
    ALULA_TRY(m_plan.forEachPiece(planned, [&](const Piece& piece) -> Result<void> {
        const std::uint64_t headerEnd = m_plan.headerBytes(piece.node);
        const std::uint64_t from = std::max(piece.begin, headerEnd);
        const std::uint64_t to = std::min(piece.end, headerEnd + m_plan.entryContent(piece.node));
        if (from >= to) return {};
        if (next == crcs.size()) return fail(ErrorCode::Internal, "a block has fewer pieces than its plan");
        const std::uint64_t crc = crcs[next++];
        // Most files are one piece: combining takes microseconds.
        m_crcs[piece.node] = from == headerEnd ? crc : crc64Combine(m_crcs[piece.node], crc, to - from);
        const bool hasIncident = incident != built.incidents.end() && incident->node == piece.node;
        if (!hasIncident || incident->someRead) m_flags[piece.node] |= kSomeRead;
        if (hasIncident) addIncident(*incident++, warnings);
        return {};
    }));
    return {};
}

void FileFacts::addIncident(const ReadIncident& incident, WarningList& warnings) {
    std::uint8_t& flags = m_flags[incident.node];
    if ((flags & incident.flags) == incident.flags) return;
    flags = static_cast<std::uint8_t>(flags | incident.flags);
    warnings.add({incident.kind, m_plan.tree().path(incident.node), incident.detail});
}

std::uint32_t FileFacts::flags(std::size_t node) const {
    const std::uint32_t flags = m_flags[node];
    const std::uint32_t told = flags & ~std::uint32_t{kSomeRead};
    if ((flags & kSomeRead) == 0 || (told & kEntryWithoutContents) == 0) return told;
    return (told & ~kEntryWithoutContents) | kEntryPadded;
}

} // namespace alula
