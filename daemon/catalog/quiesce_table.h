// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <string>
#include <vector>

namespace alula {

class Database;

// A server that was asked to hold still while a job makes its backup.
struct QuiescedServer {
    JobId job{};
    ServerId server{};
    std::vector<std::string> commands{}; // those that let it go on, in order; none has a line break
    Timestamp since{};
};

// The journal of quiesce commands: an entry is here from before the first command is sent until the server was told to go on.
class QuiesceTable {
public:
    explicit QuiesceTable(Database& database) : m_database(database) {}
    Result<void> save(const QuiescedServer& entry);  // replaces
    Result<void> remove(const JobId& job);           // fine when it is gone already
    Result<std::vector<QuiescedServer>> all() const; // oldest first

private:
    Database& m_database;
};

} // namespace alula
