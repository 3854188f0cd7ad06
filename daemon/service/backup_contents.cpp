// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/backup_contents.h"

#include "daemon/service/opened_backup.h"
#include "shared/engine/archive/checksum.h"

namespace alula {

namespace {

Result<void> requireReadable(const ArchiveEntry& entry) {
    const auto refuse = [&](ErrorCode code, const char* why) { return fail(Error(code, why).withPath(entry.path)); };
    if (entry.info.type == EntryType::Directory)
        return refuse(ErrorCode::InvalidInput, "This is a directory; only files have contents to read.");
    if (entry.info.type == EntryType::Symlink)
        return refuse(ErrorCode::InvalidInput, "This is a symlink; it has no contents of its own.");
    if ((entry.flags & kEntryWithoutContents) != 0)
        return refuse(ErrorCode::NotFound, "The backup has nothing of this file: it could not be read when the backup was made.");
    return {};
}

} // namespace

Result<FileBytes> BackupContents::read(const BackupId& backup, const std::string& path, const FileRange& range,
                                       std::stop_token stop) {
    ALULA_ASSIGN(const OpenedBackup opened, openBackup(m_node, m_archives, backup, stop));
    ALULA_TRY(m_archives.requireContents(opened.row));
    ALULA_ASSIGN(const auto entry, opened.archive->index().find(path));
    if (!entry) return fail(Error(ErrorCode::NotFound, "The backup has no such file.").withPath(path));
    ALULA_TRY(requireReadable(*entry));
    FileBytes piece{entry->info.size, entry->info.mtimeNs, {}};
    if (range.length == 0) return piece;
    ALULA_ASSIGN(piece.bytes, opened.archive->readRange(*entry, range.offset, range.length, stop));
    if (piece.bytes.size() == entry->info.size && crc64(asBytes(piece.bytes)) != entry->crc64) {
        return fail(
            Error(ErrorCode::Corrupt, "This file is damaged in the archive: its checksum is another one.").withPath(path));
    }
    return piece;
}

Result<SelectionCount> BackupContents::count(const BackupId& backup, const RestoreOptions& choice, std::stop_token stop) {
    ALULA_ASSIGN(const OpenedBackup opened, openBackup(m_node, m_archives, backup, stop));
    ALULA_ASSIGN(const Selection selection, Selection::make(choice));
    return countSelection(opened.archive->index(), selection, stop);
}

} // namespace alula
