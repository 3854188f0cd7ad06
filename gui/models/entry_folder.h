// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/backup_entries.h"

#include <QtCore/QString>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace alula::gui {

enum class EntryKind : std::uint8_t { File, Directory, Symlink };
enum class EntryChange : std::uint8_t { Unknown, Same, Added, Changed };
EntryKind entryKindOf(const std::string& type);
EntryChange entryChangeOf(const std::optional<std::string>& change);
QString entryChangeText(EntryChange change); // "+ new", "~ changed"; nothing for the others
QString entryKindText(EntryKind kind);       // "folder"

// One row: what a million of them may cost, so no more than is shown.
struct EntryRow {
    static constexpr std::uint64_t kUnknown = ~std::uint64_t{0};
    std::string name;              // bytes
    std::uint64_t size = kUnknown; // directories: of all below
    std::uint64_t files = 0;       // directories: all below
    std::int64_t mtimeNs = 0;
    std::uint32_t mode = 0;
    EntryKind kind = EntryKind::File;
    EntryChange change = EntryChange::Unknown;

    static EntryRow from(const protocol::EntryInfo& info);
};

// A directory that was opened: the rows that have come, in the daemon's order, and what is still to come. Its rows' changes come in
// pages of their own, in the same order, with the names that are gone between them.
struct EntryFolder {
    std::string path;
    EntryFolder* parent = nullptr;
    std::size_t row = 0; // in the parent
    std::vector<EntryRow> rows;
    std::unordered_map<std::size_t, std::string> targets;            // of symlinks
    std::unordered_map<std::size_t, std::vector<std::string>> flags; // of what has any
    std::unordered_map<std::size_t, std::unique_ptr<EntryFolder>> children;
    std::optional<std::string> cursor;
    bool started = false, complete = false, asking = false;
    bool loadingRow = false; // stands below the last one
    QString trouble;         // why it cannot be listed; stands there too

    struct Changes {
        std::optional<std::string> cursor;
        bool complete = false, asking = false;
        std::size_t filled = 0; // rows that have theirs
        std::uint64_t gone = 0; // names of the backup before that this one lacks, as far as was read
        std::deque<std::pair<std::string, EntryChange>> ahead; // of rows that have not come yet
    } changes;

    bool hasExtraRow() const { return loadingRow || !trouble.isEmpty(); }
    std::string pathOf(std::size_t which) const { return path.empty() ? rows[which].name : path + '/' + rows[which].name; }
    void append(const std::vector<protocol::EntryInfo>& entries);
    void takeChanges(const protocol::EntryPage& page);
    // Gives rows their changes, as far as both are there: the range of rows that were changed.
    std::pair<std::size_t, std::size_t> fillChanges();
};

} // namespace alula::gui
