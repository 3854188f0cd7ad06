// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/backup.h"
#include "daemon/service/kept_indexes.h"
#include "daemon/service/node.h"
#include "shared/engine/archive/archive.h"

#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>

namespace alula {

// Opens the archive behind a catalog row: Alula's own by its footer, others by an index that is built once and kept (KeptIndexes).
// One in an object store has its index kept here and its contents there, to be had with keys of our own (s3.read) only. The last
// few stay open, so that browsing does not open them again. Any thread.
class ArchiveAccess {
public:
    explicit ArchiveAccess(const Node& node) : m_node(node), m_indexes(node) {}
    // Unsupported, with the reason, when its contents are out of this node's reach.
    Result<void> requireContents(const Backup& backup) const;
    // The first opening of a foreign archive reads it whole (phase Reading of `progress`).
    Result<std::shared_ptr<Archive>> open(const Backup& backup, ProgressSink& progress, std::stop_token stop);
    // Never one that was opened before: the file may have been replaced since. For whatever must know the disk as it is.
    Result<std::shared_ptr<Archive>> openFresh(const Backup& backup, ProgressSink& progress, std::stop_token stop);
    // For a look at many, one after the other: pushes none out of those that stay open. Busy when there is no index at hand, and the
    // whole archive, or the object store, would have to be read for one.
    Result<std::shared_ptr<Archive>> glance(const Backup& backup);
    // An archive that lies in no store of ours: a download. Nothing of it is kept.
    Result<std::shared_ptr<Archive>> openSource(std::shared_ptr<ByteSource> source, const ServerId& server,
                                                const BackupId& backup, ProgressSink& progress, std::stop_token stop);
    // The index of an archive that somebody else has made, kept from now on. Nobody who opens it meanwhile waits for this.
    Result<ArchiveHeader> buildIndex(const Backup& backup, LoadControl& load, ProgressSink& progress, std::stop_token stop);
    // The object of a backup in the bucket of s3.read, whether the catalog knows it or not.
    Result<std::shared_ptr<Archive>> openObject(const ServerId& server, const BackupId& backup, ProgressSink& progress,
                                                std::stop_token stop);
    void forget(const BackupId& backup);   // deleted: its index goes too
    void stop() { m_stop.request_stop(); } // what browsing reads from an object store is let go

private:
    Result<std::shared_ptr<Archive>> openNow(const Backup& backup, ProgressSink& progress, std::stop_token stop);
    Result<std::shared_ptr<ByteSource>> foreignIndex(const Backup& backup, ByteSource& source, ProgressSink& progress,
                                                     std::stop_token stop);
    Result<std::shared_ptr<ByteSource>> scan(const Backup& backup, ByteSource& source, LoadControl& load, ProgressSink& progress,
                                             std::stop_token stop);
    // Browsing gives up at the first trouble, and its archives stay open when who asked has gone; a job is patient.
    enum class Reader : std::uint8_t { Browsing, Job };
    Result<std::shared_ptr<Archive>> openKept(const Backup& backup, ProgressSink& progress, std::stop_token stop);
    Result<std::shared_ptr<Archive>> openRemote(const Backup& backup, Reader reader, ProgressSink& progress,
                                                std::stop_token stop);
    Result<std::shared_ptr<Archive>> openByIndex(const Backup& backup, std::shared_ptr<ByteSource> index, Reader reader);
    Result<std::shared_ptr<ByteSource>> objectSource(const ServerId& server, const BackupId& backup, Reader reader,
                                                     std::stop_token stop) const;

    const Node& m_node;
    const KeptIndexes m_indexes;
    std::stop_source m_stop;
    std::mutex m_mutex;
    struct Opened {
        BackupId backup;
        std::shared_ptr<Archive> archive;
    };
    // Guarded by m_mutex.
    std::list<Opened> m_opened;    // most recently used first
    std::set<BackupId> m_opening;  // by somebody just now: who wants the same waits
    std::uint64_t m_forgotten = 0; // counts forget(), so that what was opened across one is not kept
    std::condition_variable_any m_changed;
};

} // namespace alula
