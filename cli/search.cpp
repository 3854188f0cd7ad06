// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/resolve.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

#include <algorithm>
#include <iterator>

namespace alula::cli {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {
class SearchCommand final : public Command {
public:
    CommandLine declare(CommandLine& parent) override {
        CommandLine line = parent.command("search", Cli::tr("Find files by name in all backups"));
        line.arguments("WORDS", m_words,
                       Cli::tr("Each has to be in the path, the last one in the name; * and ? make a pattern of a whole name"));
        line.text("--server", m_server, Cli::tr("Only in backups of this server: id, its first letters, or name"));
        line.text("--backup", m_backup, Cli::tr("Only in this backup"));
        line.number("--limit", m_limit, 1, 1'000'000, Cli::tr("At most so many paths (200)"));
        return line;
    }
    Result<ExitCode> run(Context& context) override {
        SearchParams params;
        for (const std::string& word : m_words) params.query += (params.query.empty() ? "" : " ") + word;
        if (!m_server.empty()) {
            ALULA_ASSIGN(params.server, findServer(context.session, m_server));
        }
        if (!m_backup.empty()) {
            ALULA_ASSIGN(params.backup, findBackup(context.session, m_backup));
        }
        SearchPage all;
        bool mayBeginAgain = true;
        do {
            params.limit = qMin(m_limit - static_cast<int>(all.hits.size()), 1000);
            auto answer = context.session.ask(kBackupsSearch, params);
            // The names of one backup more are there: what follows would not fit to what was told.
            if (!answer && answer.error().code() == ErrorCode::Conflict && params.cursor && mayBeginAgain) {
                mayBeginAgain = false;
                all = {};
                params.cursor.reset();
                params.limit = qMin(m_limit, 1000);
                answer = context.session.ask(kBackupsSearch, params);
            }
            ALULA_ASSIGN(SearchPage page, std::move(answer));
            std::ranges::move(page.hits, std::back_inserter(all.hits));
            all.searched = page.searched;
            all.leftOut = page.leftOut;
            params.cursor = page.cursor;
        } while (params.cursor && static_cast<int>(all.hits.size()) < m_limit);
        all.cursor = params.cursor;
        ALULA_ASSIGN(const QJsonObject json, toJson(all));
        context.output.show(json, pageOf(all, shown(params.query)));
        return ExitCode::Done;
    }

private:
    static QString nothing(const SearchPage& found, const QString& query) {
        if (found.searched == 0) return Cli::tr("There are no backups to search.");
        if (found.searched == 1) return Cli::tr("No name has %1 in the one backup. Try fewer letters.").arg(query);
        return Cli::tr("No name has %1 in %2 backups. Try fewer letters.").arg(query, countText(found.searched));
    }
    static Page pageOf(const SearchPage& found, const QString& query) {
        Page page;
        if (found.hits.empty()) page.line(nothing(found, query));
        else addTable(page, found);
        if (found.cursor) {
            page.line(Cli::tr("The first %1 are shown. Add letters to find fewer, or --limit to see more.")
                          .arg(countText(found.hits.size())));
        }
        if (found.leftOut > 0) {
            page.line(Cli::tr("Left out: %1 of %2 backups, whose names are not read yet or cannot be read.")
                          .arg(countText(found.leftOut), countText(found.searched + found.leftOut)));
        }
        return page;
    }
    static void addTable(Page& page, const SearchPage& found) {
        page.columns({{Cli::tr("SIZE"), true},
                      {Cli::tr("MODIFIED")},
                      {Cli::tr("NEWEST BACKUP")},
                      {Cli::tr("CREATED")},
                      {Cli::tr("BACKUPS"), true},
                      {Cli::tr("GONE SINCE")},
                      {Cli::tr("SERVER")},
                      {Cli::tr("PATH")}});
        for (const SearchHit& hit : found.hits) {
            const QString path = shown(hit.path.bytes);
            page.row({bytesText(hit.size), timeText(hit.mtime), QString::fromStdString(hit.newest.toString()),
                      timeText(hit.created), countText(hit.backups), timeText(hit.goneSince),
                      QString::fromStdString(hit.server.toString().substr(0, 8)), hit.type == "directory" ? path + u'/' : path});
        }
    }

    std::vector<std::string> m_words;
    std::string m_server, m_backup;
    int m_limit = 200;
};
} // namespace

std::unique_ptr<Command> makeSearchCommand() { return std::make_unique<SearchCommand>(); }

} // namespace alula::cli
