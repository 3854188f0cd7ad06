// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/plan.h"

#include <string_view>
#include <vector>

namespace alula {

// Cuts a tar stream into blocks along its entries (FORMAT: blocks follow content), so that a changed, new or vanished entry
// changes few blocks. Entries come in stream order.
class BlockCutter {
public:
    void add(std::uint32_t node, std::string_view path, std::uint64_t entryBytes);
    std::vector<PlannedBlock> finish(); // with the block that ends the stream

    std::uint64_t streamBytes() const { return m_offset; }

private:
    void addLarge(std::uint32_t node, std::uint64_t entryBytes);
    void close();

    std::vector<PlannedBlock> m_blocks;
    PlannedBlock m_open;        // length 0: none
    std::uint64_t m_offset = 0; // in the stream, behind the last entry
};

} // namespace alula
