// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"

#include <cstdint>
#include <string>

namespace alula {

inline constexpr char kNoSuchServer[] =
    "The requested resource does not exist on this instance."; // Wings' words, which panels know

// A game server of this node, as the panel tells it; or just a folder of the data directory, where there is no panel.
struct Server {
    ServerId id{};
    std::string name{};          // "" when only the folder is known
    std::string egg{};           // id of the egg, "" when not known
    std::uint64_t diskLimit = 0; // bytes, 0: none or not known
    bool suspended = false;
    bool inPanel = false;       // in the panel's list at the last refresh
    std::uint64_t volumeId = 0; // random, for fingerprints (FORMAT: blocks)
    Timestamp seen{};           // last refresh that had it
    Timestamp firstSeen{};      // 0: before that was kept
};

} // namespace alula
