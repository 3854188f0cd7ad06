// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/progress.h"
#include "shared/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace alula {

enum class JobKind : std::uint8_t { Create, Restore, Undo, Delete, Verify, Export, Import };
enum class JobState : std::uint8_t { Queued, Running, Cancelling, Completed, CompletedWithWarnings, Failed, Cancelled };

std::string_view name(JobKind kind);   // "create" …
std::string_view name(JobState state); // "queued", "completed_with_warnings" …
std::optional<JobKind> jobKindFromName(std::string_view name);
std::optional<JobState> jobStateFromName(std::string_view name);
bool serverStandsStill(JobKind kind); // until the job is done: players wait for it
bool makesBackup(JobKind kind);       // the backup it names is its own, in the making

// The one place that knows which moves a job may make.
bool isLegalMove(JobState from, JobState to);
bool isFinal(JobState state);

// Who asked for a job.
struct JobOrigin {
    std::string kind{};   // "panel", "console", "cli", "daemon"
    std::string detail{}; // request id, user name
};

// A job is this row; what runs it is only a shell around it.
struct Job {
    JobId id{};
    JobKind kind = JobKind::Create;
    JobState state = JobState::Queued;
    ServerId server{};
    BackupId backup{};        // null for a delete of several
    std::string parameters{}; // JSON, of its kind (daemon/service/job_parameters.h)
    JobOrigin origin{};
    std::int64_t queueOrder = 0;
    Timestamp created{}, started{}, ended{}; // 0: not yet
    Phase phase = Phase::Waiting;            // the last one known
    std::uint64_t filesDone = 0, filesTotal = 0, bytesDone = 0, bytesTotal = 0, bytesWritten = 0;
    std::uint64_t warnings = 0;
    std::string errorCode{};    // name(ErrorCode), "" without error
    std::string errorMessage{}; // a sentence
    bool undoable = false;      // a restore whose replaced files are still kept
    int attempts = 0;           // starts of it; a job found running after a crash is not begun again without end
};

struct JobLogLine {
    std::int64_t number = 0; // within the job
    Timestamp time{};
    std::string level{}; // "info", "warning", "error"
    std::string text{};
    std::string path{}; // bytes; "" when the line is about no file
};

} // namespace alula
