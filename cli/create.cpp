// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/job_wait.h"
#include "cli/resolve.h"
#include "cli/tr.h"

namespace alula::cli {

using namespace protocol;

namespace {
class CreateCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("create", Cli::tr("Make a backup of a server"));
        line.argument("SERVER", m_server, Cli::tr("Its id, the first letters of it, or its name"));
        line.texts(
            "--ignore", m_ignore,
            Cli::tr("A rule of what is left out, as in .gitignore (may be given several times); none: the server's own file"));
        line.text("--note", m_note, Cli::tr("A note to be kept with it"));
        line.flag("--detach", m_detach, Cli::tr("Do not wait for its end"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        CreateParams params;
        ALULA_ASSIGN(params.server, findServer(context.session, m_server));
        params.note = m_note;
        for (const std::string& rule : m_ignore) params.ignore = params.ignore.value_or("") + rule + "\n";
        if (!m_detach) ALULA_TRY(prepareToWait(context));
        ALULA_ASSIGN(const JobStarted started, context.session.ask(kBackupsCreate, params));
        return finishStarted(context, started, m_detach);
    }

private:
    std::string m_server, m_note;
    std::vector<std::string> m_ignore;
    bool m_detach = false;
};
} // namespace

std::unique_ptr<Command> makeCreateCommand() { return std::make_unique<CreateCommand>(); }

} // namespace alula::cli
