// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/job.h"
#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/engine/restore/restore.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace alula {

struct CreateRequest {
    ServerId server;
    BackupId backup;
    std::string adapter = "wings"; // "s3": into the panel's object store; asked for by the panel only
    std::string ignore;
    std::string note;
    JobOrigin origin;
};

struct RestoreRequest {
    ServerId server; // whose volume is restored into
    BackupId backup; // may be another server's
    std::string adapter = "wings";
    bool truncate = false;
    std::vector<std::string> include, exclude; // paths, bytes
    std::string into;
    std::optional<bool> stop; // none: yes
    BackupId backupFirst;     // id of the backup to make before; null: none
    std::string downloadUrl;  // s3, from the panel: a secret, good for minutes
    // Whoever asked has gone by then, so nothing may be begun later; none: it waits. Of Clock::steady().
    std::optional<std::chrono::steady_clock::time_point> answerBy = {};
    JobOrigin origin;
    NamedFiles named; // of a plan
};

// A server that loses its newest good backup, and what it is left with.
struct LostGood {
    ServerId server;
    Timestamp newest{};               // of the one that goes: when it was begun
    std::optional<Timestamp> older{}; // of the newest good one that stays
};

// What a deletion would take away, told before it is done.
struct DeletePlan {
    std::vector<BackupId> backups; // those that go
    std::vector<BackupId> pinned;  // those that stay because they are pinned
    std::vector<ServerId> servers; // whose they are, without the pinned
    std::uint64_t bytes = 0;       // freed
    std::vector<LostGood> lostGood;
};

// What the panel, the console and the CLI may ask to be changed. Validates, authorises nothing (the rooms above do), acts.
// Blocking, any thread but the scheduler's. Errors carry the sentences of API.md:
//   NotFound      no such server ("The requested resource does not exist on this instance."), or backup ("The requested backup was
//                 not found on this server.")
//   AlreadyExists that backup id exists or is being made
//   Conflict      a restore of that server is running; the backup is being restored from, made, deleted, or pinned
//   Busy          shutting down, or the queue is full
//   InvalidInput, Unsupported: the request's words
class BackupCommands {
public:
    virtual ~BackupCommands() = default;
    // NotFound when this node has no such server: asked before anything else of a request is looked at, as Wings does.
    virtual Result<void> requireServer(const ServerId& server) = 0;
    virtual Result<JobId> create(const CreateRequest& request) = 0;
    virtual Result<JobId> restore(const RestoreRequest& request) = 0;
    virtual Result<JobId> undo(const JobId& restoreJob, const JobOrigin& origin) = 0;
    virtual Result<JobId> verify(const BackupId& backup, const JobOrigin& origin) = 0;
    // As a job: several at once, or all of a server's (DeletePlan made by planDelete).
    virtual Result<JobId> remove(const DeletePlan& plan, const JobOrigin& origin) = 0;
    // At once, for the panel: cancels one still being made; a pinned one is kept and marked deleted in the panel (success).
    virtual Result<void> removeForPanel(const ServerId& server, const BackupId& backup) = 0;
    virtual Result<void> removeAllForPanel(const ServerId& server) = 0; // Internal: "Failed to delete backups."; the log says why
    virtual Result<void> cancel(const JobId& job) = 0;                  // NotFound; Conflict when it has ended
};

} // namespace alula
