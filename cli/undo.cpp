// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/confirm.h"
#include "cli/job_wait.h"
#include "cli/resolve.h"
#include "cli/tr.h"

namespace alula::cli {

using namespace protocol;

namespace {
class UndoCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("undo", Cli::tr("Take a restore back, while its replaced files are kept"));
        line.argument("JOB", m_job, Cli::tr("The job of the restore: its id, or the first letters of it"));
        line.flag("-y,--yes", m_yes, Cli::tr("Do not ask"));
        line.flag("--detach", m_detach, Cli::tr("Do not wait for its end"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        ALULA_ASSIGN(const JobId id, findJob(context.session, m_job));
        if (!m_yes) {
            ALULA_ASSIGN(const JobInfo job, context.session.ask(kJobsGet, JobParams{id}));
            if (!job.undoable)
                return fail(ErrorCode::Conflict,
                            Cli::tr("This job cannot be undone: it is no finished restore, or its replaced files are gone.")
                                .toStdString());
            if (const auto end = confirm(context, jobPage(job),
                                         Cli::tr("Put back the files that this restore replaced, and take away what it wrote?")))
                return *end;
        }
        if (!m_detach) ALULA_TRY(prepareToWait(context));
        ALULA_ASSIGN(const JobStarted started, context.session.ask(kBackupsUndo, UndoParams{id}));
        return finishStarted(context, started, m_detach);
    }

private:
    std::string m_job;
    bool m_yes = false, m_detach = false;
};
} // namespace

std::unique_ptr<Command> makeUndoCommand() { return std::make_unique<UndoCommand>(); }

} // namespace alula::cli
