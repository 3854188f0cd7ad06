// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/job.h"
#include "shared/base/result.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace alula {

class Database;

struct JobQuery {
    std::optional<ServerId> server{};
    std::optional<BackupId> backup{};
    std::optional<JobKind> kind{};
    std::vector<JobState> states{}; // empty: all
    std::string filter{};           // words in id, kind, state, server, backup, origin, error; "": all
    std::int64_t offset = 0;
    std::int64_t limit = 200; // newest first; -1: all
};

// How one create job of a server ended.
struct CreateOutcome {
    Timestamp ended{};
    JobState state = JobState::Completed;
    BackupId backup{};      // null: it is not there (any more)
    std::uint64_t size = 0; // of its archive
    bool good = false;      // and it is sound, as far as the row knows
};

class JobTable {
public:
    explicit JobTable(Database& database) : m_database(database) {}
    Result<void> insert(Job& job);       // gives it its queueOrder, behind all others; AlreadyExists
    Result<void> update(const Job& job); // NotFound; every column but id
    Result<std::optional<Job>> find(const JobId& id) const;
    Result<std::vector<Job>> list(const JobQuery& query) const;
    // Of each server its last `most`, oldest first; servers without one are left out.
    Result<std::map<ServerId, std::vector<CreateOutcome>>> createOutcomes(const std::vector<ServerId>& servers,
                                                                          std::int64_t most) const;
    Result<std::uint64_t> failedCreates(const ServerId& server, Timestamp since) const; // made after that
    Result<std::vector<Job>> unfinished() const; // queued, running, cancelling; in queue order
    // Numbers are given here, from 1 on. NotFound when there is no such job.
    Result<void> appendLog(const JobId& id, const std::vector<JobLogLine>& lines);
    Result<std::vector<JobLogLine>> log(const JobId& id, std::int64_t after, std::int64_t limit, bool warningsOnly) const;
    Result<std::int64_t> removeEndedBefore(Timestamp time); // history older than jobs.keep, with its log; how many

private:
    Database& m_database;
};

} // namespace alula
