// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/block_builder.h"

#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/member.h"

#include <algorithm>

namespace alula {

BlockBuilder::BlockBuilder(const BuildContext& context, std::unique_ptr<Compressor> compressor)
    : m_context(context), m_compressor(std::move(compressor)), m_reader(context.volume, context.plan.tree(), context.load),
      m_raw(format::kBlockSize) {}

Result<std::unique_ptr<BlockBuilder>> BlockBuilder::make(const BuildContext& context) {
    ALULA_ASSIGN(auto compressor, Compressor::make(context.settings.compression));
    return std::unique_ptr<BlockBuilder>(new BlockBuilder(context, std::move(compressor)));
}

Result<void> BlockBuilder::build(const PlannedBlock& block, BuiltBlock& out, std::stop_token stop) {
    ALULA_TRY(m_context.load.checkpoint(stop));
    out.member.clear();
    out.incidents.clear();
    out.record = {};
    m_used = 0;
    ALULA_TRY(m_context.plan.forEachPiece(block, [&](const Piece& piece) { return addPiece(piece, out, stop); }));
    std::ranges::fill(take(block.length - m_used), std::uint8_t{0}); // the end of the stream
    out.record.streamOffset = block.streamOffset;
    out.record.streamLength = block.length;
    if (out.incidents.empty()) out.record.fingerprint = blockFingerprint(m_context.plan, block, m_context.settings);
    return pack(out);
}

MutableByteSpan BlockBuilder::take(std::uint64_t bytes) {
    const MutableByteSpan taken = MutableByteSpan(m_raw).subspan(m_used, static_cast<std::size_t>(bytes));
    m_used += taken.size();
    return taken;
}

Result<void> BlockBuilder::addPiece(const Piece& piece, BuiltBlock& out, std::stop_token stop) {
    const ArchivePlan& plan = m_context.plan;
    const std::string path = plan.tree().path(piece.node);
    const std::uint64_t headerEnd = plan.headerBytes(piece.node);
    if (piece.begin < headerEnd) {
        // Headers are shorter than a block, and an entry that is cut begins one: they always lie in one piece.
        const std::string headers = plan.headers(piece.node, path);
        std::ranges::copy(asBytes(headers), take(headers.size()).begin());
    }
    ALULA_TRY(addContent(piece, path, out, stop));
    const std::uint64_t contentEnd = headerEnd + plan.entryContent(piece.node);
    if (piece.end > contentEnd) std::ranges::fill(take(piece.end - std::max(contentEnd, piece.begin)), std::uint8_t{0});
    const bool last = piece.end == plan.entryBytes(piece.node);
    if (last && plan.tree().node(piece.node).type == EntryType::File) ++m_context.progress.filesDone;
    return {};
}

Result<void> BlockBuilder::addContent(const Piece& piece, const std::string& path, BuiltBlock& out, std::stop_token stop) {
    const ArchivePlan& plan = m_context.plan;
    const std::uint64_t headerEnd = plan.headerBytes(piece.node);
    const std::uint64_t from = std::max(piece.begin, headerEnd);
    const std::uint64_t to = std::min(piece.end, headerEnd + plan.entryContent(piece.node));
    if (from >= to) return {};
    m_context.progress.setPath(path);
    const MutableByteSpan bytes = take(to - from);
    ALULA_ASSIGN(auto incident, m_reader.read(piece.node, path, from - headerEnd, bytes, stop));
    if (incident) out.incidents.push_back(*std::move(incident));
    out.record.pieceCrcs.push_back(crc64(bytes));
    m_context.progress.bytesDone += bytes.size();
    return {};
}

Result<void> BlockBuilder::pack(BuiltBlock& out) {
    const ByteSpan raw = ByteSpan(m_raw).first(m_used);
    out.member.resize(format::kMemberHeader);
    ALULA_TRY(m_compressor->deflate(raw, out.member));
    const std::string header = encodeMemberHeader(out.member.size() - format::kMemberHeader);
    std::ranges::copy(asBytes(header), out.member.begin());
    const std::string trailer = encodeMemberTrailer(crc32(raw), static_cast<std::uint32_t>(raw.size()));
    const ByteSpan trailerBytes = asBytes(trailer);
    out.member.insert(out.member.end(), trailerBytes.begin(), trailerBytes.end());
    out.record.length = out.member.size();
    out.record.hash = xxh3(ByteSpan(out.member).subspan(format::kMemberHeader));
    return {};
}

} // namespace alula
