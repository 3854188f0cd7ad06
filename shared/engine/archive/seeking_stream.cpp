// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/seeking_stream.h"

#include "shared/engine/archive/libarchive_reading.h"

#include <format>
#include <new>

namespace alula {
namespace {
constexpr const char* kNames = "C.UTF-8";
}

struct SeekingStream::Reader {
    LibarchiveInput input;
    archive* handle = archive_read_new();

    Reader(const ForeignFile& file, StreamOptions options) : input(file.source, std::move(options)) {
        if (!handle) throw std::bad_alloc();
        // Not the reader of zips as streams: it takes what a cut file has left for the whole.
        if (file.format == ArchiveFormat::Zip) archive_read_support_format_zip_seekable(handle);
        else archive_read_support_format_7zip(handle);
    }
    ~Reader() { archive_read_free(handle); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
};

SeekingStream::SeekingStream(const ForeignFile& file, StreamOptions options)
    : m_format(file.format), m_reader(std::make_unique<Reader>(file, std::move(options))) {}
SeekingStream::~SeekingStream() = default;

std::uint64_t SeekingStream::consumed() const { return m_reader->input.consumed(); }

Error SeekingStream::damaged() const {
    if (m_reader->input.failure()) return *m_reader->input.failure();
    // Not before it knows the format: libarchive 3.7.4 then asks what lies behind its table of them.
    if (m_recognised && archive_read_has_encrypted_entries(m_reader->handle) > 0)
        return Error(ErrorCode::Unsupported,
                     std::format("The {} is encrypted. Unpack it and pack it again without a password.", name(m_format)))
            .withPath(m_path);
    if (m_entries == 0)
        return Error(ErrorCode::Corrupt,
                     std::format("The {} has no table of contents that can be read: it was cut, is one part of "
                                 "several, or is damaged ({}).",
                                 name(m_format), reasonOf(m_reader->handle)));
    return Error(ErrorCode::Corrupt, std::format("The {} is damaged, or packed in a way that Alula cannot read: {}.",
                                                 name(m_format), reasonOf(m_reader->handle)))
        .withPath(m_path);
}

Result<bool> SeekingStream::next(TarItem& item) {
    const NameLocale locale(kNames);
    archive* handle = m_reader->handle;
    if (!m_opened) {
        m_opened = true;
        if (m_reader->input.open(handle, true) != ARCHIVE_OK) return fail(damaged());
        m_recognised = true;
    }
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(handle, &entry);
    if (result == ARCHIVE_EOF) return false;
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return fail(damaged()); // a warning: of a name that is no UTF-8
    ++m_entries;
    ALULA_TRY(readItem(entry, item));
    m_path = item.path;
    m_size = item.info.size;
    item.id = m_entries;
    if (archive_entry_is_encrypted(entry))
        return fail(Error(ErrorCode::Unsupported, "This entry of the archive is encrypted. Unpack the archive and pack it again "
                                                  "without a password.")
                        .withPath(m_path));
    return true;
}

Result<void> SeekingStream::contents(const std::function<Result<void>(const TarPiece&)>& visit) {
    const NameLocale locale(kNames);
    const ContentsWish wish{m_size, true, [this] { return damaged(); }};
    auto done = readContents(m_reader->handle, wish, [&](const TarPiece& piece) {
        m_unpacked += piece.bytes.size() + piece.zeros;
        return visit(piece);
    });
    if (!done && done.error().path().empty() && done.error().code() == ErrorCode::Corrupt)
        return fail(std::move(done).error().withPath(m_path));
    return done;
}

} // namespace alula
