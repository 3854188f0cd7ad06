// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/local_sink.h"

#include "shared/engine/store/file_source.h"
#include "shared/engine/volume/beneath.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>

namespace alula {
namespace {

constexpr mode_t kDirectoryMode = 0700;
constexpr mode_t kFileMode = 0600;
constexpr int kTemporaryNames = 100; // tried before giving up: each is a leftover or another writer of the same backup
constexpr int kLinkTries = 5;        // the server's directory may vanish again between mkdir and link
constexpr std::uint64_t kShareUnit =
    4096; // the blocks of XFS and btrfs as they are made; where they are larger, nothing is shared
constexpr std::uint64_t kFlushStep = 16_MiB; // dirty bytes that may gather before write-back is started

bool lacksTmpfile(int errnum) { return errnum == EOPNOTSUPP || errnum == EISDIR || errnum == EINVAL || errnum == ENOENT; }
bool lacksLinks(int errnum) { return errnum == EPERM || errnum == EOPNOTSUPP || errnum == ENOSYS; }

} // namespace

Result<OpenedDirectory> openOrMakeDirectory(FileSystem files, int parent, const std::string& name) {
    constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    OpenedDirectory opened;
    Error last(ErrorCode::Internal, "not tried");
    for (int round = 0; round < kLinkTries; ++round) {
        auto handle = files.names.open(parent, name, kFlags, 0, kBeneath);
        if (handle) {
            opened.handle = std::move(*handle);
            return opened;
        }
        last = std::move(handle).error();
        if (last.errnum() != ENOENT) break;
        const auto made = files.names.makeDirectory(parent, name, kDirectoryMode);
        if (!made && made.error().errnum() != EEXIST) return fail(made.error());
        opened.made = opened.made || made.has_value();
    }
    if (opened.made) (void)files.names.remove(parent, name, true);
    return fail(std::move(last));
}

LocalSink::LocalSink(FileSystem files, Place place) : m_files(files), m_place(std::move(place)) {}

Result<std::unique_ptr<ArchiveSink>> LocalSink::make(FileSystem files, Place place) {
    std::unique_ptr<LocalSink> sink(new LocalSink(files, std::move(place)));
    ALULA_ASSIGN(auto directory, openOrMakeDirectory(files, sink->m_place.root.get(), sink->m_place.server));
    sink->m_directory = std::move(directory.handle);
    sink->m_madeDirectory = directory.made;
    if (files.names.stat(sink->m_directory.get(), sink->m_place.finalName())) {
        return fail(Error(ErrorCode::AlreadyExists, "an archive of this backup is already there").withPath(sink->m_place.path));
    }
    ALULA_TRY(sink->openTemporary());
    sink->askWhatCanBeShared();
    return sink;
}

LocalSink::~LocalSink() {
    if (m_published) return;
    if (!m_temporary.empty()) (void)m_files.names.remove(m_directory.get(), m_temporary, false);
    // Refused by the kernel when anything else has come to lie in it.
    if (m_madeDirectory) (void)m_files.names.remove(m_place.root.get(), m_place.server, true);
}

Result<void> LocalSink::openTemporary() {
    auto file = m_files.names.open(m_directory.get(), ".", O_RDWR | O_TMPFILE | O_CLOEXEC, kFileMode, 0);
    if (!file && lacksTmpfile(file.error().errnum())) return openNamedTemporary();
    if (!file) return fail(std::move(file).error().withPath(m_place.path));
    m_file = std::move(*file);
    return {};
}

Result<void> LocalSink::openNamedTemporary() {
    constexpr int kFlags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    for (int i = 0; i < kTemporaryNames; ++i) {
        auto name = std::string(kTemporaryPrefix) + m_place.backup + "." + std::to_string(i) + std::string(kTemporarySuffix);
        auto file = m_files.names.open(m_directory.get(), name, kFlags, kFileMode, 0);
        if (file) {
            m_file = std::move(*file);
            m_temporary = std::move(name);
            return {};
        }
        if (file.error().errnum() != EEXIST) return fail(std::move(file).error().withPath(m_place.path));
    }
    return fail(Error(ErrorCode::Conflict, "too many unfinished archives of this backup lie in its directory; remove them")
                    .withPath(m_place.path));
}

Result<void> LocalSink::write(ByteSpan bytes, std::uint64_t offset) {
    auto written = writeFully(m_files.files, m_file.get(), bytes, offset);
    if (!written) return fail(std::move(written).error().withPath(m_place.path)); // the file itself has no name yet
    keepCacheClean(offset + bytes.size());
    return {};
}

// POSIX_FADV_DONTNEED starts write-back of dirty pages and drops clean ones: the archive does not push the game's files out of
// the page cache, and publish() finds little left to wait for. Each step is named twice: first to write it, then to drop it.
void LocalSink::keepCacheClean(std::uint64_t end) {
    if (end < m_flushed + kFlushStep) return;
    const std::uint64_t from = m_flushed > kFlushStep ? m_flushed - kFlushStep : 0;
    m_flushed = end;
    m_files.attributes.advise(m_file.get(), from, end - from, POSIX_FADV_DONTNEED);
}

// A clone of nothing, of the empty file to itself: an error where the disk was made without sharing.
void LocalSink::askWhatCanBeShared() {
    const int file = m_file.get();
    const auto space = m_files.files.space(file);
    if (space && sharesSpace(space->type) && m_files.files.cloneRange(file, 0, 0, file, 0)) m_shareUnit = kShareUnit;
}

// Whatever a clone fails of, the writing that follows is the judge: XFS refuses one for want of room in a part of the disk.
Result<bool> LocalSink::share(ByteSource& source, std::uint64_t fromOffset, std::uint64_t toOffset, std::uint64_t bytes) {
    const auto* file = dynamic_cast<const FileSource*>(&source);
    if (file == nullptr || m_sharesNothing) return false;
    const auto shared = m_files.files.cloneRange(file->handle(), fromOffset, bytes, m_file.get(), toOffset);
    if (!shared && cannotClone(shared.error())) m_sharesNothing = true; // and is not asked for each block
    return shared.has_value();
}

Result<void> LocalSink::publish(const std::function<Result<void>()>& ready) {
    auto durable = m_files.files.sync(m_file.get());
    if (!durable) return fail(std::move(durable).error().withPath(m_place.path));
    m_files.attributes.advise(m_file.get(), 0, 0, POSIX_FADV_DONTNEED);
    if (ready) ALULA_TRY(ready());
    ALULA_TRY(link());
    if (auto synced = syncDirectories(); !synced) {
        // Not known to be durable: then it must not be seen either.
        (void)m_files.names.remove(m_directory.get(), m_place.finalName(), false);
        return fail(std::move(synced).error());
    }
    m_published = true;
    return {};
}

// ENOENT: Wings has just removed the server's directory, as it does when that is empty (FORMAT: publishing).
Result<void> LocalSink::link() {
    for (int round = 0;; ++round) {
        auto linked = linkOnce();
        if (linked) return {};
        if (linked.error().errnum() == EEXIST) {
            return fail(Error(ErrorCode::AlreadyExists, "an archive of this backup is already there; it was not replaced")
                            .withErrno(EEXIST)
                            .withPath(m_place.path));
        }
        if (linked.error().errnum() != ENOENT || round == kLinkTries)
            return fail(std::move(linked).error().withPath(m_place.path));
        ALULA_ASSIGN(auto directory, openOrMakeDirectory(m_files, m_place.root.get(), m_place.server));
        m_directory = std::move(directory.handle);
        m_madeDirectory = m_madeDirectory || directory.made;
    }
}

Result<void> LocalSink::linkOnce() {
    if (m_temporary.empty()) return m_files.names.makeLink(m_file.get(), {}, m_directory.get(), m_place.finalName());
    const auto linked = m_files.names.makeLink(m_directory.get(), m_temporary, m_directory.get(), m_place.finalName());
    if (!linked && lacksLinks(linked.error().errnum())) {
        ALULA_TRY(m_files.names.rename(m_directory.get(), m_temporary, m_directory.get(), m_place.finalName(), RENAME_NOREPLACE));
    } else if (!linked) {
        return linked;
    } else {
        (void)m_files.names.remove(m_directory.get(), m_temporary, false); // removeLeftovers() finds it if this failed
    }
    m_temporary.clear();
    return {};
}

Result<void> LocalSink::syncDirectories() {
    ALULA_TRY(m_files.files.sync(m_directory.get()));
    // Also when the directory was there: whoever made it may have been killed, or may not have come to this yet.
    return m_files.files.sync(m_place.root.get());
}

} // namespace alula
