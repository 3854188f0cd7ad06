// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/backup.h"
#include "daemon/model/job.h"
#include "daemon/panel/report_body.h"
#include "daemon/service/node.h"

#include <vector>

namespace alula {

// Put the result of a job that the panel asked for into the outbox; nothing for anybody else's. Called inside the transaction
// that ends the job.
Result<void> reportBackupMade(const Node& node, const Job& job, const Backup& backup, std::vector<ReportedPart> parts = {});
Result<void> reportBackupFailed(const Node& node, const Job& job);
Result<void> reportRestore(const Node& node, const Job& job, bool successful);

} // namespace alula
