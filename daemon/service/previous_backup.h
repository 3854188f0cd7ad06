// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/job_log.h"
#include "daemon/model/backup.h"
#include "daemon/service/node.h"
#include "shared/engine/archive/writer.h"

#include <memory>

namespace alula {

// The backup that a new one of the same server takes blocks from (FORMAT: reuse). Open as long as this lives: it may be deleted
// meanwhile. Empty: the new one is built wholly from the volume.
struct PreviousBackup {
    BackupId id{};
    std::shared_ptr<const PreviousArchive> archive{};
};

// The newest sound one on this node of the same volume. None where the settings say so, and when it is time for a backup that is
// built afresh (archive.full_every). Those found damaged on the way are told of and marked.
PreviousBackup previousBackup(const Node& node, const ServerId& server, std::uint64_t volumeId, JobLog& log);

// What is wrong with it; damage is told of and marked as a check would.
void tellOfPrevious(const Node& node, const BackupId& id, const Error& error, JobLog& log);

} // namespace alula
