// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

namespace alula::cli {

using namespace protocol;

namespace {
class BackupsCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("backups", Cli::tr("List backups"));
        line.text("--server", m_server, Cli::tr("Only those of this server: id, its first letters, or name"));
        line.text("--filter", m_filter, Cli::tr("Only those with these words in id, note or origin"));
        line.text("--sort", m_sort, Cli::tr("created, size, files, duration or server; with - in front: descending"));
        line.number("--limit", m_limit, 1, 1'000'000, Cli::tr("At most so many"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        BackupsListParams params;
        params.filter = m_filter;
        params.sort = m_sort;
        if (!m_server.empty()) {
            ALULA_ASSIGN(params.server, findServer(context.session, m_server));
        }
        BackupsList all;
        do {
            params.limit = qMin(m_limit - static_cast<int>(all.backups.size()), 500);
            ALULA_ASSIGN(BackupsList page, context.session.ask(kBackupsList, params));
            std::move(page.backups.begin(), page.backups.end(), std::back_inserter(all.backups));
            all.total = page.total;
            params.cursor = page.cursor;
        } while (params.cursor && static_cast<int>(all.backups.size()) < m_limit);
        all.cursor = params.cursor;
        ALULA_ASSIGN(const QJsonObject json, toJson(all));
        context.output.show(json, pageOf(all));
        return ExitCode::Done;
    }

private:
    static Page pageOf(const BackupsList& list) {
        Page page;
        page.columns({{Cli::tr("BACKUP")},
                      {Cli::tr("CREATED")},
                      {Cli::tr("SIZE"), true},
                      {Cli::tr("NEW"), true},
                      {Cli::tr("FILES"), true},
                      {Cli::tr("TOOK"), true},
                      {Cli::tr("KEPT")},
                      {Cli::tr("STATE")},
                      {Cli::tr("SERVER")},
                      {Cli::tr("NOTE")}});
        for (const BackupInfo& backup : list.backups) {
            page.row({QString::fromStdString(backup.backup.toString()), timeText(backup.created), bytesText(backup.size),
                      bytesText(backup.newBytes), countText(backup.files), durationText(backup.durationMs),
                      backup.pinned ? Cli::tr("pinned") : QString(), backupStateText(backup),
                      QString::fromStdString(backup.server.toString().substr(0, 8)), QString::fromStdString(backup.note)});
        }
        if (list.cursor) page.line(Cli::tr("%1 of %2 shown.").arg(countText(list.backups.size()), countText(list.total)));
        return page;
    }

    std::string m_server, m_filter, m_sort = "-created";
    int m_limit = 1'000'000;
};
} // namespace

std::unique_ptr<Command> makeBackupsCommand() { return std::make_unique<BackupsCommand>(); }

} // namespace alula::cli
