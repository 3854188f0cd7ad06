// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/block_cutter.h"

#include "shared/engine/archive/checksum.h"

#include <algorithm>

namespace alula {
namespace {

bool cutsAfter(std::string_view path) { return xxh3(asBytes(path)) % format::kBoundaryModulus == 0; }

} // namespace

void BlockCutter::add(std::uint32_t node, std::string_view path, std::uint64_t entryBytes) {
    if (entryBytes >= format::kLargeEntry) {
        addLarge(node, entryBytes);
        return;
    }
    if (m_open.length + entryBytes > format::kBlockSize) close();
    if (m_open.length == 0) m_open = {.streamOffset = m_offset, .firstNode = node};
    m_open.length += static_cast<std::uint32_t>(entryBytes);
    m_open.endNode = node + 1;
    m_offset += entryBytes;
    if (m_open.length >= format::kBoundaryMinimum && cutsAfter(path)) close();
}

void BlockCutter::addLarge(std::uint32_t node, std::uint64_t entryBytes) {
    close();
    for (std::uint64_t done = 0; done < entryBytes; done += format::kBlockSize) {
        const auto length = static_cast<std::uint32_t>(std::min(format::kBlockSize, entryBytes - done));
        m_blocks.push_back(
            {.streamOffset = m_offset + done, .firstSkip = done, .length = length, .firstNode = node, .endNode = node + 1});
    }
    m_offset += entryBytes;
}

void BlockCutter::close() {
    if (m_open.length != 0) m_blocks.push_back(m_open);
    m_open = {};
}

std::vector<PlannedBlock> BlockCutter::finish() {
    close();
    m_blocks.push_back({.streamOffset = m_offset, .length = static_cast<std::uint32_t>(format::kTarEnd)});
    m_offset += format::kTarEnd;
    return std::move(m_blocks);
}

} // namespace alula
