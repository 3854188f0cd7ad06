// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// backups.search: names over one, a server's or all backups.
namespace alula::protocol {

struct SearchParams {
    // Looked for in each entry's path, letter case aside. Words are apart by spaces and all have to be there, the last one in
    // the entry's own name; "*" and "?" in a word make it a pattern of a whole name ("*.mca").
    std::string query;
    std::optional<ServerId> server; // none, and no backup: all servers
    std::optional<BackupId> backup; // one backup only
    std::optional<std::string> cursor;
    std::int32_t limit = 200;

    template <class V>
    static void fields(V& v) {
        v("query", &SearchParams::query);
        v("server", &SearchParams::server);
        v("backup", &SearchParams::backup);
        v("cursor", &SearchParams::cursor);
        v.orDefault("limit", &SearchParams::limit);
    }
    friend bool operator==(const SearchParams&, const SearchParams&) = default;
};

// A path of a server, once, however many backups have it.
struct SearchHit {
    ServerId server;
    WirePath path;
    std::string type;  // "file", "directory", "symlink": as the newest backup has it
    BackupId newest;   // the newest backup that has it
    Timestamp created; // when that backup was made
    std::uint64_t size = 0;
    Timestamp mtime;
    std::uint64_t backups = 0; // how many have it
    std::optional<Timestamp>
        goneSince; // time of the first backup of the server after `newest`, which lacks it; none: the newest has it

    template <class V>
    static void fields(V& v) {
        v("server", &SearchHit::server);
        v("path", &SearchHit::path);
        v("type", &SearchHit::type);
        v("newest", &SearchHit::newest);
        v("created", &SearchHit::created);
        v("size", &SearchHit::size);
        v("mtime", &SearchHit::mtime);
        v("backups", &SearchHit::backups);
        v("gone_since", &SearchHit::goneSince);
    }
    friend bool operator==(const SearchHit&, const SearchHit&) = default;
};

struct SearchPage {
    std::vector<SearchHit> hits;
    std::uint64_t searched = 0;        // backups whose names were looked through
    std::uint64_t leftOut = 0;         // backups whose names could not be read
    std::optional<std::string> cursor; // for the next page; none: that was the last

    template <class V>
    static void fields(V& v) {
        v("hits", &SearchPage::hits);
        v("searched", &SearchPage::searched);
        v.orDefault("left_out", &SearchPage::leftOut);
        v("cursor", &SearchPage::cursor);
    }
    friend bool operator==(const SearchPage&, const SearchPage&) = default;
};

} // namespace alula::protocol
