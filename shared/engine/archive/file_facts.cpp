// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/file_facts.h"

#include "shared/engine/archive/checksum.h"

#include <algorithm>

namespace alula {

Result<void> FileFacts::add(const PlannedBlock& planned, const BuiltBlock& built, WarningList& warnings) {
    std::size_t next = 0;
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
        return {};
    }));
    for (const ReadIncident& incident : built.incidents) {
        if ((m_flags[incident.node] & incident.flags) == incident.flags) continue;
        m_flags[incident.node] = static_cast<std::uint8_t>(m_flags[incident.node] | incident.flags);
        warnings.add({incident.kind, m_plan.tree().path(incident.node), incident.detail});
    }
    return {};
}

} // namespace alula
