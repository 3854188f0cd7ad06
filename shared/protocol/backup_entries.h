// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// backups.entries: one directory of a backup, never the whole tree.
namespace alula::protocol {

struct BackupEntriesParams {
    BackupId backup;
    WirePath path;             // of the directory; "" is the root
    std::string sort = "name"; // name, size, mtime; "-" in front: descending
    std::optional<BackupId> against;
    std::optional<std::string> cursor;
    std::int32_t limit = 500;

    template <class V>
    static void fields(V& v) {
        v("backup", &BackupEntriesParams::backup);
        v.orDefault("path", &BackupEntriesParams::path);
        v.orDefault("sort", &BackupEntriesParams::sort);
        v("against", &BackupEntriesParams::against);
        v("cursor", &BackupEntriesParams::cursor);
        v.orDefault("limit", &BackupEntriesParams::limit);
    }
    friend bool operator==(const BackupEntriesParams&, const BackupEntriesParams&) = default;
};

struct EntryInfo {
    WirePath name;
    std::string type;       // "file", "directory", "symlink"
    std::uint32_t mode = 0; // permission bits
    std::uint32_t uid = 0, gid = 0;
    std::uint64_t size = 0; // files
    Timestamp mtime;
    std::optional<WirePath> target;            // symlinks
    std::optional<std::uint64_t> files, bytes; // directories: everything below
    std::vector<std::string> flags;            // "sparse", "unstable", "cut", "padded", "unreadable", "vanished"
    std::optional<std::string> change;         // with `against`: "added", "removed", "changed", "same"

    template <class V>
    static void fields(V& v) {
        v("name", &EntryInfo::name);
        v("type", &EntryInfo::type);
        v("mode", &EntryInfo::mode);
        v("uid", &EntryInfo::uid);
        v("gid", &EntryInfo::gid);
        v("size", &EntryInfo::size);
        v("mtime", &EntryInfo::mtime);
        v("target", &EntryInfo::target);
        v("files", &EntryInfo::files);
        v("bytes", &EntryInfo::bytes);
        v.orDefault("flags", &EntryInfo::flags);
        v("change", &EntryInfo::change);
    }
    friend bool operator==(const EntryInfo&, const EntryInfo&) = default;
};

struct EntryPage {
    std::vector<EntryInfo> entries;
    std::optional<std::string> cursor; // for the next page; none: that was the last

    template <class V>
    static void fields(V& v) {
        v("entries", &EntryPage::entries);
        v("cursor", &EntryPage::cursor);
    }
    friend bool operator==(const EntryPage&, const EntryPage&) = default;
};

} // namespace alula::protocol
