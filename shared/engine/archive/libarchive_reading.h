// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/archive/entry_stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <optional>

namespace alula {

// What libarchive takes names for, on this thread, for as long as it lives: it converts by the locale, and the daemon's is
// anybody's guess. "C": bytes as they are. "C.UTF-8" for formats that have UTF-8 or UTF-16 names.
class NameLocale {
public:
    explicit NameLocale(const char* name) : m_locale(newlocale(LC_CTYPE_MASK, name, nullptr)), m_before(uselocale(m_locale)) {}
    ~NameLocale() {
        uselocale(m_before);
        if (m_locale) freelocale(m_locale);
    }
    NameLocale(const NameLocale&) = delete;
    NameLocale& operator=(const NameLocale&) = delete;

private:
    locale_t m_locale;
    locale_t m_before;
};

// A ByteSource as libarchive's callbacks. One thread.
class LibarchiveInput {
public:
    LibarchiveInput(ByteSource& source, StreamOptions options)
        : m_source(source), m_options(std::move(options)), m_buffer(m_options.inputChunk) {}
    LibarchiveInput(const LibarchiveInput&) = delete;
    LibarchiveInput& operator=(const LibarchiveInput&) = delete;

    int open(archive* handle, bool seekable);
    std::uint64_t consumed() const { return m_offset; }
    const std::optional<Error>& failure() const { return m_failure; } // why a callback failed

private:
    Result<ByteSpan> read();
    static la_ssize_t readBytes(archive* handle, void* self, const void** bytes);
    static la_int64_t skipBytes(archive* handle, void* self, la_int64_t request);
    static la_int64_t seekTo(archive* handle, void* self, la_int64_t offset, int whence);

    ByteSource& m_source;
    const StreamOptions m_options;
    std::vector<std::uint8_t> m_buffer;
    std::uint64_t m_offset = 0;
    std::optional<Error> m_failure;
};

// Fills everything but the id. Corrupt, with the path, when the entry is impossibly large.
Result<void> readItem(archive_entry* entry, TarItem& item);

// Gives the pieces of the present entry, `size` bytes; `error` words what libarchive says. A warning of libarchive's (a wrong crc)
// is an error where `strict`.
struct ContentsWish {
    std::uint64_t size = 0;
    bool strict = false;
    std::function<Error()> error;
};
Result<void> readContents(archive* handle, const ContentsWish& wish, const std::function<Result<void>(const TarPiece&)>& visit);

std::string reasonOf(archive* handle); // libarchive's words

} // namespace alula
