// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/backup_table.h"

#include "daemon/catalog/database.h"
#include "daemon/catalog/list_query.h"

#include <array>
#include <utility>

namespace alula {

namespace {

// In the order of bindRest() and read().
const std::string kRest =
    "state, adapter, origin, created, completed, size, content_bytes, new_bytes, files, duration_ms, sha1, ignore_text, "
    "is_foreign, pinned, deleted_in_panel, missing, damaged, note, warnings, verified, verify_result";
const std::string kRestMarks = "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?";
const std::string kSelect = "SELECT id, server, " + kRest + " FROM backups";

const std::string kGood = "AND state = 'completed' AND missing = 0 AND damaged = 0 ";
const std::string kHere = "AND adapter <> 's3' ";
const std::string kTold = "AND NOT (adapter = 's3' AND EXISTS (SELECT 1 FROM outbox WHERE given_up = 0 AND kind = "
                          "'backup' AND outbox.backup = backups.id)) ";
const std::string kNewest = "ORDER BY created DESC, id DESC LIMIT 1";

void bindRest(Statement& statement, const Backup& b) {
    statement.bindAll(name(b.state), b.adapter, b.origin, b.created, b.completed, b.size, b.contentBytes, b.newBytes, b.files,
                      b.durationMs, b.sha1, b.ignoreText, b.foreign, b.pinned, b.deletedInPanel, b.missing, b.damaged, b.note,
                      b.warnings, b.verified, b.verifyResult);
}

Backup read(Statement& statement) {
    Row row(statement);
    Backup b;
    b.id = row.id<BackupId>();
    b.server = row.id<ServerId>();
    b.state = row.named(backupStateFromName, "state of a backup");
    b.adapter = row.text();
    b.origin = row.text();
    b.created = row.time();
    b.completed = row.time();
    b.size = row.unsignedNumber();
    b.contentBytes = row.unsignedNumber();
    b.newBytes = row.unsignedNumber();
    b.files = row.unsignedNumber();
    b.durationMs = row.unsignedNumber();
    b.sha1 = row.text();
    b.ignoreText = row.text();
    b.foreign = row.flag();
    b.pinned = row.flag();
    b.deletedInPanel = row.flag();
    b.missing = row.flag();
    b.damaged = row.flag();
    b.note = row.text();
    b.warnings = row.unsignedNumber();
    b.verified = row.time();
    b.verifyResult = row.text();
    return b;
}

BackupPlace readPlace(Statement& statement) {
    Row row(statement);
    BackupPlace place;
    place.id = row.id<BackupId>();
    place.server = row.id<ServerId>();
    place.state = row.named(backupStateFromName, "state of a backup");
    place.adapter = row.text();
    place.size = row.unsignedNumber();
    place.missing = row.flag();
    place.damaged = row.flag();
    return place;
}

Error noSuchBackup(const BackupId& id) {
    return {ErrorCode::NotFound, "There is no backup " + id.toString() + " in the catalog"};
}

// Ties go newest first, then by id: pages neither repeat nor skip a row.
Result<std::string> orderOf(std::string_view sort) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kColumns = {
        {{"created", "created"}, {"size", "size"}, {"files", "files"}, {"duration", "duration_ms"}, {"server", "server"}}};
    const bool descending = sort.starts_with('-');
    const auto key = descending ? sort.substr(1) : sort;
    for (const auto& [name, column] : kColumns) {
        if (name != key) continue;
        const std::string direction = descending ? " DESC" : " ASC";
        if (name == "created") return " ORDER BY created" + direction + ", id" + direction;
        return " ORDER BY " + std::string(column) + direction + ", created DESC, id DESC";
    }
    return fail(ErrorCode::InvalidInput,
                "Backups can be sorted by created, size, files, duration or server, with '-' in front for descending; not by '" +
                    std::string(sort.substr(0, 40)) + "'");
}

Result<Conditions> conditionsOf(const BackupQuery& query) {
    Conditions conditions;
    if (query.server) conditions.equals("server", query.server->toString());
    std::vector<std::string> states;
    for (const auto state : query.states) states.emplace_back(name(state));
    conditions.oneOf("state", states);
    if (!query.adapter.empty()) conditions.equals("adapter", query.adapter);
    if (query.foreign) conditions.equals("is_foreign", *query.foreign ? "1" : "0"); // compared as numbers: the column's affinity
    ALULA_TRY(conditions.words(query.filter, {"id", "note", "origin"}));
    return conditions;
}

} // namespace

bool shouldBeHere(const BackupPlace& place) { return place.state == BackupState::Completed && place.adapter != "s3"; }

BackupPlace placeOf(const Backup& backup) {
    return {backup.id, backup.server, backup.state, backup.adapter, backup.size, backup.missing, backup.damaged};
}

Result<void> BackupTable::insert(const Backup& backup) {
    static const std::string kSql = "INSERT INTO backups (id, server, " + kRest + ") VALUES (?,?," + kRestMarks + ")";
    auto inserted = m_database.run([&]() -> Result<void> {
        auto statement = m_database.statement(kSql);
        statement.bindAll(backup.id, backup.server);
        bindRest(statement, backup);
        statement.change();
        return {};
    });
    if (!inserted && inserted.error().code() == ErrorCode::AlreadyExists)
        return fail(ErrorCode::AlreadyExists, "The backup " + backup.id.toString() + " exists already");
    return inserted;
}

Result<void> BackupTable::update(const Backup& backup) {
    static const std::string kSql = "UPDATE backups SET (" + kRest + ") = (" + kRestMarks + ") WHERE id = ?";
    return m_database.run([&]() -> Result<void> {
        auto statement = m_database.statement(kSql);
        bindRest(statement, backup);
        if (statement.bind(backup.id).change() == 0) return fail(noSuchBackup(backup.id));
        return {};
    });
}

Result<void> BackupTable::remove(const BackupId& id) {
    return m_database.run([&]() -> Result<void> {
        if (m_database.statement("DELETE FROM backups WHERE id = ?").bind(id).change() == 0) return fail(noSuchBackup(id));
        return {};
    });
}

Result<std::optional<Backup>> BackupTable::find(const BackupId& id) const {
    return m_database.run([&]() -> Result<std::optional<Backup>> {
        auto statement = m_database.statement(kSelect + " WHERE id = ?");
        if (!statement.bind(id).step()) return std::nullopt;
        return read(statement);
    });
}

Result<std::vector<Backup>> BackupTable::list(const BackupQuery& query) const {
    ALULA_TRY(checkPage(query.offset, query.limit));
    ALULA_ASSIGN(const auto conditions, conditionsOf(query));
    ALULA_ASSIGN(const auto order, orderOf(query.sort));
    return m_database.run([&]() -> Result<std::vector<Backup>> {
        auto statement = m_database.statement(kSelect + conditions.sql() + order + " LIMIT ? OFFSET ?");
        conditions.bindTo(statement);
        statement.bindAll(query.limit, query.offset);
        std::vector<Backup> backups;
        while (statement.step()) backups.push_back(read(statement));
        return backups;
    });
}

Result<std::vector<BackupPlace>> BackupTable::places(const std::optional<ServerId>& server) const {
    static const std::string kColumns = "SELECT id, server, state, adapter, size, missing, damaged FROM backups";
    return m_database.run([&]() -> Result<std::vector<BackupPlace>> {
        auto statement = m_database.statement(kColumns + (server ? " WHERE server = ? ORDER BY created DESC, id DESC" : ""));
        if (server) statement.bind(*server);
        std::vector<BackupPlace> places;
        while (statement.step()) places.push_back(readPlace(statement));
        return places;
    });
}

Result<std::set<ServerId>> BackupTable::servers() const {
    return m_database.run([&]() -> Result<std::set<ServerId>> {
        auto statement = m_database.statement("SELECT DISTINCT server FROM backups");
        std::set<ServerId> servers;
        while (statement.step()) servers.insert(Row(statement).id<ServerId>());
        return servers;
    });
}

Result<std::int64_t> BackupTable::count(const BackupQuery& query) const {
    ALULA_ASSIGN(const auto conditions, conditionsOf(query));
    return m_database.run([&]() -> Result<std::int64_t> {
        auto statement = m_database.statement("SELECT count(*) FROM backups" + conditions.sql());
        conditions.bindTo(statement);
        statement.step();
        return Row(statement).number();
    });
}

Result<std::map<ServerId, BackupTotals>> BackupTable::totals(const std::vector<ServerId>& servers) const {
    // From the index backups_totals alone.
    static const std::string kSql = "SELECT server, count(*), sum(iif(missing, 0, size)) FROM backups "
                                    "WHERE server IN (SELECT value FROM json_each(?)) AND state = 'completed' GROUP BY server";
    return m_database.run([&]() -> Result<std::map<ServerId, BackupTotals>> {
        auto statement = m_database.statement(kSql);
        statement.bind(jsonArray(servers));
        std::map<ServerId, BackupTotals> all;
        while (statement.step()) {
            Row row(statement);
            BackupTotals& totals = all[row.id<ServerId>()];
            totals.backups = row.unsignedNumber();
            totals.bytes = row.unsignedNumber();
        }
        return all;
    });
}

Result<std::vector<BackupTrouble>> BackupTable::troubles() const {
    // `id` comes from the row with the greatest `created` (SQLite, "bare columns in an aggregate query").
    // One that is gone from the panel's bucket was deleted there: nobody tells a node, and it is no trouble.
    static const std::string kSql = "SELECT server, sum(missing), sum(damaged AND NOT missing), id, max(created) FROM backups "
                                    "WHERE (missing OR damaged) " // the words of the partial index
                                    "AND ((missing AND adapter <> 's3') OR (damaged AND NOT missing)) "
                                    "GROUP BY server ORDER BY server";
    return m_database.run([&]() -> Result<std::vector<BackupTrouble>> {
        auto statement = m_database.statement(kSql);
        std::vector<BackupTrouble> troubles;
        while (statement.step()) {
            Row row(statement);
            BackupTrouble& trouble = troubles.emplace_back();
            trouble.server = row.id<ServerId>();
            trouble.missing = row.unsignedNumber();
            trouble.damaged = row.unsignedNumber();
            trouble.newest = row.id<BackupId>();
        }
        return troubles;
    });
}

Result<std::optional<Backup>> BackupTable::newestGood(const ServerId& server, Where where) const {
    const std::string sql = kSelect + " WHERE server = ? " + kGood + (where == Where::Here ? kHere : kTold) + kNewest;
    return m_database.run([&]() -> Result<std::optional<Backup>> {
        auto statement = m_database.statement(sql);
        if (!statement.bind(server).step()) return std::nullopt;
        return read(statement);
    });
}

Result<std::vector<BackupTable::GoodBackup>> BackupTable::good(const ServerId& server, Where where) const {
    const std::string sql = "SELECT id, created FROM backups WHERE server = ? " + kGood + (where == Where::Here ? kHere : kTold) +
                            "ORDER BY created DESC, id DESC";
    return m_database.run([&]() -> Result<std::vector<GoodBackup>> {
        auto statement = m_database.statement(sql);
        statement.bind(server);
        std::vector<GoodBackup> found;
        while (statement.step()) {
            Row row(statement);
            GoodBackup& backup = found.emplace_back();
            backup.id = row.id<BackupId>();
            backup.created = row.time();
        }
        return found;
    });
}

Result<std::map<ServerId, Backup>> BackupTable::newestGood(const std::vector<ServerId>& servers) const {
    static const std::string kSql = kSelect + " WHERE id IN (SELECT (SELECT id FROM backups WHERE server = value " + kGood +
                                    kTold + kNewest + ") FROM json_each(?))";
    return m_database.run([&]() -> Result<std::map<ServerId, Backup>> {
        auto statement = m_database.statement(kSql);
        statement.bind(jsonArray(servers));
        std::map<ServerId, Backup> newest;
        while (statement.step()) {
            Backup backup = read(statement);
            newest.emplace(backup.server, std::move(backup));
        }
        return newest;
    });
}

} // namespace alula
