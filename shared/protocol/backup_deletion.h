// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/backups.h"
#include "shared/protocol/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// backups.delete, backups.delete_all.
namespace alula::protocol {

struct DeleteParams {
    std::vector<BackupId> backups;
    bool dryRun = false;
    std::optional<std::string> plan;        // token: refused (conflict) when the facts have changed since
    std::optional<std::string> cursor = {}; // dry run: next page of the plan's backups

    template <class V>
    static void fields(V& v) {
        v("backups", &DeleteParams::backups);
        v.orDefault("dry_run", &DeleteParams::dryRun);
        v("plan", &DeleteParams::plan);
        v("cursor", &DeleteParams::cursor);
    }
    friend bool operator==(const DeleteParams&, const DeleteParams&) = default;
};

struct DeleteAllParams {
    ServerId server;
    bool dryRun = false;
    std::optional<std::string> plan;
    std::optional<std::string> cursor = {};

    template <class V>
    static void fields(V& v) {
        v("server", &DeleteAllParams::server);
        v.orDefault("dry_run", &DeleteAllParams::dryRun);
        v("plan", &DeleteAllParams::plan);
        v("cursor", &DeleteAllParams::cursor);
    }
    friend bool operator==(const DeleteAllParams&, const DeleteAllParams&) = default;
};

// A server that loses its newest good backup, and what it is left with.
struct LostGood {
    ServerId server;
    Timestamp newest;               // of the one that goes
    std::optional<Timestamp> older; // of the newest good one that stays; none: no good one stays

    template <class V>
    static void fields(V& v) {
        v("server", &LostGood::server);
        v("newest", &LostGood::newest);
        v("older", &LostGood::older);
    }
    friend bool operator==(const LostGood&, const LostGood&) = default;
};

struct DeletePlan {
    std::string token;
    std::uint64_t count = 0;          // of all that go
    std::uint64_t bytes = 0;          // freed
    std::vector<BackupInfo> backups;  // those that go, in the order of the request (all of a server: newest first); 200 a page
    std::vector<BackupId> pinned;     // those that stay because they are pinned; at most 200
    std::vector<ServerId> lastGoodOf; // servers that lose their newest good backup
    std::vector<LostGood> lostGood;   // the same, with what is left
    std::optional<std::string> cursor = {}; // for the next page of `backups`; none: that was the last

    template <class V>
    static void fields(V& v) {
        v("token", &DeletePlan::token);
        v("count", &DeletePlan::count);
        v("bytes", &DeletePlan::bytes);
        v("backups", &DeletePlan::backups);
        v("pinned", &DeletePlan::pinned);
        v("last_good_of", &DeletePlan::lastGoodOf);
        v.orDefault("lost_good", &DeletePlan::lostGood);
        v("cursor", &DeletePlan::cursor);
    }
    friend bool operator==(const DeletePlan&, const DeletePlan&) = default;
};

// One of the two: the plan of a dry run, or the job.
struct DeleteAnswer {
    std::optional<JobId> job;
    std::optional<DeletePlan> plan;

    template <class V>
    static void fields(V& v) {
        v("job", &DeleteAnswer::job);
        v("plan", &DeleteAnswer::plan);
    }
    friend bool operator==(const DeleteAnswer&, const DeleteAnswer&) = default;
};

} // namespace alula::protocol
