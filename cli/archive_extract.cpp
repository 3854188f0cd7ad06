// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/archive_file.h"
#include "cli/commands.h"
#include "cli/tr.h"
#include "shared/engine/restore/tree_builder.h"
#include "shared/engine/volume/volume.h"
#include "shared/wording/wording.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace alula::cli {

namespace {
struct Extracted {
    std::uint64_t files = 0, directories = 0, symlinks = 0, bytes = 0;
    template <class V>
    static void fields(V& v) {
        v("files", &Extracted::files);
        v("directories", &Extracted::directories);
        v("symlinks", &Extracted::symlinks);
        v("bytes", &Extracted::bytes);
    }
};

// Nothing is written when something is there already: told before the first byte.
Result<void> checkFree(const Volume& target, const Archive& archive, const Selection& selection, std::stop_token stop) {
    return forEachChosen(archive, selection, nullptr, std::move(stop), [&](const ArchiveEntry& entry) -> Result<void> {
        const auto there = target.stat(entry.path);
        if (!there && there.error().code() == ErrorCode::NotFound) return {};
        if (there && there->isDirectory() && entry.info.type == EntryType::Directory) return {};
        // ELOOP, ENOTDIR: a symlink or a file stands where a directory of the archive would go.
        if (there || there.error().errnum() == ELOOP || there.error().errnum() == ENOTDIR) {
            return fail(ErrorCode::AlreadyExists,
                        Cli::tr("'%1' is in the way, nothing was extracted: give another directory, or --overwrite.")
                            .arg(shown(entry.path))
                            .toStdString());
        }
        return std::unexpected(there.error());
    });
}

class ArchiveExtractCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("extract", Cli::tr("Extract it, or the given paths of it, into a directory"));
        line.argument("FILE", m_file, Cli::tr("The archive"));
        line.arguments("PATH", m_paths, Cli::tr("Only these, and what is below them"));
        line.text("-C,--directory", m_directory, Cli::tr("Where to; made if it is not there"));
        line.flag("--overwrite", m_overwrite, Cli::tr("Replace what is in the way"));
        return line;
    }

    Result<ExitCode> run(Context& context) override {
        std::optional<TreeSize> size;
        std::vector<Warning> warnings;
        const auto work = [&](EngineRun& engine) -> Result<ExitCode> {
            ALULA_ASSIGN(ArchiveFile file, openArchiveFile(m_file, engine));
            warnings = std::move(file.warnings);
            ALULA_ASSIGN(size, extract(*file.archive, engine, warnings));
            return ExitCode::Done;
        };
        ALULA_ASSIGN(const ExitCode code, interruptible(context, work));
        if (!size) return code;
        for (const Warning& warning : warnings) context.output.note(warningText(warning));
        ALULA_ASSIGN(const QJsonObject json,
                     protocol::toJson(Extracted{size->files, size->directories, size->symlinks, size->bytes}));
        Page page;
        page.line(Cli::tr("Extracted %1 files (%2), %3 directories, %4 links into %5.")
                      .arg(countText(size->files), bytesText(size->bytes), countText(size->directories),
                           countText(size->symlinks), shown(m_directory)));
        context.output.show(json, page);
        return warnings.empty() ? ExitCode::Done : ExitCode::Warnings;
    }

private:
    Result<TreeSize> extract(const Archive& archive, EngineRun& engine, std::vector<Warning>& warnings) const {
        RestoreOptions chosen;
        for (const std::string& path : m_paths) {
            if (!entryPath(path).empty()) chosen.include.push_back(entryPath(path));
        }
        ALULA_ASSIGN(const Selection selection, Selection::make(chosen));
        ALULA_TRY(checkIncluded(archive, selection));
        const FileSystem files = systemFiles();
        if (auto made = files.names.makeDirectory(AT_FDCWD, m_directory, 0777);
            !made && made.error().code() != ErrorCode::AlreadyExists)
            return std::unexpected(made.error());
        ALULA_ASSIGN(const Volume target, Volume::open(files, m_directory));
        if (!m_overwrite) ALULA_TRY(checkFree(target, archive, selection, engine.stop()));

        RestoreWarnings told;
        ALULA_ASSIGN(TreeSize size, measureTree(archive, selection, &told, engine.stop()));
        SystemClock clock;
        LoadControl load(clock);
        TreeWriterOptions options;
        options.owner = {::geteuid(), ::getegid()};
        options.impliedMtimeNs = clock.now().ns;
        options.replace = m_overwrite;
        TreeWriter writer({files, load, engine.progress(), told, engine.stop()}, target.handle(), options);
        engine.progress().begin(Phase::Unpacking, size.contents, size.bytes);
        ALULA_TRY(buildTree(archive, selection, writer, {}, engine.progress(), engine.stop()));
        for (Warning& warning : told.take()) warnings.push_back(std::move(warning));
        return size;
    }

    std::string m_file, m_directory = ".";
    std::vector<std::string> m_paths;
    bool m_overwrite = false;
};
} // namespace

std::unique_ptr<Command> makeArchiveExtractCommand() { return std::make_unique<ArchiveExtractCommand>(); }

} // namespace alula::cli
