// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/load.h"
#include "shared/base/progress.h"
#include "shared/engine/archive/archive.h"
#include "shared/engine/restore/swap_plan.h"
#include "shared/engine/volume/volume.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// Who holds the server still while its files change. Declared here by its user; daemon/panel implements it with Wings' power API.
class ServerGate {
public:
    virtual ~ServerGate() = default;
    // Stops the server and waits until it is (NotFound-free: an unknown server counts as stopped). Busy: it would not stop; the message says why.
    virtual Result<void> stopServer(std::stop_token stop) = 0;
    // True while nothing runs it and no process holds its files open for writing.
    virtual Result<bool> isStopped() = 0;
};

// Where a swap's plan is kept until it is over; the catalog implements it. save() is durable when it returns.
class SwapJournal {
public:
    virtual ~SwapJournal() = default;
    virtual Result<void> save(const JobId& job, const std::string& plan) = 0; // before the first rename
    virtual Result<void> markCommitted(const JobId& job) = 0;                 // after the last: from here it rolls forward
    virtual Result<void> forget(const JobId& job) = 0;
};

enum class WhenNoRoom : std::uint8_t { Fail, InPlace };

struct RestoreOptions {
    JobId job;
    bool truncate = false;              // what is not in the archive goes (full restores only)
    std::vector<std::string> include;   // paths; empty: everything. Nearest ancestor wins over exclude.
    std::vector<std::string> exclude;
    std::string into;                   // a directory below the volume's root to restore into; "": in place
    std::optional<std::uint32_t> uid, gid; // owner of everything; none: the volume root's
    std::uint64_t diskLimit = 0;        // of the server, bytes; 0: not known
    WhenNoRoom whenNoRoom = WhenNoRoom::Fail;
    bool stopServer = true;
    unsigned workers = 2;
};

// What a restore would do; also the dry run's answer.
struct RestorePreview {
    std::uint64_t files = 0, directories = 0, symlinks = 0;
    std::uint64_t bytes = 0;          // to be written
    std::uint64_t replaced = 0;       // live files that an archive's file takes the place of
    std::uint64_t removed = 0;        // live files that go because of truncate
    std::uint64_t kept = 0;           // live files that stay as they are
    std::uint64_t roomNeeded = 0, roomAvailable = 0;
    std::vector<std::string> removedPaths; // the first 1,000
};

struct RestoreSummary {
    std::uint64_t files = 0, directories = 0, symlinks = 0;
    std::uint64_t bytes = 0;
    bool undoable = false; // the replaced files are kept in staging until dropReplaced()
    std::vector<Warning> warnings;
};

struct RestoreDeps {
    const Volume& volume;
    std::string dataDirectory; // the folder that holds the volumes: staging goes there when a rename from it works
    ServerGate& gate;
    SwapJournal& journal;
    LoadControl& load;
    Clock& clock;
};

Result<RestorePreview> previewRestore(const RestoreDeps& deps, const Archive& archive, const RestoreOptions& options,
                                      ProgressSink& progress, std::stop_token stop);

// Look, stop, build, swap (DESIGN: restore). On any error, and when cancelled before the commit, the volume is as it was.
Result<RestoreSummary> restoreArchive(const RestoreDeps& deps, const Archive& archive, const RestoreOptions& options,
                                      ProgressSink& progress, std::stop_token stop);

// Swaps back what the finished restore `job` replaced. NotFound when the replaced files are gone; Conflict when the live tree
// changed in a way the journal cannot undo (the message names the path).
Result<RestoreSummary> undoRestore(const RestoreDeps& deps, const JobId& job, const std::string& plan, ProgressSink& progress,
                                   std::stop_token stop);

// After a crash: brings the volume of a saved plan to the old tree (not committed) or the new one (committed). May run twice.
enum class Recovered : std::uint8_t { RolledBack, RolledForward };
Result<Recovered> recoverRestore(const RestoreDeps& deps, const JobId& job, const std::string& plan, bool committed);

// Deletes staging and replaced files of a job, if any. Idempotent.
Result<void> dropReplaced(const RestoreDeps& deps, const JobId& job, std::stop_token stop);

// Deletes staging folders (".alula-*") of jobs that `isKnown` denies: leftovers of a crash.
Result<std::size_t> removeStagingLeftovers(const RestoreDeps& deps, const std::function<bool(const JobId&)>& isKnown);

} // namespace alula
