// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// backups.versions: one path of a server over all its backups.
namespace alula::protocol {

struct VersionsParams {
    ServerId server;
    WirePath path;

    template <class V>
    static void fields(V& v) {
        v("server", &VersionsParams::server);
        v("path", &VersionsParams::path);
    }
    friend bool operator==(const VersionsParams&, const VersionsParams&) = default;
};

// A run of backups, one after the other, in which the path is the same: the same contents (size and checksum), or not there.
struct FileVersion {
    BackupId first, last; // oldest and newest of the run
    Timestamp firstCreated, lastCreated;
    std::uint64_t backups = 0; // of the run
    bool present = true;       // false: these lack it; what follows is empty then
    std::string type;
    std::uint64_t size = 0;
    Timestamp mtime; // as the newest of the run has it

    template <class V>
    static void fields(V& v) {
        v("first", &FileVersion::first);
        v("last", &FileVersion::last);
        v("first_created", &FileVersion::firstCreated);
        v("last_created", &FileVersion::lastCreated);
        v("backups", &FileVersion::backups);
        v("present", &FileVersion::present);
        v("type", &FileVersion::type);
        v("size", &FileVersion::size);
        v("mtime", &FileVersion::mtime);
    }
    friend bool operator==(const FileVersion&, const FileVersion&) = default;
};

struct LiveVersion { // the path in the volume as it is now
    bool present = false;
    std::uint64_t size = 0;
    Timestamp mtime;
    bool asNewest = false; // size and time are those of the newest backup

    template <class V>
    static void fields(V& v) {
        v("present", &LiveVersion::present);
        v("size", &LiveVersion::size);
        v("mtime", &LiveVersion::mtime);
        v("as_newest", &LiveVersion::asNewest);
    }
    friend bool operator==(const LiveVersion&, const LiveVersion&) = default;
};

struct VersionsList {
    std::vector<FileVersion> versions; // oldest to newest; neighbours differ
    std::optional<LiveVersion> live;   // none: the volume could not be looked at
    std::uint64_t leftOut = 0;         // backups whose names could not be read

    template <class V>
    static void fields(V& v) {
        v("versions", &VersionsList::versions);
        v("live", &VersionsList::live);
        v.orDefault("left_out", &VersionsList::leftOut);
    }
    friend bool operator==(const VersionsList&, const VersionsList&) = default;
};

} // namespace alula::protocol
