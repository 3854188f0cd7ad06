// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/node.h"

#include <functional>

namespace alula {

// Of a backup whose archive was about to appear under its name when the daemon died (FORMAT: publishing).
enum class Published : std::uint8_t {
    Whole,    // it is there, with the size that the row has: the row is completed now, and its job, and the panel is told
    NotThere, // or of another size: nothing was changed
    Unknown,  // its disk is away: nobody must be told that a whole archive failed
};
Result<Published> settlePublished(const Node& node, Backup row);

// When a disk is back: those that had to be left Unknown at the start. `isAlive`: jobs that the scheduler knows end by themselves.
Result<void> settleLeft(const Node& node, const std::function<bool(const JobId&)>& isAlive);

} // namespace alula
