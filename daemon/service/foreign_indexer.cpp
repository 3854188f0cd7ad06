// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/foreign_indexer.h"

#include "daemon/jobs/thread_priority.h"
#include "daemon/service/surviving.h"
#include "shared/base/log.h"

namespace alula {

void ForeignIndexer::start() {
    m_thread = std::jthread([this](std::stop_token stop) {
        surviving("archives of other programs are no longer read in the background until the next start", [&] {
            lowerThreadPriority();
            std::unique_lock lock(m_mutex);
            while (m_wake.wait(lock, stop, [this] { return m_woken; })) {
                m_woken = false;
                lock.unlock();
                if (const auto done = round(stop); !done && !stop.stop_requested())
                    log::warning("archives of other programs are read later: {}", done.error().toString());
                lock.lock();
            }
        });
    });
}

void ForeignIndexer::stop() { m_thread = {}; }

void ForeignIndexer::wake() {
    const std::lock_guard lock(m_mutex);
    m_woken = true;
    m_wake.notify_all();
}

void ForeignIndexer::jobChanged(const Job& job) {
    const std::lock_guard lock(m_mutex);
    if (job.state == JobState::Running || job.state == JobState::Cancelling) m_jobs.insert(job.id);
    else m_jobs.erase(job.id);
    m_load.setPaused(!m_jobs.empty());
}

bool ForeignIndexer::isWanted(const Backup& row) const {
    if (row.state != BackupState::Completed || !row.foreign || row.adapter == "s3" || row.missing || row.damaged) return false;
    const auto failed = m_failed.find(row.id);
    return (failed == m_failed.end() || failed->second != row.size) && !KeptIndexes(m_node).has(row.id);
}

Result<std::size_t> ForeignIndexer::round(std::stop_token stop) {
    ALULA_ASSIGN(const auto rows, m_node.catalog.backups().list({.foreign = true, .limit = -1})); // newest first
    std::size_t count = 0;
    for (const Backup& row : rows) {
        if (!isWanted(row)) continue;
        ALULA_TRY(m_load.checkpoint(stop));
        const auto done = read(row, stop);
        if (stop.stop_requested()) return fail(cancelled());
        if (!done && done.error().code() == ErrorCode::Busy) return std::unexpected(done.error()); // the disk is away
        if (done && KeptIndexes(m_node).has(row.id)) ++count;
        else m_failed[row.id] = row.size; // also where the index could not be kept: reading it again would not help
    }
    return count;
}

Result<void> ForeignIndexer::read(const Backup& row, std::stop_token stop) {
    m_load.read.setLimit(m_node.load.read.limit());
    ProgressSink unseen;
    const auto seen = m_archives.buildIndex(row, m_load, unseen, stop);
    if (stop.stop_requested()) return fail(cancelled());
    if (!seen && seen.error().code() != ErrorCode::Corrupt) {
        log::warning("backup {} cannot be read now: {}", row.id.toString(), seen.error().toString());
        return std::unexpected(seen.error());
    }
    return record(row, seen);
}

Result<void> ForeignIndexer::record(const Backup& row, const Result<ArchiveHeader>& seen) {
    if (!seen) log::warning("backup {} is damaged: {}", row.id.toString(), seen.error().toString());
    const auto written = m_node.catalog.transaction([&]() -> Result<void> {
        ALULA_ASSIGN(auto now, m_node.catalog.backups().find(row.id));
        if (!now || now->size != row.size) return {}; // deleted or replaced meanwhile
        if (seen) {
            now->files = seen->files;
            now->contentBytes = seen->contentBytes;
        } else {
            now->damaged = true;
            now->verified = m_node.clock.now();
            now->verifyResult = seen.error().toString();
        }
        return m_node.catalog.backups().update(*now);
    });
    if (written) Q_EMIT m_node.events.backupChanged(row.id);
    return written;
}

} // namespace alula
