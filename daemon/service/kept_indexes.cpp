// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/kept_indexes.h"

#include "shared/base/log.h"
#include "shared/engine/archive/index.h"
#include "shared/engine/store/local_store.h"

#include <algorithm>
#include <fcntl.h>

namespace alula {

namespace {

Result<void> syncDirectory(const FileSystem& files, const std::string& path) {
    ALULA_ASSIGN(const auto handle, files.names.open(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0));
    return files.files.sync(handle.get());
}

} // namespace

Result<void> KeptIndexes::keep(const BackupId& backup, ByteSpan index) const {
    const FileSystem& files = m_node.files;
    if (files.names.makeDirectory(AT_FDCWD, directory(), 0700)) // there already, most often
        ALULA_TRY(syncDirectory(files, m_node.settings.stateDirectory));
    const std::string temporary = directory() + "/." + backup.toString() + ".index.new";
    ALULA_ASSIGN(const auto fd, files.names.open(AT_FDCWD, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600, 0));
    auto written = writeFully(files.files, fd.get(), index, 0);
    if (written) written = files.files.sync(fd.get());
    if (written) written = files.names.rename(AT_FDCWD, temporary, AT_FDCWD, path(backup), 0);
    if (!written) (void)files.names.remove(AT_FDCWD, temporary, false);
    return written ? syncDirectory(files, directory()) : written;
}

std::shared_ptr<ByteSource> KeptIndexes::open(const BackupId& backup) const {
    auto kept = openFileSource(m_node.files, path(backup));
    if (!kept) return nullptr;
    const auto reader = IndexReader::open(*kept);
    const auto sound = reader ? (*reader)->checkPages() : fail(reader.error());
    if (sound) return *std::move(kept);
    log::warning("the index that was kept of backup {} is damaged and not used: {}", backup.toString(), sound.error().toString());
    return nullptr;
}

bool KeptIndexes::has(const BackupId& backup) const { return m_node.files.names.stat(AT_FDCWD, path(backup)).has_value(); }

void KeptIndexes::remove(const BackupId& backup) const {
    const auto removed = m_node.files.names.remove(AT_FDCWD, path(backup), false);
    if (!removed && removed.error().code() != ErrorCode::NotFound) {
        log::warning("the index of backup {} stays behind: {}", backup.toString(), removed.error().toString());
    }
}

Result<void> KeptIndexes::removeLeftovers() const {
    const auto handle = m_node.files.names.open(AT_FDCWD, directory(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0);
    if (!handle) return {}; // none was ever kept
    const auto names = m_node.files.names.list(handle->get());
    if (!names || names->empty()) return {};
    std::set<BackupId> known;
    ALULA_ASSIGN(const auto places, m_node.catalog.backups().places());
    for (const BackupPlace& place : places) known.insert(place.id);
    for (const auto& entry : *names) {
        const std::string& name = entry.name;
        const auto id = BackupId::parse(name.substr(0, name.find('.')));
        const bool wanted = id && name == id->toString() + ".index" && known.contains(*id);
        if (wanted || !(name.ends_with(".index") || name.ends_with(".index.new"))) continue;
        const auto removed = m_node.files.names.remove(handle->get(), name, false);
        if (!removed) log::warning("a leftover stays: {}", removed.error().toString());
    }
    return {};
}

} // namespace alula
