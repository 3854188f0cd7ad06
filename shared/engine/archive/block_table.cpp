// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/block_table.h"

#include <algorithm>

namespace alula {

Result<BlockTable> BlockTable::make(std::vector<ArchiveBlock> blocks, std::uint64_t fileEnd, std::uint64_t streamEnd) {
    BlockTable table;
    table.m_blocks = std::move(blocks);
    const std::uint64_t end = table.m_blocks.empty() ? 0 : table.m_blocks.back().offset + table.m_blocks.back().length;
    if (end != fileEnd || table.streamLength() != streamEnd)
        return fail(ErrorCode::Corrupt, "The index of the archive is damaged: its blocks do not fill the archive.");
    return table;
}

std::uint64_t BlockTable::streamLength() const {
    return m_blocks.empty() ? 0 : m_blocks.back().streamOffset + m_blocks.back().streamLength;
}

std::size_t BlockTable::at(std::uint64_t streamOffset) const {
    const auto after = std::ranges::upper_bound(m_blocks, streamOffset, {}, &ArchiveBlock::streamOffset);
    return static_cast<std::size_t>(after - m_blocks.begin()) - 1;
}

} // namespace alula
