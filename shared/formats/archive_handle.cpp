// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/formats/archive_handle.h"

#include "shared/engine/archive/libarchive_reading.h"

#include <cerrno>
#include <new>

namespace alula {

ArchiveHandle::ArchiveHandle(ByteOutput output)
    : m_output(std::move(output)), m_handle(archive_write_new()), m_entry(archive_entry_new()) {
    if (!m_handle || !m_entry) throw std::bad_alloc();
}

ArchiveHandle::~ArchiveHandle() {
    m_givenUp = true;             // archive_write_free() would end the archive properly,
    archive_write_fail(m_handle); // and fill up the file that was not finished;
    // without this it would leave behind what its filters hold (3.7.4). Twice is once too many: 7z then never ends.
    if (!m_closed) archive_write_close(m_handle);
    archive_entry_free(m_entry);
    archive_write_free(m_handle);
}

la_ssize_t ArchiveHandle::writeBytes(archive* handle, void* self, const void* bytes, size_t size) {
    auto& me = *static_cast<ArchiveHandle*>(self);
    if (!me.m_failure && !me.m_givenUp) {
        try {
            auto done = me.m_output({static_cast<const std::uint8_t*>(bytes), size});
            if (done) return static_cast<la_ssize_t>(size);
            me.m_failure = std::move(done).error();
        } catch (const std::exception& e) {
            me.m_failure = Error(ErrorCode::Internal, std::string("writing the archive failed: ") + e.what());
        }
    }
    archive_set_error(handle, EIO, "output");
    return -1;
}

Result<void> ArchiveHandle::check(int result) const {
    if (m_failure) return fail(*m_failure);
    if (result == ARCHIVE_OK || result == ARCHIVE_WARN) return {};
    const char* reason = archive_error_string(m_handle);
    const auto code = archive_errno(m_handle) == ENOSPC ? ErrorCode::NoSpace : ErrorCode::Io;
    return fail(Error(code, std::string("the archive could not be written: ") + (reason ? reason : "no reason is known"))
                    .withPath(m_path));
}

Result<void> ArchiveHandle::open() {
    constexpr int kChunk = 65'536; // what the output gets at once
    archive_write_set_bytes_per_block(m_handle, kChunk);
    archive_write_set_bytes_in_last_block(m_handle, 1);
    return check(archive_write_open(m_handle, this, nullptr, &ArchiveHandle::writeBytes, nullptr));
}

archive_entry* ArchiveHandle::describe(const ArchiveEntry& entry, const std::string& path, const std::string& hardLink) {
    m_path = entry.path;
    archive_entry_clear(m_entry);
    archive_entry_copy_pathname(m_entry, path.c_str());
    const EntryInfo& info = entry.info;
    const bool file = info.type == EntryType::File;
    archive_entry_set_filetype(m_entry, file ? AE_IFREG : info.type == EntryType::Directory ? AE_IFDIR : AE_IFLNK);
    archive_entry_set_perm(m_entry, info.type == EntryType::Symlink ? 0777 : info.mode & 07777U);
    archive_entry_set_uid(m_entry, info.uid);
    archive_entry_set_gid(m_entry, info.gid);
    constexpr std::int64_t kSecond = 1'000'000'000;
    const std::int64_t nanoseconds = ((info.mtimeNs % kSecond) + kSecond) % kSecond;
    // libarchive 3.7.4 writes a fraction before 1970 to a pax header with the wrong sign; GNU tar reads it as told.
    const auto fraction = info.mtimeNs < 0 ? 0L : static_cast<long>(nanoseconds);
    archive_entry_set_mtime(m_entry, (info.mtimeNs - nanoseconds) / kSecond, fraction);
    archive_entry_set_size(m_entry, file && hardLink.empty() ? static_cast<la_int64_t>(info.size) : 0);
    if (!hardLink.empty()) archive_entry_copy_hardlink(m_entry, hardLink.c_str());
    return m_entry;
}

Result<void> ArchiveHandle::header(archive_entry* entry) {
    const NameLocale locale("C.UTF-8");
    return check(archive_write_header(m_handle, entry));
}

Result<void> ArchiveHandle::data(ByteSpan bytes) {
    while (!bytes.empty()) {
        const la_ssize_t written = archive_write_data(m_handle, bytes.data(), bytes.size());
        if (written < 0) return check(static_cast<int>(written));
        if (written == 0) return fail(Error(ErrorCode::Internal, "a file has more bytes than was said").withPath(m_path));
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> ArchiveHandle::endEntry() { return check(archive_write_finish_entry(m_handle)); }

Result<void> ArchiveHandle::close() {
    const NameLocale locale("C.UTF-8");
    m_closed = true;
    return check(archive_write_close(m_handle));
}

} // namespace alula
