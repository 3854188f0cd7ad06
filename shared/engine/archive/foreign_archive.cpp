// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/archive.h"
#include "shared/engine/archive/checksum.h"
#include "shared/engine/archive/foreign_index.h"
#include "shared/engine/archive/foreign_pass.h"
#include "shared/engine/archive/member.h"
#include "shared/engine/archive/tar_stream.h"

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
    ForeignArchive(std::shared_ptr<ByteSource> source, std::unique_ptr<IndexReader> index)
        : m_source(std::move(source)), m_index(std::move(index)) {}

    const IndexReader& index() const override { return *m_index; }
    bool randomAccess() const override { return false; }

    Result<void> extract(const std::vector<ArchiveEntry>& entries, ContentSink& sink, const ReadOptions& options,
                         ProgressSink& progress, std::stop_token stop) const override {
        return extractForeign(*m_source, entries, sink, options, progress, stop);
    }

    Result<void> extractInOrder(const std::vector<ArchiveEntry>& entries, ContentSink& sink, const ReadOptions& options,
                                ProgressSink& progress, std::stop_token stop) const override {
        return extractForeignInOrder(*m_source, entries, sink, options, progress, stop);
    }

    Result<std::string> readRange(const ArchiveEntry& entry, std::uint64_t offset, std::size_t length,
                                  std::stop_token stop) const override {
        return readForeignRange(*m_source, entry, offset, length, stop);
    }

    Result<VerifyReport> verify(const ReadOptions& options, ProgressSink& progress, std::stop_token stop) const override {
        return verifyForeign(*m_source, *m_index, options, progress, stop);
    }

private:
    const std::shared_ptr<ByteSource> m_source;
    const std::unique_ptr<IndexReader> m_index;
};

} // namespace

Result<ForeignScan> scanForeignArchive(ByteSource& source, const ServerId& server, const BackupId& backup, LoadControl* load,
                                       ProgressSink& progress, std::stop_token stop) {
    ALULA_TRY(refuseBrokenAlula(source));
    progress.begin(Phase::Scanning, 0, source.size());
    TarStream stream(source, {.load = load, .stop = stop});
    ForeignIndex index;
    TarItem item;
    for (;;) {
        ALULA_ASSIGN(const bool more, stream.next(item));
        if (!more) break;
        if (stop.stop_requested()) return fail(cancelled());
        progress.setPath(item.path);
        std::uint64_t crc = 0;
        bool sparse = false;
        if (item.kind == TarItem::Kind::File)
            ALULA_TRY(stream.contents([&](const TarPiece& piece) -> Result<void> {
                if (stop.stop_requested()) return fail(cancelled());
                sparse = sparse || piece.zeros > 0;
                crc = crcWith(crc, piece);
                progress.bytesDone = stream.consumed();
                return {};
            }));
        ALULA_TRY(index.add(std::move(item), crc, sparse));
        ++progress.filesDone;
    }
    progress.bytesDone = source.size();
    ArchiveHeader header;
    header.writer = "foreign";
    header.server = server;
    header.backup = backup;
    header.streamBytes = stream.streamLength();
    ForeignScan scan;
    ALULA_ASSIGN(scan.index, index.finish(std::move(header), stop));
    scan.warnings = std::move(index.warnings());
    return scan;
}

Result<std::unique_ptr<Archive>> openForeignArchive(std::shared_ptr<ByteSource> source, std::shared_ptr<ByteSource> index) {
    ALULA_ASSIGN(auto reader, IndexReader::open(std::move(index)));
    return std::make_unique<ForeignArchive>(std::move(source), std::move(reader));
}

} // namespace alula
