// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/outbox_message.h"
#include "shared/base/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace alula {

class Database;

struct GivenUpMessage : OutboxMessage {
    std::string reason{};
    Timestamp givenUpAt{};
};

// What the panel has to be told. A delivered message is deleted, a given-up one kept. NotFound: no such message is waiting.
class OutboxTable {
public:
    explicit OutboxTable(Database& database) : m_database(database) {}
    Result<void> add(OutboxMessage& message); // gives it its id
    // For every backup only its oldest message (order is kept per backup), those whose nextAttempt is not after `now`;
    // sorted by nextAttempt, then id. A given-up message holds up nothing.
    Result<std::vector<OutboxMessage>> due(Timestamp now, std::int64_t limit) const;
    Result<std::optional<Timestamp>> nextDue() const;                                  // when the earliest of those is due
    Result<void> postpone(std::int64_t id, Timestamp next, const std::string& reason); // counts the attempt
    Result<void> markDelivered(std::int64_t id);
    Result<void> giveUp(std::int64_t id, const std::string& reason, Timestamp at = {}); // kept, and listed as a problem
    Result<std::optional<Timestamp>> oldest() const;                       // when the first of those that wait was put in
    Result<std::int64_t> depth() const;                                    // waiting
    Result<std::vector<GivenUpMessage>> givenUp(std::int64_t limit) const; // newest first
    // Given-up ones that are of no interest any more: of a deleted backup, or too old.
    Result<void> removeGivenUp(const BackupId& backup);
    Result<void> removeGivenUpBefore(Timestamp time);

private:
    Result<void> change(std::int64_t id, const std::function<int()>& work); // NotFound when it changed no row

    Database& m_database;
};

} // namespace alula
