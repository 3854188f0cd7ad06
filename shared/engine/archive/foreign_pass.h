// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/entry_stream.h"

namespace alula {

// The calls of an archive that is read as one stream. An index entry's stream offset is the TarItem::id of the tar entry that
// has its contents, so that later entries of one name and hard links need no thought here.
Result<void> extractForeign(const ForeignFile& file, const std::vector<ArchiveEntry>& entries, ContentSink& sink,
                            const ReadOptions& options, ProgressSink& progress, std::stop_token stop);
// Archive::extractInOrder: the same, for one entry of each place.
Result<void> extractForeignInOrder(const ForeignFile& file, const std::vector<ArchiveEntry>& entries, ContentSink& sink,
                                   const ReadOptions& options, ProgressSink& progress, std::stop_token stop);
Result<std::string> readForeignRange(const ForeignFile& file, const ArchiveEntry& entry, std::uint64_t offset, std::size_t length,
                                     std::stop_token stop);
Result<VerifyReport> verifyForeign(const ForeignFile& file, const IndexReader& index, const ReadOptions& options,
                                   ProgressSink& progress, std::stop_token stop);

// The CRC-64 of contents after one more piece.
std::uint64_t crcWith(std::uint64_t crc, const TarPiece& piece);

} // namespace alula
