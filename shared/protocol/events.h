// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/backups.h"
#include "shared/protocol/codec.h"
#include "shared/protocol/jobs.h"
#include "shared/protocol/request_id.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// events.subscribe and the notifications. Each carries a number that grows by one from notification to notification of a
// connection; a gap (the daemon dropped some for a slow reader) tells the client to list again.
namespace alula::protocol {

// Takes the place of an earlier subscription of the same connection; no topics: none.
struct SubscribeParams {
    std::vector<std::string> topics; // names of notifications, "job.progress" …; an unknown one is InvalidInput

    template <class V>
    static void fields(V& v) {
        v("topics", &SubscribeParams::topics);
    }
    friend bool operator==(const SubscribeParams&, const SubscribeParams&) = default;
};

struct SubscribeResult {
    std::uint64_t sequence = 0; // of the last notification sent; the next one is one more

    template <class V>
    static void fields(V& v) {
        v("sequence", &SubscribeResult::sequence);
    }
    friend bool operator==(const SubscribeResult&, const SubscribeResult&) = default;
};

struct JobProgressEvent { // job.progress, at most 5 a second and job
    std::uint64_t sequence = 0;
    JobId job;
    JobProgress progress;

    template <class V>
    static void fields(V& v) {
        v("sequence", &JobProgressEvent::sequence);
        v("job", &JobProgressEvent::job);
        v("progress", &JobProgressEvent::progress);
    }
    friend bool operator==(const JobProgressEvent&, const JobProgressEvent&) = default;
};

struct JobChangedEvent { // job.changed: made, moved on, ended
    std::uint64_t sequence = 0;
    JobInfo job;

    template <class V>
    static void fields(V& v) {
        v("sequence", &JobChangedEvent::sequence);
        v("job", &JobChangedEvent::job);
    }
    friend bool operator==(const JobChangedEvent&, const JobChangedEvent&) = default;
};

struct BackupChangedEvent { // backup.changed
    std::uint64_t sequence = 0;
    BackupId backup;
    std::optional<BackupInfo> info; // none: it is gone

    template <class V>
    static void fields(V& v) {
        v("sequence", &BackupChangedEvent::sequence);
        v("backup", &BackupChangedEvent::backup);
        v("info", &BackupChangedEvent::info);
    }
    friend bool operator==(const BackupChangedEvent&, const BackupChangedEvent&) = default;
};

struct ServerChangedEvent { // server.changed: list again
    std::uint64_t sequence = 0;
    ServerId server;

    template <class V>
    static void fields(V& v) {
        v("sequence", &ServerChangedEvent::sequence);
        v("server", &ServerChangedEvent::server);
    }
    friend bool operator==(const ServerChangedEvent&, const ServerChangedEvent&) = default;
};

struct SystemChangedEvent { // system.changed: ask for the status again
    std::uint64_t sequence = 0;

    template <class V>
    static void fields(V& v) {
        v("sequence", &SystemChangedEvent::sequence);
    }
    friend bool operator==(const SystemChangedEvent&, const SystemChangedEvent&) = default;
};

// $/cancelRequest, from the client: the answer to that request is no longer wanted. The request is then answered with
// "cancelled".
struct CancelParams {
    RequestId id;

    template <class V>
    static void fields(V& v) {
        v("id", &CancelParams::id);
    }
    friend bool operator==(const CancelParams&, const CancelParams&) = default;
};

} // namespace alula::protocol
