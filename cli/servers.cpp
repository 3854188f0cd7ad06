// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
// One letter an outcome, the newest at the right: o good, ! with warnings, x failed, - cancelled or not known.
QString outcomesText(const std::vector<Outcome>& outcomes) {
    QString text;
    for (const Outcome& outcome : outcomes) {
        text += QChar(outcome.state == "completed"                 ? u'o'
                      : outcome.state == "completed_with_warnings" ? u'!'
                      : outcome.state == "failed"                  ? u'x'
                                                                   : u'-');
    }
    return text;
}

QString stateOf(const ServerInfo& server) {
    if (server.suspended) return Cli::tr("suspended");
    if (server.state == "running") return Cli::tr("running");
    if (server.state == "stopped") return Cli::tr("stopped");
    return Cli::tr("not known");
}

class ServersCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        return parent.command("servers", Cli::tr("The game servers of the node, with their last good backup"));
    }
    Result<ExitCode> run(Context& context) override {
        ALULA_ASSIGN(const ServersList list, allServers(context.session));
        Page page;
        page.columns({{Cli::tr("SERVER")},
                      {Cli::tr("STATE")},
                      {Cli::tr("BACKUPS"), true},
                      {Cli::tr("SIZE"), true},
                      {Cli::tr("LAST GOOD")},
                      {Cli::tr("OUTCOMES")},
                      {Cli::tr("NAME")}});
        for (const ServerInfo& server : list.servers) {
            page.row({QString::fromStdString(server.server.toString()), stateOf(server), countText(server.backups),
                      bytesText(server.backupBytes), server.lastGood ? timeText(server.lastGood->completed) : Cli::tr("none"),
                      outcomesText(server.outcomes), QString::fromStdString(server.name)});
        }
        ALULA_ASSIGN(const QJsonObject json, toJson(list));
        context.output.show(json, page);
        return ExitCode::Done;
    }
};
} // namespace

std::unique_ptr<Command> makeServersCommand() { return std::make_unique<ServersCommand>(); }

} // namespace alula::cli
