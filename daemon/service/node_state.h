// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace alula {

struct SpaceOf {
    std::string what; // "volumes", "backups", "state"
    std::string path;
    std::uint64_t total = 0, available = 0;
};

struct Problem {
    std::string severity; // "error", "warning"
    std::string code;     // "disk_full", "no_good_backup", "panel_silent", "outbox_given_up", "backup_missing", "backup_damaged",
                          // "unknown_to_panel", "more"
    std::string server;   // uuid, or ""
    std::string text;     // a sentence
};

struct NodeState {
    std::string version;
    bool ready = false; // false while starting or stopping
    std::int64_t queued = 0, running = 0;
    std::vector<SpaceOf> space;
    bool panelConfigured = false, panelReachable = false;
    std::int64_t outboxDepth = 0;
    double readMibPerSecond = 0, writeMibPerSecond = 0; // limits, 0: none
    std::int64_t parallel = 1;
    bool paused = false;
    std::vector<Problem> problems; // worst first
};

// How the node is doing: one truth for console, CLI, monitoring. Any thread.
class NodeStateSource {
public:
    virtual ~NodeStateSource() = default;
    virtual bool ready() const = 0; // cheap
    virtual Result<NodeState> state() = 0;
};

} // namespace alula
