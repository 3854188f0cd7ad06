// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/block_builder.h"

#include "shared/engine/archive/block_times.h"
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/member.h"
#include "shared/engine/archive/noise.h"

#include <algorithm>
#include <tuple>

namespace alula {
namespace {

// The part of a piece that is contents of its file, counted from the file's first byte.
struct ContentPart {
    std::uint64_t begin = 0, end = 0;
    bool empty() const { return begin >= end; }
    std::uint64_t size() const { return empty() ? 0 : end - begin; }
};

ContentPart contentPart(const ArchivePlan& plan, const Piece& piece) {
    const std::uint64_t headers = plan.headerBytes(piece.node);
    return {std::max(piece.begin, headers) - headers,
            std::min(std::max(piece.end, headers) - headers, plan.entryContent(piece.node))};
}

// That lie in the block from beginning to end. Not those with several names: the second would find in the page cache what was asked for
// the first, and take it for the server's.
std::vector<std::uint32_t> wholeFiles(const ArchivePlan& plan, const PlannedBlock& block) {
    std::vector<std::uint32_t> files;
    std::ignore = plan.forEachPiece(block, [&](const Piece& piece) -> Result<void> {
        const ContentPart part = contentPart(plan, piece);
        const bool whole = part.begin == 0 && part.end == plan.entryContent(piece.node);
        const auto& node = plan.tree().node(piece.node);
        if (!part.empty() && whole && !node.sparse && node.linkGroup == 0) files.push_back(piece.node);
        return {};
    });
    return files;
}

std::size_t contentPieces(const ArchivePlan& plan, const PlannedBlock& block) {
    std::size_t pieces = 0;
    std::ignore = plan.forEachPiece(block, [&](const Piece& piece) -> Result<void> {
        pieces += contentPart(plan, piece).empty() ? 0 : 1;
        return {};
    });
    return pieces;
}

} // namespace

BlockBuilder::BlockBuilder(const BuildContext& context, std::unique_ptr<Compressor> compressor)
    : m_context(context), m_compressor(std::move(compressor)),
      m_reader(context.volume, context.plan.tree(), context.load, context.cache, context.filesAhead), m_raw(format::kBlockSize) {}

Result<std::unique_ptr<BlockBuilder>> BlockBuilder::make(const BuildContext& context) {
    ALULA_ASSIGN(auto compressor, Compressor::make(context.settings.compression));
    return std::unique_ptr<BlockBuilder>(new BlockBuilder(context, std::move(compressor)));
}

Result<void> BlockBuilder::build(const PlannedBlock& block, BuiltBlock& out, std::stop_token stop) {
    ALULA_TRY(m_context.load.checkpoint(stop));
    const ArchivePlan& plan = m_context.plan;
    out.incidents.clear();
    out.readBytes = out.copiedBytes = 0;
    out.older = nullptr;
    out.record = {};
    out.record.streamOffset = block.streamOffset;
    out.record.streamLength = block.length;
    const Fingerprint fingerprint = blockFingerprint(plan, block, m_context.settings);
    const std::uint64_t times = blockTimes(plan, block, m_context.settledBefore);
    const ArchiveBlock* old = m_context.reuse.find(block, fingerprint, contentPieces(plan, block));
    if (old && m_context.reuse.isUnchanged(*old, times)) {
        ALULA_ASSIGN(const bool taken, takeOver(block, *old, out, stop));
        if (taken) {
            passOver(block);
            out.record.times = times;
            return {};
        }
        old = nullptr; // damaged there
    }
    ALULA_TRY(read(block, out, stop));
    if (!out.incidents.empty()) return pack(out);
    out.record.fingerprint = fingerprint;
    out.record.times = times;
    if (old && old->pieceCrcs == out.record.pieceCrcs) {
        ALULA_ASSIGN(const bool taken, takeOver(block, *old, out, stop));
        if (taken) return {};
    }
    return pack(out);
}

// All of the record but its times and its place in the file.
Result<bool> BlockBuilder::takeOver(const PlannedBlock& block, const ArchiveBlock& old, BuiltBlock& out, std::stop_token stop) {
    ALULA_ASSIGN(const bool copied, m_context.reuse.copy(old, out.member, stop));
    if (!copied) return false;
    out.copiedBytes = out.member.size();
    if (out.member.size() == old.length) out.older = &old; // padded alike
    out.record.length = out.member.size();
    out.record.streamLength = block.length;
    out.record.fingerprint = old.fingerprint;
    out.record.hash = old.hash;
    out.record.pieceCrcs = old.pieceCrcs;
    return true;
}

Result<void> BlockBuilder::read(const PlannedBlock& block, BuiltBlock& out, std::stop_token stop) {
    m_used = 0;
    m_noise.clear();
    m_reader.follow(wholeFiles(m_context.plan, block));
    ALULA_TRY(m_context.plan.forEachPiece(block, [&](const Piece& piece) { return addPiece(piece, out, stop); }));
    std::ranges::fill(take(block.length - m_used), std::uint8_t{0}); // the end of the stream
    return {};
}

// Counts what is not read as done.
void BlockBuilder::passOver(const PlannedBlock& block) {
    std::ignore = m_context.plan.forEachPiece(block, [&](const Piece& piece) -> Result<void> {
        m_context.progress.bytesDone += contentPart(m_context.plan, piece).size();
        countFile(piece);
        return {};
    });
}

void BlockBuilder::countFile(const Piece& piece) {
    const bool last = piece.end == m_context.plan.entryBytes(piece.node);
    if (last && m_context.plan.tree().node(piece.node).type == EntryType::File) ++m_context.progress.filesDone;
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
    countFile(piece);
    return {};
}

Result<void> BlockBuilder::addContent(const Piece& piece, const std::string& path, BuiltBlock& out, std::stop_token stop) {
    const ContentPart part = contentPart(m_context.plan, piece);
    if (part.empty()) return {};
    m_context.progress.setPath(path);
    const MutableByteSpan bytes = take(part.size());
    ALULA_ASSIGN(auto incident, m_reader.read(piece.node, path, part.begin, bytes, stop));
    if (incident) out.incidents.push_back(*std::move(incident));
    out.record.pieceCrcs.push_back(crc64(bytes));
    judge(bytes);
    out.readBytes += bytes.size();
    m_context.progress.bytesDone += bytes.size();
    return {};
}

// The contents that were taken last. A block that is all of one file is the compressor's to judge.
void BlockBuilder::judge(ByteSpan content) {
    if (content.size() < format::kLargeEntry && looksLikeNoise(content)) m_noise.push_back({m_used - content.size(), m_used});
}

Result<void> BlockBuilder::pack(BuiltBlock& out) {
    const ByteSpan raw = ByteSpan(m_raw).first(m_used);
    out.member.clear();
    out.member.resize(format::kMemberHeader);
    ALULA_TRY(m_compressor->deflate(raw, m_noise, out.member));
    const std::string trailer = encodeMemberTrailer(crc32(raw), static_cast<std::uint32_t>(raw.size()));
    const ByteSpan trailerBytes = asBytes(trailer);
    out.member.insert(out.member.end(), trailerBytes.begin(), trailerBytes.end());
    out.record.hash = xxh3(ByteSpan(out.member).subspan(format::kMemberHeader));
    padMember(out.member, format::kMemberHeader, m_context.unit);
    out.record.length = out.member.size();
    return {};
}

} // namespace alula
