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
    // Stops the server and waits until it is (NotFound-free: an unknown server counts as stopped). Busy: it would not stop; the
    // message says why.
    virtual Result<void> stopServer(std::stop_token stop) = 0;
    // True while nothing runs it and no process holds its files open for writing.
    virtual Result<bool> isStopped() = 0;
};

// Where a swap's plan is kept until it is over; the catalog implements it. save() is durable when it returns.
class SwapJournal {
public:
    virtual ~SwapJournal() = default;
    virtual Result<void> save(const JobId& job, const std::string& plan) = 0; // before the first rename; not committed
    virtual Result<void> markCommitted(const JobId& job) = 0;                 // after the last: from here it rolls forward
    virtual Result<void> forget(const JobId& job) = 0;                        // a job that is not there is fine
};

enum class WhenNoRoom : std::uint8_t { Fail, InPlace };

// What becomes of a file (or symlink) that is live now.
enum class FileFate : std::uint8_t {
    Removed,   // by truncate, or in the way of something of another type
    Replaced,  // by one that differs in type, size or time
    Unchanged, // replaced too, by one that does not
    Kept,
};
// Of which fate a preview names the paths: those from number `from` on, in the order of a walk.
struct NamedFiles {
    FileFate fate = FileFate::Removed;
    std::uint64_t from = 0;
    std::size_t most = 1000;
};

struct RestoreOptions {
    JobId job;
    bool truncate = false; // what is not in the archive goes (full restores only)
    std::vector<std::string>
        include; // paths; empty: everything. Of include and exclude the nearest ancestor (or the path itself) wins.
    std::vector<std::string> exclude;
    std::string into; // a directory of the volume, made if missing, that gets the paths as they are in the archive; "": in place
    std::optional<std::uint32_t> uid, gid; // owner of everything; none: the volume root's
    std::uint64_t diskLimit = 0;           // of the server, bytes; 0: not known
    WhenNoRoom whenNoRoom = WhenNoRoom::Fail;
    bool stopServer = true; // false: the gate is not asked at all
    bool readFirst = false; // what is chosen is read and checked before the server is stopped: of an archive from elsewhere
    unsigned workers = 2;
    NamedFiles named; // of a preview
};

// What a restore would do; also the dry run's answer.
struct RestorePreview {
    std::uint64_t files = 0, directories = 0, symlinks = 0;
    std::uint64_t bytes = 0;     // to be written
    std::uint64_t replaced = 0;  // live files that an archive's file takes the place of
    std::uint64_t removed = 0;   // live files that go because of truncate
    std::uint64_t kept = 0;      // live files that stay as they are
    std::uint64_t unchanged = 0; // of the replaced ones, those whose type, size and time are the archive's
    std::uint64_t roomNeeded = 0, roomAvailable = 0;
    std::vector<std::string> named;  // RestoreOptions::named
    std::uint64_t removedDigest = 0; // of the paths of all that are removed: two previews that differ in one differ here
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

// Look, stop, build, swap (DESIGN: restore). On any error, and when cancelled before the commit, the volume is as it was and
// the journal has forgotten the job, unless the roll back itself failed: then the error says so, the journal keeps the plan and
// recoverRestore() goes on from there.
// What the backup could not read stays as it is live, also with `truncate`.
// Every byte is checked against its crc while the new tree is built in staging, before anything live is touched; what is
// restored in place for want of room (WhenNoRoom::InPlace) is verified whole first, cannot be rolled back and is not undoable.
// With `readFirst` an archive that is damaged, or cannot be had, does not even stop the server.
// Modes and times of directories that stay (overlay) are left as they are; the volume's root keeps owner and mode, and takes
// the archive's time with `truncate`.
Result<RestoreSummary> restoreArchive(const RestoreDeps& deps, const Archive& archive, const RestoreOptions& options,
                                      ProgressSink& progress, std::stop_token stop);

struct UndoOptions {
    JobId job;        // of the undo: its swap is journaled under it
    JobId restore;    // the finished restore
    std::string plan; // of that restore, as it was saved
    bool stopServer = true;
};
// Swaps back what a finished restore replaced, then deletes what it had restored and forgets both journal entries. NotFound when
// the replaced files are gone; Conflict when the live tree changed in a way the journal cannot undo (the message names the
// path). On any error the tree is as it was and the restore still undoable.
Result<RestoreSummary> undoRestore(const RestoreDeps& deps, const UndoOptions& options, ProgressSink& progress,
                                   std::stop_token stop);

// After a crash: brings the volume of a saved plan to the old tree (not committed) or the new one (committed), and cleans up what
// is then of no use: after a roll back, and after an undo, the staging folder and the journal entry. (An undo rolled back makes
// its restore's entry again; a restore rolled forward stays undoable.) May run twice. The server is stopped by the caller first.
// Something that others put in the way meanwhile is kept under its name with "~<job's first 8>" behind it; a directory that is
// gone is made again for what was replaced in it. Not committed and the staging folder is not to be found, or is another one
// (inodes differ, as after a copy of the disk): Corrupt, nothing is deleted, the entry stays. An empty folder of that name is an
// admin's word that the volume is in order: then the entry goes.
enum class Recovered : std::uint8_t { RolledBack, RolledForward };
Result<Recovered> recoverRestore(const RestoreDeps& deps, const JobId& job, const std::string& plan, bool committed);

// Deletes staging and replaced files of a job, if any, and forgets its journal entry. Idempotent.
Result<void> dropReplaced(const RestoreDeps& deps, const JobId& job, std::stop_token stop);
// The same for a volume that is gone, with its server: what lay beside it is deleted. The caller forgets the journal's entry.
Result<void> dropReplacedBeside(FileSystem files, const std::string& dataDirectory, const JobId& job, std::stop_token stop);

// Deletes staging folders (".alula-*") of jobs that `isKnown` denies (which has to know the stagingJob() of every journaled plan:
// an undo uses its restore's folder), beside and in the volume: leftovers of a crash. How many.
Result<std::size_t> removeStagingLeftovers(const RestoreDeps& deps, const std::function<bool(const JobId&)>& isKnown);

} // namespace alula
