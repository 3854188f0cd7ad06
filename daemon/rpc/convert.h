// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/backup.h"
#include "daemon/model/job.h"
#include "daemon/service/backup_browser.h"
#include "daemon/service/job_board.h"
#include "daemon/service/node_events.h"
#include "daemon/service/volume_browser.h"
#include "shared/protocol/backup_entries.h"
#include "shared/protocol/backups.h"
#include "shared/protocol/jobs.h"

#include <optional>
#include <string>

namespace alula {

// The daemon's data as the protocol words them.
protocol::BackupInfo toWire(const Backup& backup);
protocol::JobInfo toWire(const JobView& view);
protocol::JobProgress toWire(const JobProgress& progress);
protocol::EntryInfo toWire(const BrowsedEntry& entry);
protocol::EntryInfo toWire(const VolumeEntry& entry);
std::string entryType(EntryType type); // "file", "directory", "symlink"

std::optional<Timestamp> known(Timestamp time); // 0: not known

// JSON has no greater whole numbers (codec.h); a sparse file, or a hostile index, may say more.
std::uint64_t sayable(std::uint64_t number);

// Contents are bytes, and so are names, of which cursors are made.
std::string base64Of(const std::string& bytes);
// "" when there is none; InvalidInput when it is not one of ours.
Result<std::string> bytesOfCursor(const std::optional<std::string>& cursor);
// InvalidInput: not a path inside a volume. "" is its root.
Result<void> checkPath(const protocol::WirePath& path);

inline constexpr std::int32_t kMostRows = 1000;      // of a page
inline constexpr std::int32_t kMostEntries = 1000;   // of a page
inline constexpr std::size_t kMostSelected = 10'000; // paths of a selection

// Cursors are offsets in disguise. InvalidInput when it is not one of ours.
Result<std::int64_t> offsetOf(const std::optional<std::string>& cursor);
// 1 … most; InvalidInput for less, cut for more.
Result<std::int64_t> limitOf(std::int32_t wanted, std::int32_t most);

} // namespace alula
