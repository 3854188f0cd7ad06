// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive_types.h"
#include "shared/engine/archive/index_generated.h"
#include "shared/engine/archive/index_part.h"

#include <vector>

namespace alula {

inline constexpr std::size_t kBlockCost =
    152; // a table of eight u64 and SHA-1's state, and its place in a vector, with vtable and alignment

// Collects blocks into one page of the block table.
class BlockPageBuilder {
public:
    bool empty() const { return m_blocks.empty(); }
    std::uint32_t count() const { return static_cast<std::uint32_t>(m_blocks.size()); }
    bool takes(const ArchiveBlock& block) const;
    void add(const ArchiveBlock& block);
    RawPart finish(); // and begins the next

private:
    flatbuffers::FlatBufferBuilder m_builder{64 * 1024};
    std::vector<flatbuffers::Offset<wire::Block>> m_blocks;
    std::size_t m_cost = 0;
};

// Appends the blocks of a hostile page. Each must begin, in file and stream, where the one before it ended, and end before
// `fileEnd`: so a file has no more blocks than it has room for.
Result<void> appendBlocks(const RawPart& raw, const PageRef& page, std::vector<ArchiveBlock>& blocks, std::uint64_t fileEnd);

} // namespace alula
