// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/holes.h"

#include "shared/engine/archive/checksum.h"

#include <algorithm>

namespace alula {

Result<std::uint64_t> Holes::in(const ArchiveEntry& entry) {
    if ((entry.flags & kEntrySparse) == 0 || entry.info.size == 0) return std::uint64_t{0};
    if (!m_blocks) {
        ALULA_ASSIGN(m_blocks, m_archive.index().blocks());
    }
    const auto end = checkedAdd(entry.streamOffset, entry.info.size);
    if (!end) return std::uint64_t{0};
    std::uint64_t zeros = 0;
    for (auto block = std::ranges::lower_bound(*m_blocks, entry.streamOffset, {}, &ArchiveBlock::streamOffset);
         block != m_blocks->end(); ++block) {
        const auto blockEnd = checkedAdd(block->streamOffset, block->streamLength);
        if (!blockEnd || *blockEnd > *end) break;
        // Wholly inside of the entry, so its only piece is the entry's.
        if (block->pieceCrcs.size() == 1 && block->pieceCrcs[0] == crc64Zeros(block->streamLength)) zeros += block->streamLength;
    }
    return std::min(zeros, entry.info.size);
}

} // namespace alula
