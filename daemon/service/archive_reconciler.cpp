// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/archive_reconciler.h"

#include "daemon/service/adoption.h"
#include "daemon/service/kept_indexes.h"
#include "shared/base/log.h"

#include <algorithm>
#include <chrono>

namespace alula {

using namespace std::chrono_literals;

namespace {
constexpr auto kQuiet = 2min;
constexpr std::size_t kBatch = 200; // rows a transaction: each costs an fsync, and all other threads wait meanwhile
} // namespace

UnownedArchives ArchiveReconciler::unowned() const {
    const std::lock_guard lock(m_mutex);
    return m_unowned;
}

Result<void> ArchiveReconciler::run(When when, std::stop_token stop) {
    const std::lock_guard running(m_running);
    // The rows before the disk: what is completed in between is on both.
    ALULA_ASSIGN(auto places, m_node.catalog.backups().places());
    ALULA_ASSIGN(auto archives, m_node.store.list());
    std::ranges::sort(places, {}, &BackupPlace::id);
    // Nested wins, as it does when opened.
    std::ranges::stable_sort(archives, {}, [](const StoredArchive& a) { return std::pair(a.backup, a.server.isNull()); });
    const auto again = std::ranges::unique(archives, {}, &StoredArchive::backup);
    archives.erase(again.begin(), again.end());
    ALULA_ASSIGN(const OnDisk unknown, update(places, archives));
    return adopt(unknown, when, stop);
}

// Both in the order of the backups' ids: a hundred thousand of each are gone through once.
Result<ArchiveReconciler::OnDisk> ArchiveReconciler::update(const std::vector<BackupPlace>& places, const OnDisk& onDisk) {
    OnDisk unknown;
    auto at = onDisk.begin();
    for (const BackupPlace& row : places) {
        for (; at != onDisk.end() && at->backup < row.id; ++at) unknown.push_back(*at);
        const StoredArchive* found = at != onDisk.end() && at->backup == row.id ? &*at++ : nullptr;
        if (!shouldBeHere(row)) continue;
        const bool isOther = found != nullptr && found->size != row.size && !row.damaged;
        if ((found == nullptr) == row.missing && !isOther) continue;
        ALULA_TRY(change(row, found));
    }
    unknown.insert(unknown.end(), at, onDisk.end());
    return unknown;
}

// `found`: what lies there, if anything does.
Result<void> ArchiveReconciler::change(const BackupPlace& seen, const StoredArchive* found) {
    ALULA_ASSIGN(const auto known, m_node.catalog.backups().find(seen.id));
    if (!known) return {}; // deleted since
    Backup facts = *known;
    const bool isOther = found && found->size != seen.size;
    const bool isReplaced = isOther && facts.origin == "adopted"; // it was being copied when it was adopted, say
    if (isReplaced) {
        KeptIndexes(m_node).remove(seen.id);
        ALULA_TRY(readFacts(m_node, facts));
    }
    bool changed = false;
    const auto written = m_node.catalog.transaction([&]() -> Result<void> {
        ALULA_ASSIGN(auto row, m_node.catalog.backups().find(seen.id));
        if (!row || !shouldBeHere(placeOf(*row)) || row->size != seen.size) return {}; // it has become another since it was read
        changed = true;
        row->missing = found == nullptr;
        if (isReplaced) {
            facts.missing = facts.damaged = false;
            facts.pinned = row->pinned;
            facts.note = row->note;
            facts.deletedInPanel = row->deletedInPanel;
            return m_node.catalog.backups().update(facts);
        }
        if (isOther) {
            row->damaged = true;
            row->verified = m_node.clock.now();
            row->verifyResult = "the archive is damaged: it has " + std::to_string(found->size) + " bytes instead of " +
                                std::to_string(row->size);
        }
        return m_node.catalog.backups().update(*row);
    });
    if (!written || !changed) return written;
    const std::string id = seen.id.toString();
    if (!found) log::warning("the archive of backup {} is not where it was", id);
    else if (isOther) log::warning("the archive of backup {} has {} bytes instead of {}", id, found->size, seen.size);
    else log::info("the archive of backup {} is back", id);
    Q_EMIT m_node.events.backupChanged(seen.id);
    return {};
}

bool ArchiveReconciler::isQuiet(const StoredArchive& archive) const {
    const auto age = m_node.clock.now() - Timestamp{archive.mtimeNs};
    return age > kQuiet || age < -kQuiet; // or this clock is another than that of whoever wrote it
}

Result<void> ArchiveReconciler::adopt(const OnDisk& unknown, When when, std::stop_token stop) {
    UnownedArchives unowned;
    std::vector<Backup> rows;
    for (const StoredArchive& archive : unknown) {
        const BackupId& id = archive.backup;
        if (stop.stop_requested()) break;
        if (when == When::Running && !isQuiet(archive)) continue;
        auto row = rowOfUnknown(m_node, archive);
        // One that cannot be read (no rights, a bad sector) must not keep the others out.
        if (!row && row.error().code() == ErrorCode::Busy) return std::unexpected(std::move(row).error());
        if (!row && row.error().code() != ErrorCode::NotFound)
            log::warning("the archive of backup {} cannot be adopted: {}", id.toString(), row.error().toString());
        if (!row) continue;
        if (*row) rows.push_back(**std::move(row));
        else if (unowned.count++ == 0) unowned.first = id;
        if (rows.size() < kBatch) continue;
        ALULA_TRY(insert(rows));
        rows.clear();
    }
    ALULA_TRY(insert(rows));
    const std::lock_guard lock(m_mutex);
    if (!stop.stop_requested()) m_unowned = unowned;
    return {};
}

Result<void> ArchiveReconciler::insert(const std::vector<Backup>& rows) {
    std::vector<BackupId> adopted;
    const auto written = m_node.catalog.transaction([&]() -> Result<void> {
        for (const Backup& row : rows) {
            ALULA_ASSIGN(const auto known, m_node.catalog.backups().find(row.id));
            if (known) continue; // made since
            ALULA_TRY(m_node.catalog.backups().insert(row));
            adopted.push_back(row.id);
        }
        return {};
    });
    if (!written) return written;
    for (const Backup& row : rows) {
        if (!std::ranges::contains(adopted, row.id)) continue;
        log::info("adopted the archive of backup {} of server {}", row.id.toString(), row.server.toString());
        // Deleted between the look at it and its row: then nobody else takes the row away.
        if (const auto still = m_node.store.open(row.server, row.id); !still && still.error().code() == ErrorCode::NotFound)
            ALULA_TRY(m_node.catalog.backups().remove(row.id));
        Q_EMIT m_node.events.backupChanged(row.id);
    }
    return {};
}

} // namespace alula
