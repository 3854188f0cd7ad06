// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

#include <algorithm>

namespace alula::cli {

using namespace protocol;

namespace {
class VersionsCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("versions", Cli::tr("Show the versions of one file in all backups of a server"));
        line.argument("SERVER", m_server, Cli::tr("Its id, the first letters of it, or its name"));
        line.argument("PATH", m_path, Cli::tr("The file or folder, as ls and search show it"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        VersionsParams params;
        ALULA_ASSIGN(params.server, findServer(context.session, m_server));
        params.path.bytes = plainPath(m_path);
        ALULA_ASSIGN(const VersionsList list, context.session.ask(kBackupsVersions, params));
        ALULA_ASSIGN(const QJsonObject json, toJson(list));
        context.output.show(json, pageOf(list, shown(params.path.bytes)));
        return ExitCode::Done;
    }

private:
    static bool isFolder(const VersionsList& list) {
        const auto newest = std::ranges::find_if(list.versions.rbegin(), list.versions.rend(), &FileVersion::present);
        return newest != list.versions.rend() && newest->type == "directory";
    }
    static QString liveText(const LiveVersion& live, bool isFolder) {
        if (!live.present) return Cli::tr("not there");
        if (isFolder) return Cli::tr("there, modified %1").arg(timeText(live.mtime)); // the rest only a comparison tells
        const QString facts = Cli::tr("%1, modified %2").arg(bytesText(live.size), timeText(live.mtime));
        return live.asNewest ? Cli::tr("%1, as in the newest backup").arg(facts)
                             : Cli::tr("%1, not as in the newest backup").arg(facts);
    }
    static Page pageOf(const VersionsList& list, const QString& path) {
        Page page;
        if (list.versions.empty()) page.line(Cli::tr("No backup has %1.").arg(path));
        else addTable(page, list);
        page.field(Cli::tr("Now"), list.live ? liveText(*list.live, isFolder(list))
                                             : Cli::tr("not known: the server's files cannot be looked at"));
        if (list.leftOut > 0)
            page.line(
                Cli::tr("Left out: %1 backups, whose names are not read yet or cannot be read.").arg(countText(list.leftOut)));
        return page;
    }
    static void addTable(Page& page, const VersionsList& list) {
        page.columns({{Cli::tr("FROM")},
                      {Cli::tr("TO")},
                      {Cli::tr("BACKUPS"), true},
                      {Cli::tr("SIZE"), true},
                      {Cli::tr("MODIFIED")},
                      {Cli::tr("NEWEST BACKUP")}});
        for (const FileVersion& version : list.versions) {
            page.row({timeText(version.firstCreated), timeText(version.lastCreated), countText(version.backups),
                      version.present ? bytesText(version.size) : Cli::tr("gone"),
                      version.present ? timeText(version.mtime) : QString(), QString::fromStdString(version.last.toString())});
        }
    }

    std::string m_server, m_path;
};
} // namespace

std::unique_ptr<Command> makeVersionsCommand() { return std::make_unique<VersionsCommand>(); }

} // namespace alula::cli
