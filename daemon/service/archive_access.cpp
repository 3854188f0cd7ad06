// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/archive_access.h"

#include "shared/base/log.h"
#include "shared/engine/store/local_store.h"

#include <algorithm>
#include <fcntl.h>

namespace alula {

namespace {
constexpr std::size_t kKeptOpen = 8; // an open archive costs a handle and some cached pages

// Written beside, fsynced, renamed: an index is there whole or not at all.
Result<void> keepFile(FileSystem files, const std::string& directory, const std::string& name, const std::string& bytes) {
    const std::string temporary = directory + "/." + name + ".new";
    ALULA_ASSIGN(const auto fd, files.names.open(AT_FDCWD, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600, 0));
    ALULA_TRY(writeFully(files.files, fd.get(), asBytes(bytes), 0));
    ALULA_TRY(files.files.sync(fd.get()));
    return files.names.rename(AT_FDCWD, temporary, AT_FDCWD, directory + "/" + name, 0);
}
} // namespace

Result<std::shared_ptr<Archive>> ArchiveAccess::open(const Backup& backup, ProgressSink& progress, std::stop_token stop) {
    std::uint64_t forgotten = 0;
    {
        const std::lock_guard lock(m_mutex);
        forgotten = m_forgotten;
        const auto it = std::ranges::find(m_opened, backup.id, &Opened::backup);
        if (it != m_opened.end()) {
            m_opened.splice(m_opened.begin(), m_opened, it);
            return m_opened.front().archive;
        }
    }
    ALULA_ASSIGN(auto archive, openNow(backup, progress, stop));
    const std::lock_guard lock(m_mutex);
    if (m_forgotten != forgotten) return archive;
    m_opened.push_front({backup.id, archive});
    if (m_opened.size() > kKeptOpen) m_opened.pop_back();
    return archive;
}

Result<std::shared_ptr<Archive>> ArchiveAccess::openFresh(const Backup& backup, ProgressSink& progress, std::stop_token stop) {
    {
        const std::lock_guard lock(m_mutex);
        m_opened.remove_if([&](const Opened& opened) { return opened.backup == backup.id; });
    }
    return openNow(backup, progress, stop);
}

void ArchiveAccess::forget(const BackupId& backup) {
    {
        const std::lock_guard lock(m_mutex);
        ++m_forgotten;
        m_opened.remove_if([&](const Opened& opened) { return opened.backup == backup; });
    }
    removeIndex(backup);
}

void ArchiveAccess::removeIndex(const BackupId& backup) {
    const auto removed = m_node.files.names.remove(AT_FDCWD, indexPath(backup), false);
    if (!removed && removed.error().code() != ErrorCode::NotFound) {
        log::warning("the index of backup {} stays behind: {}", backup.toString(), removed.error().toString());
    }
}

std::string ArchiveAccess::indexPath(const BackupId& backup) const {
    return m_node.settings.stateDirectory + "/indexes/" + backup.toString() + ".index";
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
    if (auto kept = openFileSource(m_node.files, indexPath(backup.id)); kept && IndexReader::open(*kept)) return kept;
    // Missing or damaged: the archive is the truth, and is read again.
    ALULA_ASSIGN(auto scan, scanForeignArchive(source, backup.server, backup.id, &m_node.load, progress, stop));
    const std::string directory = m_node.settings.stateDirectory + "/indexes";
    (void)m_node.files.names.makeDirectory(AT_FDCWD, directory, 0700); // there already, most often
    if (const auto kept = keepFile(m_node.files, directory, backup.id.toString() + ".index", scan.index); !kept) {
        log::warning("the index of backup {} cannot be kept and will be built again: {}", backup.id.toString(),
                     kept.error().toString());
    }
    // Deleted while it was being read: whoever deleted it found no index to remove.
    if (const auto still = m_node.store.open(backup.server, backup.id); !still && still.error().code() == ErrorCode::NotFound) {
        removeIndex(backup.id);
    }
    return memorySource(std::move(scan.index), "index of " + source.describe());
}

} // namespace alula
