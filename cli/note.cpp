// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/backup_page.h"
#include "cli/commands.h"
#include "cli/resolve.h"
#include "cli/tr.h"

namespace alula::cli {

using namespace protocol;

namespace {
class NoteCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("note", Cli::tr("Write a note to a backup, in place of the one it has"));
        line.argument("BACKUP", m_backup, Cli::tr("Its id, or the first letters of it"));
        line.argument("TEXT", m_text, Cli::tr("The note; \"\" takes it away"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        ALULA_ASSIGN(const BackupId id, findBackup(context.session, m_backup));
        ALULA_ASSIGN(const BackupInfo backup, context.session.ask(kBackupsNote, NoteParams{id, m_text}));
        ALULA_ASSIGN(const QJsonObject json, toJson(backup));
        context.output.show(json, backupPage(backup));
        return ExitCode::Done;
    }

private:
    std::string m_backup;
    std::string m_text;
};
} // namespace

std::unique_ptr<Command> makeNoteCommand() { return std::make_unique<NoteCommand>(); }

} // namespace alula::cli
