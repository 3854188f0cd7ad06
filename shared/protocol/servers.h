// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// servers.*: the game servers of the node.
namespace alula::protocol {

struct ServersListParams {
    std::optional<std::string> cursor;
    std::int32_t limit = 200;

    template <class V>
    static void fields(V& v) {
        v("cursor", &ServersListParams::cursor);
        v.orDefault("limit", &ServersListParams::limit);
    }
    friend bool operator==(const ServersListParams&, const ServersListParams&) = default;
};

// How one backup of a server ended.
struct Outcome {
    Timestamp time;
    std::string state;                      // a job's final state: "completed", "completed_with_warnings", "failed", "cancelled"
    std::optional<BackupId> backup = {};    // while it is there
    std::optional<std::uint64_t> size = {}; // of its archive, bytes; of good ones

    template <class V>
    static void fields(V& v) {
        v("time", &Outcome::time);
        v("state", &Outcome::state);
        v("backup", &Outcome::backup);
        v("size", &Outcome::size);
    }
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

struct LastGood {
    BackupId backup;
    Timestamp completed;
    std::uint64_t size = 0; // of the archive, bytes

    template <class V>
    static void fields(V& v) {
        v("backup", &LastGood::backup);
        v("completed", &LastGood::completed);
        v("size", &LastGood::size);
    }
    friend bool operator==(const LastGood&, const LastGood&) = default;
};

struct ServerInfo {
    ServerId server;
    std::string name;              // "" when only the folder is known
    std::string state = "unknown"; // "running", "stopped", "unknown"
    bool inPanel = false;          // in the panel's list
    bool suspended = false;
    std::optional<std::uint64_t> volumeBytes; // when known (the last backup's contents count)
    std::optional<std::uint64_t> diskLimit;   // bytes; none: no limit, or not known
    std::uint64_t backups = 0;
    std::uint64_t backupBytes = 0; // of all its archives
    std::optional<LastGood> lastGood;
    std::vector<Outcome> outcomes; // of its last 30 backups, oldest first

    template <class V>
    static void fields(V& v) {
        v("server", &ServerInfo::server);
        v("name", &ServerInfo::name);
        v("state", &ServerInfo::state);
        v.orDefault("in_panel", &ServerInfo::inPanel);
        v.orDefault("suspended", &ServerInfo::suspended);
        v("volume_bytes", &ServerInfo::volumeBytes);
        v("disk_limit", &ServerInfo::diskLimit);
        v("backups", &ServerInfo::backups);
        v.orDefault("backup_bytes", &ServerInfo::backupBytes);
        v("last_good", &ServerInfo::lastGood);
        v.orDefault("outcomes", &ServerInfo::outcomes);
    }
    friend bool operator==(const ServerInfo&, const ServerInfo&) = default;
};

struct ServersList {
    std::vector<ServerInfo> servers;   // by name, then id
    std::optional<std::string> cursor; // for the next page; none: that was the last

    template <class V>
    static void fields(V& v) {
        v("servers", &ServersList::servers);
        v("cursor", &ServersList::cursor);
    }
    friend bool operator==(const ServersList&, const ServersList&) = default;
};

} // namespace alula::protocol
