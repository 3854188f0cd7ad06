// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/job_wait.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
class JobsCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("jobs", Cli::tr("What is being done and what was, or all about one job"));
        line.optionalArgument("JOB", m_job, Cli::tr("Only this one: its id, or the first letters of it"));
        line.text("--server", m_server, Cli::tr("Only those of this server: id, its first letters, or name"));
        line.choice(
            "--state", m_params.state,
            {"active", "ended", "queued", "running", "cancelling", "completed", "completed_with_warnings", "failed", "cancelled"},
            Cli::tr("Only those in this state; active: not ended, ended: all others"));
        line.choice("--kind", m_params.kind, {"create", "restore", "undo", "delete", "verify", "export", "import"},
                    Cli::tr("Only those of this kind"));
        line.number("--limit", m_limit, 1, 1'000'000, Cli::tr("At most so many"));
        return line;
    }
    Result<ExitCode> run(Context& context) override { return m_job.empty() ? list(context) : one(context); }

private:
    Result<ExitCode> one(Context& context) const {
        ALULA_ASSIGN(const JobId id, findJob(context.session, m_job));
        ALULA_ASSIGN(const JobInfo job, context.session.ask(kJobsGet, JobParams{id}));
        ALULA_ASSIGN(const QJsonObject json, toJson(job));
        context.output.show(json, jobPage(job));
        return ExitCode::Done;
    }

    Result<ExitCode> list(Context& context) {
        if (!m_server.empty()) {
            ALULA_ASSIGN(m_params.server, findServer(context.session, m_server));
        }
        JobsList all;
        do {
            m_params.limit = qMin(m_limit - static_cast<int>(all.jobs.size()), 500);
            ALULA_ASSIGN(JobsList page, context.session.ask(kJobsList, m_params));
            std::move(page.jobs.begin(), page.jobs.end(), std::back_inserter(all.jobs));
            m_params.cursor = page.cursor;
        } while (m_params.cursor && static_cast<int>(all.jobs.size()) < m_limit);
        all.cursor = m_params.cursor;
        ALULA_ASSIGN(const QJsonObject json, toJson(all));
        context.output.show(json, pageOf(all));
        return ExitCode::Done;
    }

    static QString resultOf(const JobInfo& job) {
        if (job.error) return QString::fromStdString(job.error->message);
        if (isEnded(job.state)) return job.warnings > 0 ? Cli::tr("warnings: %1").arg(countText(job.warnings)) : QString();
        return job.queuePosition ? Cli::tr("place %1 in the queue").arg(*job.queuePosition) : progressText(job.progress);
    }
    static Page pageOf(const JobsList& list) {
        Page page;
        page.columns({{Cli::tr("JOB")},
                      {Cli::tr("WHAT")},
                      {Cli::tr("STATE")},
                      {Cli::tr("CREATED")},
                      {Cli::tr("SERVER")},
                      {Cli::tr("RESULT")}});
        for (const JobInfo& job : list.jobs) {
            page.row({QString::fromStdString(job.job.toString()), kindText(job.kind), stateText(job.state), timeText(job.created),
                      job.server ? QString::fromStdString(job.server->toString().substr(0, 8)) : u"-"_s, resultOf(job)});
        }
        if (list.cursor) page.line(Cli::tr("There are more: --limit shows them."));
        return page;
    }

    std::string m_job, m_server;
    JobsListParams m_params;
    int m_limit = 50;
};
} // namespace

std::unique_ptr<Command> makeJobsCommand() { return std::make_unique<JobsCommand>(); }

} // namespace alula::cli
