// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace alula {

class Database;

// The plan of a restore's swap (shared/engine/restore/swap_plan.h), kept from before its first rename until its replaced files
// are gone.
struct JournalEntry {
    JobId job{};
    ServerId server{};
    std::string plan{};
    bool committed = false;
    Timestamp savedAt{}, committedAt{};
};

class JournalTable {
public:
    explicit JournalTable(Database& database) : m_database(database) {}
    Result<void> save(const JournalEntry& entry);               // replaces
    Result<void> markCommitted(const JobId& job, Timestamp at); // NotFound
    Result<void> remove(const JobId& job);                      // fine when it is gone already: recovery may run twice
    Result<std::optional<JournalEntry>> find(const JobId& job) const;
    Result<std::vector<JournalEntry>> all() const;

private:
    Database& m_database;
};

} // namespace alula
