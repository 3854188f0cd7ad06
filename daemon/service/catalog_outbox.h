// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/panel/outbox_store.h"
#include "daemon/service/node.h"

namespace alula {

// The catalog's outbox as the sender wants to see it: joins the two rooms, which do not know each other.
class CatalogOutbox final : public OutboxStore {
public:
    CatalogOutbox(Catalog& catalog, Clock& clock) : m_catalog(catalog), m_table(catalog.outbox()), m_clock(clock) {}
    Result<std::vector<OutboxMessage>> due(Timestamp now, std::int64_t limit) override { return m_table.due(now, limit); }
    Result<std::optional<Timestamp>> nextDue() override { return m_table.nextDue(); }
    Result<void> markDelivered(std::int64_t id) override { return m_table.markDelivered(id); }
    Result<void> postpone(std::int64_t id, Timestamp next, const std::string& reason) override {
        return m_table.postpone(id, next, reason);
    }
    // A backup in an object store is missing then: its object appears when the panel is told, and so never will.
    Result<void> giveUp(const OutboxMessage& message, const std::string& reason) override;
    Result<std::int64_t> depth() override { return m_table.depth(); }

private:
    Catalog& m_catalog;
    OutboxTable& m_table;
    Clock& m_clock;
};

} // namespace alula
