// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/tree_writer.h"

#include "shared/engine/restore/remove_tree.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <fcntl.h>
#include <utility>

namespace alula {

namespace {

constexpr std::uint64_t kHoleUnit = 4096; // the smallest hole: a block of the usual file systems
constexpr std::uint64_t kGivenUp = 4_MiB; // of a clone: so much of it had to be written
constexpr std::uint32_t kImpliedMode = 0755;
constexpr std::uint64_t kFlushStep = 16_MiB; // of one file, before its write-back is started
constexpr std::size_t kEndedKept = 32;       // files whose write-back has begun and is given time
// Smaller files are left to the kernel, which writes many of them in one request to the disk: asking for each was a sixth of the CPU
// time of a restore of 200,000 of them.
constexpr std::uint64_t kFlushed = 512_KiB;
constexpr mode_t kPrivate = 0600;

bool isZero(ByteSpan bytes) {
    return bytes.empty() || (bytes[0] == 0 && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

std::unexpected<Error> named(Error error, const std::string& path) { return fail(std::move(error).withPath(path)); }

} // namespace

struct TreeWriter::OpenFile {
    UniqueFd fd;
    bool isClone = false;                     // of a live file; constant once it is made
    std::atomic<std::uint64_t> changed = 0;   // bytes of a clone that were not what the archive has
    std::atomic<std::uint64_t> unflushed = 0; // bytes written, or read of a clone, since write-back was last started
};

TreeWriter::TreeWriter(const Work& work, int base, TreeWriterOptions options)
    : m_work(work), m_options(std::move(options)), m_metadata(work.files, work.warnings), m_directories(work.files.names, base),
      m_sync(work.files.files, base, m_options.syncEvery) {}
TreeWriter::~TreeWriter() = default;

Metadata TreeWriter::metadataOf(const ArchiveEntry& entry) const {
    const Owner owner = m_options.keepOwners ? Owner{entry.info.uid, entry.info.gid} : m_options.owner;
    return {entry.info.mode, entry.info.mtimeNs, owner, entry.attributes};
}

Result<DirectoryHandle> TreeWriter::parentFor(const std::string& path) {
    // A directory that the archive does not name: one made by tar may leave them out.
    const auto implied = [this](const std::string& made) {
        const std::lock_guard lock(m_mutex);
        m_made.try_emplace(made, Metadata{kImpliedMode, m_options.impliedMtimeNs, m_options.owner, {}});
    };
    return m_directories.openOrMake(parentOf(path), implied);
}

Result<void> TreeWriter::makeRoom(int parent, const std::string& path) {
    if (!m_options.replace) {
        return fail(Error(ErrorCode::Corrupt, "the archive has two entries where only one can be").withPath(path));
    }
    return removeTree(m_work.files, parent, std::string(nameOf(path)), m_work.stop);
}

template <typename Make>
Result<void> TreeWriter::place(int parent, const std::string& path, Make make) {
    Result<void> made = make();
    if (!made && made.error().code() == ErrorCode::AlreadyExists) {
        ALULA_TRY(makeRoom(parent, path));
        made = make();
    }
    if (!made) return named(made.error(), path);
    return {};
}

Result<void> TreeWriter::addDirectory(const ArchiveEntry& entry) {
    const std::string path = target(entry);
    ALULA_ASSIGN(const auto parent, parentFor(path));
    const std::string name(nameOf(path));
    auto& names = m_work.files.names;
    bool made = true;
    ALULA_TRY(place(parent->get(), path, [&]() -> Result<void> {
        auto done = names.makeDirectory(parent->get(), name, 0700);
        if (done || done.error().code() != ErrorCode::AlreadyExists) return done;
        const auto there = names.stat(parent->get(), name);
        if (!there || !there->isDirectory()) return done;
        const std::lock_guard lock(m_mutex);
        made = m_made.contains(path); // by us for something in it: then this is how it should be; else it was live and stays
        return {};
    }));
    if (!made) return {};
    const std::lock_guard lock(m_mutex);
    m_made.insert_or_assign(path, metadataOf(entry));
    return {};
}

Result<void> TreeWriter::addSymlink(const ArchiveEntry& entry) {
    const std::string path = target(entry);
    ALULA_ASSIGN(const auto parent, parentFor(path));
    ALULA_TRY(place(parent->get(), path,
                    [&] { return m_work.files.names.makeSymlink(entry.linkTarget, parent->get(), std::string(nameOf(path))); }));
    return m_metadata.applyToSymlink(parent->get(), path, metadataOf(entry));
}

Result<void> TreeWriter::addHardLink(const std::string& first, const std::string& path) {
    const std::string from = joinPath(m_options.into, first);
    const std::string to = joinPath(m_options.into, path);
    ALULA_ASSIGN(const auto fromParent, m_directories.open(parentOf(from)));
    ALULA_ASSIGN(const auto toParent, parentFor(to));
    return place(toParent->get(), to, [&] {
        return m_work.files.names.makeLink(fromParent->get(), std::string(nameOf(from)), toParent->get(),
                                           std::string(nameOf(to)));
    });
}

// By way of the umask it may get less; MetadataWriter looks. Attributes are set while nothing forbids writing.
mode_t TreeWriter::firstMode(const ArchiveEntry& entry) const {
    return m_options.sheltered && entry.attributes.empty() ? entry.info.mode & 0777 : kPrivate;
}

Result<void> TreeWriter::begin(const ArchiveEntry& entry) {
    ALULA_TRY(m_work.load.checkpoint(m_work.stop));
    m_work.progress.setPath(entry.path);
    const std::string path = target(entry);
    auto parent = parentFor(path);
    if (!parent) return named(parent.error(), path);
    auto file = std::make_shared<OpenFile>();
    ALULA_TRY(place((*parent)->get(), path, [&]() -> Result<void> {
        const int access = m_options.live ? O_RDWR : O_WRONLY;
        ALULA_ASSIGN(file->fd, openBeneath(m_work.files.names, (*parent)->get(), nameOf(path), access | O_CREAT | O_EXCL,
                                           firstMode(entry)));
        return {};
    }));
    if (auto begun = beginAsLive(*file, entry); !begun) return named(begun.error(), path);
    const std::lock_guard lock(m_mutex);
    m_open.insert_or_assign(entry.path, std::move(file));
    return {};
}

// Holes are not looked for in a clone, so files that have some are made anew.
Result<void> TreeWriter::beginAsLive(OpenFile& file, const ArchiveEntry& entry) {
    if (!m_options.live || (entry.flags & kEntrySparse) != 0) return {};
    ALULA_ASSIGN(file.isClone, m_options.live->cloneInto(file.fd.get(), entry.path, entry.info.size, m_work.stop));
    return {};
}

std::shared_ptr<TreeWriter::OpenFile> TreeWriter::openFile(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_open.find(path);
    return found == m_open.end() ? nullptr : found->second;
}

Result<void> TreeWriter::write(const ArchiveEntry& entry, std::uint64_t offset, ByteSpan bytes) {
    ALULA_TRY(m_sync.check());
    const auto file = openFile(entry.path);
    if (!file) return fail(Error(ErrorCode::Internal, "contents came for a file that was not begun").withPath(entry.path));
    const bool sparse = (entry.flags & kEntrySparse) != 0;
    auto done = sparse          ? writeSparse(*file, offset, bytes)
                : file->isClone ? writeChanged(*file, offset, bytes)
                                : writeRange(*file, offset, bytes);
    if (!done) return named(done.error(), target(entry));
    return {};
}

// Into a clone: the parts in which it is not what the archive has. Who differs much is not read any more.
Result<void> TreeWriter::writeChanged(OpenFile& file, std::uint64_t offset, ByteSpan bytes) {
    if (file.changed > kGivenUp) return writeRange(file, offset, bytes);
    ALULA_TRY(m_work.load.read.take(bytes.size(), m_work.stop));
    ALULA_TRY(forEachChange(m_work.files.files, file.fd.get(), offset, bytes, [&](std::uint64_t at, ByteSpan part) {
        file.changed += part.size();
        return writeRange(file, at, part);
    }));
    keepCacheClean(file, bytes.size());
    return {};
}

Result<void> TreeWriter::writeRange(OpenFile& file, std::uint64_t offset, ByteSpan bytes) {
    ALULA_TRY(m_work.load.write.take(bytes.size(), m_work.stop));
    ALULA_TRY(writeFully(m_work.files.files, file.fd.get(), bytes, offset));
    m_work.progress.bytesWritten += bytes.size();
    keepCacheClean(file, bytes.size());
    m_sync.wrote(bytes.size());
    return {};
}

void TreeWriter::keepCacheClean(OpenFile& file, std::uint64_t more) {
    if (file.unflushed.fetch_add(more) + more < kFlushStep) return;
    file.unflushed = 0;
    m_work.files.attributes.advise(file.fd.get(), 0, 0, POSIX_FADV_DONTNEED);
}

// Whole units of zeros, by their place in the file, stay holes; what lies between them is written in one go.
Result<void> TreeWriter::writeSparse(OpenFile& file, std::uint64_t offset, ByteSpan bytes) {
    std::size_t pending = 0; // first byte not yet written or left out
    std::size_t at = 0;
    while (at < bytes.size()) {
        const auto unit = std::min<std::uint64_t>(kHoleUnit - (offset + at) % kHoleUnit, bytes.size() - at);
        if (isZero(bytes.subspan(at, unit))) {
            if (at > pending) ALULA_TRY(writeRange(file, offset + pending, bytes.subspan(pending, at - pending)));
            pending = at + unit;
        }
        at += unit;
    }
    if (at > pending) ALULA_TRY(writeRange(file, offset + pending, bytes.subspan(pending, at - pending)));
    return {};
}

Result<void> TreeWriter::end(const ArchiveEntry& entry) {
    std::shared_ptr<OpenFile> file;
    {
        const std::lock_guard lock(m_mutex);
        if (auto node = m_open.extract(entry.path)) file = std::move(node.mapped());
    }
    if (!file) return fail(Error(ErrorCode::Internal, "a file ended that was not begun").withPath(entry.path));
    const int fd = file->fd.get();
    auto done = (entry.flags & kEntrySparse) != 0 ? m_work.files.files.truncate(fd, entry.info.size) : Result<void>();
    if (done) done = m_metadata.applyToNew(fd, target(entry), metadataOf(entry));
    if (!done) return named(done.error(), target(entry));
    if (entry.info.size >= kFlushed) keepCacheClean(std::move(file));
    return {};
}

// POSIX_FADV_DONTNEED starts write-back of dirty pages and drops clean ones: once when a file ends, to write it, and once more
// when others have ended since, to drop it. The server's own files stay in the page cache, and the swap's syncfs finds less.
void TreeWriter::keepCacheClean(std::shared_ptr<OpenFile> ended) {
    m_work.files.attributes.advise(ended->fd.get(), 0, 0, POSIX_FADV_DONTNEED);
    std::shared_ptr<OpenFile> written;
    {
        const std::lock_guard lock(m_mutex);
        m_ended.push_back(std::move(ended));
        if (m_ended.size() <= kEndedKept) return;
        written = std::move(m_ended.front());
        m_ended.pop_front();
    }
    m_work.files.attributes.advise(written->fd.get(), 0, 0, POSIX_FADV_DONTNEED);
}

Result<void> TreeWriter::finish() {
    ALULA_TRY(finishDirectories());
    return m_sync.finish();
}

Result<void> TreeWriter::finishDirectories() {
    const std::lock_guard lock(m_mutex);
    // Backwards by name: what is inside before what holds it, whose mode may forbid to go in.
    for (auto it = m_made.rbegin(); it != m_made.rend(); ++it) {
        if (m_work.stop.stop_requested()) return fail(cancelled());
        ALULA_ASSIGN(const auto handle, m_directories.open(it->first));
        if (auto done = m_metadata.apply(handle->get(), it->first, it->second); !done) return named(done.error(), it->first);
    }
    return {};
}

} // namespace alula
