// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/block_decoder.h"
#include "shared/engine/archive/extract_plan.h"
#include "shared/engine/archive/extractor.h"
#include "shared/engine/archive/index_source.h"
#include "shared/engine/archive/verifier.h"

#include <algorithm>
#include <mutex>

namespace alula {
namespace {

// Random access by block. Any thread.
class AlulaArchive final : public Archive {
public:
    AlulaArchive(std::shared_ptr<ByteSource> source, const Footer& footer, std::shared_ptr<ByteSource> indexBytes,
                 std::unique_ptr<IndexReader> index)
        : m_source(std::move(source)), m_footer(footer), m_indexBytes(std::move(indexBytes)), m_index(std::move(index)) {}

    const IndexReader& index() const override { return *m_index; }
    bool randomAccess() const override { return true; }

    Result<void> extract(const std::vector<ArchiveEntry>& entries, ContentSink& sink, const ReadOptions& options,
                         ProgressSink& progress, std::stop_token stop) const override {
        ALULA_ASSIGN(const auto table, blocks());
        return extractBlocks(*m_source, *table, entries, sink, options, progress, stop);
    }

    Result<void> extractInOrder(const std::vector<ArchiveEntry>& entries, ContentSink& sink, const ReadOptions& options,
                                ProgressSink& progress, std::stop_token stop) const override {
        ALULA_ASSIGN(const auto table, blocks());
        return extractBlocksInOrder(*m_source, *table, entries, sink, options, progress, stop);
    }

    Result<std::string> readRange(const ArchiveEntry& entry, std::uint64_t offset, std::size_t length,
                                  std::stop_token stop) const override {
        if (entry.info.type != EntryType::File)
            return fail(Error(ErrorCode::InvalidInput, "Only regular files have contents to read.").withPath(entry.path));
        std::string out;
        if (offset >= entry.info.size) return out;
        ALULA_ASSIGN(const auto table, blocks());
        ALULA_TRY(checkPlace(entry, table->streamLength()));
        const std::uint64_t from = entry.streamOffset + offset;
        const std::uint64_t to = from + std::min<std::uint64_t>(length, entry.info.size - offset);
        BlockDecoder decoder(*m_source, nullptr);
        for (std::uint64_t at = from; at < to;) {
            const ArchiveBlock& block = (*table)[table->at(at)];
            ALULA_ASSIGN(const ByteSpan bytes, decoder.decode(block, stop));
            const std::uint64_t end = std::min(to, block.streamOffset + block.streamLength);
            out += asText(bytes.subspan(at - block.streamOffset, end - at));
            at = end;
        }
        return out;
    }

    Result<VerifyReport> verify(const ReadOptions& options, ProgressSink& progress, std::stop_token stop) const override {
        VerifyReport report;
        progress.begin(Phase::Checking, m_index->header().files, m_index->header().contentBytes);
        const auto done = check(options, report, progress, stop);
        if (done) return report;
        // What is damaged is told in the report; only what kept us from looking is an error.
        if (done.error().code() != ErrorCode::Corrupt && done.error().code() != ErrorCode::NotFound) return fail(done.error());
        if (report.archiveDamage.empty()) report.archiveDamage = done.error().message();
        return report;
    }

private:
    Result<void> check(const ReadOptions& options, VerifyReport& report, ProgressSink& progress, std::stop_token stop) const {
        ALULA_TRY(checkIndexHash(*m_indexBytes, m_footer.indexHash, stop));
        ALULA_ASSIGN(const auto table, blocks());
        Sha1 sha1;
        ALULA_TRY(verifyBlocks(*m_source, *m_index, *table, options, report, options.sha1 ? &sha1 : nullptr, progress, stop));
        if (!options.sha1 || !report.sound()) return {};
        ALULA_TRY(hashRest(*m_source, m_footer.indexOffset, options.load, sha1, stop));
        report.sha1 = sha1.finish();
        return {};
    }

    // Read when first needed: browsing never needs it.
    Result<std::shared_ptr<const BlockTable>> blocks() const {
        const std::lock_guard lock(m_mutex);
        if (m_blocks) return m_blocks;
        ALULA_ASSIGN(auto list, m_index->blocks(m_footer.indexOffset));
        ALULA_ASSIGN(BlockTable table, BlockTable::make(std::move(list), m_footer.indexOffset, m_index->header().streamBytes));
        m_blocks = std::make_shared<const BlockTable>(std::move(table));
        return m_blocks;
    }

    const std::shared_ptr<ByteSource> m_source;
    const Footer m_footer;
    const std::shared_ptr<ByteSource> m_indexBytes;
    const std::unique_ptr<IndexReader> m_index;
    mutable std::mutex m_mutex;
    mutable std::shared_ptr<const BlockTable> m_blocks; // guarded by m_mutex
};

} // namespace

Result<bool> hasAlulaFooter(ByteSource& source) {
    const auto footer = readFooter(source);
    if (footer || footer.error().code() == ErrorCode::Unsupported) return true;
    if (footer.error().code() == ErrorCode::Corrupt) return false;
    return fail(footer.error());
}

Result<std::unique_ptr<Archive>> openAlulaArchive(std::shared_ptr<ByteSource> source) {
    ALULA_ASSIGN(const Footer footer, readFooter(*source));
    auto indexBytes = indexSource(source, footer);
    ALULA_ASSIGN(auto index, IndexReader::open(indexBytes));
    return std::make_unique<AlulaArchive>(std::move(source), footer, std::move(indexBytes), std::move(index));
}

Result<std::unique_ptr<Archive>> openAlulaArchive(std::shared_ptr<ByteSource> source, std::shared_ptr<ByteSource> index,
                                                  std::stop_token stop) {
    ALULA_ASSIGN(const Footer footer, readFooter(*source));
    const auto same = checkIndexHash(*index, footer.indexHash, std::move(stop));
    if (!same && same.error().code() != ErrorCode::Corrupt) return fail(same.error());
    if (!same || index->size() != footer.indexLength)
        return fail(ErrorCode::Corrupt, "The archive is another one than its index, which was kept when it was made.");
    ALULA_ASSIGN(auto reader, IndexReader::open(index));
    return std::make_unique<AlulaArchive>(std::move(source), footer, std::move(index), std::move(reader));
}

} // namespace alula
