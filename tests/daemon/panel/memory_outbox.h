// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/panel/outbox_store.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace alula::test {

// An OutboxStore without a catalog. Any thread.
class MemoryOutbox final : public OutboxStore {
public:
    struct Row {
        OutboxMessage message;
        std::string state = "open"; // then "delivered" or "given up"
        std::string reason = {};
    };

    std::int64_t add(const BackupId& backup, OutboxMessage::Kind kind, std::string body, Timestamp created) {
        const std::lock_guard lock(m_mutex);
        const auto id = static_cast<std::int64_t>(m_rows.size()) + 1;
        m_rows.push_back({{.id = id,
                           .backup = backup,
                           .kind = kind,
                           .body = std::move(body),
                           .created = created,
                           .attempts = 0,
                           .nextAttempt = created}});
        return id;
    }
    Row row(std::int64_t id) const {
        const std::lock_guard lock(m_mutex);
        return m_rows.at(static_cast<std::size_t>(id - 1));
    }
    void setNextAttempt(std::int64_t id, Timestamp when) {
        const std::lock_guard lock(m_mutex);
        m_rows.at(static_cast<std::size_t>(id - 1)).message.nextAttempt = when;
    }
    // So many of the next changes fail, as a full disk would make them.
    void failChanges(int count) {
        const std::lock_guard lock(m_mutex);
        m_failing = count;
    }

    // Done once, when the sender has just been told what is next: the moment in which a wake() is lost most easily. Set before
    // start().
    std::function<void()> afterNextDue;

    Result<std::vector<OutboxMessage>> due(Timestamp now, std::int64_t limit) override {
        const std::lock_guard lock(m_mutex);
        auto found = heads();
        std::erase_if(found, [now](const OutboxMessage& message) { return message.nextAttempt > now; });
        if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
        return found;
    }
    Result<std::optional<Timestamp>> nextDue() override {
        std::optional<Timestamp> next;
        {
            const std::lock_guard lock(m_mutex);
            if (const auto found = heads(); !found.empty()) next = found.front().nextAttempt;
        }
        if (const auto act = std::exchange(afterNextDue, nullptr)) act();
        return next;
    }
    Result<void> markDelivered(std::int64_t id) override {
        return change(id, [](Row& row) { row.state = "delivered"; });
    }
    Result<void> postpone(std::int64_t id, Timestamp next, const std::string& reason) override {
        return change(id, [&](Row& row) {
            ++row.message.attempts;
            row.message.nextAttempt = next;
            row.reason = reason;
        });
    }
    Result<void> giveUp(const OutboxMessage& message, const std::string& reason) override {
        return change(message.id, [&](Row& row) {
            row.state = "given up";
            row.reason = reason;
        });
    }
    Result<std::int64_t> depth() override {
        const std::lock_guard lock(m_mutex);
        return std::ranges::count(m_rows, std::string("open"), &Row::state);
    }

private:
    // With m_mutex held.
    std::vector<OutboxMessage> heads() const {
        std::set<BackupId> seen;
        std::vector<OutboxMessage> found;
        for (const auto& row : m_rows) {
            if (row.state == "open" && seen.insert(row.message.backup).second) found.push_back(row.message);
        }
        std::ranges::stable_sort(found, {}, &OutboxMessage::nextAttempt);
        return found;
    }
    template <typename Change>
    Result<void> change(std::int64_t id, Change change) {
        const std::lock_guard lock(m_mutex);
        if (m_failing > 0) {
            --m_failing;
            return fail(ErrorCode::Io, "the disk is full, says the test");
        }
        change(m_rows.at(static_cast<std::size_t>(id - 1)));
        return {};
    }

    mutable std::mutex m_mutex;
    std::vector<Row> m_rows; // guarded by m_mutex
    int m_failing = 0;       // guarded by m_mutex
};

} // namespace alula::test
