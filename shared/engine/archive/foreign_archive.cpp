// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/foreign_archive.h"

#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/foreign_index.h"
#include "shared/engine/archive/foreign_pass.h"
#include "shared/engine/archive/member.h"

#include <algorithm>

namespace alula {
namespace {

// An archive of ours whose end is gone would read like a whole tar.gz with fewer files.
Result<void> refuseBrokenAlula(ByteSource& source) {
    std::vector<std::uint8_t> begin(format::kMemberHeader + format::kSubfieldHead + format::kMaxPadding);
    ALULA_ASSIGN(const std::size_t n, source.read(begin, 0));
    begin.resize(n);
    if (parseMemberHeader(begin))
        return fail(ErrorCode::Corrupt, "The archive was made by Alula, but its end is missing or damaged.");
    return {};
}

// Read as one stream. Any thread: every call reads on its own.
class ForeignArchive final : public Archive {
public:
    ForeignArchive(std::shared_ptr<ByteSource> source, ArchiveFormat format, std::unique_ptr<IndexReader> index)
        : m_source(std::move(source)), m_file{*m_source, format}, m_index(std::move(index)) {}

    const IndexReader& index() const override { return *m_index; }
    bool randomAccess() const override { return false; }

    Result<void> extract(const std::vector<ArchiveEntry>& entries, ContentSink& sink, const ReadOptions& options,
                         ProgressSink& progress, std::stop_token stop) const override {
        return extractForeign(m_file, entries, sink, options, progress, stop);
    }

    Result<void> extractInOrder(const std::vector<ArchiveEntry>& entries, ContentSink& sink, const ReadOptions& options,
                                ProgressSink& progress, std::stop_token stop) const override {
        return extractForeignInOrder(m_file, entries, sink, options, progress, stop);
    }

    Result<std::string> readRange(const ArchiveEntry& entry, std::uint64_t offset, std::size_t length,
                                  std::stop_token stop) const override {
        return readForeignRange(m_file, entry, offset, length, stop);
    }

    Result<VerifyReport> verify(const ReadOptions& options, ProgressSink& progress, std::stop_token stop) const override {
        return verifyForeign(m_file, *m_index, options, progress, stop);
    }

private:
    const std::shared_ptr<ByteSource> m_source;
    const ForeignFile m_file;
    const std::unique_ptr<IndexReader> m_index;
};

// Reads every entry, and what contents it has, into the index.
class Scan {
public:
    Scan(const ForeignFile& file, const ForeignScanOptions& options, ProgressSink& progress, std::stop_token stop)
        : m_stream(makeEntryStream(file, {.load = options.load, .stop = stop})), m_mostContents(options.mostContents),
          m_progress(progress), m_stop(std::move(stop)) {}

    Result<void> run(ForeignIndex& index) {
        TarItem item;
        for (;;) {
            ALULA_ASSIGN(const bool more, m_stream->next(item));
            if (!more) return {};
            if (m_stop.stop_requested()) return fail(cancelled());
            m_progress.setPath(item.path);
            m_crc = 0;
            m_sparse = false;
            if (item.kind == TarItem::Kind::File) ALULA_TRY(readContents(item.path));
            ALULA_TRY(index.add(std::move(item), m_crc, m_sparse));
            ++m_progress.filesDone;
        }
    }
    std::uint64_t streamLength() const { return m_stream->streamLength(); }

private:
    Result<void> readContents(const std::string& path) {
        auto done = m_stream->contents([&](const TarPiece& piece) -> Result<void> {
            if (m_stop.stop_requested()) return fail(cancelled());
            m_sparse = m_sparse || piece.zeros > 0;
            m_crc = crcWith(m_crc, piece);
            m_progress.bytesDone = m_stream->consumed();
            m_contents += piece.bytes.size();
            if (m_contents > m_mostContents)
                return fail(ErrorCode::NoSpace, "The archive unpacks to more than there is room for.");
            return {};
        });
        if (!done && done.error().path().empty() && done.error().code() != ErrorCode::Cancelled)
            return fail(std::move(done).error().withPath(path));
        return done;
    }

    const std::unique_ptr<EntryStream> m_stream;
    const std::uint64_t m_mostContents;
    ProgressSink& m_progress;
    const std::stop_token m_stop;
    std::uint64_t m_crc = 0, m_contents = 0;
    bool m_sparse = false;
};

} // namespace

Result<ForeignScan> scanForeignArchive(const ForeignFile& file, const ForeignScanOptions& options, ProgressSink& progress,
                                       std::stop_token stop) {
    ALULA_TRY(refuseBrokenAlula(file.source));
    progress.begin(Phase::Scanning, 0, file.source.size());
    Scan contents(file, options, progress, stop);
    ForeignIndex index;
    ALULA_TRY(contents.run(index));
    progress.bytesDone = file.source.size();
    ArchiveHeader header;
    header.writer = "foreign";
    header.server = options.server;
    header.backup = options.backup;
    header.streamBytes = contents.streamLength();
    ForeignScan scan;
    ALULA_ASSIGN(scan.index, index.finish(std::move(header), stop));
    scan.warnings = std::move(index.warnings());
    return scan;
}

Result<std::unique_ptr<Archive>> openForeignArchive(std::shared_ptr<ByteSource> source, ArchiveFormat format,
                                                    std::shared_ptr<ByteSource> index) {
    ALULA_ASSIGN(auto reader, IndexReader::open(std::move(index)));
    return std::make_unique<ForeignArchive>(std::move(source), format, std::move(reader));
}

Result<ForeignScan> scanForeignArchive(ByteSource& source, const ServerId& server, const BackupId& backup, LoadControl* load,
                                       ProgressSink& progress, std::stop_token stop) {
    return scanForeignArchive({source, ArchiveFormat::TarGz}, {.server = server, .backup = backup, .load = load}, progress,
                              std::move(stop));
}

Result<std::unique_ptr<Archive>> openForeignArchive(std::shared_ptr<ByteSource> source, std::shared_ptr<ByteSource> index) {
    return openForeignArchive(std::move(source), ArchiveFormat::TarGz, std::move(index));
}

} // namespace alula
