// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/base/progress.h"
#include "shared/engine/archive/block_reuse.h"
#include "shared/engine/archive/compressor.h"
#include "shared/engine/archive/content_reader.h"
#include "shared/engine/archive/plan.h"
#include "shared/engine/volume/volume.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace alula {

// What every builder of one archive works on. Outlives them.
struct BuildContext {
    const Volume& volume;
    const ArchivePlan& plan;
    FingerprintSettings settings;
    std::int64_t settledBefore; // block_times.h
    BlockReuse& reuse;
    LoadControl& load;
    PageCacheKeeper& cache;
    ProgressSink& progress;
    std::size_t filesAhead; // of each builder (content_reader.h)
    std::size_t unit;       // of which each member is a multiple long (ArchiveSink::shareUnit); 0: as short as it can be
};

struct BuiltBlock {
    ByteBuffer member;   // whole, as it goes into the file
    ArchiveBlock record; // its offset in the file is not known yet
    std::vector<ReadIncident> incidents;
    std::uint64_t readBytes = 0;         // contents that were read from the volume
    std::uint64_t copiedBytes = 0;       // of the member: all, or nothing
    const ArchiveBlock* older = nullptr; // the block of the older archive that the member is, to its last byte
};

// Builds blocks alone, in any order: headers, contents straight from the volume, padding; deflate; checksums. What an older archive
// has of it is copied instead: without reading the volume where the files' times are the same, else when what was read has the same
// checksums. One thread each; holds a block's raw bytes and the compressor.
class BlockBuilder {
public:
    static Result<std::unique_ptr<BlockBuilder>> make(const BuildContext& context);
    // Replaces `out`, whose memory is used again.
    Result<void> build(const PlannedBlock& block, BuiltBlock& out, std::stop_token stop);

private:
    BlockBuilder(const BuildContext& context, std::unique_ptr<Compressor> compressor);
    Result<bool> takeOver(const PlannedBlock& block, const ArchiveBlock& old, BuiltBlock& out, std::stop_token stop);
    Result<void> read(const PlannedBlock& block, BuiltBlock& out, std::stop_token stop);
    Result<void> addPiece(const Piece& piece, BuiltBlock& out, std::stop_token stop);
    Result<void> addContent(const Piece& piece, const std::string& path, BuiltBlock& out, std::stop_token stop);
    void passOver(const PlannedBlock& block);
    void countFile(const Piece& piece);
    MutableByteSpan take(std::uint64_t bytes);
    void judge(ByteSpan content);
    Result<void> pack(BuiltBlock& out);

    const BuildContext& m_context;
    std::unique_ptr<Compressor> m_compressor;
    ContentReader m_reader;
    std::vector<std::uint8_t> m_raw;
    std::size_t m_used = 0;                 // of m_raw
    std::vector<Compressor::Noise> m_noise; // of m_raw
};

} // namespace alula
