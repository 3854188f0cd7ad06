// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"

#include <cstdint>
#include <string>

namespace alula {

// A result the panel has to be told, as it lies in the catalog: written in the transaction that ends the job, deleted by nobody
// before the panel has answered or the message was given up aloud.
struct OutboxMessage {
    enum class Kind : std::uint8_t { Backup, Restore }; // POST /backups/{b} or POST /backups/{b}/restore

    std::int64_t id = 0; // rises with every message: the order within one backup
    BackupId backup;
    Kind kind = Kind::Backup;
    std::string body; // the JSON as it goes over the wire (daemon/panel/report_body.h writes it)
    Timestamp created;
    std::uint32_t attempts = 0; // made so far; postpone() counts one more
    Timestamp nextAttempt;      // equal to created when new: at once
};

} // namespace alula
