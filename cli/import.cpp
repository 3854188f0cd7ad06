// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/job_wait.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "cli/transfer.h"
#include "shared/engine/archive/archive_format.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace alula::cli {

using namespace protocol;

namespace {
// Bytes from where it stands to its end, of a regular file.
Result<std::optional<std::uint64_t>> sizeOf(int file, const std::string& name) {
    struct stat status{};
    if (::fstat(file, &status) != 0) return failErrno(errno, "stat", name);
    if (S_ISDIR(status.st_mode)) return failErrno(EISDIR, "open", name);
    if (!S_ISREG(status.st_mode)) return std::optional<std::uint64_t>();
    const off_t at = ::lseek(file, 0, SEEK_CUR);
    if (at < 0) return failErrno(errno, "seek", name);
    return std::optional<std::uint64_t>(at < status.st_size ? static_cast<std::uint64_t>(status.st_size - at) : 0);
}

class ImportCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("import", Cli::tr("Make a backup of a server out of an archive of yours"));
        line.argument("SERVER", m_server, Cli::tr("Its id, the first letters of it, or its name"));
        line.argument("FILE", m_file, Cli::tr("The archive; -: the standard input"));
        line.text("--format", m_params.format,
                  Cli::tr("Refuse it unless it is of this format: %1").arg(QString::fromStdString(formatNames(false))));
        line.text("--note", m_params.note, Cli::tr("A note to be kept with it"));
        return line;
    }

    Result<ExitCode> run(Context& context) override {
        UniqueFd opened;
        int file = STDIN_FILENO;
        if (m_file != "-") {
            opened = UniqueFd(::open(m_file.c_str(), O_RDONLY | O_CLOEXEC));
            if (!opened) return failErrno(errno, "open", m_file);
            file = opened.get();
        } else if (::isatty(file) == 1) {
            return fail(ErrorCode::InvalidInput,
                        Cli::tr("The standard input is a terminal: send an archive into it, or give its name.").toStdString());
        }
        ALULA_ASSIGN(m_params.size, sizeOf(file, m_file));
        ALULA_ASSIGN(m_params.server, findServer(context.session, m_server));
        ALULA_TRY(prepareToWait(context));
        ALULA_ASSIGN(const StreamStarted started, context.session.ask(kBackupsImport, m_params));
        return carry(context, started, {StreamTransfer::Way::ToDaemon, file, m_file, false, {}});
    }

private:
    std::string m_server, m_file;
    ImportParams m_params;
};
} // namespace

std::unique_ptr<Command> makeImportCommand() { return std::make_unique<ImportCommand>(); }

} // namespace alula::cli
