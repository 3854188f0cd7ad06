// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/libarchive_reading.h"

#include "shared/engine/archive/format.h"
#include "shared/engine/archive/index_page.h"

#include <algorithm>
#include <limits>
#include <new>

namespace alula {
namespace {

std::string text(const char* c) { return c ? std::string(c) : std::string(); }

// What does not fit belongs to nobody. Formats without owners say so: root, as whoever unpacks them.
std::uint32_t idOf(la_int64_t id) {
    constexpr std::uint32_t kNobody = 65534;
    return id >= 0 && id <= std::numeric_limits<std::uint32_t>::max() ? static_cast<std::uint32_t>(id) : kNobody;
}

std::int64_t mtimeOf(archive_entry* entry) {
    constexpr std::int64_t kSecond = 1'000'000'000;
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / kSecond - 1;
    return std::clamp<std::int64_t>(archive_entry_mtime(entry), -kMost, kMost) * kSecond + archive_entry_mtime_nsec(entry);
}

std::vector<ExtendedAttribute> attributesOf(archive_entry* entry) {
    std::vector<ExtendedAttribute> out;
    archive_entry_xattr_reset(entry);
    const char* name = nullptr;
    const void* value = nullptr;
    std::size_t size = 0;
    while (archive_entry_xattr_next(entry, &name, &value, &size) == ARCHIVE_OK) {
        if (!name || !std::string_view(name).starts_with("user.") || std::string_view(name).size() > 255) continue;
        out.push_back({name, std::string(static_cast<const char*>(value), size)});
        if (attributeCost(out) > format::kMaxAttributeBytes) out.pop_back();
    }
    std::ranges::sort(out, {}, &ExtendedAttribute::name);
    return out;
}

TarItem::Kind kindOf(archive_entry* entry) {
    if (archive_entry_hardlink(entry)) return TarItem::Kind::HardLink;
    switch (archive_entry_filetype(entry)) {
    case AE_IFREG: return TarItem::Kind::File;
    case AE_IFDIR: return TarItem::Kind::Directory;
    case AE_IFLNK: return TarItem::Kind::Symlink;
    default: return TarItem::Kind::Other;
    }
}

} // namespace

std::string reasonOf(archive* handle) {
    const char* given = archive_error_string(handle);
    return given ? given : "no reason is known";
}

Result<void> readItem(archive_entry* entry, TarItem& item) {
    item.kind = kindOf(entry);
    item.path = text(archive_entry_pathname(entry));
    item.target = text(item.kind == TarItem::Kind::HardLink ? archive_entry_hardlink(entry) : archive_entry_symlink(entry));
    item.info = {};
    item.info.type = item.kind == TarItem::Kind::Directory ? EntryType::Directory
                     : item.kind == TarItem::Kind::Symlink ? EntryType::Symlink
                                                           : EntryType::File;
    item.info.mode = archive_entry_perm(entry) & 01777;
    item.info.uid = idOf(archive_entry_uid(entry));
    item.info.gid = idOf(archive_entry_gid(entry));
    item.info.mtimeNs = mtimeOf(entry);
    const la_int64_t size = item.kind == TarItem::Kind::File ? archive_entry_size(entry) : 0;
    if (size < 0 || size > la_int64_t{1} << 62)
        return fail(Error(ErrorCode::Corrupt, "An entry of the archive is impossibly large.").withPath(item.path));
    item.info.size = static_cast<std::uint64_t>(size);
    item.attributes = attributesOf(entry);
    return {};
}

Result<void> readContents(archive* handle, const ContentsWish& wish, const std::function<Result<void>(const TarPiece&)>& visit) {
    std::uint64_t done = 0;
    for (;;) {
        const void* bytes = nullptr;
        std::size_t length = 0;
        la_int64_t offset = 0;
        const int result = archive_read_data_block(handle, &bytes, &length, &offset);
        if (result == ARCHIVE_EOF) break;
        // ARCHIVE_RETRY is no success: libarchive answers it to a header with a wrong checksum.
        if (result != ARCHIVE_OK && (result != ARCHIVE_WARN || wish.strict)) return fail(wish.error());
        const auto at = static_cast<std::uint64_t>(offset);
        if (offset < 0 || at < done || at > wish.size || length > wish.size - at)
            return fail(ErrorCode::Corrupt, "The archive has more contents for a file than it says, or contradicts itself.");
        if (at > done) ALULA_TRY(visit({done, {}, at - done}));
        if (length > 0) ALULA_TRY(visit({at, {static_cast<const std::uint8_t*>(bytes), length}, 0}));
        done = at + length;
    }
    if (done == wish.size) return {};
    if (wish.strict) return fail(ErrorCode::Corrupt, "The archive has less contents for a file than it says.");
    return visit({done, {}, wish.size - done});
}

int LibarchiveInput::open(archive* handle, bool seekable) {
    archive_read_set_callback_data(handle, this);
    archive_read_set_read_callback(handle, &LibarchiveInput::readBytes);
    if (seekable) {
        archive_read_set_skip_callback(handle, &LibarchiveInput::skipBytes);
        archive_read_set_seek_callback(handle, &LibarchiveInput::seekTo);
    }
    return archive_read_open1(handle);
}

Result<ByteSpan> LibarchiveInput::read() {
    if (m_options.stop.stop_requested()) return fail(cancelled());
    if (m_options.load) {
        ALULA_TRY(m_options.load->checkpoint(m_options.stop));
        ALULA_TRY(m_options.load->read.take(m_buffer.size(), m_options.stop));
    }
    ALULA_ASSIGN(const std::size_t n, m_source.read(m_buffer, m_offset));
    m_source.forget(m_offset, n);
    m_offset += n;
    return ByteSpan(m_buffer).first(n);
}

la_ssize_t LibarchiveInput::readBytes(archive* handle, void* self, const void** bytes) {
    auto& me = *static_cast<LibarchiveInput*>(self);
    try {
        auto next = me.read();
        if (next) {
            *bytes = next->data();
            return static_cast<la_ssize_t>(next->size());
        }
        me.m_failure = std::move(next).error();
    } catch (const std::exception&) {
        me.m_failure = Error(ErrorCode::Internal, "There is not enough memory to read the archive.");
    }
    archive_set_error(handle, EIO, "source");
    return ARCHIVE_FATAL;
}

la_int64_t LibarchiveInput::skipBytes(archive*, void* self, la_int64_t request) {
    auto& me = *static_cast<LibarchiveInput*>(self);
    const std::uint64_t left = me.m_source.size() - std::min(me.m_offset, me.m_source.size());
    const std::uint64_t skipped = request > 0 ? std::min(static_cast<std::uint64_t>(request), left) : 0;
    me.m_offset += skipped;
    return static_cast<la_int64_t>(skipped);
}

la_int64_t LibarchiveInput::seekTo(archive*, void* self, la_int64_t offset, int whence) {
    auto& me = *static_cast<LibarchiveInput*>(self);
    const auto size = static_cast<la_int64_t>(me.m_source.size());
    const la_int64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? static_cast<la_int64_t>(me.m_offset) : size;
    la_int64_t to = 0;
    if (__builtin_add_overflow(base, offset, &to) || to < 0 || to > size) return ARCHIVE_FATAL;
    me.m_offset = static_cast<std::uint64_t>(to);
    return to;
}

} // namespace alula
