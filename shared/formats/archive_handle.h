// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/formats/export_writer.h"

#include <archive.h>
#include <archive_entry.h>
#include <optional>
#include <string>

namespace alula {

// libarchive's writer with a ByteOutput behind it: what tar and 7z have in common. One caller at a time.
class ArchiveHandle {
public:
    explicit ArchiveHandle(ByteOutput output); // throws bad_alloc
    ~ArchiveHandle();                          // without close(): nothing more goes out
    ArchiveHandle(const ArchiveHandle&) = delete;
    ArchiveHandle& operator=(const ArchiveHandle&) = delete;

    archive* get() const { return m_handle; }
    Result<void> check(int result) const; // of a libarchive call: warnings are none of ours
    Result<void> open();                  // once format and options are set

    // The entry that stands for ours, with all that every format is told. Good until the next call. hardLink may be empty.
    archive_entry* describe(const ArchiveEntry& entry, const std::string& path, const std::string& hardLink = {});
    Result<void> header(archive_entry* entry);
    Result<void> data(ByteSpan bytes);
    Result<void> endEntry();
    Result<void> close();

private:
    static la_ssize_t writeBytes(archive* handle, void* self, const void* bytes, size_t size);

    const ByteOutput m_output;
    archive* m_handle;
    archive_entry* m_entry;
    std::optional<Error> m_failure; // of the output
    bool m_givenUp = false;
    bool m_closed = false;
    std::string m_path; // of the entry being written, for messages
};

} // namespace alula
