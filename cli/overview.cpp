// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/node_text.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QJsonObject>

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {

struct Overview {
    HelloResult hello;
    Status status;
    ServersList servers;
    JobsList jobs;
};

void addProblems(Page& page, const Status& status) {
    if (status.problems.empty()) {
        page.line(status.wellSince ? Cli::tr("All is well since %1.").arg(timeText(status.wellSince)) : Cli::tr("All is well."));
        return;
    }
    for (const Problem& problem : status.problems) {
        const QString kind = problem.severity == "error" ? Cli::tr("Problem") : Cli::tr("Warning");
        page.line(u"%1: %2"_s.arg(kind, QString::fromStdString(problem.text)));
        if (const QString advice = adviceText(problem); !advice.isEmpty()) page.line(u"    "_s + advice);
    }
}

void addServers(Page& page, const ServersList& list, Timestamp now) {
    if (list.servers.empty()) {
        page.line(Cli::tr("There is no server on this node yet."));
        return;
    }
    page.columns({{Cli::tr("SERVER")},
                  {Cli::tr("LAST GOOD")},
                  {Cli::tr("SIZE"), true},
                  {Cli::tr("TREND"), true},
                  {Cli::tr("LAST BACKUPS")}});
    for (const ServerInfo& server : list.servers) {
        page.row({serverName(server), server.lastGood ? agoText(server.lastGood->completed, now) : Cli::tr("none"),
                  server.lastGood ? bytesText(server.lastGood->size) : u"-"_s, trendText(server.outcomes),
                  outcomeSigns(server.outcomes, terminalLetters())});
    }
}

QString nameOf(const ServersList& servers, const std::optional<ServerId>& id) {
    if (!id) return Cli::tr("several servers");
    for (const ServerInfo& server : servers.servers) {
        if (server.server == *id) return serverName(server);
    }
    return QString::fromStdString(id->toString().substr(0, 8));
}

void addJobs(Page& page, const Overview& overview) {
    for (const JobInfo& job : overview.jobs.jobs) {
        const QString what =
            job.queuePosition ? Cli::tr("place %1 in the queue").arg(*job.queuePosition) : progressText(job.progress);
        page.line(u"%1  %2, %3: %4"_s.arg(QString::fromStdString(job.job.toString().substr(0, 8)), kindText(job.kind),
                                          nameOf(overview.servers, job.server), what));
    }
    if (overview.jobs.cursor) page.line(Cli::tr("And more: alulactl jobs --state active"));
    if (overview.jobs.jobs.empty()) page.line(Cli::tr("Nothing is being done."));
}

Page pageOf(const Overview& overview, Timestamp now) {
    Page page;
    page.line(Cli::tr("%1, as of %2").arg(QString::fromStdString(overview.hello.node), timeText(now)));
    page.line({});
    addProblems(page, overview.status);
    page.line({});
    addServers(page, overview.servers, now);
    page.line({});
    addJobs(page, overview);
    page.line({});
    page.field(Cli::tr("Limits"), limitsText(overview.status.limits));
    page.field(Cli::tr("Panel"), panelText(overview.status.panel));
    for (const SpaceUse& space : overview.status.space)
        page.field(Cli::tr("Disk of %1").arg(shown(space.what)), spaceText(space));
    return page;
}

Result<QJsonObject> jsonOf(const Overview& overview) {
    ALULA_ASSIGN(const QJsonObject status, toJson(overview.status));
    ALULA_ASSIGN(const QJsonObject servers, toJson(overview.servers));
    ALULA_ASSIGN(const QJsonObject jobs, toJson(overview.jobs));
    return QJsonObject{{u"node"_s, QString::fromStdString(overview.hello.node)},
                       {u"status"_s, status},
                       {u"servers"_s, servers[u"servers"]},
                       {u"jobs"_s, jobs[u"jobs"]}};
}

class OverviewCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        return parent.command("overview", Cli::tr("Is all well? What is wrong and what to do, each server's backups, what runs"));
    }
    Result<ExitCode> run(Context& context) override {
        Overview overview;
        ALULA_ASSIGN(overview.status, context.session.ask(kStatus, StatusParams{}));
        ALULA_ASSIGN(overview.servers, allServers(context.session));
        JobsListParams active;
        active.state = "active";
        active.limit = 20;
        ALULA_ASSIGN(overview.jobs, context.session.ask(kJobsList, active));
        overview.hello = context.session.client().hello();
        ALULA_ASSIGN(const QJsonObject json, jsonOf(overview));
        context.output.show(json, pageOf(overview, context.clock.now()));
        return ExitCode::Done;
    }
};

} // namespace

std::unique_ptr<Command> makeOverviewCommand() { return std::make_unique<OverviewCommand>(); }

} // namespace alula::cli
