// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/backup_page.h"
#include "cli/commands.h"
#include "cli/resolve.h"
#include "cli/tr.h"

namespace alula::cli {

using namespace protocol;

namespace {
class ShowCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("show", Cli::tr("All that is known of a backup"));
        line.argument("BACKUP", m_backup, Cli::tr("Its id, or the first letters of it"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        ALULA_ASSIGN(const BackupId id, findBackup(context.session, m_backup));
        ALULA_ASSIGN(const BackupInfo backup, context.session.ask(kBackupsGet, BackupsGetParams{id}));
        ALULA_ASSIGN(const QJsonObject json, toJson(backup));
        context.output.show(json, backupPage(backup));
        return ExitCode::Done;
    }

private:
    std::string m_backup;
};
} // namespace

std::unique_ptr<Command> makeShowCommand() { return std::make_unique<ShowCommand>(); }

} // namespace alula::cli
