// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/journal_table.h"

#include "daemon/catalog/database.h"

namespace alula {

namespace {

const std::string kSelect = "SELECT job, server, plan, committed, saved_at, committed_at FROM restore_journal";

JournalEntry read(Statement& statement) {
    Row row(statement);
    JournalEntry entry;
    entry.job = row.id<JobId>();
    entry.server = row.id<ServerId>();
    entry.plan = row.text();
    entry.committed = row.flag();
    entry.savedAt = row.time();
    entry.committedAt = row.time();
    return entry;
}

} // namespace

Result<void> JournalTable::save(const JournalEntry& entry) {
    return m_database.run([&]() -> Result<void> {
        m_database
            .statement("INSERT OR REPLACE INTO restore_journal (job, server, plan, committed, saved_at, committed_at) VALUES "
                       "(?,?,?,?,?,?)")
            .bindAll(entry.job, entry.server, Blob{entry.plan}, entry.committed, entry.savedAt, entry.committedAt)
            .change();
        return {};
    });
}

Result<void> JournalTable::markCommitted(const JobId& job, Timestamp at) {
    return m_database.run([&]() -> Result<void> {
        const int changed = m_database.statement("UPDATE restore_journal SET committed = 1, committed_at = ? WHERE job = ?")
                                .bindAll(at, job)
                                .change();
        if (changed == 0) return fail(ErrorCode::NotFound, "There is no journal of the restore " + job.toString());
        return {};
    });
}

Result<void> JournalTable::remove(const JobId& job) {
    return m_database.run([&]() -> Result<void> {
        m_database.statement("DELETE FROM restore_journal WHERE job = ?").bind(job).change();
        return {};
    });
}

Result<std::optional<JournalEntry>> JournalTable::find(const JobId& job) const {
    static const std::string kSql = kSelect + " WHERE job = ?";
    return m_database.run([&]() -> Result<std::optional<JournalEntry>> {
        auto statement = m_database.statement(kSql);
        if (!statement.bind(job).step()) return std::nullopt;
        return read(statement);
    });
}

Result<std::vector<JournalEntry>> JournalTable::all() const {
    static const std::string kSql = kSelect + " ORDER BY saved_at, job";
    return m_database.run([&]() -> Result<std::vector<JournalEntry>> {
        std::vector<JournalEntry> entries;
        auto statement = m_database.statement(kSql);
        while (statement.step()) entries.push_back(read(statement));
        return entries;
    });
}

} // namespace alula
