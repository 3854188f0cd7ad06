// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/catalog/server_table.h"

#include "daemon/catalog/database.h"

namespace alula {

namespace {

const std::string kColumns = "id, name, egg, disk_limit, suspended, in_panel, volume_id, seen, first_seen";

Server read(Statement& statement) {
    Row row(statement);
    Server server;
    server.id = row.id<ServerId>();
    server.name = row.text();
    server.egg = row.text();
    server.diskLimit = row.unsignedNumber();
    server.suspended = row.flag();
    server.inPanel = row.flag();
    server.volumeId = row.unsignedNumber();
    server.seen = row.time();
    server.firstSeen = row.time();
    return server;
}

// The volume id is part of every fingerprint: once given it stays, else the next backup could reuse nothing. 0: none was given
// yet. When it was first seen stays too.
Result<void> write(Database& database, const Server& server, bool inPanel) {
    static const std::string kSql =
        "INSERT INTO servers (" + kColumns +
        ") VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, egg = excluded.egg, "
        "disk_limit = excluded.disk_limit, suspended = excluded.suspended, in_panel = excluded.in_panel, seen = excluded.seen, "
        "volume_id = CASE servers.volume_id WHEN 0 THEN excluded.volume_id ELSE servers.volume_id END";
    return database.run([&]() -> Result<void> {
        database.statement(kSql)
            .bindAll(server.id, server.name, server.egg, server.diskLimit, server.suspended, inPanel, server.volumeId,
                     server.seen, server.seen)
            .change();
        return {};
    });
}

} // namespace

Result<void> ServerTable::upsert(const Server& server) { return write(m_database, server, server.inPanel); }

Result<std::optional<Server>> ServerTable::find(const ServerId& id) const {
    static const std::string kSql = "SELECT " + kColumns + " FROM servers WHERE id = ?";
    return m_database.run([&]() -> Result<std::optional<Server>> {
        auto statement = m_database.statement(kSql);
        if (!statement.bind(id).step()) return std::nullopt;
        return read(statement);
    });
}

Result<std::vector<Server>> ServerTable::all() const {
    static const std::string kSql = "SELECT " + kColumns + " FROM servers ORDER BY id";
    return m_database.run([&]() -> Result<std::vector<Server>> {
        std::vector<Server> servers;
        auto statement = m_database.statement(kSql);
        while (statement.step()) servers.push_back(read(statement));
        return servers;
    });
}

Result<void> ServerTable::replacePanelList(const std::vector<Server>& servers) {
    return m_database.transaction([&]() -> Result<void> {
        ALULA_TRY(m_database.run([&]() -> Result<void> {
            m_database.statement("UPDATE servers SET in_panel = 0 WHERE in_panel <> 0").change();
            return {};
        }));
        for (const auto& server : servers) ALULA_TRY(write(m_database, server, true));
        return {};
    });
}

} // namespace alula
