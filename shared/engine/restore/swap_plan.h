// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace alula {

// A restore's swap, as a list of renames that can be printed, journaled, done, and undone after a crash, told apart by inodes.
struct SwapStep {
    enum class Kind : std::uint8_t {
        Insert,   // <place>/<path> → <path>, where nothing was            (RENAME_NOREPLACE)
        Exchange, // <place>/<path> ⇄ <path>: the old one ends in <place>  (RENAME_EXCHANGE)
        Remove,   // <path> → <place>/<path>                               (RENAME_NOREPLACE)
    };
    enum class Place : std::uint8_t { New, Old }; // the folder of the staging directory that it comes from or goes to
    Kind kind = Kind::Insert;
    Place place = Place::New;
    std::string path;           // below the volume's root
    std::uint64_t oldInode = 0; // 0: nothing was there
    std::uint64_t newInode = 0; // 0: nothing takes its place
    friend bool operator==(const SwapStep&, const SwapStep&) = default;
};

// A live directory in which names change and which itself stays: its time before and after, none where it is left as it falls.
struct TouchedDirectory {
    std::string path; // "" is the volume's root
    std::optional<std::int64_t> mtimeBefore, mtimeAfter;
    friend bool operator==(const TouchedDirectory&, const TouchedDirectory&) = default;
};

struct SwapPlan {
    std::string staging;            // folder name ".alula-<job>", of the restore that built it, also in the plan of its undo
    bool stagingInside = false;     // in the volume's root instead of beside it
    std::uint64_t stagingInode = 0; // of that folder: one that somebody else put under the name is not taken for it
    bool undo = false;              // swaps a finished restore back; staging is still needed when this one is rolled back
    bool settled = false;           // made again after its undo was rolled back: committed, whatever the journal says
    bool rolledBack = false;        // the old tree stands again: only the staging folder is still to be deleted
    std::vector<SwapStep> steps;    // in the order they are done; undone backwards
    std::vector<TouchedDirectory> directories;
    friend bool operator==(const SwapPlan&, const SwapPlan&) = default;
};

// The step that takes back what this one does, by the same names.
SwapStep inverse(const SwapStep& step);
// The plan that takes the tree back: steps inverted and backwards, `undo` flipped.
SwapPlan inverse(const SwapPlan& plan);

// One line for a log: "exchange world (inode 12 by 34)".
std::string describe(const SwapStep& step);

// ".alula-<job>" and back; none for every other name.
std::string stagingName(const JobId& job);
std::optional<JobId> jobOfStaging(std::string_view name);

// Unsupported, with what to do, when the plan could not be read again once it is journaled: too many steps, a path too long.
// To be asked before the first rename.
Result<void> checkJournalable(const SwapPlan& plan);
std::string encode(const SwapPlan& plan);
Result<SwapPlan> decodeSwapPlan(const std::string& bytes); // bounded and checked: Corrupt
// Whose staging folder a journaled plan needs: of an undo, that of its restore. Reads the plan's beginning only.
Result<JobId> stagingJob(const std::string& encodedPlan);

} // namespace alula
