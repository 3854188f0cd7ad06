// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/tar_stream.h"

#include "shared/engine/archive/format.h"
#include "shared/engine/archive/libarchive_reading.h"

#include <algorithm>
#include <new>
#include <optional>

namespace alula {
namespace {

// ARCHIVE_RETRY is no success: libarchive answers it to a header with a wrong checksum.
bool isUsable(int result) { return result == ARCHIVE_OK || result == ARCHIVE_WARN; }

// libarchive hands names through, with a warning that is of no use.
constexpr const char* kBytes = "C";

} // namespace

struct TarStream::Reader {
    const std::unique_ptr<ByteStream> bytes;
    archive* handle = archive_read_new();
    std::optional<Error> sourceError; // why the read callback failed
    std::uint64_t size = 0;           // of the entry being read
    bool opened = false;

    explicit Reader(std::unique_ptr<ByteStream> from) : bytes(std::move(from)) {
        if (!handle) throw std::bad_alloc();
        archive_read_support_format_tar(handle);
        archive_read_support_format_empty(handle);
    }
    ~Reader() { archive_read_free(handle); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    static la_ssize_t read(archive* handle, void* self, const void** out) {
        Reader& reader = *static_cast<Reader*>(self);
        try {
            auto next = reader.bytes->next();
            if (next) {
                *out = next->data();
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
        return Error(ErrorCode::Corrupt, "The archive is no sound tar stream: " + reasonOf(handle) + ".");
    }

    // libarchive stops at the end mark, or where the stream ends without one. The rest of the file must be sound too, and zeros.
    Result<void> drain() {
        const auto end = static_cast<std::uint64_t>(archive_read_header_position(handle));
        for (;;) {
            ALULA_ASSIGN(const ByteSpan more, bytes->next());
            if (more.empty()) break;
        }
        const std::uint64_t rest = bytes->produced() - std::min(end, bytes->produced());
        if (rest < format::kTarBlock) return fail(ErrorCode::Corrupt, "The archive has no end mark: it was cut.");
        if (bytes->trailingZeros() < rest) return fail(ErrorCode::Corrupt, "The archive has something behind its end mark.");
        return {};
    }
};

TarStream::TarStream(std::unique_ptr<ByteStream> bytes) : m_reader(std::make_unique<Reader>(std::move(bytes))) {}
TarStream::~TarStream() = default;

std::uint64_t TarStream::consumed() const { return m_reader->bytes->consumed(); }
std::uint64_t TarStream::streamLength() const { return m_reader->bytes->produced(); }

Result<bool> TarStream::next(TarItem& item) {
    const NameLocale locale(kBytes);
    archive* handle = m_reader->handle;
    ALULA_TRY(m_reader->open());
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(handle, &entry);
    if (result == ARCHIVE_EOF) {
        ALULA_TRY(m_reader->drain());
        return false;
    }
    if (!isUsable(result)) return fail(m_reader->error());
    ALULA_TRY(readItem(entry, item));
    m_reader->size = item.info.size;
    item.id = static_cast<std::uint64_t>(archive_read_header_position(handle)) + format::kTarBlock;
    return true;
}

Result<void> TarStream::contents(const std::function<Result<void>(const TarPiece&)>& visit) {
    const NameLocale locale(kBytes);
    return readContents(m_reader->handle, {m_reader->size, false, [this] { return m_reader->error(); }}, visit);
}

} // namespace alula
