// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// jobs.list, get, cancel: what is being done, and what was.
namespace alula::protocol {

struct JobProgress {
    std::string phase; // name(Phase): "waiting", "reading" …
    std::uint64_t filesDone = 0, filesTotal = 0;
    std::uint64_t bytesDone = 0, bytesTotal = 0; // of the phase
    std::uint64_t bytesWritten = 0;              // to disk or wire
    std::uint64_t bytesPerSecond = 0;            // of bytesDone, smoothed; 0: not known yet
    std::optional<std::uint64_t> etaMs;
    std::optional<WirePath> path; // the file being worked on

    template <class V>
    static void fields(V& v) {
        v("phase", &JobProgress::phase);
        v("files_done", &JobProgress::filesDone);
        v("files_total", &JobProgress::filesTotal);
        v("bytes_done", &JobProgress::bytesDone);
        v("bytes_total", &JobProgress::bytesTotal);
        v("bytes_written", &JobProgress::bytesWritten);
        v.orDefault("bytes_per_second", &JobProgress::bytesPerSecond);
        v("eta_ms", &JobProgress::etaMs);
        v("path", &JobProgress::path);
    }
    friend bool operator==(const JobProgress&, const JobProgress&) = default;
};

struct JobOrigin {
    std::string kind;   // "panel", "console", "cli", "daemon"
    std::string detail; // request id, user name

    template <class V>
    static void fields(V& v) {
        v("kind", &JobOrigin::kind);
        v.orDefault("detail", &JobOrigin::detail);
    }
    friend bool operator==(const JobOrigin&, const JobOrigin&) = default;
};

struct JobError {
    std::string code; // name(ErrorCode)
    std::string message;

    template <class V>
    static void fields(V& v) {
        v("code", &JobError::code);
        v("message", &JobError::message);
    }
    friend bool operator==(const JobError&, const JobError&) = default;
};

// True for completed, completed_with_warnings, failed and cancelled.
bool isEnded(std::string_view jobState);

struct JobInfo {
    JobId job;
    std::string kind;  // "create", "restore", "undo", "delete", "verify", "export", "import"
    std::string state; // "queued", "running", "cancelling", "completed", "completed_with_warnings", "failed", "cancelled"
    std::optional<ServerId> server; // none: a delete over several servers
    std::optional<BackupId> backup; // none: a delete of several
    JobOrigin origin;
    Timestamp created;
    std::optional<Timestamp> started, ended;
    std::optional<std::uint32_t> queuePosition; // while queued; 1 is next
    JobProgress progress;
    std::uint64_t warnings = 0;
    std::optional<JobError> error;
    bool undoable = false;              // a restore whose replaced files are still kept
    std::optional<Timestamp> undoUntil; // until then, when undoable
    std::optional<WirePath> into;       // a restore into a directory of the volume

    template <class V>
    static void fields(V& v) {
        v("job", &JobInfo::job);
        v("kind", &JobInfo::kind);
        v("state", &JobInfo::state);
        v("server", &JobInfo::server);
        v("backup", &JobInfo::backup);
        v("origin", &JobInfo::origin);
        v("created", &JobInfo::created);
        v("started", &JobInfo::started);
        v("ended", &JobInfo::ended);
        v("queue_position", &JobInfo::queuePosition);
        v("progress", &JobInfo::progress);
        v("warnings", &JobInfo::warnings);
        v("error", &JobInfo::error);
        v.orDefault("undoable", &JobInfo::undoable);
        v("undo_until", &JobInfo::undoUntil);
        v("into", &JobInfo::into);
    }
    friend bool operator==(const JobInfo&, const JobInfo&) = default;
};

// Unended ones first in queue order, then the ended ones, newest first.
struct JobsListParams {
    std::string state; // a state's name, "active" (not ended), "ended"; "": all
    std::optional<ServerId> server;
    std::string kind;   // "": all
    std::string filter; // words to be found in id, backup, origin or error; "": all
    std::optional<std::string> cursor;
    std::int32_t limit = 200;

    template <class V>
    static void fields(V& v) {
        v.orDefault("state", &JobsListParams::state);
        v("server", &JobsListParams::server);
        v.orDefault("kind", &JobsListParams::kind);
        v.orDefault("filter", &JobsListParams::filter);
        v("cursor", &JobsListParams::cursor);
        v.orDefault("limit", &JobsListParams::limit);
    }
    friend bool operator==(const JobsListParams&, const JobsListParams&) = default;
};

struct JobsList {
    std::vector<JobInfo> jobs;
    std::optional<std::string> cursor; // for the next page; none: that was the last

    template <class V>
    static void fields(V& v) {
        v("jobs", &JobsList::jobs);
        v("cursor", &JobsList::cursor);
    }
    friend bool operator==(const JobsList&, const JobsList&) = default;
};

// jobs.get and jobs.cancel; both answer with the JobInfo as it is then.
struct JobParams {
    JobId job;

    template <class V>
    static void fields(V& v) {
        v("job", &JobParams::job);
    }
    friend bool operator==(const JobParams&, const JobParams&) = default;
};

} // namespace alula::protocol
