// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/store/file_source.h"

#include "shared/engine/store/local_store.h"

#include <algorithm>
#include <fcntl.h>

namespace alula {

namespace {
constexpr std::uint64_t kPage = 4_KiB;
}

FileSource::FileSource(FileSystem files, UniqueFd file, std::string path, std::uint64_t size)
    : m_files(files), m_file(std::move(file)), m_path(std::move(path)), m_size(size) {}

Result<std::shared_ptr<FileSource>> FileSource::make(FileSystem files, UniqueFd file, std::string path) {
    ALULA_ASSIGN(const FileStat status, files.names.stat(file.get(), {}));
    if (!status.isRegular()) {
        return fail(
            Error(ErrorCode::Corrupt, "this is not a regular file, so it cannot be an archive").withPath(std::move(path)));
    }
    return std::shared_ptr<FileSource>(new FileSource(files, std::move(file), std::move(path), status.size));
}

Result<std::size_t> FileSource::read(MutableByteSpan into, std::uint64_t offset) {
    if (offset >= m_size) return 0;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), m_size - offset));
    return readFully(m_files.files, m_file.get(), into.first(wanted), offset);
}

// The kernel drops whole pages only: the first one goes too, which a neighbour has read the other part of.
void FileSource::forget(std::uint64_t offset, std::uint64_t length) {
    const std::uint64_t begin = offset / kPage * kPage;
    m_files.attributes.advise(m_file.get(), begin, offset + length - begin, POSIX_FADV_DONTNEED);
}

Result<std::shared_ptr<ByteSource>> openFileSource(FileSystem files, const std::string& path) {
    // O_NONBLOCK: a FIFO under that name must not hang the opener.
    ALULA_ASSIGN(auto file, files.names.open(AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0, 0));
    ALULA_ASSIGN(auto source, FileSource::make(files, std::move(file), path));
    return std::static_pointer_cast<ByteSource>(std::move(source));
}

} // namespace alula
