// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/archive_access.h"

#include "daemon/service/remote_objects.h"
#include "shared/base/log.h"
#include "shared/engine/archive/index.h"

#include <algorithm>

namespace alula {

namespace {
constexpr std::size_t kKeptOpen = 8;               // an open archive costs a handle and some cached pages
constexpr std::chrono::seconds kBrowsingStall{10}; // somebody looks at a screen

constexpr char kNoKeys[] =
    "This backup lies in the panel's object store. Its files can be listed here; for their contents restore it "
    "from the panel, or give this node keys of its own (s3.read in its settings).";
} // namespace

Result<std::shared_ptr<Archive>> ArchiveAccess::open(const Backup& backup, ProgressSink& progress, std::stop_token stop) {
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait(lock, stop, [&] { return !m_opening.contains(backup.id); })) return fail(cancelled());
    const auto it = std::ranges::find(m_opened, backup.id, &Opened::backup);
    if (it != m_opened.end()) {
        m_opened.splice(m_opened.begin(), m_opened, it);
        return m_opened.front().archive;
    }
    m_opening.insert(backup.id);
    lock.unlock();
    struct Over { // also when something is thrown
        ArchiveAccess& access;
        const BackupId& id;
        ~Over() {
            const std::lock_guard relocked(access.m_mutex);
            access.m_opening.erase(id);
            access.m_changed.notify_all();
        }
    } const over{*this, backup.id};
    return openKept(backup, progress, std::move(stop));
}

Result<std::shared_ptr<Archive>> ArchiveAccess::openKept(const Backup& backup, ProgressSink& progress, std::stop_token stop) {
    std::unique_lock lock(m_mutex);
    const std::uint64_t forgotten = m_forgotten;
    lock.unlock();
    ALULA_ASSIGN(auto archive,
                 backup.adapter == "s3" ? openRemote(backup, Reader::Browsing, progress, stop) : openNow(backup, progress, stop));
    lock.lock();
    if (m_forgotten != forgotten) return archive;
    m_opened.push_front({backup.id, archive});
    if (m_opened.size() > kKeptOpen) m_opened.pop_back();
    return archive;
}

Result<std::shared_ptr<Archive>> ArchiveAccess::glance(const Backup& backup) {
    {
        const std::lock_guard lock(m_mutex);
        const auto it = std::ranges::find(m_opened, backup.id, &Opened::backup);
        if (it != m_opened.end()) return it->archive;
    }
    const auto unread = [] { return fail(ErrorCode::Busy, "the whole archive would have to be read for its names"); };
    if (backup.adapter == "s3") {
        auto index = m_indexes.open(backup.id);
        if (!index) return unread();
        return openByIndex(backup, std::move(index), Reader::Browsing);
    }
    ALULA_ASSIGN(auto source, m_node.store.open(backup.server, backup.id));
    ALULA_ASSIGN(const bool ours, hasAlulaFooter(*source));
    if (ours) {
        ALULA_ASSIGN(auto archive, openAlulaArchive(std::move(source)));
        return std::shared_ptr<Archive>(std::move(archive));
    }
    auto index = m_indexes.open(backup.id);
    if (!index) return unread();
    ALULA_ASSIGN(auto archive, openForeignArchive(std::move(source), std::move(index)));
    return std::shared_ptr<Archive>(std::move(archive));
}

Result<std::shared_ptr<Archive>> ArchiveAccess::openFresh(const Backup& backup, ProgressSink& progress, std::stop_token stop) {
    {
        const std::lock_guard lock(m_mutex);
        m_opened.remove_if([&](const Opened& opened) { return opened.backup == backup.id; });
    }
    return backup.adapter == "s3" ? openRemote(backup, Reader::Job, progress, stop) : openNow(backup, progress, stop);
}

void ArchiveAccess::forget(const BackupId& backup) {
    {
        const std::lock_guard lock(m_mutex);
        ++m_forgotten;
        m_opened.remove_if([&](const Opened& opened) { return opened.backup == backup; });
    }
    m_indexes.remove(backup);
}

Result<std::shared_ptr<Archive>> ArchiveAccess::openNow(const Backup& backup, ProgressSink& progress, std::stop_token stop) {
    ALULA_ASSIGN(const auto source, m_node.store.open(backup.server, backup.id));
    ALULA_ASSIGN(const bool ours, hasAlulaFooter(*source));
    if (ours) {
        ALULA_ASSIGN(auto archive, openAlulaArchive(source));
        return std::shared_ptr<Archive>(std::move(archive));
    }
    ALULA_ASSIGN(const auto index, foreignIndex(backup, *source, progress, stop));
    ALULA_ASSIGN(auto archive, openForeignArchive(source, index));
    return std::shared_ptr<Archive>(std::move(archive));
}

Result<std::shared_ptr<Archive>> ArchiveAccess::openSource(std::shared_ptr<ByteSource> source, const ServerId& server,
                                                           const BackupId& backup, ProgressSink& progress, std::stop_token stop) {
    ALULA_ASSIGN(const bool ours, hasAlulaFooter(*source));
    if (ours) {
        ALULA_ASSIGN(auto archive, openAlulaArchive(std::move(source)));
        return std::shared_ptr<Archive>(std::move(archive));
    }
    ALULA_ASSIGN(auto scan, scanForeignArchive(*source, server, backup, &m_node.load, progress, stop));
    auto index = memorySource(std::move(scan.index), "index of " + source->describe());
    ALULA_ASSIGN(auto archive, openForeignArchive(std::move(source), std::move(index)));
    return std::shared_ptr<Archive>(std::move(archive));
}

Result<std::shared_ptr<ByteSource>> ArchiveAccess::foreignIndex(const Backup& backup, ByteSource& source, ProgressSink& progress,
                                                                std::stop_token stop) {
    if (auto kept = m_indexes.open(backup.id)) return kept;
    // Missing or damaged: the archive is the truth, and is read again.
    return scan(backup, source, m_node.load, progress, std::move(stop));
}

Result<ArchiveHeader> ArchiveAccess::buildIndex(const Backup& backup, LoadControl& load, ProgressSink& progress,
                                                std::stop_token stop) {
    ALULA_ASSIGN(const auto source, m_node.store.open(backup.server, backup.id));
    ALULA_ASSIGN(auto index, scan(backup, *source, load, progress, std::move(stop)));
    ALULA_ASSIGN(const auto reader, IndexReader::open(std::move(index)));
    return reader->header();
}

Result<std::shared_ptr<ByteSource>> ArchiveAccess::scan(const Backup& backup, ByteSource& source, LoadControl& load,
                                                        ProgressSink& progress, std::stop_token stop) {
    ALULA_ASSIGN(auto scan, scanForeignArchive(source, backup.server, backup.id, &load, progress, stop));
    if (const auto kept = m_indexes.keep(backup.id, asBytes(scan.index)); !kept) {
        log::warning("the index of backup {} cannot be kept and will be built again: {}", backup.id.toString(),
                     kept.error().toString());
    }
    // Deleted while it was being read: whoever deleted it found no index to remove.
    if (const auto still = m_node.store.open(backup.server, backup.id); !still && still.error().code() == ErrorCode::NotFound) {
        m_indexes.remove(backup.id);
    }
    return memorySource(std::move(scan.index), "index of " + source.describe());
}

Result<void> ArchiveAccess::requireContents(const Backup& backup) const {
    if (backup.adapter != "s3" || m_node.settings.s3Read.given()) return {};
    return fail(ErrorCode::Unsupported, kNoKeys);
}

Result<std::shared_ptr<ByteSource>> ArchiveAccess::objectSource(const ServerId& server, const BackupId& backup, Reader reader,
                                                                std::stop_token stop) const {
    const S3ReadSettings& s3 = m_node.settings.s3Read;
    if (!s3.given()) return fail(ErrorCode::Unsupported, kNoKeys);
    ALULA_TRY(m_node.store.ready()); // the spool lies there
    RemoteSourceOptions options;
    options.object = remoteObject(s3, server, backup);
    options.directory = m_node.settings.backupDirectory; // where there is room for an archive
    const bool browses = reader == Reader::Browsing;
    if (browses) {
        options.tries = 1;
        options.stall = kBrowsingStall;
    }
    auto source = RemoteSource::open(m_node.files, m_node.random, std::move(options), browses ? m_stop.get_token() : stop, stop);
    if (source || source.error().code() == ErrorCode::NotFound) noteObject(m_node, backup, source.has_value());
    if (!source) return fail(std::move(source).error());
    return std::static_pointer_cast<ByteSource>(*std::move(source));
}

Result<std::shared_ptr<Archive>> ArchiveAccess::openObject(const ServerId& server, const BackupId& backup, ProgressSink& progress,
                                                           std::stop_token stop) {
    ALULA_ASSIGN(auto source, objectSource(server, backup, Reader::Job, stop));
    return openSource(std::move(source), server, backup, progress, stop);
}

// The kept index is enough to list and compare; the store is asked when contents are wanted.
Result<std::shared_ptr<Archive>> ArchiveAccess::openRemote(const Backup& backup, Reader reader, ProgressSink& progress,
                                                           std::stop_token stop) {
    auto index = m_indexes.open(backup.id);
    if (!index) {
        ALULA_ASSIGN(auto source, objectSource(backup.server, backup.id, reader, stop));
        return openSource(std::move(source), backup.server, backup.id, progress, stop);
    }
    return openByIndex(backup, std::move(index), reader);
}

Result<std::shared_ptr<Archive>> ArchiveAccess::openByIndex(const Backup& backup, std::shared_ptr<ByteSource> index,
                                                            Reader reader) {
    const auto contents = [this, server = backup.server, id = backup.id, index,
                           reader](std::stop_token wanted) -> Result<std::shared_ptr<Archive>> {
        ALULA_ASSIGN(auto source, objectSource(server, id, reader, wanted));
        ALULA_ASSIGN(auto archive, openAlulaArchive(std::move(source), index, wanted));
        return std::shared_ptr<Archive>(std::move(archive));
    };
    ALULA_ASSIGN(auto archive, openIndexedArchive(index, contents));
    return std::shared_ptr<Archive>(std::move(archive));
}

} // namespace alula
