// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/archive_types.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alula {

// What a comparison found, kept so that every directory's part of it, and every page, comes at once: the paths that differ, and
// the directories that they are in. A path costs 64 bytes and its name, so that a million of them are some 80 MiB. Immutable once
// made (ComparisonBuilder): any thread.
class Comparison {
public:
    enum class Change : std::uint8_t { Added, Removed, Changed, Same }; // Same: a directory that only has changes below
    struct Facts {
        std::uint64_t size = 0; // files
        std::int64_t mtimeNs = 0;
        std::uint32_t mode = 0;
        EntryType type = EntryType::File;
    };
    // Files and symlinks; directories do not count. What was a file and is a directory now was removed, and the other way added.
    struct Totals {
        std::uint64_t added = 0, removed = 0, changed = 0;
        std::uint64_t bytesBefore = 0, bytesAfter = 0; // of the files that differ
        void add(const Totals& more);
    };
    struct Row {
        std::string path;
        Change change = Change::Changed;
        std::uint32_t differences = 0; // Difference, when changed
        std::optional<Facts> before, after;
        Totals below; // directories
    };
    using RowId = std::uint32_t;

    // What a comparison covers: everything at and below this path.
    const std::string& root() const { return m_root; }
    bool covers(std::string_view path) const;
    std::size_t rows() const { return m_rows.size(); }
    std::size_t bytes() const { return m_bytes; } // of memory, about
    Row row(RowId id) const;

    // The rows of one answer in order of their paths: the children of a directory, or all that differs at and below a path.
    class Listing {
    public:
        Listing(const Comparison& comparison, const std::string& path, bool recursive);
        Totals totals() const; // at and below the path
        std::optional<RowId> first() const;
        std::optional<RowId> next(RowId id) const;
        bool has(RowId id) const; // one of its rows

    private:
        std::optional<RowId> step(RowId id) const;
        std::optional<RowId> toldFrom(std::optional<RowId> id) const;

        const Comparison& m_comparison;
        const bool m_recursive;
        std::optional<RowId> m_top;               // the row of the path itself
        std::optional<std::uint32_t> m_directory; // with its children
    };

private:
    friend class ComparisonBuilder;
    static constexpr std::uint32_t kNone = 0xffff'ffff;
    struct StoredRow {
        std::uint32_t directory = 0;  // that it is in
        std::uint32_t inside = kNone; // directories: where their children are
        std::uint32_t nameOffset = 0; // in m_names
        std::uint16_t nameLength = 0;
        Change change = Change::Same;
        std::uint8_t differences = 0;
        Facts before, after; // meaningless where `change` says that a side has none
    };
    static_assert(sizeof(StoredRow) == 64);
    struct Directory {
        std::string path;
        std::uint32_t parentRow = kNone;
        std::uint32_t firstRow = 0, rowCount = 0;
        Totals totals; // of all below it
    };

    std::string_view nameOf(const StoredRow& row) const {
        return std::string_view(m_names).substr(row.nameOffset, row.nameLength);
    }
    static Totals totalsOf(const StoredRow& row);
    std::optional<std::uint32_t> findDirectory(std::string_view path) const;
    std::optional<RowId> findRow(std::string_view path) const;

    std::string m_root;
    std::deque<StoredRow> m_rows; // in index order; a deque grows without a second copy of itself
    std::string m_names;
    std::vector<Directory> m_directories; // in order of their paths; the first holds the root's row, or is the root
    std::size_t m_bytes = 0;
};

} // namespace alula
