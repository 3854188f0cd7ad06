// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/base/progress.h"
#include "shared/engine/archive/index.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// Where contents go. Calls come from several threads, for different entries at the same time and for one large entry at
// different offsets; begin() of an entry is over before its first write(), end() comes after its last.
class ContentSink {
public:
    virtual ~ContentSink() = default;
    virtual Result<void> begin(const ArchiveEntry& entry) = 0;
    virtual Result<void> write(const ArchiveEntry& entry, std::uint64_t offset, ByteSpan bytes) = 0;
    virtual Result<void> end(const ArchiveEntry& entry) = 0; // every byte came and the CRC-64 is right
};

struct ReadOptions {
    unsigned workers = 2;
    LoadControl* load = nullptr; // may be null: no limits
    // Each worker takes blocks that lie together, so that those who write files meet in one directory less often; not of a source
    // that wants to be read in order.
    bool spread = false;
    bool sha1 = false; // verify: of the file as well, when it is one of Alula's
};

struct DamagedEntry {
    std::string path;
    std::string reason;
};
struct VerifyReport {
    std::uint64_t blocks = 0;
    std::uint64_t entries = 0;
    std::uint64_t bytes = 0;           // of contents checked
    std::vector<DamagedEntry> damaged; // at most 1,000 named
    std::string archiveDamage;         // what is wrong with the file as a whole; empty: nothing
    std::optional<Sha1Digest> sha1;    // of the file, when it was asked for, is one of Alula's, and is sound
    bool sound() const { return damaged.empty() && archiveDamage.empty(); }
};

// One backup, opened for reading: its index, and a way to its contents. Two kinds: Alula's own (random access by block) and
// foreign tar.gz (read as one stream). Any thread.
class Archive {
public:
    virtual ~Archive() = default;
    virtual const IndexReader& index() const = 0;
    virtual bool randomAccess() const = 0;

    // Contents of the given regular-file entries, every byte checked against its crc. Order of calls is the archive's, not the
    // caller's. The first error ends it, with the entry's path. bytesDone/filesDone of progress are counted.
    virtual Result<void> extract(const std::vector<ArchiveEntry>& entries, ContentSink& sink, const ReadOptions& options,
                                 ProgressSink& progress, std::stop_token stop) const = 0;
    // The same for a reader that wants one file after the other: one call of the sink at a time, files in the archive's order,
    // each one's bytes ascending and without a gap; calls may come from several threads, never at once. InvalidInput when two
    // entries share their contents (hard links): they cannot come one after the other.
    virtual Result<void> extractInOrder(const std::vector<ArchiveEntry>& entries, ContentSink& sink, const ReadOptions& options,
                                        ProgressSink& progress, std::stop_token stop) const = 0;
    // A part of one file; for preview. Its crc is not checked (the member's is).
    virtual Result<std::string> readRange(const ArchiveEntry& entry, std::uint64_t offset, std::size_t length,
                                          std::stop_token stop) const = 0;
    // Every member's crc, every entry's CRC-64, nothing between the members. Damage is in the report, not an error.
    virtual Result<VerifyReport> verify(const ReadOptions& options, ProgressSink& progress, std::stop_token stop) const = 0;
};

// True when the source ends in Alula's footer.
Result<bool> hasAlulaFooter(ByteSource& source);

// Alula's own archive: footer → index. Corrupt with the reason when the footer or the index is not sound.
Result<std::unique_ptr<Archive>> openAlulaArchive(std::shared_ptr<ByteSource> source);

// The same with the index at hand (CreateOptions::keepIndex): of the source only the footer is read, and what is asked for.
// Corrupt when the archive's footer tells of another index.
Result<std::unique_ptr<Archive>> openAlulaArchive(std::shared_ptr<ByteSource> source, std::shared_ptr<ByteSource> index,
                                                  std::stop_token stop);
// An archive of which only the index is here. Its contents are opened when they are first wanted; the error of `contents` is
// then theirs, and of those who waited for them meanwhile; it is asked again the next time. The token is that of who wants them.
using ContentsOpener = std::function<Result<std::shared_ptr<Archive>>(std::stop_token)>;
Result<std::unique_ptr<Archive>> openIndexedArchive(std::shared_ptr<ByteSource> index, ContentsOpener contents);

// A tar.gz of anybody's. Its index is built by one pass through libarchive.
struct ForeignScan {
    std::string index; // logical index, to be kept by the caller
    std::vector<Warning> warnings;
};
Result<ForeignScan> scanForeignArchive(ByteSource& source, const ServerId& server, const BackupId& backup, LoadControl* load,
                                       ProgressSink& progress, std::stop_token stop);
Result<std::unique_ptr<Archive>> openForeignArchive(std::shared_ptr<ByteSource> source, std::shared_ptr<ByteSource> index);

// A source over bytes in memory.
std::shared_ptr<ByteSource> memorySource(std::string bytes, std::string description);

} // namespace alula
