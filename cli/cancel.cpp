// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/job_wait.h"
#include "cli/resolve.h"
#include "cli/tr.h"

namespace alula::cli {

using namespace protocol;

namespace {
class CancelCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("cancel", Cli::tr("End a job that is queued or running"));
        line.argument("JOB", m_job, Cli::tr("Its id, or the first letters of it"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        ALULA_ASSIGN(const JobId id, findJob(context.session, m_job));
        ALULA_ASSIGN(const JobInfo job, context.session.ask(kJobsCancel, JobParams{id}));
        ALULA_ASSIGN(const QJsonObject json, toJson(job));
        context.output.show(json, jobPage(job));
        return ExitCode::Done;
    }

private:
    std::string m_job;
};
} // namespace

std::unique_ptr<Command> makeCancelCommand() { return std::make_unique<CancelCommand>(); }

} // namespace alula::cli
