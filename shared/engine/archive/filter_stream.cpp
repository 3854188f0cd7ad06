// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/archive/filter_stream.h"

#include "shared/engine/archive/libarchive_reading.h"

#include <new>

namespace alula {

struct FilterStream::Filter {
    LibarchiveInput input;
    archive* handle = archive_read_new();

    Filter(ByteSource& source, StreamOptions options) : input(source, std::move(options)) {
        if (!handle) throw std::bad_alloc();
        archive_read_support_format_raw(handle); // one entry: the bytes
        archive_read_support_format_empty(handle);
    }
    ~Filter() { archive_read_free(handle); }
    Filter(const Filter&) = delete;
    Filter& operator=(const Filter&) = delete;

    void support(ArchiveFormat format) const {
        switch (format) {
        case ArchiveFormat::TarXz: archive_read_support_filter_xz(handle); break;
        case ArchiveFormat::TarBz2: archive_read_support_filter_bzip2(handle); break;
        case ArchiveFormat::TarZst: archive_read_support_filter_zstd(handle); break;
        case ArchiveFormat::TarLz4: archive_read_support_filter_lz4(handle); break;
        default: break;
        }
    }
};

FilterStream::FilterStream(const ForeignFile& file, StreamOptions options)
    : m_format(file.format), m_filter(std::make_unique<Filter>(file.source, std::move(options))) {
    m_filter->support(m_format);
}
FilterStream::~FilterStream() = default;

std::uint64_t FilterStream::consumed() const { return m_filter->input.consumed(); }

Error FilterStream::damaged() const {
    if (m_filter->input.failure()) return *m_filter->input.failure();
    return Error(ErrorCode::Corrupt, "The archive is damaged or was cut: " + reasonOf(m_filter->handle) + " (near byte " +
                                         std::to_string(consumed()) + ").");
}

Result<bool> FilterStream::open() {
    m_opened = true;
    if (m_filter->input.open(m_filter->handle, false) != ARCHIVE_OK) return fail(damaged());
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(m_filter->handle, &entry);
    if (result == ARCHIVE_EOF) return false;
    if (result != ARCHIVE_OK) return fail(damaged());
    if (m_format != ArchiveFormat::Tar && archive_filter_code(m_filter->handle, 0) == ARCHIVE_FILTER_NONE)
        return fail(ErrorCode::Corrupt, "The archive's packing is not one that can be read.");
    return true;
}

Result<ByteSpan> FilterStream::next() {
    if (!m_opened) {
        ALULA_ASSIGN(const bool any, open());
        m_ended = !any;
    }
    while (!m_ended) {
        const void* bytes = nullptr;
        std::size_t length = 0;
        la_int64_t offset = 0;
        const int result = archive_read_data_block(m_filter->handle, &bytes, &length, &offset);
        if (result == ARCHIVE_EOF) {
            m_ended = true;
            break;
        }
        if (result != ARCHIVE_OK) return fail(damaged());
        if (length == 0) continue;
        const ByteSpan out(static_cast<const std::uint8_t*>(bytes), length);
        m_produced += length;
        m_zeros = alula::trailingZeros(m_zeros, out);
        return out;
    }
    return ByteSpan();
}

} // namespace alula
