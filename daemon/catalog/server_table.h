// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/server.h"
#include "shared/base/result.h"

#include <optional>
#include <vector>

namespace alula {

class Database; // daemon/catalog/database.h, private to the room

class ServerTable {
public:
    explicit ServerTable(Database& database) : m_database(database) {}
    Result<void> upsert(const Server& server); // keeps the volumeId of a known one, unless that was 0
    Result<std::optional<Server>> find(const ServerId& id) const;
    Result<std::vector<Server>> all() const;
    Result<void> replacePanelList(const std::vector<Server>& servers); // these are in the panel, all others not

private:
    Database& m_database;
};

} // namespace alula
