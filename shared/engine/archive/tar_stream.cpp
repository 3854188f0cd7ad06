// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/tar_stream.h"

#include "shared/engine/archive/format.h"
#include "shared/engine/archive/index_page.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <limits>
#include <locale.h>
#include <new>
#include <optional>

namespace alula {
namespace {

// Names as bytes: in the C locale libarchive hands them through, with a warning that is of no use.
class ByteLocale {
public:
    ByteLocale() : m_locale(newlocale(LC_CTYPE_MASK, "C", nullptr)), m_before(uselocale(m_locale)) {}
    ~ByteLocale() {
        uselocale(m_before);
        freelocale(m_locale);
    }
    ByteLocale(const ByteLocale&) = delete;
    ByteLocale& operator=(const ByteLocale&) = delete;

private:
    locale_t m_locale;
    locale_t m_before;
};

// ARCHIVE_RETRY is no success: libarchive answers it to a header with a wrong checksum.
bool isUsable(int result) { return result == ARCHIVE_OK || result == ARCHIVE_WARN; }

std::string text(const char* c) { return c ? std::string(c) : std::string(); }

std::uint32_t idOf(la_int64_t id) {
    constexpr std::uint32_t kNobody = 65534; // what does not fit belongs to nobody
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

struct TarStream::Reader {
    GzipStream gzip;
    archive* handle = archive_read_new();
    std::optional<Error> sourceError; // why the read callback failed
    std::uint64_t size = 0;           // of the entry being read
    bool opened = false;

    Reader(ByteSource& source, GzipStream::Options options) : gzip(source, std::move(options)) {
        if (!handle) throw std::bad_alloc();
        archive_read_support_format_tar(handle);
        archive_read_support_format_empty(handle);
    }
    ~Reader() { archive_read_free(handle); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    static la_ssize_t read(archive* handle, void* self, const void** bytes) {
        Reader& reader = *static_cast<Reader*>(self);
        try {
            auto next = reader.gzip.next();
            if (next) {
                *bytes = next->data();
                return static_cast<la_ssize_t>(next->size());
            }
            reader.sourceError = std::move(next).error();
        } catch (const std::bad_alloc&) {
            reader.sourceError = Error(ErrorCode::Internal, "There is not enough memory to read the archive.");
        }
        archive_set_error(handle, EIO, "source");
        return ARCHIVE_FATAL;
    }

    Result<void> open() {
        if (opened) return {};
        opened = true;
        if (archive_read_open(handle, this, nullptr, &Reader::read, nullptr) != ARCHIVE_OK) return fail(error());
        return {};
    }

    Error error() const {
        if (sourceError) return *sourceError;
        return Error(ErrorCode::Corrupt, "The archive is no sound tar stream: " + reason(archive_error_string(handle)) + ".");
    }
    static std::string reason(const char* given) { return given ? given : "no reason is known"; }

    // libarchive stops at the end mark, or where the stream ends without one. The rest of the file must be sound too, and zeros.
    Result<void> drain() {
        const auto end = static_cast<std::uint64_t>(archive_read_header_position(handle));
        for (;;) {
            ALULA_ASSIGN(const ByteSpan bytes, gzip.next());
            if (bytes.empty()) break;
        }
        const std::uint64_t rest = gzip.produced() - std::min(end, gzip.produced());
        if (rest < format::kTarBlock) return fail(ErrorCode::Corrupt, "The archive has no end mark: it was cut.");
        if (gzip.trailingZeros() < rest) return fail(ErrorCode::Corrupt, "The archive has something behind its end mark.");
        return {};
    }
};

TarStream::TarStream(ByteSource& source, GzipStream::Options options)
    : m_reader(std::make_unique<Reader>(source, std::move(options))) {}
TarStream::~TarStream() = default;

std::uint64_t TarStream::consumed() const { return m_reader->gzip.consumed(); }
std::uint64_t TarStream::streamLength() const { return m_reader->gzip.produced(); }

Result<bool> TarStream::next(TarItem& item) {
    const ByteLocale locale;
    archive* handle = m_reader->handle;
    ALULA_TRY(m_reader->open());
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(handle, &entry);
    if (result == ARCHIVE_EOF) {
        ALULA_TRY(m_reader->drain());
        return false;
    }
    if (!isUsable(result)) return fail(m_reader->error());
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
    m_reader->size = item.info.size = static_cast<std::uint64_t>(size);
    item.attributes = attributesOf(entry);
    item.id = static_cast<std::uint64_t>(archive_read_header_position(handle)) + format::kTarBlock;
    return true;
}

Result<void> TarStream::contents(const std::function<Result<void>(const TarPiece&)>& visit) {
    const ByteLocale locale;
    const std::uint64_t size = m_reader->size;
    std::uint64_t done = 0;
    for (;;) {
        const void* bytes = nullptr;
        std::size_t length = 0;
        la_int64_t offset = 0;
        const int result = archive_read_data_block(m_reader->handle, &bytes, &length, &offset);
        if (result == ARCHIVE_EOF) break;
        if (!isUsable(result)) return fail(m_reader->error());
        const auto at = static_cast<std::uint64_t>(offset);
        if (offset < 0 || at < done || at > size || length > size - at)
            return fail(ErrorCode::Corrupt, "The archive's map of a sparse file contradicts itself.");
        if (at > done) ALULA_TRY(visit({done, {}, at - done}));
        if (length > 0) ALULA_TRY(visit({at, {static_cast<const std::uint8_t*>(bytes), length}, 0}));
        done = at + length;
    }
    if (done < size) ALULA_TRY(visit({done, {}, size - done}));
    return {};
}

} // namespace alula
