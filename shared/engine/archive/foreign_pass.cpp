// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/foreign_pass.h"

#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/extract_plan.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace alula {
namespace {

Error changed(const std::string& path) {
    return Error(ErrorCode::Corrupt, "The archive is another one than its index was made of.").withPath(path);
}

// What extract() still wants: entries by the tar entry that has their contents.
using Wanted = std::unordered_map<std::uint64_t, std::vector<const ArchiveEntry*>>;

// A piece to one file; holes are written as zeros, so that whatever was there before is gone.
Result<void> writePiece(ContentSink& sink, const ArchiveEntry& entry, const TarPiece& piece, ProgressSink& progress,
                        const std::stop_token& stop) {
    static constexpr std::array<std::uint8_t, 64_KiB> kZeros{};
    if (!piece.bytes.empty()) ALULA_TRY(sink.write(entry, piece.offset, piece.bytes));
    for (std::uint64_t done = 0; done < piece.zeros;) {
        if (stop.stop_requested()) return fail(cancelled());
        const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(kZeros.size(), piece.zeros - done));
        ALULA_TRY(sink.write(entry, piece.offset + done, ByteSpan(kZeros).first(n)));
        done += n;
    }
    progress.bytesDone += piece.bytes.size() + piece.zeros;
    return {};
}

Result<void> deliver(EntryStream& stream, const TarItem& item, const std::vector<const ArchiveEntry*>& entries, ContentSink& sink,
                     ProgressSink& progress, const std::stop_token& stop) {
    for (const ArchiveEntry* entry : entries) {
        if (entry->info.size != item.info.size) return fail(changed(entry->path));
        progress.setPath(entry->path);
        ALULA_TRY(sink.begin(*entry));
    }
    std::uint64_t crc = 0;
    const auto read = stream.contents([&](const TarPiece& piece) -> Result<void> {
        crc = crcWith(crc, piece);
        for (const ArchiveEntry* entry : entries) ALULA_TRY(writePiece(sink, *entry, piece, progress, stop));
        return {};
    });
    if (!read) return read;
    for (const ArchiveEntry* entry : entries) {
        if (crc != entry->crc64)
            return fail(Error(ErrorCode::Corrupt, "The contents of this file in the archive do not have their checksum.")
                            .withPath(entry->path));
        ALULA_TRY(sink.end(*entry));
        ++progress.filesDone;
    }
    return {};
}

// One file of the index, as much as verify() needs of it.
struct Expected {
    std::uint64_t id = 0, size = 0, crc64 = 0;
    bool good = false;
};

Result<std::vector<Expected>> expectedFiles(const IndexReader& index, const std::stop_token& stop) {
    std::vector<Expected> files;
    ALULA_TRY(index.forEach([&](const ArchiveEntry& entry) -> Result<bool> {
        if (stop.stop_requested()) return fail(cancelled());
        if (entry.info.type == EntryType::File) files.push_back({entry.streamOffset, entry.info.size, entry.crc64});
        return true;
    }));
    std::ranges::sort(files, {}, &Expected::id);
    return files;
}

Result<void> checkAll(EntryStream& stream, std::vector<Expected>& files, VerifyReport& report, ProgressSink& progress,
                      const std::stop_token& stop) {
    TarItem item;
    for (;;) {
        ALULA_ASSIGN(const bool more, stream.next(item));
        if (!more) return {};
        if (stop.stop_requested()) return fail(cancelled());
        ++report.entries;
        if (item.kind != TarItem::Kind::File) continue;
        progress.setPath(item.path);
        std::uint64_t crc = 0;
        ALULA_TRY(stream.contents([&](const TarPiece& piece) -> Result<void> {
            crc = crcWith(crc, piece);
            report.bytes += piece.bytes.size() + piece.zeros;
            progress.bytesDone += piece.bytes.size() + piece.zeros;
            return {};
        }));
        for (Expected& file : std::ranges::equal_range(files, item.id, {}, &Expected::id)) {
            file.good = file.size == item.info.size && file.crc64 == crc;
            ++progress.filesDone;
        }
    }
}

Result<void> nameDamaged(const IndexReader& index, const std::vector<Expected>& files, VerifyReport& report,
                         const std::stop_token& stop) {
    return index.forEach([&](const ArchiveEntry& entry) -> Result<bool> {
        if (stop.stop_requested()) return fail(cancelled());
        if (entry.info.type != EntryType::File) return true;
        const auto found = std::ranges::lower_bound(files, entry.streamOffset, {}, &Expected::id);
        if (!found->good) report.damaged.push_back({entry.path, "Its contents are not there, or do not have their checksum."});
        return report.damaged.size() < 1000;
    });
}

} // namespace

std::uint64_t crcWith(std::uint64_t crc, const TarPiece& piece) {
    return piece.zeros > 0 ? crc64Combine(crc, crc64Zeros(piece.zeros), piece.zeros) : crc64(piece.bytes, crc);
}

Result<void> extractForeign(const ForeignFile& file, const std::vector<ArchiveEntry>& entries, ContentSink& sink,
                            const ReadOptions& options, ProgressSink& progress, std::stop_token stop) {
    Wanted wanted;
    for (const ArchiveEntry& entry : entries) {
        if (stop.stop_requested()) return fail(cancelled());
        if (entry.info.type != EntryType::File)
            return fail(Error(ErrorCode::InvalidInput, "Only regular files have contents to extract.").withPath(entry.path));
        wanted[entry.streamOffset].push_back(&entry);
    }
    const auto stream = makeEntryStream(file, {.load = options.load, .stop = stop});
    TarItem item;
    while (!wanted.empty()) {
        if (stop.stop_requested()) return fail(cancelled());
        ALULA_ASSIGN(const bool more, stream->next(item));
        if (!more) return fail(changed(wanted.begin()->second.front()->path));
        const auto found = wanted.find(item.id);
        if (found == wanted.end()) continue;
        if (item.kind != TarItem::Kind::File) return fail(changed(found->second.front()->path));
        ALULA_TRY(deliver(*stream, item, found->second, sink, progress, stop));
        wanted.erase(found);
    }
    return {};
}

Result<void> extractForeignInOrder(const ForeignFile& file, const std::vector<ArchiveEntry>& entries, ContentSink& sink,
                                   const ReadOptions& options, ProgressSink& progress, std::stop_token stop) {
    std::unordered_set<std::uint64_t> places;
    for (const ArchiveEntry& entry : entries)
        if (!places.insert(entry.streamOffset).second) return fail(sharedContents(entry.path));
    return extractForeign(file, entries, sink, options, progress, std::move(stop));
}

Result<std::string> readForeignRange(const ForeignFile& file, const ArchiveEntry& entry, std::uint64_t offset, std::size_t length,
                                     std::stop_token stop) {
    std::string out;
    if (entry.info.type != EntryType::File)
        return fail(Error(ErrorCode::InvalidInput, "Only regular files have contents to read.").withPath(entry.path));
    if (offset >= entry.info.size || length == 0) return out;
    const std::uint64_t end = offset + std::min<std::uint64_t>(length, entry.info.size - offset);
    const auto stream = makeEntryStream(file, {.load = nullptr, .stop = stop});
    TarItem item;
    for (;;) {
        ALULA_ASSIGN(const bool more, stream->next(item));
        if (!more) return fail(changed(entry.path));
        if (item.id == entry.streamOffset) break;
    }
    const auto read = stream->contents([&](const TarPiece& piece) -> Result<void> {
        const std::uint64_t from = std::max(offset, piece.offset);
        const std::uint64_t to = std::min(end, piece.offset + piece.bytes.size() + piece.zeros);
        if (from < to && piece.zeros > 0) out.append(to - from, '\0');
        else if (from < to) out += asText(piece.bytes.subspan(from - piece.offset, to - from));
        if (to == end) return fail(cancelled()); // enough
        return {};
    });
    if (!read && out.size() != end - offset) return fail(read.error());
    return out;
}

Result<VerifyReport> verifyForeign(const ForeignFile& file, const IndexReader& index, const ReadOptions& options,
                                   ProgressSink& progress, std::stop_token stop) {
    VerifyReport report;
    progress.begin(Phase::Checking, index.header().files, index.header().contentBytes);
    ALULA_ASSIGN(auto files, expectedFiles(index, stop));
    const auto stream = makeEntryStream(file, {.load = options.load, .stop = stop});
    const auto done = checkAll(*stream, files, report, progress, stop);
    if (!done && done.error().code() != ErrorCode::Corrupt) return fail(done.error());
    if (!done) report.archiveDamage = done.error().message();
    ALULA_TRY(nameDamaged(index, files, report, stop));
    return report;
}

} // namespace alula
