// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/verifier.h"

#include "shared/engine/archive/block_decoder.h"
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/format.h"
#include "shared/engine/archive/run_workers.h"
#include "shared/engine/archive/stream_checker.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>

namespace alula {
namespace {

// One call of verifyBlocks(). Any thread.
class Verification {
public:
    Verification(const BlockTable& blocks, StreamChecker& checker, VerifyReport& report, Sha1* sha1)
        : m_blocks(blocks), m_checker(checker), m_report(report), m_sha1(sha1) {}

    // Takes blocks until none is left. The lowest block taken is always being worked on, so every turn comes.
    Result<void> work(BlockDecoder& decoder, std::stop_token stop) {
        for (std::size_t i = m_next++; i < m_blocks.size(); i = m_next++) {
            const ArchiveBlock& block = m_blocks[i];
            auto bytes = decoder.decode(block, stop);
            if (!bytes && bytes.error().code() != ErrorCode::Corrupt) return fail(std::move(bytes).error());
            const bool sameHash = bytes && decoder.storedHash() == block.hash;
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [&] { return m_turn == i; })) return fail(cancelled());
            ALULA_TRY(check(block, bytes, sameHash));
            if (m_sha1) hash(block, decoder.member());
            ++m_turn;
            m_wake.notify_all();
        }
        return {};
    }

private:
    Result<void> check(const ArchiveBlock& block, const Result<ByteSpan>& bytes, bool sameHash) {
        ++m_report.blocks;
        if (!bytes) {
            if (m_report.archiveDamage.empty()) m_report.archiveDamage = bytes.error().message();
            return m_checker.skip(block, bytes.error().message());
        }
        if (!sameHash && m_report.archiveDamage.empty())
            m_report.archiveDamage = "The block at byte " + std::to_string(block.offset) + " is another one than the index says.";
        return m_checker.check(block, *bytes);
    }

    // What later archives would go on from. Behind a block that cannot be read nobody knows what it should be.
    void hash(const ArchiveBlock& block, ByteSpan member) {
        if (!m_report.archiveDamage.empty()) return;
        m_sha1->update(member);
        if (!block.sha1.isZero() && m_sha1->state() != block.sha1)
            m_report.archiveDamage = "Its files are all right, but in its index the SHA-1 up to the block at byte " +
                                     std::to_string(block.offset) + " is wrong, which the next backups would go on from.";
    }

    const BlockTable& m_blocks;
    StreamChecker& m_checker; // guarded by m_mutex, as all below
    VerifyReport& m_report;
    Sha1* const m_sha1;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::size_t m_turn = 0;
    std::atomic<std::size_t> m_next{0}; // not guarded
};

constexpr std::size_t kReadStep = 16 * format::kIndexSlice;

// All from `offset` on goes to `take`, a piece at a time. Corrupt: it is shorter than it was.
template <typename Take>
Result<void> readThrough(ByteSource& source, std::uint64_t offset, LoadControl* load, const std::stop_token& stop, Take take) {
    std::vector<std::uint8_t> buffer(std::min<std::uint64_t>(source.size() - offset, kReadStep));
    while (offset < source.size()) {
        if (stop.stop_requested()) return fail(cancelled());
        if (load) {
            ALULA_TRY(load->checkpoint(stop));
            ALULA_TRY(load->read.take(std::min<std::uint64_t>(buffer.size(), source.size() - offset), stop));
        }
        ALULA_ASSIGN(const std::size_t n, source.read(buffer, offset));
        if (n == 0) return fail(ErrorCode::Corrupt, "The archive ends inside its index.");
        take(ByteSpan(buffer).first(n));
        offset += n;
    }
    return {};
}

} // namespace

Result<void> checkIndexHash(ByteSource& index, std::uint64_t hash, std::stop_token stop) {
    Xxh3 whole;
    ALULA_TRY(readThrough(index, 0, nullptr, stop, [&](ByteSpan bytes) { whole.update(bytes); }));
    if (whole.digest64() != hash) return fail(ErrorCode::Corrupt, "The index of the archive does not have its checksum.");
    return {};
}

Result<void> hashRest(ByteSource& source, std::uint64_t offset, LoadControl* load, Sha1& sha1, std::stop_token stop) {
    const auto hashed = readThrough(source, offset, load, stop, [&](ByteSpan bytes) { sha1.update(bytes); });
    source.forget(offset, source.size() - offset);
    return hashed;
}

Result<void> verifyBlocks(ByteSource& source, const IndexReader& index, const BlockTable& blocks, const ReadOptions& options,
                          VerifyReport& report, Sha1* sha1, ProgressSink& progress, std::stop_token stop) {
    StreamChecker checker(index, report, progress);
    Verification verification(blocks, checker, report, sha1);
    const unsigned workers =
        static_cast<unsigned>(std::clamp<std::size_t>(options.workers, 1, std::max<std::size_t>(1, blocks.size())));
    ALULA_TRY(runWorkers(workers, stop, [&](std::stop_token token) -> Result<void> {
        BlockDecoder decoder(source, options.load);
        return verification.work(decoder, token);
    }));
    return checker.finish();
}

} // namespace alula
