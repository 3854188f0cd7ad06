// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/local_store.h"

#include "shared/engine/store/archive_mark.h"
#include "shared/engine/store/file_source.h"
#include "shared/engine/store/local_sink.h"
#include "shared/engine/volume/beneath.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>

namespace alula {
namespace {

constexpr std::string_view kArchiveSuffix = ".tar.gz";
constexpr int kDirectoryFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

std::string archiveName(const BackupId& backup) { return backup.toString() + std::string(kArchiveSuffix); }

// Only the canonical spelling counts: it is the one that open() will look for.
template <typename AnyId>
std::optional<AnyId> canonicalId(std::string_view name) {
    const auto id = AnyId::parse(name);
    return id && id->toString() == name ? id : std::nullopt;
}

std::optional<BackupId> backupOfName(std::string_view name) {
    if (!name.ends_with(kArchiveSuffix)) return std::nullopt;
    name.remove_suffix(kArchiveSuffix.size());
    return canonicalId<BackupId>(name);
}

bool isTemporaryName(std::string_view name) { return name.starts_with(kTemporaryPrefix) && name.ends_with(kTemporarySuffix); }

bool isMissing(const Error& error) { return error.errnum() == ENOENT || error.errnum() == ENOTDIR || error.errnum() == ELOOP; }

Error notFound(const std::string& path) {
    return Error(ErrorCode::NotFound, "there is no archive of this backup").withPath(path);
}

Error notThere(const std::string& directory) {
    return Error(ErrorCode::Busy, "the archive directory is not there: is its disk mounted?").withPath(directory);
}

std::string directoryOf(const std::string& path) {
    const auto slash = path.find_last_of('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

// mkdir -p. A new directory is durable when the one that holds its name is.
Result<void> makePath(FileSystem files, const std::string& path) {
    const std::string parent = directoryOf(path);
    auto made = files.names.makeDirectory(AT_FDCWD, path, 0700);
    if (!made && made.error().errnum() == ENOENT && parent.size() > 1) {
        ALULA_TRY(makePath(files, parent));
        made = files.names.makeDirectory(AT_FDCWD, path, 0700);
    }
    if (!made && made.error().errnum() == EEXIST) return {};
    if (!made) return made;
    ALULA_ASSIGN(const auto handle, files.names.open(AT_FDCWD, parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0));
    return files.files.sync(handle.get());
}

Result<void> addArchives(FileSystem files, int directory, const std::vector<DirectoryEntry>& names, const ServerId& server,
                         std::vector<StoredArchive>& into) {
    for (const auto& entry : names) {
        const auto backup = backupOfName(entry.name);
        if (!backup) continue;
        const auto status = files.names.stat(directory, entry.name);
        if (!status && isMissing(status.error())) continue; // deleted since it was listed
        if (!status) return fail(status.error());
        if (status->isRegular()) into.push_back({server, *backup, status->size, status->mtimeNs});
    }
    return {};
}

Result<std::size_t> removeTemporaries(FileSystem files, int directory, const std::vector<DirectoryEntry>& names) {
    std::size_t removed = 0;
    for (const auto& entry : names) {
        if (!isTemporaryName(entry.name)) continue;
        ALULA_TRY(files.names.remove(directory, entry.name, false));
        ++removed;
    }
    return removed;
}

// Every directory of the store that is named like a server; one that vanishes meanwhile is passed over.
template <typename Visit>
Result<void> forEachServer(FileSystem files, int root, const std::vector<DirectoryEntry>& names, const Visit& visit) {
    for (const auto& entry : names) {
        const auto server = canonicalId<ServerId>(entry.name);
        if (!server) continue;
        const auto handle = files.names.open(root, entry.name, kDirectoryFlags, 0, kBeneath);
        if (!handle && isMissing(handle.error())) continue;
        if (!handle) return fail(handle.error());
        ALULA_ASSIGN(const auto inside, files.names.list(handle->get()));
        ALULA_TRY(visit(*server, handle->get(), inside));
    }
    return {};
}

} // namespace

LocalStore::LocalStore(FileSystem files, std::string directory) : m_files(files), m_directory(std::move(directory)) {
    while (m_directory.size() > 1 && m_directory.back() == '/') m_directory.pop_back();
}

Result<UniqueFd> LocalStore::root() {
    // The store's own path is the admin's: symlinks in it are followed.
    auto handle = m_files.names.open(AT_FDCWD, m_directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0);
    if (const std::uint64_t wanted = m_mark) {
        if (!handle && isMissing(handle.error())) return fail(notThere(m_directory));
        if (!handle) return handle;
        // Asked of the handle that is used then: what is mounted or unmounted meanwhile is not written to by mistake.
        ALULA_ASSIGN(const ArchiveMark mark, readMark(m_files, handle->get()));
        if (mark.id != wanted) return fail(notThere(m_directory));
        return handle;
    }
    if (handle || handle.error().errnum() != ENOENT) return handle;
    ALULA_TRY(makePath(m_files, m_directory));
    return m_files.names.open(AT_FDCWD, m_directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0);
}

std::string LocalStore::pathOf(const ServerId& server, const BackupId& backup) const {
    return m_directory + "/" + server.toString() + "/" + archiveName(backup);
}

Result<std::unique_ptr<ArchiveSink>> LocalStore::create(const ServerId& server, const BackupId& backup) {
    ALULA_ASSIGN(auto handle, root());
    return LocalSink::make(m_files, {std::move(handle), server.toString(), backup.toString(), pathOf(server, backup)});
}

Result<std::shared_ptr<ByteSource>> LocalStore::open(const ServerId& server, const BackupId& backup) {
    ALULA_ASSIGN(const auto handle, root());
    // Alula's and Pelican's place first, then Pterodactyl's flat one.
    const std::array names{server.toString() + "/" + archiveName(backup), archiveName(backup)};
    for (const auto& name : names) {
        auto file = m_files.names.open(handle.get(), name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0, kBeneath);
        if (!file && isMissing(file.error())) continue;
        if (!file) return fail(std::move(file).error());
        ALULA_ASSIGN(auto source, FileSource::make(m_files, std::move(*file), m_directory + "/" + name));
        return std::static_pointer_cast<ByteSource>(std::move(source));
    }
    return fail(notFound(pathOf(server, backup)));
}

Result<void> LocalStore::remove(const ServerId& server, const BackupId& backup) {
    ALULA_ASSIGN(const auto handle, root());
    const auto directory = m_files.names.open(handle.get(), server.toString(), kDirectoryFlags, 0, kBeneath);
    if (!directory && !isMissing(directory.error())) return fail(directory.error());
    if (directory) {
        const auto removed = m_files.names.remove(directory->get(), archiveName(backup), false);
        if (!removed && !isMissing(removed.error())) return removed;
        // Also when it is not there: it may have been removed right before a crash, and be there again after a power cut.
        ALULA_TRY(m_files.files.sync(directory->get()));
        if (removed) {
            (void)m_files.names.remove(handle.get(), server.toString(), true); // as Wings does: an empty one goes
            return {};
        }
    }
    const auto removed = m_files.names.remove(handle.get(), archiveName(backup), false);
    if (!removed && !isMissing(removed.error())) return removed;
    ALULA_TRY(m_files.files.sync(handle.get()));
    return removed ? removed : fail(notFound(pathOf(server, backup)));
}

Result<std::vector<StoredArchive>> listArchives(FileSystem files, int directory) {
    ALULA_ASSIGN(const auto names, files.names.list(directory));
    std::vector<StoredArchive> found;
    ALULA_TRY(addArchives(files, directory, names, ServerId(), found));
    ALULA_TRY(forEachServer(files, directory, names, [&](const ServerId& server, int inside, const auto& entries) {
        return addArchives(files, inside, entries, server, found);
    }));
    return found;
}

Result<void> LocalStore::makeNamesDurable(const ServerId& server) {
    ALULA_ASSIGN(const auto handle, root());
    const auto directory = m_files.names.open(handle.get(), server.toString(), kDirectoryFlags, 0, kBeneath);
    if (!directory && !isMissing(directory.error())) return fail(directory.error());
    if (directory) ALULA_TRY(m_files.files.sync(directory->get()));
    return m_files.files.sync(handle.get());
}

Result<std::vector<StoredArchive>> LocalStore::list() {
    ALULA_ASSIGN(const auto handle, root());
    return listArchives(m_files, handle.get());
}

Result<std::size_t> LocalStore::removeLeftovers() {
    ALULA_ASSIGN(const auto handle, root());
    ALULA_ASSIGN(const auto names, m_files.names.list(handle.get()));
    // Beside the servers: a spool's name (spool_file.h), where files cannot do without one.
    ALULA_ASSIGN(std::size_t total, removeTemporaries(m_files, handle.get(), names));
    ALULA_TRY(
        forEachServer(m_files, handle.get(), names, [&](const ServerId&, int directory, const auto& inside) -> Result<void> {
            ALULA_ASSIGN(const auto removed, removeTemporaries(m_files, directory, inside));
            total += removed;
            return {};
        }));
    return total;
}

Result<std::uint64_t> LocalStore::available() {
    ALULA_ASSIGN(const auto handle, root());
    ALULA_ASSIGN(const auto space, m_files.files.space(handle.get()));
    return space.available;
}

Result<void> LocalStore::ready() {
    return root().transform([](const UniqueFd&) {});
}

} // namespace alula
