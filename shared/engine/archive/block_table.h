// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/engine/archive/archive_types.h"

#include <cstdint>
#include <vector>

namespace alula {

// The blocks of an archive, which follow each other without gap in the stream. Immutable: any thread.
class BlockTable {
public:
    // Corrupt unless the blocks fill the file up to `fileEnd` and the stream up to `streamEnd`.
    static Result<BlockTable> make(std::vector<ArchiveBlock> blocks, std::uint64_t fileEnd, std::uint64_t streamEnd);

    std::size_t size() const { return m_blocks.size(); }
    const ArchiveBlock& operator[](std::size_t i) const { return m_blocks[i]; }
    std::uint64_t streamLength() const;
    std::size_t at(std::uint64_t streamOffset) const; // the block that holds it; it is below streamLength()

private:
    std::vector<ArchiveBlock> m_blocks;
};

} // namespace alula
