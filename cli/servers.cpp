// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/node_text.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
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
                      outcomeSigns(server.outcomes, Letters::Ascii), QString::fromStdString(server.name)});
        }
        ALULA_ASSIGN(const QJsonObject json, toJson(list));
        context.output.show(json, page);
        return ExitCode::Done;
    }
};
} // namespace

std::unique_ptr<Command> makeServersCommand() { return std::make_unique<ServersCommand>(); }

} // namespace alula::cli
