// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/name_search.h"

#include "daemon/service/name_query.h"
#include "daemon/service/name_scan.h"
#include "shared/engine/archive/checksum.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace alula {

namespace {

constexpr int kMostWaiting = 3; // they hold threads that others need for quick answers
constexpr int kMostRounds = 16; // each leaves out at least one backup whose index has gone

// In which backups the first page looked: those up to a time whose names were there.
struct Looked {
    Timestamp asOf;
    std::uint64_t digest = 0; // of their ids
};

std::uint64_t digestOf(const std::set<BackupId>& backups) {
    std::vector<std::uint8_t> ids;
    for (const BackupId& id : backups) {
        const auto& bytes = id.uuid().bytes();
        ids.insert(ids.end(), bytes.begin(), bytes.end());
    }
    return xxh3(ids);
}

// "x|- AS-OF DIGEST CREATED SERVER PATH"
struct Cursor {
    Looked looked;
    NamePlace place;
};

std::string written(const Cursor& cursor) {
    const NamePlace& place = cursor.place;
    return std::string(place.exact ? "x " : "- ") + std::to_string(cursor.looked.asOf.ns) + " " +
           std::to_string(cursor.looked.digest) + " " + std::to_string(place.created.ns) + " " + place.server.toString() + " " +
           place.path;
}

Result<Cursor> parsed(std::string_view text) {
    std::array<std::string_view, 5> words;
    for (auto& word : words) {
        const std::size_t end = text.find(' ');
        word = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    const auto asOf = parseNumber<std::int64_t>(words[1]);
    const auto digest = parseNumber<std::uint64_t>(words[2]);
    const auto created = parseNumber<std::int64_t>(words[3]);
    const auto server = ServerId::parse(words[4]);
    if ((words[0] != "x" && words[0] != "-") || !asOf || !digest || !created || !server || !isSafeRelativePath(text))
        return fail(ErrorCode::InvalidInput, "'cursor' is none of this search: begin without one");
    return Cursor{{{*asOf}, *digest}, {words[0] == "x", {*created}, *server, std::string(text)}};
}

NameHit hitOf(const FoundName& name, const ServerNames& server, const Looked& looked) {
    NameHit hit;
    hit.server = name.server;
    hit.entry.path = name.path;
    hit.newest = server.backups[name.newest]->id;
    hit.created = name.created;
    hit.backups = name.backups;
    if (name.gone) hit.goneSince = server.backups[*name.gone]->created;
    hit.cursor = written({looked, {name.exact, name.created, name.server, name.path}});
    return hit;
}

bool isBeforeInIndex(const NameHit* a, const NameHit* b) {
    const int parents = comparePaths(parentOf(a->entry.path), parentOf(b->entry.path));
    return parents != 0 ? parents < 0 : nameOf(a->entry.path) < nameOf(b->entry.path);
}

bool covers(const NameTable& table, const ServerNames& server) {
    return std::ranges::all_of(server.backups, [&](const Backup* row) {
        return std::ranges::contains(table.covered(), NameTable::Covered{row->id, row->size});
    });
}

// What only the index tells. Conflict: it has no such entry.
Result<void> fill(const std::vector<NameHit*>& hits, const IndexReader& index) {
    for (NameHit* hit : hits) {
        ALULA_ASSIGN(auto entry, index.find(hit->entry.path));
        if (!entry) return fail(ErrorCode::Conflict, "the index has other names than were kept of it");
        hit->entry = *std::move(entry);
    }
    return {};
}

} // namespace

// What a search goes through.
struct NameSearch::Scope {
    std::vector<Backup> backups; // oldest first
    Timestamp asOf;
    std::optional<NamePlace> after;
    std::optional<std::uint64_t> digest; // of those that the first page looked in

    std::map<ServerId, ServerNames> servers(const std::set<BackupId>& usable, const std::optional<BackupId>& only) const {
        std::map<ServerId, ServerNames> all;
        for (const Backup& row : backups) {
            if (!usable.contains(row.id)) continue;
            auto& server = all[row.server];
            server.server = row.server;
            server.only = only;
            server.backups.push_back(&row);
        }
        return all;
    }
};

Result<NameSearch::Scope> NameSearch::scopeOf(const NameSearchRequest& request) const {
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
    Scope scope;
    ALULA_ASSIGN(scope.backups, m_node.catalog.backups().list(query));
    std::erase_if(scope.backups, [](const Backup& row) { return row.state != BackupState::Completed; });
    if (!scope.backups.empty()) scope.asOf = scope.backups.back().created;
    if (request.cursor.empty()) return scope;
    ALULA_ASSIGN(const Cursor cursor, parsed(request.cursor));
    scope.asOf = cursor.looked.asOf;
    scope.digest = cursor.looked.digest;
    scope.after = cursor.place;
    // What came since the first page would shift what is to follow.
    std::erase_if(scope.backups, [&](const Backup& row) { return row.created > scope.asOf; });
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
        ALULA_ASSIGN(const Scope scope, scopeOf(request));
        ALULA_ASSIGN(const auto usable, m_names.settle(scope.backups, m_patience, stop));
        const Looked looked{scope.asOf, digestOf(usable)};
        if (scope.digest && *scope.digest != looked.digest)
            return fail(ErrorCode::Conflict,
                        "More or fewer backups can be searched than before: search again without the cursor.");
        const auto servers = scope.servers(usable, request.backup);
        BestNames best(request.limit + 1, scope.after);
        NameTable table;
        bool isWhole = true;
        for (const auto& [id, server] : servers) {
            table = m_names.table(id, std::move(table).takeBytes());
            if (!covers(table, server)) { // its file was lost or changed since: table() has noted that
                isWhole = false;
                break;
            }
            ALULA_TRY(best.scan(table, server, query, stop));
        }
        if (!isWhole) continue;
        NameSearchPage page;
        page.searched = request.backup ? usable.count(*request.backup) : usable.size();
        page.leftOut = (request.backup ? 1 : scope.backups.size()) - page.searched;
        for (const FoundName& name : std::move(best).take()) {
            page.more = page.hits.size() == request.limit;
            if (!page.more) page.hits.push_back(hitOf(name, servers.at(name.server), looked));
        }
        ALULA_ASSIGN(const bool isComplete, complete(page.hits, scope.backups, stop));
        if (isComplete) return page;
    }
    return fail(ErrorCode::Io, "Too many backups cannot be read: see alulactl status, then search again.");
}

Result<bool> NameSearch::complete(std::vector<NameHit>& hits, const std::vector<Backup>& backups, std::stop_token stop) {
    std::map<BackupId, std::vector<NameHit*>> byBackup;
    for (NameHit& hit : hits) byBackup[hit.newest].push_back(&hit);
    bool isComplete = true;
    for (auto& [backup, wanted] : byBackup) {
        if (stop.stop_requested()) return fail(cancelled());
        const Backup& row = *std::ranges::find(backups, backup, &Backup::id);
        std::ranges::sort(wanted, isBeforeInIndex); // so each page of the index is read once
        const auto done = m_archives.glance(row).and_then([&](const auto& archive) { return fill(wanted, archive->index()); });
        if (done) continue;
        isComplete = false;
        // Busy: its kept index is lost, but an archive of another program can be read whole again.
        if (done.error().code() == ErrorCode::Conflict || done.error().code() == ErrorCode::Busy) m_names.distrust(row);
        else m_names.cannotRead(row, done.error());
    }
    return isComplete;
}

} // namespace alula
