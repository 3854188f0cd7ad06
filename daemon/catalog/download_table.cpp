// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/download_table.h"

#include "daemon/catalog/database.h"

namespace alula {

namespace {
const char* nameOf(TokenRevocation::Kind kind) { return kind == TokenRevocation::Kind::User ? "user" : "jti"; }
} // namespace

Result<void> DownloadTable::insert(const DownloadUse& use) {
    return m_database.run([&]() -> Result<void> {
        m_database.statement("INSERT INTO download_uses (unique_id, backup, client, first_use, expires) VALUES (?,?,?,?,?)")
            .bindAll(use.uniqueId, use.backup, use.client, use.firstUse, use.expires)
            .change();
        return {};
    });
}

Result<std::optional<DownloadUse>> DownloadTable::find(const std::string& uniqueId) const {
    return m_database.run([&]() -> Result<std::optional<DownloadUse>> {
        auto statement =
            m_database.statement("SELECT unique_id, backup, client, first_use, expires FROM download_uses WHERE unique_id = ?");
        if (!statement.bind(uniqueId).step()) return std::nullopt;
        Row row(statement);
        DownloadUse use;
        use.uniqueId = row.text();
        use.backup = row.id<BackupId>();
        use.client = row.text();
        use.firstUse = row.time();
        use.expires = row.time();
        return use;
    });
}

Result<void> DownloadTable::forgetUses(Timestamp begun, Timestamp expired) {
    return m_database.run([&]() -> Result<void> {
        m_database.statement("DELETE FROM download_uses WHERE first_use < ? AND expires < ?").bindAll(begun, expired).change();
        return {};
    });
}

Result<void> DownloadTable::revoke(const std::vector<TokenRevocation>& revocations) {
    return m_database.transaction([&]() -> Result<void> {
        return m_database.run([&]() -> Result<void> {
            for (const auto& one : revocations) {
                // Never back: the clock may have been put back since.
                m_database
                    .statement("INSERT INTO token_revocations (kind, subject, server, revoked) VALUES (?,?,?,?) ON CONFLICT "
                               "(kind, subject, server) DO UPDATE SET revoked = max(revoked, excluded.revoked)")
                    .bindAll(nameOf(one.kind), one.subject, one.server, one.revoked)
                    .change();
            }
            return {};
        });
    });
}

Result<void> DownloadTable::forgetRevocations(Timestamp before) {
    return m_database.run([&]() -> Result<void> {
        m_database.statement("DELETE FROM token_revocations WHERE revoked < ?").bind(before).change();
        return {};
    });
}

Result<bool> DownloadTable::isRevoked(const std::string& user, const std::string& server, const std::string& jti,
                                      Timestamp issued) const {
    return m_database.run([&]() -> Result<bool> {
        auto statement =
            m_database.statement("SELECT 1 FROM token_revocations WHERE revoked >= ? AND ((kind = 'user' AND subject = ? AND "
                                 "server IN ('', ?)) OR (kind = 'jti' AND subject = ?)) AND subject <> '' LIMIT 1");
        return statement.bindAll(issued, user, server, jti).step();
    });
}

} // namespace alula
