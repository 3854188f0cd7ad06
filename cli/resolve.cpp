// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/resolve.h"

#include "cli/page.h"
#include "cli/tr.h"
#include "shared/wording/wording.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace alula::cli {

namespace {
constexpr std::size_t kShortest = 4; // letters of an id
constexpr std::size_t kNamed = 5;    // candidates named in a message

std::string lowered(const std::string& text) { return QString::fromStdString(text).toLower().toStdString(); }

// Only what could be the beginning of an id is sent as a filter.
bool mayBeginId(const std::string& text) {
    return text.size() >= kShortest && text.size() <= 36 &&
           text.find_first_not_of("0123456789abcdefABCDEF-") == std::string::npos;
}

template <class AnyId>
Result<AnyId> onlyOne(const std::vector<AnyId>& found, const QString& notFound, const std::string& text) {
    if (found.size() == 1) return found.front();
    if (found.empty()) return fail(ErrorCode::NotFound, notFound.arg(shown(text)).toStdString());
    QStringList ids;
    for (std::size_t i = 0; i < std::min(found.size(), kNamed); ++i) ids << QString::fromStdString(found[i].toString());
    return fail(
        ErrorCode::InvalidInput,
        Cli::tr("'%1' fits several: %2. Give more letters.").arg(shown(text), ids.join(QStringLiteral(", "))).toStdString());
}

// Walks a paged list and keeps the ids that begin with `text`.
template <class AnyId, class P, class A, class Items>
Result<std::vector<AnyId>> idsThatBegin(Session& session, const protocol::Method<P, A>& method, const std::string& text,
                                        Items items) {
    std::vector<AnyId> found;
    P params;
    params.filter = lowered(text);
    do {
        ALULA_ASSIGN(const A page, session.ask(method, params));
        for (const AnyId& id : items(page)) {
            if (id.toString().starts_with(lowered(text))) found.push_back(id);
        }
        params.cursor = page.cursor;
    } while (params.cursor && found.size() <= kNamed);
    return found;
}
} // namespace

Result<protocol::ServersList> allServers(Session& session) {
    protocol::ServersList all;
    protocol::ServersListParams params;
    do {
        ALULA_ASSIGN(auto page, session.ask(protocol::kServersList, params));
        std::ranges::move(page.servers, std::back_inserter(all.servers));
        params.cursor = page.cursor;
    } while (params.cursor);
    return all;
}

Result<ServerId> findServer(Session& session, const std::string& text) {
    if (const auto id = ServerId::parse(text)) return *id;
    ALULA_ASSIGN(const auto list, allServers(session));
    std::vector<ServerId> named, begun;
    for (const auto& server : list.servers) {
        if (lowered(server.name) == lowered(text)) named.push_back(server.server);
        if (mayBeginId(text) && server.server.toString().starts_with(lowered(text))) begun.push_back(server.server);
    }
    return onlyOne(named.empty() ? begun : named, Cli::tr("There is no server '%1' on this node: 'alulactl servers' lists them."),
                   text);
}

Result<BackupId> findBackup(Session& session, const std::string& text) {
    if (const auto id = BackupId::parse(text)) return *id;
    std::vector<BackupId> found;
    if (mayBeginId(text)) {
        ALULA_ASSIGN(found, idsThatBegin<BackupId>(session, protocol::kBackupsList, text, [](const protocol::BackupsList& page) {
                         std::vector<BackupId> ids;
                         for (const auto& backup : page.backups) ids.push_back(backup.backup);
                         return ids;
                     }));
    }
    return onlyOne(found, Cli::tr("There is no backup '%1': 'alulactl backups' lists them."), text);
}

Result<JobId> findJob(Session& session, const std::string& text) {
    if (const auto id = JobId::parse(text)) return *id;
    std::vector<JobId> found;
    if (mayBeginId(text)) {
        ALULA_ASSIGN(found, idsThatBegin<JobId>(session, protocol::kJobsList, text, [](const protocol::JobsList& page) {
                         std::vector<JobId> ids;
                         for (const auto& job : page.jobs) ids.push_back(job.job);
                         return ids;
                     }));
    }
    return onlyOne(found, Cli::tr("There is no job '%1': 'alulactl jobs' lists them."), text);
}

std::string plainPath(std::string path) {
    while (path.ends_with('/')) path.pop_back();
    path.erase(0, std::min(path.find_first_not_of('/'), path.size()));
    return path == "." ? std::string() : path;
}

std::vector<protocol::WirePath> pathsOf(const std::vector<std::string>& texts) {
    std::vector<protocol::WirePath> paths;
    for (std::string text : texts) {
        while (text.size() > 1 && text.ends_with('/')) text.pop_back(); // of a directory
        paths.push_back({std::move(text)});
    }
    return paths;
}

} // namespace alula::cli
