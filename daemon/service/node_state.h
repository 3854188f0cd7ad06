// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <cstdint>
#include <optional>
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
    std::string code; // "archives_away", "server_held", "directory_unreadable", "catalog_rebuilt", "disk_full", "no_good_backup",
        // "backup_missing", "backup_damaged", "panel_silent", "outbox_waiting", "unknown_to_panel", "outbox_given_up", "archives_unowned", "more"
    std::string server; // uuid, or ""
    std::string text;   // a sentence
    // The facts of the sentence, for who words it otherwise; docs/rpc.md says which code has which.
    std::optional<Timestamp> since{};
    std::optional<std::uint64_t> count{};
    std::optional<std::uint64_t> bytes{};
    std::optional<std::uint32_t> percent{};
    std::optional<BackupId> backup{};
    std::string what{}; // SpaceOf::what
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
    bool yielding = false;              // work gives way to the rest of the machine
    std::vector<Problem> problems;      // worst first
    std::optional<Timestamp> wellSince; // when the last problem went, or the daemon started; none: there are some
};

// How the node is doing: one truth for console, CLI, monitoring. Any thread.
class NodeStateSource {
public:
    virtual ~NodeStateSource() = default;
    virtual bool ready() const = 0; // cheap
    virtual Result<NodeState> state() = 0;
};

} // namespace alula
