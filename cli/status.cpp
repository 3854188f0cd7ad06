// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/node_text.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
Page pageOf(const HelloResult& hello, const Status& status) {
    Page page;
    page.field(Cli::tr("Node"), QString::fromStdString(hello.node));
    page.field(Cli::tr("Daemon"),
               Cli::tr("alulad %1, %2")
                   .arg(QString::fromStdString(status.version), status.ready ? Cli::tr("ready") : Cli::tr("not ready")));
    page.field(Cli::tr("Panel"), panelText(status.panel));
    page.field(Cli::tr("Jobs"), Cli::tr("%1 running, %2 queued").arg(countText(status.running), countText(status.queued)));
    page.field(Cli::tr("Limits"), limitsText(status.limits));
    for (const SpaceUse& space : status.space) page.field(Cli::tr("Disk of %1").arg(shown(space.what)), spaceText(space));
    if (status.problems.empty()) page.line(Cli::tr("No problems."));
    for (const Problem& problem : status.problems)
        page.line(u"%1: %2"_s.arg(problem.severity == "error" ? Cli::tr("Problem") : Cli::tr("Warning"),
                                  QString::fromStdString(problem.text)));
    return page;
}

class StatusCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        return parent.command("status", Cli::tr("How the node is doing: queue, disks, panel, problems"));
    }
    Result<ExitCode> run(Context& context) override {
        ALULA_ASSIGN(const Status status, context.session.ask(kStatus, StatusParams{}));
        ALULA_ASSIGN(const QJsonObject json, toJson(status));
        context.output.show(json, pageOf(context.session.client().hello(), status));
        return ExitCode::Done;
    }
};
} // namespace

std::unique_ptr<Command> makeStatusCommand() { return std::make_unique<StatusCommand>(); }

} // namespace alula::cli
