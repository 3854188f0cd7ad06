// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {

constexpr char kLive[] = "live"; // no beginning of an id: those are hexadecimal

QString mark(const std::string& change) {
    return change == "added" ? u"+"_s : change == "removed" ? u"-"_s : change == "changed" ? u"~"_s : u" "_s;
}

QString sizeText(const std::optional<EntryFacts>& facts) {
    if (!facts || facts->type == "symlink") return {};
    return facts->type == "directory" ? u"-"_s : bytesText(facts->size);
}

QString pathText(const CompareRow& row) {
    const std::string& type = row.after ? row.after->type : row.before->type;
    return shown(row.path.bytes) + (type == "directory" ? u"/"_s : QString());
}

// "+3 -1 ~9" of a directory, or in what an entry differs.
QString whatText(const CompareRow& row) {
    QStringList words;
    for (const std::string& difference : row.differences) words << differenceText(difference);
    QString text = words.join(u", "_s);
    if (!row.below || (row.below->added == 0 && row.below->removed == 0 && row.below->changed == 0)) return text;
    if (!text.isEmpty()) text += u"; "_s;
    return text + u"+%1 -%2 ~%3"_s.arg(countText(row.below->added), countText(row.below->removed), countText(row.below->changed));
}

class CompareCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("compare", Cli::tr("What became of a backup's files in another backup, or by now"));
        line.argument("BACKUP", m_from, Cli::tr("Its id, or the first letters of it"));
        line.optionalArgument("OTHER", m_to, Cli::tr("Another backup; 'live', or none: the server's files as they are now"));
        line.optionalArgument("PATH", m_path, Cli::tr("Only what is at and below it; none: everything"));
        line.flag("--children", m_children, Cli::tr("Only what lies in PATH itself, with the number of changes below"));
        line.flag("--contents", m_contents,
                  Cli::tr("Live: read files of equal size and compare their contents; without it by size and time"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        CompareParams params;
        ALULA_ASSIGN(params.from, findBackup(context.session, m_from));
        if (m_to != kLive) {
            ALULA_ASSIGN(params.to, findBackup(context.session, m_to));
        }
        params.path.bytes = plainPath(m_path);
        params.recursive = !m_children;
        params.contents = m_contents;
        params.limit = 1000;
        ComparePage all;
        do {
            ALULA_ASSIGN(ComparePage page, context.session.ask(kBackupsCompare, params));
            std::move(page.rows.begin(), page.rows.end(), std::back_inserter(all.rows));
            all.totals = page.totals;
            all.asOf = page.asOf;
            params.cursor = page.cursor;
        } while (params.cursor);
        ALULA_ASSIGN(const QJsonObject json, toJson(all));
        context.output.show(json, pageOf(all));
        return ExitCode::Done;
    }

private:
    static Page pageOf(const ComparePage& compared) {
        Page page;
        if (compared.asOf) page.line(Cli::tr("The server's files as of %1:").arg(timeText(*compared.asOf)));
        if (compared.rows.empty()) {
            page.line(Cli::tr("Nothing differs."));
            return page;
        }
        page.columns({{u" "_s}, {Cli::tr("BEFORE"), true}, {Cli::tr("AFTER"), true}, {Cli::tr("DIFFERS")}, {Cli::tr("PATH")}});
        for (const CompareRow& row : compared.rows)
            page.row({mark(row.change), sizeText(row.before), sizeText(row.after), whatText(row), pathText(row)});
        const ChangeTotals& totals = compared.totals;
        page.line(Cli::tr("%1 added, %2 removed, %3 changed; %4 before, %5 after.")
                      .arg(countText(totals.added), countText(totals.removed), countText(totals.changed),
                           bytesText(totals.bytesBefore), bytesText(totals.bytesAfter)));
        return page;
    }

    std::string m_from, m_to = kLive, m_path;
    bool m_children = false, m_contents = false;
};

} // namespace

std::unique_ptr<Command> makeCompareCommand() { return std::make_unique<CompareCommand>(); }

} // namespace alula::cli
