// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/job_wait.h"
#include "cli/resolve.h"
#include "cli/tr.h"

namespace alula::cli {

using namespace protocol;

namespace {
class VerifyCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("verify", Cli::tr("Check every byte of a backup"));
        line.argument("BACKUP", m_backup, Cli::tr("Its id, or the first letters of it"));
        line.flag("--detach", m_detach, Cli::tr("Do not wait for its end"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        ALULA_ASSIGN(const BackupId id, findBackup(context.session, m_backup));
        if (!m_detach) ALULA_TRY(prepareToWait(context));
        ALULA_ASSIGN(const JobStarted started, context.session.ask(kBackupsVerify, VerifyParams{id}));
        return finishStarted(context, started, m_detach);
    }

private:
    std::string m_backup;
    bool m_detach = false;
};
} // namespace

std::unique_ptr<Command> makeVerifyCommand() { return std::make_unique<VerifyCommand>(); }

} // namespace alula::cli
