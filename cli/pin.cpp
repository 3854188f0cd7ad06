// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/backup_page.h"
#include "cli/commands.h"
#include "cli/resolve.h"
#include "cli/tr.h"

namespace alula::cli {

using namespace protocol;

namespace {
class PinCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("pin", Cli::tr("Keep a backup from being deleted, or no longer"));
        line.argument("BACKUP", m_backup, Cli::tr("Its id, or the first letters of it"));
        line.flag("--off", m_off, Cli::tr("It may be deleted again"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        ALULA_ASSIGN(const BackupId id, findBackup(context.session, m_backup));
        ALULA_ASSIGN(const BackupInfo backup, context.session.ask(kBackupsPin, PinParams{id, !m_off}));
        ALULA_ASSIGN(const QJsonObject json, toJson(backup));
        context.output.show(json, backupPage(backup));
        return ExitCode::Done;
    }

private:
    std::string m_backup;
    bool m_off = false;
};
} // namespace

std::unique_ptr<Command> makePinCommand() { return std::make_unique<PinCommand>(); }

} // namespace alula::cli
