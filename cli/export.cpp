// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/job_wait.h"
#include "cli/output_file.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "cli/transfer.h"
#include "shared/engine/archive/archive_format.h"
#include "shared/wording/wording.h"

#include <optional>
#include <unistd.h>

namespace alula::cli {

using namespace protocol;

namespace {
class ExportCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("export", Cli::tr("Write a backup, or parts of it, to a zip, 7z or tar of yours"));
        line.argument("BACKUP", m_backup, Cli::tr("Its id, or the first letters of it"));
        line.arguments("PATH", m_paths, Cli::tr("Only this path of it; none: everything"));
        line.text("-o,--output", m_output, Cli::tr("The file that is written; -: the standard output"));
        line.text("--format", m_params.format,
                  Cli::tr("%1; none: told by the file's ending").arg(QString::fromStdString(formatNames(true))));
        line.texts("--exclude", m_exclude, Cli::tr("Not this path (may be given several times)"));
        line.flag("--force", m_force, Cli::tr("Replace the file if it is there"));
        return line;
    }

    Result<ExitCode> run(Context& context) override {
        ALULA_TRY(chooseFormat());
        m_params.include = pathsOf(m_paths);
        m_params.exclude = pathsOf(m_exclude);
        return m_output == "-" ? toStandardOutput(context) : toFile(context);
    }

private:
    Result<void> chooseFormat() {
        if (m_output.empty())
            return fail(ErrorCode::InvalidInput,
                        Cli::tr("Say where it goes: -o FILE, or -o - for the standard output.").toStdString());
        if (!m_params.format.empty()) return {}; // the daemon knows them
        const auto format = m_output == "-" ? ArchiveFormat::TarGz : archiveFormatOfFile(m_output);
        if (!format)
            return fail(ErrorCode::InvalidInput, Cli::tr("The name %1 does not tell the format. Give --format, one of: %2.")
                                                     .arg(shown(m_output), QString::fromStdString(formatNames(true)))
                                                     .toStdString());
        m_params.format = name(*format);
        return {};
    }

    Result<ExitCode> toStandardOutput(Context& context) {
        if (::isatty(STDOUT_FILENO) == 1)
            return fail(
                ErrorCode::InvalidInput,
                Cli::tr("The standard output is a terminal: send it into a file or a program, or give -o FILE.").toStdString());
        ALULA_ASSIGN(const StreamStarted started, start(context));
        return carry(context, started,
                     {StreamTransfer::Way::FromDaemon, STDOUT_FILENO, Cli::tr("standard output").toStdString(), true, {}});
    }

    Result<ExitCode> toFile(Context& context) {
        ALULA_ASSIGN(OutputFile file, OutputFile::make(m_output, m_force)); // before anybody works for it
        ALULA_ASSIGN(const StreamStarted started, start(context));
        return carry(context, started,
                     {StreamTransfer::Way::FromDaemon, file.descriptor(), m_output, false, [&file] { return file.publish(); }});
    }

    Result<StreamStarted> start(Context& context) {
        ALULA_ASSIGN(m_params.backup, findBackup(context.session, m_backup));
        ALULA_TRY(prepareToWait(context));
        return context.session.ask(kBackupsExport, m_params);
    }

    std::string m_backup, m_output;
    std::vector<std::string> m_paths, m_exclude;
    ExportParams m_params;
    bool m_force = false;
};
} // namespace

std::unique_ptr<Command> makeExportCommand() { return std::make_unique<ExportCommand>(); }

} // namespace alula::cli
