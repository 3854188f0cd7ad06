// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"
#include "shared/protocol/version.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// system.*: the node itself.
namespace alula::protocol {

struct HelloParams {
    Version protocol;
    std::string client; // "alulactl 0.1.0", for the daemon's log

    template <class V>
    static void fields(V& v) {
        v("protocol", &HelloParams::protocol);
        v("client", &HelloParams::client);
    }
    friend bool operator==(const HelloParams&, const HelloParams&) = default;
};

struct HelloResult {
    Version protocol;
    std::string daemon;                // version of alulad, "0.1.0"
    std::string node;                  // its host's name, or the one of the settings
    std::vector<std::string> features; // what a minor version or a build may lack; clients ask for names they know
    std::string role;                  // "admin" or "reader": the caller's

    template <class V>
    static void fields(V& v) {
        v("protocol", &HelloResult::protocol);
        v("daemon", &HelloResult::daemon);
        v("node", &HelloResult::node);
        v.orDefault("features", &HelloResult::features);
        v("role", &HelloResult::role);
    }
    friend bool operator==(const HelloResult&, const HelloResult&) = default;
};

struct StatusParams {
    template <class V>
    static void fields(V&) {}
    friend bool operator==(const StatusParams&, const StatusParams&) = default;
};

struct SpaceUse {
    std::string what; // "volumes", "backups", "state"
    WirePath path;
    std::uint64_t total = 0, available = 0; // bytes

    template <class V>
    static void fields(V& v) {
        v("what", &SpaceUse::what);
        v("path", &SpaceUse::path);
        v("total", &SpaceUse::total);
        v("available", &SpaceUse::available);
    }
    friend bool operator==(const SpaceUse&, const SpaceUse&) = default;
};

struct Problem {
    std::string severity; // "error", "warning"
    std::string code;     // stable name, "disk_full", "no_good_backup" …
    std::optional<ServerId> server;
    std::string text; // a sentence, in English
    // The facts of the sentence, as far as the code has them, so that a client may word its own.
    std::optional<Timestamp> since = {};       // no good backup, panel silent, told nothing of; docs/rpc.md has the table
    std::optional<std::uint64_t> count = {};   // archives, messages, backups that failed
    std::optional<std::uint64_t> bytes = {};   // free on that disk
    std::optional<std::uint32_t> percent = {}; // of it that is used
    std::optional<BackupId> backup = {};       // the newest one that it is about
    std::string what = {};                     // "volumes", "backups", "state": which disk

    template <class V>
    static void fields(V& v) {
        v("severity", &Problem::severity);
        v("code", &Problem::code);
        v("server", &Problem::server);
        v("text", &Problem::text);
        v("since", &Problem::since);
        v("count", &Problem::count);
        v("bytes", &Problem::bytes);
        v("percent", &Problem::percent);
        v("backup", &Problem::backup);
        v.orDefault("what", &Problem::what);
    }
    friend bool operator==(const Problem&, const Problem&) = default;
};

struct PanelState {
    bool configured = false;
    bool reachable = false;
    std::uint64_t outbox = 0; // messages that the panel has not answered yet

    template <class V>
    static void fields(V& v) {
        v("configured", &PanelState::configured);
        v("reachable", &PanelState::reachable);
        v("outbox", &PanelState::outbox);
    }
    friend bool operator==(const PanelState&, const PanelState&) = default;
};

struct Limits {
    double readMibPerSecond = 0; // 0: none
    double writeMibPerSecond = 0;
    std::int32_t parallel = 1; // writing jobs at a time
    bool paused = false;       // nothing new is started, what runs waits

    template <class V>
    static void fields(V& v) {
        v("read_mib_s", &Limits::readMibPerSecond);
        v("write_mib_s", &Limits::writeMibPerSecond);
        v("parallel", &Limits::parallel);
        v("paused", &Limits::paused);
    }
    friend bool operator==(const Limits&, const Limits&) = default;
};

struct Status {
    std::string version; // of alulad
    bool ready = false;  // false while starting or stopping
    std::uint64_t queued = 0, running = 0;
    std::vector<SpaceUse> space;
    PanelState panel;
    Limits limits;
    bool yielding = false;              // what runs gives way to the rest of the machine (load.pressure_pause)
    std::vector<Problem> problems;      // worst first
    std::optional<Timestamp> wellSince; // when the last problem went, or the daemon started; none: there are some

    template <class V>
    static void fields(V& v) {
        v("version", &Status::version);
        v("ready", &Status::ready);
        v("queued", &Status::queued);
        v("running", &Status::running);
        v("space", &Status::space);
        v("panel", &Status::panel);
        v("limits", &Status::limits);
        v.orDefault("yielding", &Status::yielding);
        v("problems", &Status::problems);
        v("well_since", &Status::wellSince);
    }
    friend bool operator==(const Status&, const Status&) = default;
};

// What is not given stays as it is. Answered with all limits, as Limits.
struct SetLimitsParams {
    std::optional<double> readMibPerSecond, writeMibPerSecond;
    std::optional<std::int32_t> parallel;
    std::optional<bool> paused;

    template <class V>
    static void fields(V& v) {
        v("read_mib_s", &SetLimitsParams::readMibPerSecond);
        v("write_mib_s", &SetLimitsParams::writeMibPerSecond);
        v("parallel", &SetLimitsParams::parallel);
        v("paused", &SetLimitsParams::paused);
    }
    friend bool operator==(const SetLimitsParams&, const SetLimitsParams&) = default;
};

} // namespace alula::protocol
