// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// backups.create, restore, undo, verify, pin, note: what changes something. Deleting has a file of its own.
namespace alula::protocol {

struct CreateParams {
    ServerId server;
    std::optional<std::string> ignore; // none: the volume's .pelicanignore or .pteroignore
    std::string note;

    template <class V>
    static void fields(V& v) {
        v("server", &CreateParams::server);
        v("ignore", &CreateParams::ignore);
        v.orDefault("note", &CreateParams::note);
    }
    friend bool operator==(const CreateParams&, const CreateParams&) = default;
};

// A job was queued.
struct JobStarted {
    JobId job;
    std::optional<BackupId> backup; // create: the new backup's id

    template <class V>
    static void fields(V& v) {
        v("job", &JobStarted::job);
        v("backup", &JobStarted::backup);
    }
    friend bool operator==(const JobStarted&, const JobStarted&) = default;
};

struct RestoreParams {
    BackupId backup;
    std::optional<ServerId> server;         // restored into; none: the backup's own
    std::vector<WirePath> include, exclude; // empty include: everything; the nearest ancestor wins
    WirePath into;                          // a directory below the volume's root; "": in place
    bool truncate = false;                  // what is not in the backup goes
    bool stop = true;                       // stop the server first
    bool backupFirst = false;
    bool dryRun = false;             // answer with the plan, do nothing
    std::optional<std::string> plan; // token of a plan: refused (conflict) when the facts have changed since
    std::string list = "removed"; // dry run: whose paths are listed: "removed", "replaced" (by other ones), "unchanged", "kept"
    std::optional<std::string> cursor; // dry run: next page of that list

    template <class V>
    static void fields(V& v) {
        v("backup", &RestoreParams::backup);
        v("server", &RestoreParams::server);
        v.orDefault("include", &RestoreParams::include);
        v.orDefault("exclude", &RestoreParams::exclude);
        v.orDefault("into", &RestoreParams::into);
        v.orDefault("truncate", &RestoreParams::truncate);
        v.orDefault("stop", &RestoreParams::stop);
        v.orDefault("backup_first", &RestoreParams::backupFirst);
        v.orDefault("dry_run", &RestoreParams::dryRun);
        v("plan", &RestoreParams::plan);
        v.orDefault("list", &RestoreParams::list);
        v("cursor", &RestoreParams::cursor);
    }
    friend bool operator==(const RestoreParams&, const RestoreParams&) = default;
};

struct RestorePlan {
    std::string token;
    ServerId server; // the one that is restored into
    std::uint64_t files = 0, directories = 0, symlinks = 0;
    std::uint64_t bytes = 0;                           // to be written
    std::uint64_t replaced = 0, removed = 0, kept = 0; // live files
    std::uint64_t unchanged = 0;                       // of the replaced ones, those with the backup's size and time
    std::uint64_t roomNeeded = 0, roomAvailable = 0;   // bytes
    bool stopsServer = false;
    std::optional<std::uint64_t> estimateMs; // from past jobs; none: there were none
    std::uint64_t estimateJobs = 0;          // how many past jobs it is from
    std::vector<WirePath> paths;             // of the asked list, in the order of the tree
    std::vector<WirePath> removedPaths;      // the same when that is "removed", as 1.0 had it
    std::optional<std::string> cursor;       // for more of them

    template <class V>
    static void fields(V& v) {
        v("token", &RestorePlan::token);
        v("server", &RestorePlan::server);
        v("files", &RestorePlan::files);
        v("directories", &RestorePlan::directories);
        v("symlinks", &RestorePlan::symlinks);
        v("bytes", &RestorePlan::bytes);
        v("replaced", &RestorePlan::replaced);
        v("removed", &RestorePlan::removed);
        v("kept", &RestorePlan::kept);
        v("room_needed", &RestorePlan::roomNeeded);
        v("room_available", &RestorePlan::roomAvailable);
        v("stops_server", &RestorePlan::stopsServer);
        v("estimate_ms", &RestorePlan::estimateMs);
        v.orDefault("unchanged", &RestorePlan::unchanged);
        v.orDefault("estimate_jobs", &RestorePlan::estimateJobs);
        v.orDefault("paths", &RestorePlan::paths);
        v.orDefault("removed_paths", &RestorePlan::removedPaths);
        v("cursor", &RestorePlan::cursor);
    }
    friend bool operator==(const RestorePlan&, const RestorePlan&) = default;
};

// One of the two: the plan of a dry run, or the job.
struct RestoreAnswer {
    std::optional<JobId> job;
    std::optional<RestorePlan> plan;
    std::optional<BackupId> backup = {}; // that is made first, when that was asked for

    template <class V>
    static void fields(V& v) {
        v("job", &RestoreAnswer::job);
        v("plan", &RestoreAnswer::plan);
        v("backup", &RestoreAnswer::backup);
    }
    friend bool operator==(const RestoreAnswer&, const RestoreAnswer&) = default;
};

struct UndoParams {
    JobId job; // the restore that is undone

    template <class V>
    static void fields(V& v) {
        v("job", &UndoParams::job);
    }
    friend bool operator==(const UndoParams&, const UndoParams&) = default;
};

struct VerifyParams {
    BackupId backup;

    template <class V>
    static void fields(V& v) {
        v("backup", &VerifyParams::backup);
    }
    friend bool operator==(const VerifyParams&, const VerifyParams&) = default;
};

struct PinParams {
    BackupId backup;
    bool pinned = true;

    template <class V>
    static void fields(V& v) {
        v("backup", &PinParams::backup);
        v("pinned", &PinParams::pinned);
    }
    friend bool operator==(const PinParams&, const PinParams&) = default;
};

struct NoteParams {
    BackupId backup;
    std::string text;

    template <class V>
    static void fields(V& v) {
        v("backup", &NoteParams::backup);
        v("text", &NoteParams::text);
    }
    friend bool operator==(const NoteParams&, const NoteParams&) = default;
};

} // namespace alula::protocol
