// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/extractor.h"

#include "shared/engine/archive/block_decoder.h"
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/extract_plan.h"
#include "shared/engine/archive/run_workers.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <unordered_map>

namespace alula {
namespace {

// A range that several blocks hold, so that several threads may work on it.
struct SharedRange {
    std::mutex mutex;
    bool begun = false;              // guarded by mutex, as all below
    std::size_t left = 0;            // pieces to come
    std::vector<std::uint64_t> crcs; // by block
    std::vector<std::uint64_t> lengths;
    std::size_t firstBlock = 0; // constant
};

// One call of extractBlocks(). Any thread.
class Extraction {
public:
    Extraction(const BlockTable& blocks, const std::vector<ArchiveEntry>& entries, ContentSink& sink, ProgressSink& progress,
               ExtractPlan plan)
        : m_blocks(blocks), m_entries(entries), m_sink(sink), m_progress(progress), m_plan(std::move(plan)) {
        for (std::size_t i = 0; i < m_plan.ranges.size(); ++i) {
            const std::size_t first = m_blocks.at(m_plan.ranges[i].begin);
            const std::size_t count = m_blocks.at(m_plan.ranges[i].end() - 1) - first + 1;
            if (count == 1) continue;
            SharedRange& shared = m_shared[i];
            shared.firstBlock = first;
            shared.left = count;
            shared.crcs.resize(count);
            shared.lengths.resize(count);
        }
    }

    std::size_t blockCount() const { return m_plan.blocks.size(); }

    Result<void> emptyEntries(std::stop_token stop) {
        for (const std::size_t i : m_plan.empty) {
            if (stop.stop_requested()) return fail(cancelled());
            ALULA_TRY(begin(m_entries[i]));
            ALULA_TRY(end(m_entries[i], 0));
        }
        return {};
    }

    // Takes runs of so many blocks until none is left.
    Result<void> work(BlockDecoder& decoder, std::size_t run, std::stop_token stop) {
        for (std::size_t from = m_next.fetch_add(run); from < m_plan.blocks.size(); from = m_next.fetch_add(run)) {
            const std::size_t to = std::min(from + run, m_plan.blocks.size());
            for (std::size_t i = from; i < to; ++i) ALULA_TRY(unpack(m_plan.blocks[i], decoder, stop));
        }
        return {};
    }

    // The same, but what was unpacked is delivered in turn. The lowest block taken is always being worked on, so every turn comes.
    Result<void> workInOrder(BlockDecoder& decoder, std::stop_token stop) {
        for (std::size_t i = m_next++; i < m_plan.blocks.size(); i = m_next++) {
            const std::size_t block = m_plan.blocks[i];
            auto bytes = decoder.decode(m_blocks[block], stop);
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [&] { return m_turn == i; })) return fail(cancelled());
            if (!bytes) return fail(named(std::move(bytes).error(), block));
            ALULA_TRY(deliver(block, *bytes));
            ++m_turn;
            m_wake.notify_all();
        }
        return {};
    }

private:
    Result<void> unpack(std::size_t block, BlockDecoder& decoder, const std::stop_token& stop) {
        auto bytes = decoder.decode(m_blocks[block], stop);
        if (!bytes) return fail(named(std::move(bytes).error(), block));
        return deliver(block, *bytes);
    }

    std::size_t firstRange(const ArchiveBlock& block) const {
        const auto range = std::ranges::upper_bound(m_plan.ranges, block.streamOffset, {}, &WantedRange::end);
        return static_cast<std::size_t>(range - m_plan.ranges.begin());
    }

    // A damaged block is told with the first file that it breaks.
    Error named(Error error, std::size_t block) const {
        if (error.code() != ErrorCode::Corrupt) return error;
        return std::move(error).withPath(m_entries[m_plan.ranges[firstRange(m_blocks[block])].entries.front()].path);
    }

    Result<void> deliver(std::size_t blockIndex, ByteSpan bytes) {
        const ArchiveBlock& block = m_blocks[blockIndex];
        const std::uint64_t blockEnd = block.streamOffset + block.streamLength;
        for (std::size_t r = firstRange(block); r < m_plan.ranges.size() && m_plan.ranges[r].begin < blockEnd; ++r) {
            const WantedRange& range = m_plan.ranges[r];
            const std::uint64_t from = std::max(range.begin, block.streamOffset);
            const std::uint64_t to = std::min(range.end(), blockEnd);
            const ByteSpan piece = bytes.subspan(from - block.streamOffset, to - from);
            const auto shared = m_shared.find(r);
            if (shared == m_shared.end()) ALULA_TRY(deliverWhole(range, piece));
            else ALULA_TRY(deliverPiece(range, shared->second, blockIndex, from - range.begin, piece));
        }
        return {};
    }

    Result<void> deliverWhole(const WantedRange& range, ByteSpan contents) {
        const std::uint64_t crc = crc64(contents);
        for (const std::size_t i : range.entries) {
            ALULA_TRY(begin(m_entries[i]));
            ALULA_TRY(m_sink.write(m_entries[i], 0, contents));
            m_progress.bytesDone += contents.size();
            ALULA_TRY(end(m_entries[i], crc));
        }
        return {};
    }

    Result<void> deliverPiece(const WantedRange& range, SharedRange& shared, std::size_t block, std::uint64_t offset,
                              ByteSpan piece) {
        {
            const std::lock_guard lock(shared.mutex);
            if (!shared.begun)
                for (const std::size_t i : range.entries) ALULA_TRY(begin(m_entries[i]));
            shared.begun = true;
        }
        for (const std::size_t i : range.entries) {
            ALULA_TRY(m_sink.write(m_entries[i], offset, piece));
            m_progress.bytesDone += piece.size();
        }
        const std::uint64_t crc = crc64(piece);
        const std::lock_guard lock(shared.mutex);
        shared.crcs[block - shared.firstBlock] = crc;
        shared.lengths[block - shared.firstBlock] = piece.size();
        if (--shared.left > 0) return {};
        std::uint64_t whole = 0;
        for (std::size_t i = 0; i < shared.crcs.size(); ++i) whole = crc64Combine(whole, shared.crcs[i], shared.lengths[i]);
        for (const std::size_t i : range.entries) ALULA_TRY(end(m_entries[i], whole));
        return {};
    }

    Result<void> begin(const ArchiveEntry& entry) {
        m_progress.setPath(entry.path);
        return m_sink.begin(entry);
    }

    Result<void> end(const ArchiveEntry& entry, std::uint64_t crc) {
        if (crc != entry.crc64)
            return fail(Error(ErrorCode::Corrupt, "The contents of this file in the archive do not have their checksum.")
                            .withPath(entry.path));
        ALULA_TRY(m_sink.end(entry));
        ++m_progress.filesDone;
        return {};
    }

    const BlockTable& m_blocks;
    const std::vector<ArchiveEntry>& m_entries;
    ContentSink& m_sink;
    ProgressSink& m_progress;
    const ExtractPlan m_plan;
    std::unordered_map<std::size_t, SharedRange> m_shared; // by range; the map itself is constant
    std::atomic<std::size_t> m_next{0};                    // of m_plan.blocks
    std::mutex m_mutex;                                    // in order only
    std::condition_variable_any m_wake;
    std::size_t m_turn = 0; // guarded by m_mutex: of m_plan.blocks, the next to be delivered
};

// A directory of small files fills this many blocks and more; few enough that no worker is left with the last ones alone.
constexpr std::size_t kLongestRun = 64;
constexpr std::size_t kRunsAWorker = 8;

std::size_t runLength(const ByteSource& source, const ReadOptions& options, std::size_t blocks) {
    if (!options.spread || source.wantsOrder()) return 1;
    return std::clamp<std::size_t>(blocks / (std::max(1U, options.workers) * kRunsAWorker), 1, kLongestRun);
}

// Runs `work` (of the extraction, with a decoder and a token) on as many threads as there is use for.
template <typename Work>
Result<void> runDecoders(ByteSource& source, const ReadOptions& options, std::size_t blocks, std::stop_token stop, Work work) {
    const auto workers = static_cast<unsigned>(std::clamp<std::size_t>(options.workers, 1, std::max<std::size_t>(1, blocks)));
    return runWorkers(workers, std::move(stop), [&](std::stop_token token) -> Result<void> {
        BlockDecoder decoder(source, options.load);
        return work(decoder, std::move(token));
    });
}

} // namespace

Result<void> extractBlocks(ByteSource& source, const BlockTable& blocks, const std::vector<ArchiveEntry>& entries,
                           ContentSink& sink, const ReadOptions& options, ProgressSink& progress, std::stop_token stop) {
    ALULA_ASSIGN(ExtractPlan plan, planExtract(entries, blocks));
    Extraction extraction(blocks, entries, sink, progress, std::move(plan));
    ALULA_TRY(extraction.emptyEntries(stop));
    const std::size_t run = runLength(source, options, extraction.blockCount());
    return runDecoders(
        source, options, extraction.blockCount(), std::move(stop),
        [&](BlockDecoder& decoder, std::stop_token token) { return extraction.work(decoder, run, std::move(token)); });
}

Result<void> extractBlocksInOrder(ByteSource& source, const BlockTable& blocks, const std::vector<ArchiveEntry>& entries,
                                  ContentSink& sink, const ReadOptions& options, ProgressSink& progress, std::stop_token stop) {
    ALULA_ASSIGN(ExtractPlan plan, planExtract(entries, blocks));
    for (const WantedRange& range : plan.ranges)
        if (range.entries.size() > 1) return fail(sharedContents(entries[range.entries[1]].path));
    Extraction extraction(blocks, entries, sink, progress, std::move(plan));
    ALULA_TRY(extraction.emptyEntries(stop));
    return runDecoders(
        source, options, extraction.blockCount(), std::move(stop),
        [&](BlockDecoder& decoder, std::stop_token token) { return extraction.workInOrder(decoder, std::move(token)); });
}

} // namespace alula
