// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// backups.compare: what became of one backup in another, or in the volume as it is now.
namespace alula::protocol {

struct CompareParams {
    BackupId from;
    std::optional<BackupId> to; // none: the volume of `from`'s server as it is now ("live")
    WirePath path;              // "": all
    bool recursive =
        false; // all differing entries at and below `path`; false: the children of `path`, with totals of what is below
    bool contents = false; // live: files of equal size are read and compared too (admin only)
    std::optional<std::string> cursor;
    std::int32_t limit = 500;

    template <class V>
    static void fields(V& v) {
        v("from", &CompareParams::from);
        v("to", &CompareParams::to);
        v.orDefault("path", &CompareParams::path);
        v.orDefault("recursive", &CompareParams::recursive);
        v.orDefault("contents", &CompareParams::contents);
        v("cursor", &CompareParams::cursor);
        v.orDefault("limit", &CompareParams::limit);
    }
    friend bool operator==(const CompareParams&, const CompareParams&) = default;
};

struct ChangeTotals {
    std::uint64_t added = 0, removed = 0, changed = 0; // files and symlinks; directories do not count
    std::uint64_t bytesBefore = 0,
                  bytesAfter =
                      0; // sizes of the files that differ: what removed and changed ones were, what added and changed ones are

    template <class V>
    static void fields(V& v) {
        v("added", &ChangeTotals::added);
        v("removed", &ChangeTotals::removed);
        v("changed", &ChangeTotals::changed);
        v("bytes_before", &ChangeTotals::bytesBefore);
        v("bytes_after", &ChangeTotals::bytesAfter);
    }
    friend bool operator==(const ChangeTotals&, const ChangeTotals&) = default;
};

struct EntryFacts {
    std::string type; // "file", "directory", "symlink"
    std::uint32_t mode = 0;
    std::uint64_t size = 0;
    Timestamp mtime;

    template <class V>
    static void fields(V& v) {
        v("type", &EntryFacts::type);
        v("mode", &EntryFacts::mode);
        v("size", &EntryFacts::size);
        v("mtime", &EntryFacts::mtime);
    }
    friend bool operator==(const EntryFacts&, const EntryFacts&) = default;
};

struct CompareRow {
    WirePath path;                           // from the volume's root
    std::string change;                      // "added", "removed", "changed"; "same": a directory that only has changes below
    std::vector<std::string> differences;    // changed: "type", "contents", "mode", "owner", "time", "target", "attributes"
    std::optional<EntryFacts> before, after; // none: not there
    std::optional<ChangeTotals> below;       // directories, when not recursive

    template <class V>
    static void fields(V& v) {
        v("path", &CompareRow::path);
        v("change", &CompareRow::change);
        v.orDefault("differences", &CompareRow::differences);
        v("before", &CompareRow::before);
        v("after", &CompareRow::after);
        v("below", &CompareRow::below);
    }
    friend bool operator==(const CompareRow&, const CompareRow&) = default;
};

struct ComparePage {
    std::vector<CompareRow> rows;      // by path, component by component
    ChangeTotals totals;               // at and below the asked path
    std::optional<Timestamp> asOf;     // live: when the volume was looked at
    std::optional<std::string> cursor; // for the next page; none: that was the last. Refused (conflict) when a side has changed

    template <class V>
    static void fields(V& v) {
        v("rows", &ComparePage::rows);
        v("totals", &ComparePage::totals);
        v("as_of", &ComparePage::asOf);
        v("cursor", &ComparePage::cursor);
    }
    friend bool operator==(const ComparePage&, const ComparePage&) = default;
};

} // namespace alula::protocol
