// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/backup.h"
#include "shared/base/result.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace alula {

class Database;

struct BackupQuery {
    std::optional<ServerId> server{};
    std::vector<BackupState> states{}; // none: all
    std::string adapter{};             // "": all
    std::optional<bool> foreign{};
    std::string filter{};          // words in id, note, origin; "": all
    std::string sort = "-created"; // created, size, files, duration, server; "-" in front: descending
    std::int64_t offset = 0;
    std::int64_t limit = 200; // -1: all
};

// What says where a backup's archive lies and how it should be there: a node's hundred thousand of these are looked through at every start.
struct BackupPlace {
    BackupId id{};
    ServerId server{};
    BackupState state = BackupState::Making;
    std::string adapter{};
    std::uint64_t size = 0;
    bool missing = false, damaged = false;
};
BackupPlace placeOf(const Backup& backup);
bool shouldBeHere(const BackupPlace& place); // whether its archive belongs on this node's disk

// Of one server, or of the node. Those being made or deleted do not count.
struct BackupTotals {
    std::uint64_t backups = 0;
    std::uint64_t bytes = 0; // of archives that are where they should be
};

// What is wrong with one server's backups.
struct BackupTrouble {
    ServerId server{};
    std::uint64_t missing = 0, damaged = 0;
    BackupId newest{}; // of these
};

class BackupTable {
public:
    explicit BackupTable(Database& database) : m_database(database) {}
    Result<void> insert(const Backup& backup); // AlreadyExists
    Result<void> update(const Backup& backup); // NotFound; every column but id and server
    Result<void> remove(const BackupId& id);   // NotFound
    Result<std::optional<Backup>> find(const BackupId& id) const;
    // InvalidInput: a sort that does not exist, a negative offset or limit, a filter of more than 16 words or 256 bytes.
    Result<std::vector<Backup>> list(const BackupQuery& query) const;
    Result<std::vector<BackupPlace>> places(const std::optional<ServerId>& server = {}) const; // a server's: newest first
    Result<std::set<ServerId>> servers() const;                                                // that have backups
    Result<std::int64_t> count(const BackupQuery& query) const;
    enum class Where : std::uint8_t { Anywhere, Here }; // Here: not in an object store
    // Completed, not missing, not damaged; one in an object store: and the panel was told, else there is no object.
    Result<std::optional<Backup>> newestGood(const ServerId& server, Where where = Where::Anywhere) const;
    struct GoodBackup {
        BackupId id{};
        Timestamp created{};
    };
    Result<std::vector<GoodBackup>> good(const ServerId& server, Where where) const;             // all of those, newest first
    Result<std::map<ServerId, Backup>> newestGood(const std::vector<ServerId>& servers) const;   // those that have one
    Result<std::map<ServerId, BackupTotals>> totals(const std::vector<ServerId>& servers) const; // those that have backups
    Result<std::vector<BackupTrouble>> troubles() const; // servers that have any, in the order of their ids

private:
    Database& m_database;
};

} // namespace alula
