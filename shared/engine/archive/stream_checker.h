// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/progress.h"
#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/tar_order.h"

#include <optional>
#include <string>

namespace alula {

// Compares the tar stream, block after block, with the one that the index asks for: every header byte, every padding byte, the
// CRC-64 of every entry and of every piece. What differs goes into the report. One thread at a time.
class StreamChecker {
public:
    StreamChecker(const IndexReader& index, VerifyReport& report, ProgressSink& progress);

    Result<void> check(const ArchiveBlock& block, ByteSpan bytes);
    // A block whose bytes could not be had: every entry in it is damaged.
    Result<void> skip(const ArchiveBlock& block, const std::string& reason);
    // After the last block: nothing is missing, nothing of the index was left out.
    Result<void> finish();

private:
    enum class Part { Headers, Contents, Padding, End };

    Result<void> advance(ByteSpan bytes, std::uint64_t length, const std::string& reason);
    Result<void> nextEntry();
    void beginEntry(TarEntry entry);
    void nextPart();
    void take(ByteSpan bytes, std::uint64_t offset, std::uint64_t length);
    void takeContents(ByteSpan bytes);
    void closeContents();
    void damaged(const std::string& reason);
    void archiveDamaged(const std::string& reason);

    const IndexReader& m_index;
    VerifyReport& m_report;
    ProgressSink& m_progress;
    TarOrder m_order;
    std::optional<TarEntry> m_entry; // none: the end of the stream, or before its begin
    Part m_part = Part::End;
    bool m_ended = false;         // the zero blocks have begun
    std::uint64_t m_position = 0; // in the stream
    std::uint64_t m_partDone = 0, m_partLength = 0;
    std::uint64_t m_crc = 0; // of the entry's contents so far
    bool m_entryDamaged = false;
    std::vector<std::uint64_t> m_pieceCrcs; // of this block
};

} // namespace alula
