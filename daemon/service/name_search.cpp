// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/name_search.h"

#include "daemon/service/name_query.h"
#include "daemon/service/name_scan.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace alula {

using namespace std::chrono_literals;

namespace {

constexpr auto kWaitsForNames = 5s; // somebody looks at a screen: what is not there by then is told as left out
constexpr int kMostWaiting = 3;     // they hold threads that others need for quick answers
constexpr int kMostRounds = 16;     // each leaves out at least one backup whose index has gone

// "x|- AS-OF CREATED SERVER PATH": the place of a name, and up to which backups the first page looked.
struct Cursor {
    Timestamp asOf;
    NamePlace place;
};

std::string written(const Cursor& cursor) {
    const NamePlace& place = cursor.place;
    return std::string(place.exact ? "x " : "- ") + std::to_string(cursor.asOf.ns) + " " + std::to_string(place.created.ns) +
           " " + place.server.toString() + " " + place.path;
}

Result<Cursor> parsed(std::string_view text) {
    std::array<std::string_view, 4> words;
    for (auto& word : words) {
        const std::size_t end = text.find(' ');
        word = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    const auto asOf = parseNumber<std::int64_t>(words[1]);
    const auto created = parseNumber<std::int64_t>(words[2]);
    const auto server = ServerId::parse(words[3]);
    if ((words[0] != "x" && words[0] != "-") || !asOf || !created || !server || !isSafeRelativePath(text))
        return fail(ErrorCode::InvalidInput, "'cursor' is none of this search: begin without one");
    return Cursor{{*asOf}, {words[0] == "x", {*created}, *server, std::string(text)}};
}

} // namespace

// What a search goes through.
struct NameSearch::Scope {
    std::map<ServerId, ServerNames> servers;
    std::uint64_t backups = 0;
    Timestamp asOf;
    std::optional<NamePlace> after;

    const ServerNames& of(const ServerId& server) const { return servers.at(server); }
    std::vector<Backup> all() const {
        std::vector<Backup> rows;
        for (const auto& [id, server] : servers) rows.insert(rows.end(), server.backups.begin(), server.backups.end());
        return rows;
    }
    // Only what can be searched stays.
    void keep(const std::set<BackupId>& usable) {
        for (auto& [id, server] : servers)
            std::erase_if(server.backups, [&](const Backup& row) { return !usable.contains(row.id); });
    }
};

Result<NameSearch::Scope> NameSearch::scopeOf(const NameSearchRequest& request) const {
    Scope scope;
    BackupQuery query;
    query.server = request.server;
    query.sort = "created";
    query.limit = -1;
    if (request.backup) {
        ALULA_ASSIGN(const auto row, m_node.catalog.backups().find(*request.backup));
        if (!row || (request.server && row->server != *request.server)) return fail(ErrorCode::NotFound, kNoSuchBackup);
        if (row->state != BackupState::Completed) return fail(ErrorCode::Conflict, std::string(whyUnusable(*row)));
        query.server = row->server;
    }
    std::optional<Cursor> cursor;
    if (!request.cursor.empty()) {
        ALULA_ASSIGN(cursor, parsed(request.cursor));
        scope.after = cursor->place;
    }
    ALULA_ASSIGN(auto rows, m_node.catalog.backups().list(query));
    for (Backup& row : rows) {
        // What came since the first page would shift what is to follow.
        if (row.state != BackupState::Completed || (cursor && row.created > cursor->asOf)) continue;
        scope.asOf = row.created;
        auto& server = scope.servers[row.server];
        server.server = row.server;
        server.only = request.backup;
        server.backups.push_back(std::move(row));
        ++scope.backups;
    }
    if (cursor) scope.asOf = cursor->asOf;
    return scope;
}

Result<NameSearchPage> NameSearch::search(const NameSearchRequest& request, std::stop_token stop) {
    ALULA_ASSIGN(const auto query, NameQuery::parse(request.query));
    std::unique_lock lock(m_mutex);
    if (m_waiting >= kMostWaiting) return fail(ErrorCode::Busy, "Too many searches are under way: try again in a moment.");
    ++m_waiting;
    const bool isFree = m_wake.wait(lock, stop, [this] { return !m_working; });
    --m_waiting;
    if (!isFree) return fail(cancelled());
    m_working = true;
    lock.unlock();
    struct Over { // also when something is thrown
        NameSearch& search;
        ~Over() {
            const std::lock_guard relocked(search.m_mutex);
            search.m_working = false;
            search.m_wake.notify_all();
        }
    } const over{*this};
    return find(request, query, std::move(stop));
}

Result<NameSearchPage> NameSearch::find(const NameSearchRequest& request, const NameQuery& query, std::stop_token stop) {
    for (int round = 0; round < kMostRounds; ++round) {
        ALULA_ASSIGN(Scope scope, scopeOf(request));
        ALULA_ASSIGN(const auto usable, m_names.settle(scope.all(), kWaitsForNames, stop));
        scope.keep(usable);
        BestNames best(request.limit + 1, scope.after);
        for (const auto& [id, server] : scope.servers) {
            if (!server.backups.empty()) ALULA_TRY(best.scan(m_names.table(id), server, query, stop));
        }
        const auto found = std::move(best).take();
        NameSearchPage page;
        page.searched = request.backup ? usable.count(*request.backup) : usable.size();
        page.leftOut = (request.backup ? 1 : scope.backups) - page.searched;
        page.more = found.size() > request.limit;
        for (const FoundName& name : found) {
            if (page.hits.size() == request.limit) break;
            const auto& backups = scope.of(name.server).backups;
            NameHit hit;
            hit.server = name.server;
            hit.entry.path = name.path;
            hit.newest = backups[name.newest].id;
            hit.created = backups[name.newest].created;
            hit.backups = name.backups;
            if (name.gone) hit.goneSince = backups[*name.gone].created;
            hit.cursor = written({scope.asOf, {name.exact, name.created, name.server, name.path}});
            page.hits.push_back(std::move(hit));
        }
        ALULA_ASSIGN(const bool isComplete, complete(page.hits, scope, stop));
        if (isComplete) return page;
    }
    return fail(ErrorCode::Io, "Too many backups cannot be read: see alulactl status, then search again.");
}

Result<bool> NameSearch::complete(std::vector<NameHit>& hits, const Scope& scope, std::stop_token stop) {
    std::map<BackupId, std::vector<NameHit*>> byBackup;
    for (NameHit& hit : hits) byBackup[hit.newest].push_back(&hit);
    bool isComplete = true;
    for (auto& [backup, wanted] : byBackup) {
        if (stop.stop_requested()) return fail(cancelled());
        const auto& rows = scope.of(wanted.front()->server).backups;
        const Backup& row = *std::ranges::find(rows, backup, &Backup::id);
        const auto archive = m_archives.glance(row);
        // In index order each page of the index is read once.
        std::ranges::sort(wanted, [](const NameHit* a, const NameHit* b) {
            const int parents = comparePaths(parentOf(a->entry.path), parentOf(b->entry.path));
            return parents != 0 ? parents < 0 : nameOf(a->entry.path) < nameOf(b->entry.path);
        });
        for (NameHit* hit : wanted) {
            auto entry = archive ? (*archive)->index().find(hit->entry.path) : fail(archive.error());
            if (entry && *entry) {
                hit->entry = **std::move(entry);
                continue;
            }
            if (entry) m_names.distrust(row);
            else m_names.cannotRead(row, entry.error());
            isComplete = false;
            break;
        }
    }
    return isComplete;
}

} // namespace alula
