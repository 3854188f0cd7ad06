// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/backup.h"
#include "daemon/model/job.h"
#include "daemon/service/backup_browser.h"
#include "daemon/service/job_board.h"
#include "daemon/service/node_events.h"
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

std::optional<Timestamp> known(Timestamp time); // 0: not known

// Cursors are offsets in disguise. InvalidInput when it is not one of ours.
Result<std::int64_t> offsetOf(const std::optional<std::string>& cursor);
// 1 … most; InvalidInput for less, cut for more.
Result<std::int64_t> limitOf(std::int32_t wanted, std::int32_t most);

} // namespace alula
