// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/outbox_table.h"

#include "daemon/catalog/database.h"
#include "daemon/catalog/list_query.h"

namespace alula {

namespace {

const std::string kColumns = "id, backup, kind, body, created, attempts, next_attempt";
// The oldest waiting message of each backup: bare columns beside min() come from its row (SQLite, "bare columns in an aggregate
// query").
const std::string kHeads =
    "SELECT min(id), backup, kind, body, created, attempts, next_attempt FROM outbox WHERE given_up = 0 GROUP BY backup";

std::string_view name(OutboxMessage::Kind kind) { return kind == OutboxMessage::Kind::Backup ? "backup" : "restore"; }

std::optional<OutboxMessage::Kind> kindFromName(std::string_view wanted) {
    if (wanted == "backup") return OutboxMessage::Kind::Backup;
    if (wanted == "restore") return OutboxMessage::Kind::Restore;
    return std::nullopt;
}

void read(Row& row, OutboxMessage& message) {
    message.id = row.number();
    message.backup = row.id<BackupId>();
    message.kind = row.named(kindFromName, "kind of message to the panel");
    message.body = row.text();
    message.created = row.time();
    message.attempts = static_cast<std::uint32_t>(row.number());
    message.nextAttempt = row.time();
}

} // namespace

Result<void> OutboxTable::add(OutboxMessage& message) {
    return m_database.run([&]() -> Result<void> {
        m_database
            .statement("INSERT INTO outbox (backup, kind, body, created, attempts, next_attempt, reason, given_up, given_up_at) "
                       "VALUES (?,?,?,?,?,?,'',0,0)")
            .bindAll(message.backup, name(message.kind), message.body, message.created, message.attempts, message.nextAttempt)
            .change();
        message.id = m_database.connection().getLastInsertRowid();
        return {};
    });
}

Result<std::vector<OutboxMessage>> OutboxTable::due(Timestamp now, std::int64_t limit) const {
    static const std::string kSql = "SELECT * FROM (" + kHeads + ") WHERE next_attempt <= ? ORDER BY next_attempt, 1 LIMIT ?";
    ALULA_TRY(checkPage(0, limit));
    return m_database.run([&]() -> Result<std::vector<OutboxMessage>> {
        auto statement = m_database.statement(kSql);
        statement.bindAll(now, limit);
        std::vector<OutboxMessage> messages;
        while (statement.step()) {
            Row row(statement);
            read(row, messages.emplace_back());
        }
        return messages;
    });
}

Result<std::optional<Timestamp>> OutboxTable::nextDue() const {
    static const std::string kSql = "SELECT min(next_attempt) FROM (" + kHeads + ")";
    return m_database.run([&]() -> Result<std::optional<Timestamp>> {
        auto statement = m_database.statement(kSql);
        statement.step();
        Row row(statement);
        if (row.isNull()) return std::nullopt;
        return row.time();
    });
}

Result<std::optional<Timestamp>> OutboxTable::oldest() const {
    return m_database.run([&]() -> Result<std::optional<Timestamp>> {
        auto statement = m_database.statement("SELECT min(created) FROM outbox WHERE given_up = 0");
        statement.step();
        Row row(statement);
        if (row.isNull()) return std::nullopt;
        return row.time();
    });
}

Result<void> OutboxTable::change(std::int64_t id, const std::function<int()>& work) {
    return m_database.run([&]() -> Result<void> {
        if (work() == 0) return fail(ErrorCode::NotFound, "No message " + std::to_string(id) + " to the panel is waiting");
        return {};
    });
}

Result<void> OutboxTable::postpone(std::int64_t id, Timestamp next, const std::string& reason) {
    return change(id, [&] {
        return m_database
            .statement("UPDATE outbox SET attempts = attempts + 1, next_attempt = ?, reason = ? WHERE id = ? AND given_up = 0")
            .bindAll(next, reason, id)
            .change();
    });
}

Result<void> OutboxTable::markDelivered(std::int64_t id) {
    return change(id, [&] { return m_database.statement("DELETE FROM outbox WHERE id = ? AND given_up = 0").bind(id).change(); });
}

Result<void> OutboxTable::giveUp(std::int64_t id, const std::string& reason, Timestamp at) {
    return change(id, [&] {
        return m_database.statement("UPDATE outbox SET given_up = 1, given_up_at = ?, reason = ? WHERE id = ? AND given_up = 0")
            .bindAll(at, reason, id)
            .change();
    });
}

Result<void> OutboxTable::removeGivenUp(const BackupId& backup) {
    return m_database.run([&]() -> Result<void> {
        m_database.statement("DELETE FROM outbox WHERE given_up = 1 AND backup = ?").bind(backup).change();
        return {};
    });
}

Result<void> OutboxTable::removeGivenUpBefore(Timestamp time) {
    return m_database.run([&]() -> Result<void> {
        m_database.statement("DELETE FROM outbox WHERE given_up = 1 AND given_up_at < ?").bind(time).change();
        return {};
    });
}

Result<std::int64_t> OutboxTable::depth() const {
    return m_database.run([&]() -> Result<std::int64_t> {
        auto statement = m_database.statement("SELECT count(*) FROM outbox WHERE given_up = 0");
        statement.step();
        return Row(statement).number();
    });
}

Result<std::vector<GivenUpMessage>> OutboxTable::givenUp(std::int64_t limit) const {
    static const std::string kSql =
        "SELECT " + kColumns + ", reason, given_up_at FROM outbox WHERE given_up = 1 ORDER BY id DESC LIMIT ?";
    ALULA_TRY(checkPage(0, limit));
    return m_database.run([&]() -> Result<std::vector<GivenUpMessage>> {
        auto statement = m_database.statement(kSql);
        statement.bind(limit);
        std::vector<GivenUpMessage> messages;
        while (statement.step()) {
            Row row(statement);
            auto& message = messages.emplace_back();
            read(row, message);
            message.reason = row.text();
            message.givenUpAt = row.time();
        }
        return messages;
    });
}

} // namespace alula
