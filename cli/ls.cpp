// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
QString nameOf(const EntryInfo& entry) {
    QString name = shown(entry.name.bytes);
    if (entry.type == "directory") name += u'/';
    if (entry.target) name += u" -> "_s + shown(entry.target->bytes);
    return name;
}

QString changeMark(const EntryInfo& entry) {
    if (!entry.change) return {};
    return *entry.change == "added" ? u"+"_s : *entry.change == "removed" ? u"-"_s : *entry.change == "changed" ? u"~"_s : u" "_s;
}

class LsCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("ls", Cli::tr("List one directory of a backup"));
        line.argument("BACKUP", m_backup, Cli::tr("Its id, or the first letters of it"));
        line.optionalArgument("PATH", m_path, Cli::tr("The directory; none: the root of the server's files"));
        line.text("--against", m_against, Cli::tr("Mark what differs from this other backup: + added, - removed, ~ changed"));
        line.text("--sort", m_sort, Cli::tr("name, size or mtime; with - in front: descending"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        BackupEntriesParams params;
        ALULA_ASSIGN(params.backup, findBackup(context.session, m_backup));
        if (!m_against.empty()) {
            ALULA_ASSIGN(params.against, findBackup(context.session, m_against));
        }
        params.path.bytes = plainPath(m_path);
        params.sort = m_sort;
        EntryPage all;
        do {
            ALULA_ASSIGN(EntryPage page, context.session.ask(kBackupsEntries, params));
            std::move(page.entries.begin(), page.entries.end(), std::back_inserter(all.entries));
            params.cursor = page.cursor;
        } while (params.cursor);
        ALULA_ASSIGN(const QJsonObject json, toJson(all));
        context.output.show(json, pageOf(all));
        return ExitCode::Done;
    }

private:
    Page pageOf(const EntryPage& list) const {
        Page page;
        page.columns({{u" "_s},
                      {Cli::tr("MODE")},
                      {Cli::tr("SIZE"), true},
                      {Cli::tr("FILES"), true},
                      {Cli::tr("MODIFIED")},
                      {Cli::tr("NAME")}});
        for (const EntryInfo& entry : list.entries) {
            page.row({changeMark(entry), modeText(entry.type, entry.mode), bytesText(entry.bytes.value_or(entry.size)),
                      entry.files ? countText(*entry.files) : QString(), timeText(entry.mtime), nameOf(entry)});
        }
        return page;
    }

    std::string m_backup, m_path, m_against, m_sort = "name";
};
} // namespace

std::unique_ptr<Command> makeLsCommand() { return std::make_unique<LsCommand>(); }

} // namespace alula::cli
