// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/block_page.h"

#include "shared/engine/archive/format.h"

#include <algorithm>

namespace alula {
namespace {

std::size_t blockCost(const ArchiveBlock& block) { return kBlockCost + block.pieceCrcs.size() * sizeof(std::uint64_t); }

Result<ArchiveBlock> decodeBlock(const wire::Block& wire, TextBudget& budget) {
    ArchiveBlock block;
    block.offset = wire.offset();
    block.length = wire.length();
    block.streamOffset = wire.stream_offset();
    block.streamLength = wire.stream_length();
    block.fingerprint = {wire.fingerprint_high(), wire.fingerprint_low()};
    block.hash = wire.hash();
    block.times = wire.times();
    if (const auto* sha1 = wire.sha1()) block.sha1.words = {sha1->a(), sha1->b(), sha1->c(), sha1->d(), sha1->e()};
    if (block.streamLength == 0 || block.streamLength > format::kBlockSize || block.length > format::kMaxMember ||
        block.length < format::kMemberHeader + 2 + format::kGzipTrailer)
        return corruptIndex("a block in it has an impossible length");
    if (const auto* crcs = wire.piece_crcs()) {
        const std::string_view raw(reinterpret_cast<const char*>(crcs->Data()), crcs->size() * sizeof(std::uint64_t));
        if (!budget.take(raw)) return corruptIndex("its blocks overlap");
        block.pieceCrcs.assign(crcs->begin(), crcs->end());
    }
    return block;
}

} // namespace

bool BlockPageBuilder::takes(const ArchiveBlock& block) const {
    return m_blocks.size() < format::kMaxPageEntries && m_cost + blockCost(block) + 64 <= format::kMaxPageBytes;
}

void BlockPageBuilder::add(const ArchiveBlock& block) {
    m_cost += blockCost(block);
    const auto crcs = block.pieceCrcs.empty() ? flatbuffers::Offset<flatbuffers::Vector<std::uint64_t>>()
                                              : m_builder.CreateVector(block.pieceCrcs);
    const auto& [a, b, c, d, e] = block.sha1.words;
    const wire::Sha1State sha1(a, b, c, d, e);
    m_blocks.push_back(wire::CreateBlock(m_builder, block.offset, block.length, block.streamOffset, block.streamLength,
                                         block.fingerprint.high, block.fingerprint.low, block.hash, crcs, block.times,
                                         block.sha1.isZero() ? nullptr : &sha1));
}

RawPart BlockPageBuilder::finish() {
    const auto blocks = m_builder.CreateVector(m_blocks);
    m_builder.Finish(wire::CreateBlockPage(m_builder, blocks));
    RawPart raw(m_builder.GetBufferPointer(), m_builder.GetBufferPointer() + m_builder.GetSize());
    m_builder.Clear();
    m_blocks.clear();
    m_cost = 0;
    return raw;
}

Result<void> appendBlocks(const RawPart& raw, const PageRef& page, std::vector<ArchiveBlock>& blocks, std::uint64_t fileEnd) {
    const auto* wire = verifiedTable<wire::BlockPage>(raw);
    if (!wire || !wire->blocks() || wire->blocks()->size() != page.count)
        return corruptIndex("a page of blocks in it is malformed");
    TextBudget budget(raw.size());
    for (const auto* wireBlock : *wire->blocks()) {
        ALULA_ASSIGN(ArchiveBlock block, decodeBlock(*wireBlock, budget));
        // Each length is ≤ 2 MiB and there are fewer than 2^32 blocks, so the ends do not overflow.
        const std::uint64_t begin = blocks.empty() ? 0 : blocks.back().offset + blocks.back().length;
        const std::uint64_t streamEnd = blocks.empty() ? 0 : blocks.back().streamOffset + blocks.back().streamLength;
        if (block.offset != begin || block.streamOffset != streamEnd) return corruptIndex("its blocks leave gaps or overlap");
        if (block.length > fileEnd - std::min(begin, fileEnd)) return corruptIndex("its blocks end behind the archive");
        blocks.push_back(std::move(block));
    }
    return {};
}

} // namespace alula
