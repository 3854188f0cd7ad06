// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// backups.list, backups.get: what is known of a backup.
namespace alula::protocol {

struct BackupInfo {
    BackupId backup;
    ServerId server;
    std::string state;   // "making", "publishing", "completed", "deleting"
    std::string adapter; // "wings"
    std::string origin;  // "panel", "console", "cli", "adopted", "imported"
    Timestamp created;
    std::optional<Timestamp> completed;
    std::uint64_t size = 0;         // of the archive, bytes
    std::uint64_t contentBytes = 0; // sum of file sizes
    std::uint64_t newBytes = 0;     // archive bytes not taken over from an older archive
    std::uint64_t files = 0;
    std::uint64_t durationMs = 0;
    std::string sha1;     // hex; "" when not known
    bool foreign = false; // not written by Alula
    bool pinned = false;
    bool deletedInPanel = false; // pinned here, deleted there
    bool missing = false;        // its archive is not where it was
    bool damaged = false;
    bool readable = true;      // its contents can be listed
    std::string whyUnreadable; // a sentence, when not
    std::string note;
    std::uint64_t warnings = 0;
    std::optional<Timestamp> verified;
    std::string verifyResult; // a sentence

    template <class V>
    static void fields(V& v) {
        v("backup", &BackupInfo::backup);
        v("server", &BackupInfo::server);
        v("state", &BackupInfo::state);
        v("adapter", &BackupInfo::adapter);
        v("origin", &BackupInfo::origin);
        v("created", &BackupInfo::created);
        v("completed", &BackupInfo::completed);
        v("size", &BackupInfo::size);
        v("content_bytes", &BackupInfo::contentBytes);
        v("new_bytes", &BackupInfo::newBytes);
        v("files", &BackupInfo::files);
        v("duration_ms", &BackupInfo::durationMs);
        v("sha1", &BackupInfo::sha1);
        v("foreign", &BackupInfo::foreign);
        v("pinned", &BackupInfo::pinned);
        v("deleted_in_panel", &BackupInfo::deletedInPanel);
        v("missing", &BackupInfo::missing);
        v("damaged", &BackupInfo::damaged);
        v.orDefault("readable", &BackupInfo::readable);
        v.orDefault("why_unreadable", &BackupInfo::whyUnreadable);
        v("note", &BackupInfo::note);
        v("warnings", &BackupInfo::warnings);
        v("verified", &BackupInfo::verified);
        v.orDefault("verify_result", &BackupInfo::verifyResult);
    }
    friend bool operator==(const BackupInfo&, const BackupInfo&) = default;
};

struct BackupsListParams {
    std::optional<ServerId> server;
    std::string filter;            // words to be found in id, note or origin; "": all
    std::string sort = "-created"; // created, size, files, duration, server; "-" in front: descending
    std::optional<std::string> cursor;
    std::int32_t limit = 200;

    template <class V>
    static void fields(V& v) {
        v("server", &BackupsListParams::server);
        v.orDefault("filter", &BackupsListParams::filter);
        v.orDefault("sort", &BackupsListParams::sort);
        v("cursor", &BackupsListParams::cursor);
        v.orDefault("limit", &BackupsListParams::limit);
    }
    friend bool operator==(const BackupsListParams&, const BackupsListParams&) = default;
};

struct BackupsList {
    std::vector<BackupInfo> backups;
    std::uint64_t total = 0;           // of the whole list
    std::optional<std::string> cursor; // for the next page; none: that was the last

    template <class V>
    static void fields(V& v) {
        v("backups", &BackupsList::backups);
        v("total", &BackupsList::total);
        v("cursor", &BackupsList::cursor);
    }
    friend bool operator==(const BackupsList&, const BackupsList&) = default;
};

struct BackupsGetParams {
    BackupId backup;

    template <class V>
    static void fields(V& v) {
        v("backup", &BackupsGetParams::backup);
    }
    friend bool operator==(const BackupsGetParams&, const BackupsGetParams&) = default;
};

} // namespace alula::protocol
