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
    CLI::App* declare(CLI::App& parent) override {
        CLI::App* app = parent.add_subcommand("create", Cli::tr("Make a backup of a server").toStdString());
        app->add_option("SERVER", m_server, Cli::tr("Its id, the first letters of it, or its name").toStdString())->required();
        app->add_option("--ignore", m_ignore, Cli::tr("A rule of what is left out, as in .gitignore (may be given several times); none: the server's own file").toStdString())->allow_extra_args(false);
        app->add_option("--note", m_note, Cli::tr("A note to be kept with it").toStdString());
        app->add_flag("--detach", m_detach, Cli::tr("Do not wait for its end").toStdString());
        return app;
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
