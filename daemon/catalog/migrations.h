// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <string>
#include <vector>

namespace alula {

class Database;

// One step of the schema, from resources/sql/NNN_name.sql: brings number - 1 to number.
struct Migration {
    int number = 0;
    std::string sql;
};

// All that are compiled in, in order, without a gap.
Result<std::vector<Migration>> migrations();

// The schema's number, kept in user_version; 0: empty. Corrupt when the database is damaged or somebody else's.
Result<int> schemaVersion(Database& database);

// Brings the database up to the last of `steps`, each in one transaction. Unsupported when it is newer than that.
Result<void> migrate(Database& database, const std::vector<Migration>& steps);

} // namespace alula
