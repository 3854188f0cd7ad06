// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/outbox_message.h"
#include "shared/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace alula {

// Where messages to the panel wait. Declared by its user, the OutboxSender; daemon/service joins it to the catalog's OutboxTable.
// Every change is durable when the call returns. Called on the sender's thread.
class OutboxStore {
public:
    virtual ~OutboxStore() = default;

    // Of every backup that has open messages only its oldest one (lowest id) counts, so that the order per backup is kept.
    // Of these the ones whose nextAttempt is not after `now`, earliest first, at most `limit`.
    virtual Result<std::vector<OutboxMessage>> due(Timestamp now, std::int64_t limit) = 0;

    // When the earliest of those oldest ones is due; none when nothing is open.
    virtual Result<std::optional<Timestamp>> nextDue() = 0;

    // The panel has it: open no more.
    virtual Result<void> markDelivered(std::int64_t id) = 0;

    // It failed for now: attempts + 1, nextAttempt = next, and the reason for people to read (never a secret).
    virtual Result<void> postpone(std::int64_t id, Timestamp next, const std::string& reason) = 0;

    // It will never be told. Open no more, but kept with its reason: one of system.status' problems.
    virtual Result<void> giveUp(const OutboxMessage& message, const std::string& reason) = 0;

    // Open messages, all of them.
    virtual Result<std::int64_t> depth() = 0;
};

} // namespace alula
