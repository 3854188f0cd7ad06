// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace alula {

// A restore's swap, as a list of renames that can be printed, journaled, done, and undone after a crash, told apart by inodes.
struct SwapStep {
    enum class Kind : std::uint8_t {
        Insert,  // new/<path> → <path>, where nothing was        (RENAME_NOREPLACE)
        Exchange, // new/<path> ⇄ <path>: the old one ends in new/  (RENAME_EXCHANGE)
        Remove,  // <path> → old/<path>                            (RENAME_NOREPLACE)
    };
    Kind kind = Kind::Insert;
    std::string path;          // below the volume's root
    std::uint64_t oldInode = 0; // 0: nothing was there
    std::uint64_t newInode = 0; // 0: nothing takes its place
};

struct SwapPlan {
    std::string staging;     // folder name ".alula-<job>"
    bool stagingInside = false; // in the volume's root instead of beside it
    std::vector<SwapStep> steps; // in the order they are done; undone backwards
};

std::string encode(const SwapPlan& plan);
Result<SwapPlan> decodeSwapPlan(const std::string& bytes); // bounded and checked: Corrupt

} // namespace alula
