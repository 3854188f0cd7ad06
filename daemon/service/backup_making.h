// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/executor.h"
#include "daemon/model/backup.h"
#include "daemon/service/node.h"
#include "shared/engine/archive/writer.h"

namespace alula {

// What making a backup does with its row and the settings, wherever its files come from: a server's volume or an import.

Result<Backup> rowOf(const Node& node, const BackupId& backup); // Internal when it is gone

// Writes the row; what people wrote onto it meanwhile (pin, note) stays.
Result<void> keepMade(const Node& node, const Backup& made);

CreateOptions createOptions(const Node& node, const Backup& row, std::uint64_t volumeId);

// Into the node's own store, through the state Publishing (FORMAT: publishing).
Result<CreateSummary> keepHere(const Node& node, const Volume& volume, const CreateOptions& options, Backup& row,
                               JobContext& context);

// The row of a backup that is made, and the job's log of it.
void complete(const Node& node, Backup& row, const CreateSummary& summary, std::chrono::steady_clock::time_point begun,
              JobLog& log);

// A backup that was not made leaves no row: its job tells of it.
Result<void> dropRow(const Node& node, const BackupId& backup);

} // namespace alula
