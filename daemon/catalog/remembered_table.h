// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace alula {

class Database;

// Of the last upload into the panel's object store: bytes a second while it was sent, and the panel's part size.
inline constexpr std::string_view kUploadRate = "s3.upload_rate";
inline constexpr std::string_view kPanelPartSize = "s3.panel_part_size";

// The daemon's time when it was last up, ns since 1970: a clock that leapt meanwhile is told by it (shared/base/calm_clock.h).
inline constexpr std::string_view kCalmTime = "clock.seen";
// Before the path of an archive directory: the mark by which it is known (shared/engine/store/archive_mark.h).
inline constexpr std::string_view kArchiveMark = "archives.mark:";

// Numbers that the node has learned. Without them all works, but less well.
class RememberedTable {
public:
    explicit RememberedTable(Database& database) : m_database(database) {}
    Result<std::optional<std::uint64_t>> find(std::string_view name) const;
    Result<void> keep(std::string_view name, std::uint64_t value);

private:
    Database& m_database;
};

} // namespace alula
