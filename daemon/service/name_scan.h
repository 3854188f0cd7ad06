// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/backup.h"
#include "daemon/service/name_query.h"
#include "daemon/service/name_table.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// What is searched of one server.
struct ServerNames {
    ServerId server;
    std::vector<const Backup*> backups; // oldest first
    std::optional<BackupId> only;       // names that this one has, as it has them
};

// A name that matches, and its place among all of them: exact ones first, then by the newest backup that has it, then by server,
// then as the table has them.
struct FoundName {
    bool exact = false;
    Timestamp created;
    ServerId server;
    std::uint32_t name = 0, set = 0; // of the server's table
    // Known when the server's table has been gone through.
    std::string path;
    std::size_t newest = 0; // of the server's backups
    std::uint64_t backups = 0;
    std::optional<std::size_t> gone; // the first of the server's backups after all that have it
};

// Where a page ended.
struct NamePlace {
    bool exact = false;
    Timestamp created;
    ServerId server;
    std::string path;
};

// The first so many of all names behind a place, whatever their number. One thread.
class BestNames {
public:
    BestNames(std::size_t most, std::optional<NamePlace> after) : m_most(most), m_after(std::move(after)) {}
    // Looks a table through. Cancelled when the token is stopped.
    Result<void> scan(const NameTable& table, const ServerNames& names, const NameQuery& query, std::stop_token stop);
    std::vector<FoundName> take() &&; // in order; once

private:
    struct Pass;
    bool wants(const FoundName& found, std::uint32_t firstAtPlace) const;
    void add(FoundName found);

    const std::size_t m_most;
    const std::optional<NamePlace> m_after;
    std::vector<FoundName> m_found; // a heap, the last one in order on top
};

} // namespace alula
