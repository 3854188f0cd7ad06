// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/archive_file.h"
#include "cli/commands.h"
#include "cli/tr.h"
#include "shared/base/bytes.h"
#include "shared/engine/archive/checksum.h"
#include "shared/wording/wording.h"

#include <cerrno>
#include <unistd.h>

namespace alula::cli {

namespace {
constexpr std::size_t kPiece = 1 << 20;

Result<void> writeOut(ByteSpan bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return failErrno(errno, "write");
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return {};
}

// For archives that are read as one stream: their contents come in order.
class CatSink final : public ContentSink {
public:
    Result<void> begin(const ArchiveEntry&) override { return {}; }
    Result<void> write(const ArchiveEntry&, std::uint64_t offset, ByteSpan bytes) override {
        if (offset != m_next) return fail(ErrorCode::Internal, "the contents came out of order");
        m_next += bytes.size();
        return writeOut(bytes);
    }
    Result<void> end(const ArchiveEntry&) override { return {}; }

private:
    std::uint64_t m_next = 0;
};

Result<void> catByRanges(const Archive& archive, const ArchiveEntry& entry, std::stop_token stop) {
    std::uint64_t crc = 0;
    for (std::uint64_t at = 0; at < entry.info.size;) {
        ALULA_ASSIGN(const std::string piece, archive.readRange(entry, at, kPiece, stop));
        if (piece.empty())
            return fail(ErrorCode::Corrupt, Cli::tr("The archive ends within '%1'.").arg(shown(entry.path)).toStdString());
        crc = crc64(asBytes(piece), crc);
        ALULA_TRY(writeOut(asBytes(piece)));
        at += piece.size();
    }
    if (crc != entry.crc64)
        return fail(ErrorCode::Corrupt,
                    Cli::tr("What was written of '%1' is damaged: its checksum is wrong.").arg(shown(entry.path)).toStdString());
    return {};
}

class ArchiveCatCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("cat", Cli::tr("Write one file of it to the standard output"));
        line.argument("FILE", m_file, Cli::tr("The archive"));
        line.argument("PATH", m_path, Cli::tr("The file in it"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        return interruptible(context, [&](EngineRun& engine) -> Result<ExitCode> {
            ALULA_ASSIGN(const ArchiveFile file, openArchiveFile(m_file, engine));
            ALULA_ASSIGN(const auto entry, file.archive->index().find(entryPath(m_path)));
            if (!entry) return fail(ErrorCode::NotFound, Cli::tr("The archive has no '%1'.").arg(shown(m_path)).toStdString());
            if (entry->info.type != EntryType::File)
                return fail(ErrorCode::InvalidInput, Cli::tr("'%1' is no regular file.").arg(shown(m_path)).toStdString());
            if (file.archive->randomAccess()) {
                ALULA_TRY(catByRanges(*file.archive, *entry, engine.stop()));
            } else {
                CatSink sink;
                ALULA_TRY(file.archive->extract({*entry}, sink, {.workers = 1}, engine.progress(), engine.stop()));
            }
            return ExitCode::Done;
        });
    }

private:
    std::string m_file, m_path;
};
} // namespace

std::unique_ptr<Command> makeArchiveCatCommand() { return std::make_unique<ArchiveCatCommand>(); }

} // namespace alula::cli
