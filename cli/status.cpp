// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
QString limitText(double mibPerSecond) { return mibPerSecond > 0 ? Cli::tr("%1 MiB/s").arg(mibPerSecond) : Cli::tr("no limit"); }

QString panelText(const PanelState& panel) {
    if (!panel.configured) return Cli::tr("none configured");
    const QString state = panel.reachable ? Cli::tr("reachable") : Cli::tr("does not answer");
    return panel.outbox > 0 ? Cli::tr("%1, %2 messages to be delivered").arg(state, countText(panel.outbox)) : state;
}

Page pageOf(const HelloResult& hello, const Status& status) {
    Page page;
    page.field(Cli::tr("Node"), QString::fromStdString(hello.node));
    page.field(Cli::tr("Daemon"),
               Cli::tr("alulad %1, %2")
                   .arg(QString::fromStdString(status.version), status.ready ? Cli::tr("ready") : Cli::tr("not ready")));
    page.field(Cli::tr("Panel"), panelText(status.panel));
    page.field(Cli::tr("Jobs"), Cli::tr("%1 running, %2 queued%3")
                                    .arg(countText(status.running), countText(status.queued),
                                         status.limits.paused ? Cli::tr(", paused") : QString()));
    page.field(Cli::tr("Limits"), Cli::tr("read %1, write %2, %3 at a time")
                                      .arg(limitText(status.limits.readMibPerSecond), limitText(status.limits.writeMibPerSecond))
                                      .arg(status.limits.parallel));
    for (const SpaceUse& space : status.space) {
        const auto used =
            space.total > 0
                ? 100 - static_cast<int>(static_cast<double>(space.available) * 100 / static_cast<double>(space.total))
                : 0;
        page.field(Cli::tr("Disk of %1").arg(shown(space.what)), Cli::tr("%1 free of %2 (%3 % used), %4")
                                                                     .arg(bytesText(space.available), bytesText(space.total))
                                                                     .arg(used)
                                                                     .arg(shown(space.path.bytes)));
    }
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
